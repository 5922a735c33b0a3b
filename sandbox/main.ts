import { parseArgs } from 'node:util';
import { INTERCOM_DEFAULTS } from './intercom/world';
import type { Sandbox } from './sandbox';
import { startSandbox } from './start';
import { XERO_DEFAULTS } from './xero/options';

/** `npm run sandbox -- [--intercom-port N] [--xero-port N] [--page-port N]`: prints its addresses and what to enter in n8n, and stays up. Port 0: any. */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			'intercom-port': { type: 'string', default: '4010' },
			'xero-port': { type: 'string', default: '4011' },
			'page-port': { type: 'string', default: '4012' },
		},
	});
	const sandbox = await startSandbox({
		intercomPort: Number(values['intercom-port']),
		xeroPort: Number(values['xero-port']),
		pagePort: Number(values['page-port']),
	});
	process.stdout.write(introduction(sandbox));
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.stop());
}

/** What a person needs who tries the workflows in an n8n of her own, on this machine, without an account of either vendor. */
function introduction({ intercomUrl, xeroUrl, pageUrl }: Sandbox): string {
	const { accessToken, clientSecret } = INTERCOM_DEFAULTS;
	const [app] = XERO_DEFAULTS.apps;
	return `
Both sides    ${pageUrl}
  make contacts there, and watch them arrive

Credentials in n8n, on this machine; leave the other fields as they are
  Intercom App Token API      Access Token ${accessToken}, Client Secret ${clientSecret}, Local Simulator ${intercomUrl}
  Xero Accounting OAuth2 API  Client ID ${app?.clientId}, Client Secret ${app?.clientSecret}, Local Simulator ${xeroUrl}, then Connect

In place of Intercom's Developer Hub, with the Production URL of Intercom Trigger:
  curl -X PUT -H 'content-type: application/json' -d '{"url":"<Production URL>"}' ${pageUrl}/control/intercom/subscription

Ctrl+C stops both. They forget everything then.
`;
}

main().catch((error: unknown) => {
	process.stderr.write(`The sandbox could not start: ${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
