import './engineEnvironment';
import { HookContext } from 'n8n-core';
import nock from 'nock';
import { Workflow, type IDataObject, type INode } from 'n8n-workflow';
import { IntercomTrigger } from '../../nodes/IntercomTrigger/IntercomTrigger.node';
import { additionalDataFor } from './additionalData';
import { CredentialStore } from './credentialStore';
import { withoutNetwork } from './hermetic';
import { loadCredentialTypes, loadNodeTypes } from './nodeCatalogue';
import { TOKEN_CREDENTIAL } from './signedCalls';

withoutNetwork();

/** The trigger as n8n holds it while it publishes a workflow. */
async function published(staticData: IDataObject = {}, parameters: IDataObject = {}, credential: IDataObject = TOKEN_CREDENTIAL) {
	const node: INode = {
		id: 't',
		name: 'Trigger',
		type: 'n8n-nodes-intercom-xero.intercomTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
		credentials: { intercomAppTokenApi: { id: '1', name: 'Intercom' } },
		webhookId: '6a1f2c1e-0000-4000-8000-000000000001',
	};
	const workflow = new Workflow({ id: 'w', nodes: [node], connections: {}, active: true, nodeTypes: await loadNodeTypes(), staticData });
	const store = new CredentialStore(await loadCredentialTypes(), { intercomAppTokenApi: credential as typeof TOKEN_CREDENTIAL });
	const context = new HookContext(workflow, workflow.getNode('Trigger')!, additionalDataFor(store, 'trigger'), 'trigger', 'activate');
	const { checkExists, create, delete: remove } = new IntercomTrigger().webhookMethods.default;
	return {
		memory: () => workflow.getStaticData('node', node),
		checkExists: () => checkExists.call(context),
		create: () => create.call(context),
		remove: () => remove.call(context),
	};
}

const me = () => nock('https://api.intercom.io').get('/me').matchHeader('intercom-version', '2.16').matchHeader('authorization', 'Bearer tok');
const KNOWN = { 'node:Trigger': { workspaceId: 'ws1' } };

test('publishing learns the workspace, unpublishing forgets it', async () => {
	me().reply(200, { type: 'admin', id: '1', app: { id_code: 'ws1', name: 'Acme', region: 'US' } });
	const trigger = await published();
	expect(await trigger.checkExists()).toBe(false);
	expect(await trigger.create()).toBe(true);
	expect(trigger.memory()).toMatchObject({ workspaceId: 'ws1' });
	expect(await trigger.remove()).toBe(true);
	expect(trigger.memory()).not.toHaveProperty('workspaceId');
});

test('publishing stops with what to do when Intercom refuses the credential', async () => {
	me().reply(401, { type: 'error.list', errors: [{ code: 'token_revoked' }] });
	const trigger = await published();
	await expect(trigger.create()).rejects.toMatchObject({ message: expect.stringMatching(/revoked.*Workspace ID/) });
});

test('publishing stops where the credential has no client secret: every notification would be refused', async () => {
	const trigger = await published({}, { workspaceId: 'ws9' }, { ...TOKEN_CREDENTIAL, clientSecret: '' });
	await expect(trigger.create()).rejects.toMatchObject({ message: expect.stringMatching(/no client secret.*Developer Hub/) });
});

test('a restart while Intercom is down keeps the workspace known from before', async () => {
	me().times(2).reply(503);
	const trigger = await published(structuredClone(KNOWN));
	expect(await trigger.create()).toBe(true);
	expect(trigger.memory()).toMatchObject({ workspaceId: 'ws1' });
});

test('a workspace given by hand needs no call', async () => {
	expect(await (await published({}, { workspaceId: 'ws9' })).create()).toBe(true);
});
