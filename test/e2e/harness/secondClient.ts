import type { Stage } from '../../../sandbox/demo/stage';
import { createCredential, type CredentialReference } from '../../../sandbox/n8n/credentials';
import { Editor } from '../../../sandbox/n8n/editor';

/** Another client of the agency: a workspace and a Xero app of its own. */
export const SECOND = { workspaceId: 'second22', clientId: 'second-intercom', clientSecret: 'second-intercom-secret', accessToken: 'second-token' };
export const SECOND_XERO = { clientId: 'second-xero', clientSecret: 'second-xero-secret', name: 'n8n of the second' };

/** Connects the second client's credentials on the consent pages. @returns them, Xero's first */
export async function connectSecondClient({ sandbox, session, n8n }: Stage): Promise<CredentialReference[]> {
	const { workspaceId, clientId, clientSecret, accessToken } = SECOND;
	sandbox.intercom.addWorkspace({ id: workspaceId, name: 'Second workspace', timezone: 'Australia/Perth', region: 'US' });
	sandbox.intercom.addApp({ name: 'Second sync', clientId, clientSecret, workspaceIds: [workspaceId], accessToken });
	const xero = await createCredential(session, { type: 'xeroAccountingOAuth2Api', name: 'Xero (second)', data: { ...SECOND_XERO, name: undefined, simulatorUrl: sandbox.xeroUrl } });
	const intercom = await createCredential(session, { type: 'intercomAppOAuth2Api', name: 'Intercom (second)', data: { clientId, clientSecret, simulatorUrl: sandbox.intercomUrl } });
	const editor = await Editor.open(n8n);
	await editor.connect(xero);
	await editor.connect(intercom, async (popup) => {
		await popup.locator(`#choice-${workspaceId}`).check();
		await popup.locator('#allow').click();
	});
	await editor.close();
	return [xero, intercom];
}
