import { existsSync, rmSync, truncateSync } from 'node:fs';
import { HookContext } from 'n8n-core';
import { Workflow, type INode, type INodeParameters } from 'n8n-workflow';
import { bind, readBinding } from '../../../lib/ledger/decisions/holders';
import { settle } from '../../../lib/ledger/decisions/settle';
import { DEFAULT_SETTINGS } from '../../../lib/ledger/settings';
import { IntercomTrigger } from '../../../nodes/IntercomTrigger/IntercomTrigger.node';
import { additionalDataFor } from '../../engine/additionalData';
import { CredentialStore } from '../../engine/credentialStore';
import { loadCredentialTypes, loadNodeTypes } from '../../engine/nodeCatalogue';
import { Ground, WORKSPACE } from './ground';

jest.setTimeout(60_000);

let ground: Ground;
beforeEach(async () => (ground = await Ground.make()));
afterEach(async () => await ground.remove());

const binding = (workspaceId: string) => bind({ workspaceId, region: 'us', organisationId: 'o1', organisationName: 'Acme', boundAt: 1 });

test('a notification is in the ledger before it is answered, and starts no execution', async () => {
	const answer = await ground.notify({ id: 'c1' });
	expect(answer).toEqual({ status: 200, body: { taken: 'work' } });
	expect(await ground.work()).toMatchObject([{ kind: 'contact', id: 'c1', state: 'waiting', topic: 'contact.user.updated', priority: 'live' }]);
});

test('ten notifications for one contact are one row', async () => {
	for (let n = 0; n < 10; n++) expect(await ground.notify({ id: 'c1' })).toMatchObject({ status: 200 });
	expect(await ground.work()).toHaveLength(1);
});

test('noise makes no row', async () => {
	const seconds = Math.floor(Date.now() / 1_000);
	await ground.notify({ id: 'c1' });
	await ground.store.open();
	await ground.store.change(binding(WORKSPACE));
	const synced = { outcome: 'synced', subject: { kind: 'contact', id: 'c1' }, token: '', reason: 'r', requestIds: [], result: 'updated', as: 'person', xeroContactId: 'x1', fingerprint: 'f', sourceUpdatedAtSeconds: seconds + 60, xeroUpdatedAt: 1, reference: 'stored', changes: [] } as const;
	await ground.store.change(settle([synced], DEFAULT_SETTINGS, Date.now()));
	await ground.store.change({ name: 'empty', need: { subjects: [synced.subject] }, decide: (found) => ({ answer: null, changes: [{ do: 'write', table: 'work', was: found.work(synced.subject), is: null, on: 'done' }] }) });
	expect(await ground.notify({ id: 'c1' })).toEqual({ status: 200, body: { taken: 'noise' } });
	expect(await ground.work()).toEqual([]);
});

test('a wrong signature gets 401 and no row', async () => {
	expect(await ground.notify({ id: 'c1' }, { secret: 'another' })).toMatchObject({ status: 401 });
	expect(await ground.work()).toEqual([]);
});

test('an unwanted topic, another workspace and what is about no record are answered as ever', async () => {
	expect(await ground.notify({ id: 'c1' }, { topic: 'contact.lead.updated' })).toEqual({ status: 200, body: { ignored: true, reason: 'unwantedTopic' } });
	expect(await ground.notify({ id: 'c1' }, { app: 'ws2', parameters: { workspaceId: WORKSPACE } })).toEqual({ status: 200, body: { ignored: true, reason: 'anotherWorkspace' } });
	expect(await ground.work()).toEqual([]);
});

test('a trigger whose memory n8n lost goes by the workspace of its ledger; without one it says what to do', async () => {
	expect(await ground.notify({ id: 'c1' }, { parameters: { workspaceId: '' } })).toEqual({ status: 503, body: { message: 'The workspace is not known: publish the workflow again.' } });
	await ground.store.open();
	await ground.store.change(binding(WORKSPACE));
	expect(await ground.notify({ id: 'c1' }, { parameters: { workspaceId: '' } })).toEqual({ status: 200, body: { taken: 'work' } });
	expect(await ground.notify({ id: 'c2' }, { app: 'ws2', parameters: { workspaceId: '' } })).toMatchObject({ body: { reason: 'anotherWorkspace' } });
});

test('a notification for a ledger that belongs to another workspace is refused, naming both', async () => {
	await ground.store.open();
	await ground.store.change(binding('ws-other'));
	const { status, body } = await ground.notify({ id: 'c1' });
	expect(status).toBe(503);
	expect(JSON.stringify(body)).toMatch(/ws-other.*ws1/);
	expect(await ground.work()).toEqual([]);
});

test('a store that takes nothing gets 503 with words, so that Intercom sends again', async () => {
	const cannot = { parameters: { ledgerOptions: { path: ground.pathInAFile() } } };
	const { status, body } = await ground.notify({ id: 'c1' }, cannot);
	expect([status, body]).toEqual([503, { message: expect.stringMatching(/cannot lie at.*l\.sqlite/) }]);
});

test('a file that was taken away or cut is refused until the workflow is published again', async () => {
	await ground.notify({ id: 'c1' });
	for (const end of ['', '-wal', '-shm']) rmSync(`${ground.path}${end}`);
	expect(await ground.notify({ id: 'c2' })).toMatchObject({ status: 503, body: { message: expect.stringMatching(/removed or replaced/) } });
	expect(await ground.notify({ id: 'c2' })).toMatchObject({ status: 503 });
	expect(existsSync(ground.path)).toBe(false);
	await (await published()).create();
	expect(await ground.notify({ id: 'c3' })).toMatchObject({ status: 200 });
	await ground.store.close();
	expect(await ground.work()).toMatchObject([{ id: 'c3' }]);
	truncateSync(ground.path, 100);
	expect(await ground.notify({ id: 'c4' })).toMatchObject({ status: 503, body: { message: expect.stringMatching(/shorter|damaged/) } });
});

test('in a test run somebody sees what the ledger did with it', async () => {
	const { items } = await ground.notify({ id: 'c1' }, { mode: 'manual' });
	expect(items?.map(({ json }) => json)).toMatchObject([{ taken: 'work', topic: 'contact.user.updated', contactId: 'c1' }]);
});

/** The trigger as n8n holds it while it publishes a workflow. */
async function published(parameters: INodeParameters = {}) {
	const node: INode = {
		id: 't', name: 'Trigger', type: 'n8n-nodes-intercom-xero.intercomTrigger', typeVersion: 1, position: [0, 0], parameters: { deliver: 'ledger', ...parameters }, credentials: { intercomAppTokenApi: { id: '1', name: 'Intercom' } }, webhookId: '6a1f2c1e-0000-4000-8000-000000000001',
	};
	const workflow = new Workflow({ id: 'w', nodes: [node], connections: {}, active: true, nodeTypes: await loadNodeTypes() });
	const store = new CredentialStore(await loadCredentialTypes(), { intercomAppTokenApi: ground.credentials.intercomAppTokenApi! });
	const context = new HookContext(workflow, workflow.getNode('Trigger')!, additionalDataFor(store, 'trigger'), 'trigger', 'activate');
	const { create } = new IntercomTrigger().webhookMethods.default;
	return { create: () => create.call(context) };
}

test('publishing opens the ledger and binds it to nobody', async () => {
	expect(await (await published()).create()).toBe(true);
	expect(existsSync(ground.path)).toBe(true);
	await ground.store.open();
	expect(await ground.store.change(readBinding())).toBeNull();
});

test('publishing is refused where the ledger belongs to another workspace, naming both', async () => {
	await ground.store.open();
	await ground.store.change(binding('ws-other'));
	const refused = await (await published()).create().catch((error: Error) => error.message);
	expect(refused).toMatch(/"default" belongs to the Intercom workspace ws-other \(us\), and this workflow is connected to the Intercom workspace ws1 \(us\)\..*a ledger of its own/);
});

test('publishing is refused where the ledger cannot be written, saying where', async () => {
	await expect((await published({ ledgerOptions: { path: ground.pathInAFile() } })).create()).rejects.toThrow(/cannot lie at.*l\.sqlite/);
});
