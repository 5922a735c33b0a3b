import './engineEnvironment';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IConnections, IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import type { JournalEntry } from '../../sandbox/kernel/journal';
import { canvasNodes, type Canvas } from './canvasNodes';
import { intercomId } from '../sandbox/upsert/stage';
import { ONLY_PREVIEWED } from '../../lib/sync/record/preview';
import { runNode, runWorkflow, type WorkflowResult } from './runWorkflow';
import { itemOf, openXero, type XeroSandbox } from './xeroSandbox';

/**
 * The shipped workflows, run by n8n's engine between the stand-ins of both vendors with the operation of Create or Update
 * in Xero set to Preview: nothing is written on either side, kept in a table, or told to anybody.
 */
jest.setTimeout(60_000);

interface Shipped {
	id: string;
	nodes: INode[];
	connections: IConnections;
}

const FOLDER = join(__dirname, '../../workflows');
const load = (file: string) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Shipped;
const writesToXero = ({ nodes }: Shipped) => nodes.some(({ type }) => type.endsWith('.xeroContactUpsert'));

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
	return nodes.map((node) => JSON.parse(JSON.stringify(node).replaceAll(/"name":"(alertUrl|notifyUrl)","value":""/g, '"name":"$1","value":"https://chat.example/hook"')) as INode);
}

interface Run {
	operation?: string;
	/** In place of what the node Settings says. */
	settings?: IDataObject;
	/** Of the contact that is tried by hand. */
	byHand?: string;
}

async function run(file: string, start: string, items: IDataObject[], { operation = 'preview', settings = {}, byHand = '' }: Run = {}): Promise<INodeExecutionData[]> {
	const call: Canvas['call'] = async (_id, given) => await run('company-sync.json', 'Called by Contact Sync', given.map(({ json }) => json), { operation, settings });
	const mine = { ...canvas, call, settings };
	const workflow = prepared(JSON.parse(JSON.stringify(load(file)).replaceAll('put-an-intercom-contact-id-here', byHand)) as Shipped, operation);
	const credentials = {
		...xero.credentials,
		intercomAppTokenApi: { accessToken: 'sandbox-intercom-token', region: 'us', clientSecret: 'x', simulatorUrl: xero.sandbox.intercomUrl },
	};
	const result = await runWorkflow({ workflow, startNode: start, items: items.map((json) => ({ json })), credentials, extraNodes: canvasNodes(mine), mode: 'trigger' });
	expect(result.run.data.resultData.error).toBeUndefined();
	last = result;
	return result.nodes.Answer?.data?.main?.[0] ?? [];
}

beforeEach(() => {
	canvas = { rowsChanged: [], told: [], call: () => Promise.reject(new Error('nobody was called')), settings: {} };
});

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

test('every workflow that writes to Xero is looked at here', () => {
	const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json') && writesToXero(load(file)));
	expect(files.sort()).toEqual(['company-sync.json', 'contact-sync.json', 'quick-start.json', 'setup.json']);
});

test('quick-start: what would be written is shown, nothing is written, and nobody is told', async () => {
	const ids = everyKind();
	await run('quick-start.json', 'Intercom Trigger', ids.map(notified));
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
	await run('quick-start.json', 'Intercom Trigger', everyKind().map(notified), { operation: 'createOrUpdate' });
	expect(writes()).toEqual(expect.arrayContaining(['xero PUT /api.xro/2.0/Contacts', 'xero POST /api.xro/2.0/Contacts', expect.stringMatching(/^intercom PUT \/contacts\//)]));
	expect(canvas.told).toHaveLength(1);
});

test.each(['Intercom Trigger', 'Test by Hand'])('contact-sync (%s): no write, no row, no alert', async (start) => {
	// The lead is no matter of Xero, and what is open of her is closed without it.
	const others = everyKind().slice(0, 4);
	for (const id of others) {
		await run('contact-sync.json', start, [notified(id)], { byHand: id });
		expect([0, 1].flatMap((output) => leftBy('Create or Update in Xero', output))).toMatchObject([{ preview: true }]);
	}
	expect([writes(), canvas.told, canvas.rowsChanged]).toEqual([[], [], []]);
});

test('contact-sync with the operation as it ships writes, keeps and tells: the counting counts', async () => {
	const [ann, , , dee] = everyKind();
	for (const id of [ann!, dee!]) await run('contact-sync.json', 'Intercom Trigger', [notified(id)], { operation: 'createOrUpdate' });
	expect(writes()).toEqual(expect.arrayContaining(['xero PUT /api.xro/2.0/Contacts', expect.stringMatching(/^intercom PUT \/contacts\//)]));
	expect(canvas.rowsChanged).toEqual(expect.arrayContaining(['Remember the Sync: upsert', 'Put on the Review List: upsert', 'Claim the Alert: insert']));
});

test('contact-sync: what fails while it is previewed goes into no queue', async () => {
	const [ann] = everyKind();
	xero.sandbox.faults.add({ vendor: 'xero', kind: 'status', status: 403, body: {} });
	await run('contact-sync.json', 'Intercom Trigger', [notified(ann!)]);
	expect(leftBy('Create or Update in Xero', 2)).toMatchObject([{ outcome: 'failed', preview: true }]);
	expect([writes(), canvas.told, canvas.rowsChanged]).toEqual([[], [], []]);
});

test('company-sync, alone and called by contact-sync: no write, no row, no alert', async () => {
	const people = xero.sandbox.intercom.people();
	const [fresh, known] = [people.createCompany({ name: 'Fresh Pty Ltd' }), people.createCompany({ name: 'Known Pty Ltd', website: 'known.example' })];
	for (const { id } of [fresh, known]) people.attachCompany(people.createContact({ email: `${id}@x.example` }).id, id);
	xero.sandbox.xero.organisation().seedContacts([{ Name: 'Known Pty Ltd', EmailAddress: 'office@known.example' }]);
	await run('company-sync.json', 'Run by Hand', [{}]);
	await run('contact-sync.json', 'Intercom Trigger', [{ topic: 'company.updated', kind: 'company', companyId: known.id, occurredAt: 1_790_000_000 }], { settings: { billTo: 'company' } });
	expect(leftBy('How Did It Go?', 0)).toMatchObject([{ outcome: 'preview', reason: 'wouldUpdate', preview: true }]);
	expect([writes(), canvas.told, canvas.rowsChanged]).toEqual([[], [], []]);
});

test('setup looks at Xero by a preview: it makes attributes in Intercom and nothing else', async () => {
	await run('setup.json', 'Run Setup', [{}]);
	expect(leftBy('Report What Was Found', 0)).toMatchObject([{ organisationId: xero.organisationId, checks: expect.arrayContaining([expect.objectContaining({ ok: true, message: 'Xero answers: contacts can be read' })]) }]);
	expect(writes().filter((write) => write !== 'intercom POST /data_attributes')).toEqual([]);
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
