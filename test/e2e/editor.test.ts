import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startStage, type Stage } from '../../sandbox/demo/stage';
import { XeroReader } from '../../sandbox/demo/xeroReader';
import { formFields } from '../../lib/mapping/rules/formFields';
import { NAMED_VALUES } from '../../lib/mapping/rules/namedValues';
import { newContact } from '../../sandbox/intercom/contacts';
import { Editor } from '../../sandbox/n8n/editor';
import { PROJECT_ROOT } from '../../sandbox/n8n/runtimePaths';
import { editWorkflow } from '../../sandbox/n8n/workflows';
import { Canvas, type Box } from './harness/canvas';
import { E2E_LIMIT_MS } from './harness/limits';

const QUICK_START = join(PROJECT_ROOT, 'workflows/quick-start.json');
const TYPE = 'n8n-nodes-intercom-xero';
const NOTE = 'n8n-nodes-base.stickyNote';

const ENTRIES = {
	trigger: 'Starts the workflow when a contact or company changes in Intercom',
	contacts: 'Intercom Contacts',
	mapper: 'Intercom to Xero Mapper',
	upsert: 'Xero Contact Upsert',
};

jest.setTimeout(E2E_LIMIT_MS);

let stage: Stage;
let editor: Editor;

beforeAll(async () => {
	stage = await startStage();
	editor = await Editor.open(stage.n8n);
	editor.context.setDefaultTimeout(20_000);
});

afterAll(async () => {
	await editor?.close();
	await stage?.close();
});

test('all four nodes are found in the node panel, each with an icon', async () => {
	const canvas = await Canvas.open(editor);
	const found = await canvas.search('intercom');
	await canvas.picture('node-panel');
	for (const entry of Object.values(ENTRIES)) expect(found).toContainEqual(expect.stringContaining(entry));
	for (const entry of Object.values(ENTRIES)) {
		const image = canvas.part('item-iterator-item').filter({ hasText: entry }).first().locator('img').first();
		expect(await image.evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth)).toBeGreaterThan(0);
	}
	expect(await canvas.search('xero')).toContainEqual(expect.stringContaining(ENTRIES.upsert));
	await canvas.page.close();
});

test.each(['sync contacts', 'contact sync', 'bookkeeping', 'customer', 'accounting', 'invoice contacts'])('"%s" finds the node that writes to Xero, and others of this package', async (words) => {
	const canvas = await Canvas.open(editor);
	const found = await canvas.find(words, ENTRIES.upsert);
	await canvas.picture(`search-${words.replace(' ', '-')}`);
	for (const entry of [ENTRIES.trigger, ENTRIES.contacts, ENTRIES.upsert]) expect(found).toContainEqual(expect.stringContaining(entry));
	await canvas.page.close();
});

test.each(['Intercom', 'Xero'])('one entry alone is called "%s": n8n\'s own', async (name) => {
	const canvas = await Canvas.open(editor);
	await canvas.search(name);
	const names = (await canvas.part('node-creator-item-name').allInnerTexts()).map((text) => text.trim());
	expect(names.filter((text) => text === name)).toHaveLength(1);
	expect(names).toContain(`${name} Changes`);
	await canvas.page.close();
});

test('a trigger and an action of each node can be dragged from the panel onto the canvas', async () => {
	const canvas = await Canvas.open(editor);
	await canvas.drag(ENTRIES.trigger, 'On user created', { x: 300, y: 500 });
	await canvas.drag(ENTRIES.contacts, 'Get a contact from Intercom', { x: 600, y: 500 });
	await canvas.drag(ENTRIES.mapper, 'Map contact to person', { x: 900, y: 500 });
	await canvas.drag(ENTRIES.upsert, 'Preview changes to contacts in Xero', { x: 1_200, y: 500 });
	await canvas.zoomToFit();
	await canvas.picture('dragged');
	const names = ['intercomTrigger', 'intercomContacts', 'intercomToXeroMapper', 'xeroContactUpsert'];
	expect(await canvas.nodeTypes()).toEqual(names.map((name) => `${TYPE}.${name}`));
	for (const node of ['Get a contact from Intercom', 'Intercom to Xero Mapper', 'Xero Contact Upsert']) {
		await canvas.openNode(node);
		await canvas.part('parameter-input-operation').first().waitFor();
		await canvas.close();
	}
	await canvas.openNode('Intercom Trigger');
	expect(await canvas.part('parameter-input-topics').innerText()).toContain('User Created');
	await canvas.picture('trigger');
	await canvas.page.close();
});

test('so can those of the way back', async () => {
	const canvas = await Canvas.open(editor);
	await canvas.drag('when a contact changes in Xero', 'On contact updated', { x: 300, y: 500 }, 'xero');
	await canvas.drag('Xero to Intercom Mapper', 'Map contact', { x: 600, y: 500 });
	await canvas.drag('Intercom Contact Upsert', 'Update contacts with what changed in Xero', { x: 900, y: 500 });
	await canvas.zoomToFit();
	expect(await canvas.nodeTypes()).toEqual(['xeroTrigger', 'xeroToIntercomMapper', 'intercomContactUpsert'].map((name) => `${TYPE}.${name}`));
	await canvas.openNode('Xero Trigger');
	await canvas.picture('xero-trigger');
	await canvas.page.close();
	const ledger = await Canvas.open(editor);
	await ledger.drag('Starts the workflow with what is due to be synced', 'On contacts that are due to be synced', { x: 300, y: 500 }, 'sync ledger');
	await ledger.drag('Starts the workflow with what is due to be synced', 'Settle what became of records', { x: 600, y: 500 }, 'sync ledger');
	await ledger.zoomToFit();
	expect(await ledger.nodeTypes()).toEqual(['syncLedgerTrigger', 'syncLedger'].map((name) => `${TYPE}.${name}`));
	await ledger.openNode('Sync Ledger Trigger');
	await ledger.part('parameter-input-billTo').first().waitFor();
	await ledger.picture('sync-ledger-trigger');
	await ledger.page.close();
	const other = await Canvas.open(editor);
	await other.drag('Intercom Contact Upsert', 'Preview the update of contacts', { x: 900, y: 500 });
	await other.zoomToFit();
	await other.openNode('Intercom Contact Upsert');
	await other.picture('intercom-contact-upsert');
	await other.page.close();
});

test.each<[string, (canvas: Canvas) => Promise<void>]>([
	['by file', async (canvas) => await canvas.importFile(QUICK_START)],
	['by paste', async (canvas) => await canvas.paste(readFileSync(QUICK_START, 'utf8'))],
])('quick-start comes into the editor %s with every node installed', async (how, bring) => {
	const canvas = await Canvas.open(editor);
	await bring(canvas);
	await canvas.zoomToFit();
	await canvas.picture(`quick-start-${how.replace(' ', '-')}`);
	const { nodes } = JSON.parse(readFileSync(QUICK_START, 'utf8')) as { nodes: Array<{ type: string }> };
	const types = nodes.map(({ type }) => type);
	expect((await canvas.nodeTypes()).sort()).toEqual(types.filter((type) => type !== NOTE).sort());
	expect(await canvas.notes().count()).toBe(types.filter((type) => type === NOTE).length);
	expect(await canvas.part('node-not-installed').count()).toBe(0);
	await canvas.page.close();
});

/** Room below a node for its name and what it does, as a share of the node's height. */
const LABEL = 0.5;

test('no node of quick-start covers another or its name, and each stands inside one note', async () => {
	const canvas = await Canvas.open(editor, stage.workflow.id);
	await canvas.zoomToFit();
	await canvas.picture('quick-start');
	await expectOrder(canvas);
	await canvas.page.close();
});

const OTHERS = ['contact-sync', 'two-way-sync', 'historical-migration', 'setup', 'error-alerts', 'sync-status'];

test.each(OTHERS)('%s comes into the editor by paste with every node installed', async (name) => {
	const text = readFileSync(join(PROJECT_ROOT, 'workflows', `${name}.json`), 'utf8');
	const canvas = await Canvas.open(editor);
	await canvas.paste(text);
	const { nodes } = JSON.parse(text) as { nodes: Array<{ type: string }> };
	expect((await canvas.nodeTypes()).sort()).toEqual(nodes.map(({ type }) => type).filter((type) => type !== NOTE).sort());
	expect(await canvas.part('node-not-installed').count()).toBe(0);
	await canvas.page.close();
});

test.each(OTHERS)('%s comes into the editor by file with every node installed, none covers another or its name, and each stands inside one note', async (name) => {
	const canvas = await Canvas.open(editor);
	await canvas.importFile(join(PROJECT_ROOT, 'workflows', `${name}.json`));
	await canvas.zoomToFit();
	await canvas.picture(name);
	expect(await canvas.part('node-not-installed').count()).toBe(0);
	await expectOrder(canvas);
	await canvas.page.close();
});

async function expectOrder(canvas: Canvas): Promise<void> {
	const notes = await canvas.boxes(canvas.notes());
	const nodes = (await canvas.boxes(canvas.nodes())).map(withLabel);
	const pairs = nodes.flatMap((a, index) => nodes.slice(index + 1).map((b): [Box, Box] => [a, b]));
	expect(pairs.filter(([a, b]) => overlap(a, b)).map(([a, b]) => `${a.name} and ${b.name}`)).toEqual([]);
	expect(nodes.filter((node) => notes.filter((note) => inside(node, note)).length !== 1).map(({ name }) => name)).toEqual([]);
}

const withLabel = (box: Box): Box => ({ ...box, bottom: box.bottom + (box.right - box.left) * LABEL });
const overlap = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const inside = (a: Box, b: Box) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;

test('by hand a node whose organisation is not chosen is red and says what to do; Preview counts what would happen', async () => {
	const { intercomAppTokenApi: token, xeroAccountingOAuth2Api: xero } = Object.fromEntries(stage.credentials.map((one) => [one.type, { id: one.id, name: one.name }]));
	const { id } = stage.sandbox.intercom.desk('person').workspace.put(newContact(stage.sandbox.intercom.desk('person'), { name: 'Zoe Zander', email: 'zoe@zander.example' }));
	const upsert = (name: string, y: number, parameters: object) => ({ id: name, name, type: `${TYPE}.xeroContactUpsert`, typeVersion: 1, position: [660, y], parameters, credentials: { xeroAccountingOAuth2Api: xero } });
	const nodes = [
		{ id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
		{ id: 'read', name: 'Read', type: `${TYPE}.intercomContacts`, typeVersion: 1, position: [220, 0], parameters: { contactId: id }, credentials: { intercomAppTokenApi: token } },
		{ id: 'map', name: 'Map', type: `${TYPE}.intercomToXeroMapper`, typeVersion: 1, position: [440, 0], parameters: {} },
		upsert('Look', 0, { operation: 'preview', organisation: { __rl: true, mode: 'id', value: stage.sandbox.xero.organisation().id } }),
		upsert('Unchosen', 240, { operation: 'createOrUpdate' }),
	];
	const to = (...names: string[]) => ({ main: [names.map((node) => ({ node, type: 'main', index: 0 }))] });
	const canvas = await Canvas.open(editor);
	await canvas.paste(JSON.stringify({ nodes, connections: { Start: to('Read'), Read: to('Map'), Map: to('Look', 'Unchosen') } }));
	await canvas.zoomToFit();
	await canvas.runFrom('Start');
	await canvas.node('Unchosen').locator('[data-test-id="canvas-node-status-error"], [data-test-id="node-issues"]').first().waitFor();
	await canvas.openNode('Unchosen');
	await canvas.part('output-panel').getByText('Choose it under Organisation').first().waitFor();
	await canvas.picture('red-by-hand');
	await canvas.close();
	await canvas.openNode('Look');
	await canvas.part('output-panel').getByText('Preview: 1 would be created. Nothing was written.').waitFor();
	expect((await canvas.part('output-panel').innerText()).replace(/\s+/g, ' ')).toMatch(/name email outcome message/);
	await canvas.picture('preview-counted');
	await canvas.page.close();
});

test('the panel lists the organisations connected to the Xero credential', async () => {
	const canvas = await Canvas.open(editor); // not the live one: n8n lets one tab at a time change a workflow
	await canvas.importFile(QUICK_START);
	await canvas.zoomToFit();
	await canvas.openNode('Create or Update in Xero');
	await canvas.part('rlc-input').first().click();
	await canvas.part('rlc-item').first().waitFor();
	await canvas.picture('organisations');
	const known = stage.sandbox.xero.allOrganisations().map(({ name }) => name);
	expect((await canvas.part('rlc-item').allInnerTexts()).sort()).toEqual(known.sort());
	await canvas.page.close();
});

test('a test by hand syncs the chosen contact; the custom mapping starts with the recommended values by name and gives the same', async () => {
	const desk = stage.sandbox.intercom.desk('person');
	const person = { name: 'Ava Nguyen', email: 'ava@harbour.example', phone: '+61298765432' };
	const { id } = desk.workspace.put(newContact(desk, person)); // without a notification: nothing runs by itself
	await editWorkflow(stage.session, stage.workflow.id, {
		node: (node) => (node.name === 'Choose a Contact' ? { ...node, parameters: contactIdOf(id) } : node),
	});
	const canvas = await Canvas.open(editor, stage.workflow.id);
	await canvas.zoomToFit();
	await canvas.runFrom('Test by Hand');
	await canvas.node('Store the Xero Reference').locator('[data-test-id="canvas-node-status-success"]').waitFor();
	await canvas.page.mouse.move(30, 600);
	await canvas.picture('tested-by-hand');
	const contact = await new XeroReader(stage.sandbox).byNumber(id);
	expect(contact).toMatchObject({ Name: person.name, EmailAddress: person.email });

	await canvas.openNode('Map to Xero Fields');
	await canvas.choose('mapping', 'Custom');
	const form = canvas.part('resource-mapper-container').first();
	const recommended = formFields().flatMap(({ label, offered }) => (offered === undefined ? [] : [{ label, value: NAMED_VALUES[offered[0]!].label }]));
	expect(recommended.map(({ label }) => label)).toEqual(['Name', 'First Name', 'Last Name', 'Email', 'Phone']);
	await form.getByText(recommended.at(-1)?.label ?? '', { exact: true }).first().waitFor();
	const boxes = await form.locator('input').evaluateAll((found) => found.map((input) => (input as unknown as { value: string }).value));
	for (const { value } of recommended) expect(boxes).toContain(value);
	await canvas.part('node-execute-button').first().click();
	await canvas.page.getByText('Node executed successfully').waitFor();
	expect(await canvas.part('output-panel').innerText()).toMatch(/Mapped Branch \(1 item\)[^]*EmailAddress\s*:\s*ava@harbour\.example/);
	await canvas.page.setViewportSize({ width: 1_600, height: 1_000 });
	await canvas.closeMessages();
	await canvas.picture('mapper');
	await canvas.page.close();
});

const contactIdOf = (value: string) => ({
	assignments: { assignments: [{ id: 'contact-id', name: 'contactId', value, type: 'string' }] },
	options: {},
});
