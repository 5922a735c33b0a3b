import { parseArgs } from 'node:util';
import { startSandbox } from './start';

/** `npx tsx sandbox/main.ts [--intercom-port N] [--xero-port N] [--page-port N]`: prints its addresses as one JSON line and stays up. */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			'intercom-port': { type: 'string', default: '0' },
			'xero-port': { type: 'string', default: '0' },
			'page-port': { type: 'string', default: '0' },
		},
	});
	const sandbox = await startSandbox({
		intercomPort: Number(values['intercom-port']),
		xeroPort: Number(values['xero-port']),
		pagePort: Number(values['page-port']),
	});
	const { intercomUrl, xeroUrl, pageUrl } = sandbox;
	process.stdout.write(`${JSON.stringify({ intercomUrl, xeroUrl, pageUrl })}\n`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.stop());
}

main().catch((error: unknown) => {
	process.stderr.write(`The sandbox could not start: ${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
