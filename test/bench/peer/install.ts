import type { INode } from 'n8n-workflow';
import { INTERCOM_APP, XERO_APP } from '../../../sandbox/demo/apps';
import { prepared } from '../../../sandbox/demo/stage';
import { connectWithoutBrowser } from '../../../sandbox/n8n/consent';
import { createCredential, type CredentialReference } from '../../../sandbox/n8n/credentials';
import type { N8nSession } from '../../../sandbox/n8n/session';
import { editWorkflow, importWorkflow, publishWorkflow, type WorkflowFile } from '../../../sandbox/n8n/workflows';
import type { Sandbox } from '../../../sandbox/sandbox';
import { peerWorkflow, quietContactSync, workflowFile } from './workflows';

/** The peer, published. @returns the id of its workflow */
export async function peerIn(session: N8nSession, sandbox: Sandbox): Promise<string> {
	const xero = await createCredential(session, { type: 'xeroOAuth2Api', name: 'Xero', data: { clientId: XERO_APP.clientId, clientSecret: XERO_APP.clientSecret } });
	await connectWithoutBrowser(session, xero, (address) => address.replace('https://login.xero.com', sandbox.xeroUrl));
	const header = await createCredential(session, { type: 'httpHeaderAuth', name: 'Intercom', data: { name: 'Authorization', value: `Bearer ${INTERCOM_APP.accessToken}` } });
	const credentials = { xeroOAuth2Api: xero, httpHeaderAuth: header };
	return await publish(session, peerWorkflow({ intercomUrl: sandbox.intercomUrl, organisationId: sandbox.xero.organisation().id, credentials }), []);
}

/** Ours, published. @param file of its workflow @returns the id of that */
export async function oursIn(session: N8nSession, sandbox: Sandbox, xeroUrl: string, file: string): Promise<string> {
	const xero = await createCredential(session, { type: 'xeroAccountingOAuth2Api', name: 'Xero', data: { clientId: XERO_APP.clientId, clientSecret: XERO_APP.clientSecret, simulatorUrl: xeroUrl } });
	await connectWithoutBrowser(session, xero);
	const { accessToken, clientSecret } = INTERCOM_APP;
	const intercom = await createCredential(session, { type: 'intercomAppTokenApi', name: 'Intercom', data: { accessToken, clientSecret, simulatorUrl: sandbox.intercomUrl } });
	const inToken = (node: INode): INode => ({ ...node, parameters: { ...node.parameters, ...('authentication' in prepared(node, sandbox).parameters && { authentication: 'accessToken' }) } });
	const chosen = (node: INode) => inToken(prepared(node, sandbox));
	await publish(session, quietContactSync(), [xero, intercom], chosen);
	return await publish(session, workflowFile(file), [xero, intercom], chosen);
}

async function publish(session: N8nSession, workflow: WorkflowFile, credentials: CredentialReference[], node?: (node: INode) => INode): Promise<string> {
	const id = await importWorkflow(session.n8n, workflow);
	await editWorkflow(session, id, { credentials, ...(node && { node }) });
	await publishWorkflow(session, id);
	return id;
}
