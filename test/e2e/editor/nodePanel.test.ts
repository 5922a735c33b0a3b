import packageJson from '../../../package.json';
import { Canvas } from '../harness/canvas';
import { E2E_LIMIT_MS } from '../harness/limits';
import { openEditor, type OpenEditor } from '../harness/openEditor';
import { fullType, NODE_TYPES } from '../harness/panelCases';

/** Finding the nodes of this package, and bringing them onto the canvas by hand. */
jest.setTimeout(E2E_LIMIT_MS);

let open: OpenEditor;
let canvas: Canvas;

beforeAll(async () => {
	open = await openEditor();
	canvas = await Canvas.open(open.editor);
});

afterAll(async () => await open?.close());

/** Each entry of the panel is told from the others by what stands below its name. n8n shows a node and the trigger of its name as one, with the words of the trigger. */
const ENTRIES = Object.fromEntries(NODE_TYPES.map(({ name, displayName, description }) => [name, NODE_TYPES.find((other) => other.displayName === `${displayName} Trigger`)?.description ?? description]));
const ALL = Object.keys(ENTRIES);

test('the package brings nine nodes, and this file knows all of them', () => {
	expect(ALL).toHaveLength(packageJson.n8n.nodes.length);
	expect(DRAGGED.map(({ node }) => node).sort()).toEqual([...ALL].sort());
});

test.each([
	...['sync contacts', 'contact sync', 'bookkeeping', 'bookkeeper', 'accounting', 'accountant', 'customer', 'customers', 'invoice', 'invoice contacts', 'intercom', 'xero', 'intercom to xero'].map((words): [string, string[]] => [words, ALL]),
	['two way', ['intercomContactUpsert', 'xeroToIntercomMapper']],
	['both ways', ['intercomContactUpsert']],
	...['queue', 'retry', 'audit log', 'dead letter', 'ledger'].map((words): [string, string[]] => [words, ['syncLedger', 'syncLedgerTrigger']]),
	['crm', ['intercomTrigger', 'intercomContacts', 'intercomContactUpsert']],
	['ABN', ['intercomToXeroMapper', 'xeroContactUpsert']],
	['field mapping', ['intercomToXeroMapper', 'xeroToIntercomMapper']],
])('"%s" finds what this package has for it', async (words, nodes) => {
	const found = await canvas.search(words, ENTRIES[nodes[0]!]!);
	await canvas.picture(`search-${words.replaceAll(' ', '-')}`);
	for (const node of nodes) expect(found).toContainEqual(expect.stringContaining(ENTRIES[node]!));
});

test('each of them has an icon there', async () => {
	await canvas.search('sync contacts', ENTRIES[ALL[0]!]!);
	for (const description of Object.values(ENTRIES)) {
		const image = canvas.part('item-iterator-item').filter({ hasText: description }).first().locator('img').first();
		expect(await image.evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth)).toBeGreaterThan(0);
	}
});

test.each(['Intercom', 'Xero'])('one entry alone is called "%s": n8n\'s own', async (name) => {
	await canvas.search(name);
	const names = (await canvas.part('node-creator-item-name').allInnerTexts()).map((text) => text.trim());
	expect(names.filter((text) => text === name)).toHaveLength(1);
	expect(names).toContain(`${name} Changes`);
});

/** One entry of each node, where it is dropped, and what it is called on the canvas. */
const DRAGGED = [
	{ node: 'intercomTrigger', typed: 'intercom', entry: 'On user created', name: 'Intercom Trigger', at: { x: 200, y: 260 } },
	{ node: 'intercomContacts', typed: 'intercom', entry: 'Get a contact from Intercom', name: 'Get a contact from Intercom', at: { x: 520, y: 260 } },
	{ node: 'intercomToXeroMapper', typed: 'xero', entry: 'Map contact to person', name: 'Intercom to Xero Mapper', at: { x: 840, y: 260 } },
	{ node: 'xeroContactUpsert', typed: 'xero', entry: 'Preview changes to contacts in Xero', name: 'Xero Contact Upsert', at: { x: 1_160, y: 260 } },
	{ node: 'syncLedger', typed: 'ledger', entry: 'Settle what became of records', name: 'Sync Ledger', at: { x: 1_480, y: 560 } },
	{ node: 'syncLedgerTrigger', typed: 'ledger', entry: 'On contacts that are due to be synced', name: 'Sync Ledger Trigger', at: { x: 200, y: 560 } },
	{ node: 'xeroTrigger', typed: 'xero', entry: 'On contact updated', name: 'Xero Trigger', at: { x: 200, y: 860 } },
	{ node: 'xeroToIntercomMapper', typed: 'xero', entry: 'Map contact', name: 'Xero to Intercom Mapper', at: { x: 840, y: 860 } },
	{ node: 'intercomContactUpsert', typed: 'intercom', entry: 'Update contacts with what changed in Xero', name: 'Intercom Contact Upsert', at: { x: 1_160, y: 860 } },
];

test('every node is dragged from the panel onto the canvas, under a name that says what it is', async () => {
	for (const { node, typed, entry, at } of DRAGGED) await canvas.drag(ENTRIES[node]!, entry, at, typed);
	await canvas.zoomToFit();
	await canvas.picture('dragged');
	expect((await canvas.nodeTypes()).sort()).toEqual(NODE_TYPES.map(fullType).sort());
	for (const { name } of DRAGGED) expect(await canvas.node(name).count()).toBe(1);
});

/** From where, by which output, to where: the way to Xero, the way back, and the ends of both. */
const WIRES: Array<[string, number, string]> = [
	['Intercom Trigger', 0, 'Get a contact from Intercom'],
	['Sync Ledger Trigger', 0, 'Get a contact from Intercom'],
	['Get a contact from Intercom', 0, 'Intercom to Xero Mapper'],
	['Intercom to Xero Mapper', 0, 'Xero Contact Upsert'],
	['Xero Contact Upsert', 0, 'Sync Ledger'],
	['Xero Contact Upsert', 1, 'Sync Ledger'],
	['Xero Contact Upsert', 2, 'Sync Ledger'],
	['Xero Trigger', 0, 'Xero to Intercom Mapper'],
	['Xero to Intercom Mapper', 0, 'Intercom Contact Upsert'],
	['Intercom Contact Upsert', 2, 'Sync Ledger'],
];

test('they are connected with the mouse, output by output, and n8n keeps just these wires', async () => {
	await canvas.tidyUp();
	const before = await canvas.wires(); // n8n connects what is dropped to what was marked
	for (const [from, output, to] of WIRES) if (!before.includes(`${from} ${output} ${to}`)) await canvas.connect(from, output, to);
	await canvas.picture('connected');
	expect(await canvas.wires()).toEqual(expect.arrayContaining(WIRES.map((wire) => wire.join(' '))));
	expect(await canvas.node('Xero Contact Upsert').innerText()).toMatch(/Synced[^]*Review[^]*Failed/);
});
