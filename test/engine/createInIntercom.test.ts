import { randomUUID } from 'node:crypto';
import './engineEnvironment';
import { LoadOptionsContext } from 'n8n-core';
import { Workflow, type INode, type INodeExecutionData, type INodeParameters } from 'n8n-workflow';
import { SyncLedgerTrigger } from '../../nodes/SyncLedgerTrigger/SyncLedgerTrigger.node';
import { additionalDataFor } from './additionalData';
import { CredentialStore } from './credentialStore';
import { loadCredentialTypes, loadNodeTypes, PACKAGE_PREFIX } from './nodeCatalogue';
import { runNode } from './runWorkflow';
import { openXero, type XeroSandbox } from './xeroSandbox';

/** A contact of Xero becomes a user in Intercom, from node to node in the real engine. */
let xero: XeroSandbox;
beforeEach(async () => void (xero = await openXero({}, 'first')));
afterEach(async () => await xero.sandbox.stop());

const GROUP = randomUUID();

/** Jane of the chosen group, and Jim of none. */
function seed(): string[] {
	const organisation = xero.sandbox.xero.organisation();
	const ids = organisation.seedContacts(['Jane', 'Jim'].map((FirstName) => ({ Name: `${FirstName} Doe`, FirstName, LastName: 'Doe', EmailAddress: `${FirstName.toLowerCase()}@acme.example` })));
	organisation.groups.set(GROUP, { id: GROUP, name: 'Wholesale', members: new Set([ids[0]!]) });
	return ids;
}

const itemsOf = (ids: readonly string[]): INodeExecutionData[] => ids.map((xeroContactId) => {
	const ledger = { name: 'default', kind: 'xeroContact', id: xeroContactId, token: 't1', billTo: 'person', organisationId: xero.organisationId, left: 'trigger.changedInXero', why: 'changedInXero', lastSync: null, decision: null, xeroChangedAt: 5, bothWays: { fields: ['name', 'phone'], creation: { of: 'groups', groupIds: [GROUP] } } };
	return { json: { xeroContactId, kind: 'xeroContact', why: 'changedInXero', attempts: 0, ledger } };
});

const intercomCredentials = () => ({ intercomAppTokenApi: { accessToken: 'sandbox-intercom-token', region: 'us', clientSecret: 'x', simulatorUrl: xero.sandbox.intercomUrl } });

async function upsert(items: INodeExecutionData[], operation: string) {
	const read = await xero.upsert(items, { operation: 'getContacts' });
	const mapped = await runNode({ type: 'xeroToIntercomMapper', parameters: { operation: 'mapContact' }, items: read.outputs[0]! });
	const done = await runNode({ type: 'intercomContactUpsert', parameters: { operation } as INodeParameters, items: mapped.outputs[0]!, credentials: intercomCredentials() });
	expect([read.error, mapped.error, done.error]).toEqual([undefined, undefined, undefined]);
	return { skipped: mapped.outputs[2]!.map(({ json }) => json), synced: done.outputs[0]!.map(({ json }) => json), others: [...done.outputs[1]!, ...done.outputs[2]!] };
}

test('one of the chosen group becomes a user, and one outside of it costs the one reading', async () => {
	const [jane, jim] = seed();
	const { skipped, synced, others } = await upsert(itemsOf([jane!, jim!]), 'update');
	expect(skipped).toMatchObject([{ xeroContactId: jim, reason: 'notChosen', ledger: { kind: 'xeroContact', id: jim, left: 'back.skipped' } }]);
	expect(synced).toMatchObject([{ outcome: 'created', reason: 'createdFromXero', madeOfIt: true, xeroContactId: jane, ledger: { kind: 'xeroContact', id: jane, left: 'intercom.synced' } }]);
	expect(others).toEqual([]);
	const users = [...xero.sandbox.intercom.workspace().contacts.values()].filter(({ email }) => email?.endsWith('@acme.example'));
	expect(users).toMatchObject([{ id: synced[0]!.intercomId, role: 'user', externalId: jane, custom: { xero_contact_id: jane } }]);
	expect(xero.calls()['xero.getContacts']).toBe(1);
});

test('a Preview says who would be created, and writes nothing', async () => {
	const [jane] = seed();
	// As Setup leaves a workspace.
	await runNode({ type: 'intercomContacts', parameters: { resource: 'workspace', operation: 'prepare' }, items: [{ json: {} }], credentials: intercomCredentials() });
	xero.sandbox.journal.clear();
	const { synced } = await upsert(itemsOf([jane!]), 'preview');
	expect(synced).toMatchObject([{ reason: 'wouldCreate', preview: true, message: '"Jane Doe" of Xero would be created in Intercom as the user Jane Doe (jane@acme.example). Nothing was written.' }]);
	expect(xero.sandbox.journal.count({ operation: /^intercom\.(create|update)/ })).toBe(0);
});

test('the groups to choose from are those of the chosen organisation', async () => {
	seed();
	const node: INode = { id: 'n', name: 'Node', type: `${PACKAGE_PREFIX}syncLedgerTrigger`, typeVersion: 1, position: [0, 0], parameters: { organisation: { __rl: true, mode: 'id', value: xero.organisationId } }, credentials: { xeroAccountingOAuth2Api: { id: 'c', name: 'c' } } };
	const workflow = new Workflow({ id: 'w', nodes: [node], connections: {}, active: false, nodeTypes: await loadNodeTypes() });
	const store = new CredentialStore(await loadCredentialTypes(), xero.credentials);
	const context = () => new LoadOptionsContext(workflow, node, additionalDataFor(store, 'internal'), '');
	const list = async () => await new SyncLedgerTrigger().methods.loadOptions.getContactGroups.call(context());
	expect(await list()).toContainEqual({ name: 'Wholesale', value: GROUP });
	xero.sandbox.xero.authority.revoke(xero.sandbox.xero.options.apps[0]!.clientId);
	await expect(list()).rejects.toMatchObject({ description: expect.stringContaining('Connect') });
});
