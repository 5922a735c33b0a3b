import './engineEnvironment';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IConnections, IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { JournalEntry } from '../../sandbox/kernel/journal';
import { canvasNodes, type Canvas } from './canvasNodes';
import { intercomId } from '../sandbox/upsert/people';
import { ONLY_PREVIEWED } from '../../lib/sync/record/preview';
import { runNode, runWorkflow, type WorkflowResult } from './runWorkflow';
import { itemOf, openXero, type XeroSandbox } from './xeroSandbox';

/**
 * quick-start, run by n8n's engine between the stand-ins of both vendors with the operation of Create or Update in Xero set
 * to Preview: nothing is written on either side, or told to anybody. Those with a ledger are played in a real n8n
 * (test/e2e/contactSync.test.ts).
 */
jest.setTimeout(60_000);

interface Shipped {
	id: string;
	nodes: INode[];
	connections: IConnections;
}

const load = () => JSON.parse(readFileSync(join(__dirname, '../../workflows/quick-start.json'), 'utf8')) as Shipped;

let xero: XeroSandbox;
let canvas: Canvas;
let last: WorkflowResult;
beforeEach(async () => void (xero = await openXero({}, 'first')));
afterEach(async () => await xero.sandbox.stop());

const isWrite = ({ method, path }: JournalEntry) => !['GET', 'HEAD'].includes(method) && !/\/search$|\/companies\/list$|\/connect\/token$/.test(path);
const writes = () => xero.sandbox.journal.list().filter(isWrite).map(({ vendor, method, path }) => `${vendor} ${method} ${path}`);

/** The workflow as a user has it who chose the credentials, and Preview where the contact is written. */
function prepared(shipped: Shipped, operation: string): Shipped {
	const intercom = { intercomAppTokenApi: { id: 'i', name: 'i' } };
	const xeroCredential = { xeroAccountingOAuth2Api: { id: 'x', name: 'x' } };
	const nodes = shipped.nodes.map((node) => {
		const credentials = /intercom(Contacts|Trigger)$/.test(node.type) ? intercom : node.type.endsWith('.xeroContactUpsert') ? xeroCredential : {};
		const isWriter = node.name === 'Create or Update in Xero';
		return { ...node, credentials, ...(isWriter && { parameters: { ...node.parameters, operation } }) };
	});
	return { ...shipped, nodes: withAddress(nodes) };
}

/** Somebody could be told. */
function withAddress(nodes: INode[]): INode[] {
	return nodes.map((node) => (node.name === 'Write the Message' ? { ...node, parameters: { ...node.parameters, alertAddress: 'https://chat.example/hook' } } : node));
}

async function run(items: IDataObject[], operation = 'preview'): Promise<void> {
	const credentials = {
		...xero.credentials,
		intercomAppTokenApi: { accessToken: 'sandbox-intercom-token', region: 'us', clientSecret: 'x', simulatorUrl: xero.sandbox.intercomUrl },
	};
	const workflow = prepared(load(), operation);
	last = await runWorkflow({ workflow, startNode: 'Intercom Trigger', items: items.map((json) => ({ json })), credentials, extraNodes: canvasNodes(canvas), mode: 'trigger' });
	expect(last.run.data.resultData.error).toBeUndefined();
}

beforeEach(() => void (canvas = { told: [] }));

/** One of each kind: new, known by its email, unchanged, two in Xero, a stranger's guess. @returns their Intercom ids */
function everyKind(): string[] {
	const people = xero.sandbox.intercom.people();
	const make = (name: string, email: string, role: 'user' | 'lead' = 'user') => people.createContact({ name, email, role }).id;
	const [ann, bob, cid, dee, eve] = [make('Ann New', 'ann@x.example'), make('Bob Known', 'bob@x.example'), make('Cid Same', 'cid@x.example'), make('Dee Twice', 'dee@x.example'), make('Eve', 'bob@x.example', 'lead')];
	xero.sandbox.xero.organisation().seedContacts([
		{ Name: 'Bob Known', FirstName: 'Bob', LastName: 'Known', EmailAddress: 'bob@x.example' },
		{ Name: 'Cid Same', FirstName: 'Cid', LastName: 'Same', EmailAddress: 'cid@x.example', ContactNumber: cid },
		{ Name: 'Dee One', EmailAddress: 'dee@x.example' },
		{ Name: 'Dee Two', EmailAddress: 'dee@x.example' },
	]);
	return [ann, bob, cid, dee, eve];
}

const notified = (contactId: string) => ({ topic: 'contact.user.updated', kind: 'contact', contactId, previousIds: [], occurredAt: 1_790_000_000 });
const leftBy = (node: string, output: number) => (last.nodes[node]?.data?.main?.[output] ?? []).map(({ json }) => json);

test('quick-start: what would be written is shown, nothing is written, and nobody is told', async () => {
	const ids = everyKind();
	await run(ids.map(notified));
	expect(leftBy('Create or Update in Xero', 0)).toMatchObject([
		{ outcome: 'preview', reason: 'wouldCreate', preview: true, xeroContactId: '', xeroContactUrl: '', message: expect.stringContaining('would become a new contact') },
		{ outcome: 'preview', reason: 'wouldUpdate', preview: true, message: expect.stringContaining('would change its contact in Xero: ContactNumber') },
		{ outcome: 'unchanged', reason: 'nothingChanged', preview: true },
	]);
	expect(leftBy('Create or Update in Xero', 1)).toMatchObject([{ outcome: 'review', reason: 'ambiguous', preview: true }]);
	expect(leftBy('Store the Xero Reference', 0)).toMatchObject(Array(3).fill({ preview: true, referenceWritten: false, notes: [expect.stringContaining('comes from Preview')] }));
	expect(leftBy('Store the Xero Reference', 2)).toEqual([]);
	expect([writes(), canvas.told]).toEqual([[], []]);
});

test('quick-start with the operation as it ships writes on both sides and tells: the counting counts', async () => {
	await run(everyKind().map(notified), 'createOrUpdate');
	expect(writes()).toEqual(expect.arrayContaining(['xero PUT /api.xro/2.0/Contacts', 'xero POST /api.xro/2.0/Contacts', expect.stringMatching(/^intercom PUT \/contacts\//)]));
	expect(canvas.told).toHaveLength(1);
});

test.each([
	['Create or Update Contacts', { operation: 'createOrUpdate' }],
	['Archive Contact', { operation: 'archive', action: 'archive' }],
	['Archive Contact, with a note', { operation: 'archive', action: 'note' }],
	['Create or Update Account', { operation: 'account', code: '4001' }],
])('%s hands on what was only previewed, with words and without a failure', async (_, parameters) => {
	const id = intercomId();
	xero.grant('accounting.settings');
	xero.sandbox.xero.organisation().seedContacts([{ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@x.example', ContactNumber: id }]);
	const previewed = (await xero.upsert([itemOf({ id, name: 'Jane Miller', email: 'jane@x.example' }), itemOf({ name: 'Bob', email: 'bob@x.example' })], { operation: 'preview' })).outputs[0]!;
	expect(previewed.map(({ json }) => json.reason)).toEqual(['wouldUpdate', 'wouldCreate']);
	const { outputs } = await xero.upsert(previewed, parameters);
	expect(outputs.map((items) => items.length)).toEqual([2, 0, 0]);
	expect(outputs[0]).toMatchObject([{ json: { ...previewed[0]!.json, notes: expect.arrayContaining([ONLY_PREVIEWED]) }, pairedItem: { item: 0 } }, { json: { preview: true }, pairedItem: { item: 1 } }]);
	expect(writes()).toEqual([]);
});

test.each(['contact', 'company'])('Set Xero Reference of a %s leaves alone what was only previewed', async (resource) => {
	const items = [{ json: { preview: true, outcome: 'preview', intercomId: intercomId(), xeroContactId: 'x1' } }, { json: { preview: true, outcome: 'preview', xeroContactId: '' } }];
	const credentials = { intercomAppTokenApi: { accessToken: 'sandbox-intercom-token', region: 'us', clientSecret: 'x', simulatorUrl: xero.sandbox.intercomUrl } };
	const { outputs } = await runNode({ type: 'intercomContacts', parameters: { resource, operation: 'setXeroReference' }, items, credentials });
	expect(outputs).toMatchObject([Array(2).fill({ json: { referenceWritten: false, notes: [ONLY_PREVIEWED] } }), [], []]);
	expect(xero.sandbox.journal.list()).toEqual([]);
});

test.each<[string, IDataObject, IDataObject, string]>([
	['Archive Contact', { operation: 'archive', action: 'archive' }, { outcome: 'preview', reason: 'wouldArchive', changes: [{ field: 'ContactStatus', before: 'ACTIVE', after: 'ARCHIVED' }] }, 'Preview: 1 would be archived, 1 is in step. Nothing was written.'],
	['Archive Contact, with a note', { operation: 'archive', action: 'note' }, { outcome: 'preview', reason: 'wouldNote' }, 'Preview: 1 would get a note, 1 is in step. Nothing was written.'],
	['Create or Update Account', { operation: 'account', code: '={{ $itemIndex + 4001 }}', name: '={{ "Company " + $itemIndex }}' }, { outcome: 'preview', reason: 'wouldCreate', xeroAccountId: '' }, 'Preview: 2 would be created. Nothing was written.'],
])('%s with Preview Only shows what would happen, counts it, and writes nothing; without, the same is done', async (_, parameters, first, hint) => {
	const [known, unknown] = [intercomId(), intercomId()];
	xero.grant('accounting.settings');
	xero.sandbox.xero.organisation().seedContacts([{ Name: 'Jane Doe', ContactNumber: known }]);
	const items = [known, unknown].map((id) => ({ json: { intercomId: id } }));
	const shown = await xero.upsert(items, { ...parameters, previewOnly: true } as INodeParameters);
	expect(shown.outputs[0]).toMatchObject([{ json: { ...first, preview: true, message: expect.stringContaining('Nothing was written.') }, pairedItem: { item: 0 } }, { json: { preview: true }, pairedItem: { item: 1 } }]);
	expect(shown.hints.map(({ message }) => message)).toEqual([hint]);
	expect(writes()).toEqual([]);
	const done = await xero.upsert(items, parameters as INodeParameters);
	expect(done.outputs[0]![0]!.json).toMatchObject({ outcome: parameters.operation === 'account' ? 'created' : 'updated' });
	expect(writes()).not.toEqual([]);
});

describe('in Intercom', () => {
	const run = async (parameters: INodeParameters, items: IDataObject[]) => await runNode({
		type: 'intercomContacts', mode: 'trigger', parameters, items: items.map((json) => ({ json })),
		credentials: { intercomAppTokenApi: { accessToken: 'sandbox-intercom-token', region: 'us', clientSecret: 'x', simulatorUrl: xero.sandbox.intercomUrl } },
	});

	test.each(['contact', 'company'] as const)('Set Xero Reference of a %s with Preview Only shows the attributes, and then that they are there', async (resource) => {
		const people = xero.sandbox.intercom.people();
		const { id } = resource === 'contact' ? people.createContact({ name: 'Ann', email: 'ann@x.example' }) : people.createCompany({ name: 'Acme' });
		const item = { intercomId: id, xeroContactId: 'x1', xeroContactUrl: 'https://go.xero.com/x1', organisationId: 'o1' };
		const parameters = { resource, operation: 'setXeroReference' };
		const shown = await run({ ...parameters, previewOnly: true }, [item]);
		expect(shown.outputs[0]).toMatchObject([{ json: { outcome: 'preview', reason: 'wouldStore', preview: true, referenceWritten: false, message: expect.stringMatching(/^Intercom would get xero_(company_)?contact_id, .*Nothing was written\.$/) } }]);
		expect(shown.hints.map(({ message }) => message)).toEqual(['Preview: 1 would get its Xero reference. Nothing was written.']);
		expect(writes()).toEqual([]);
		await run(parameters, [item]);
		expect((await run({ ...parameters, previewOnly: true }, [item])).outputs[0]).toMatchObject([{ json: { outcome: 'unchanged', preview: true, referenceWritten: false } }]);
	});

	test('Prepare with Preview Only names the attributes that it would create', async () => {
		const shown = await run({ resource: 'workspace', operation: 'prepare', previewOnly: true }, [{}]);
		const checks = shown.outputs[0]![0]!.json.checks as IDataObject[];
		expect(checks.filter(({ ok }) => ok === false).map(({ message }) => message)).toContain('The attribute xero_contact_id is missing and would be created.');
		expect(writes()).toEqual([]);
	});
});
