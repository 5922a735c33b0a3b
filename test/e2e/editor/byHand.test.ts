import { startStage, type Stage } from '../../../sandbox/demo/stage';
import { XeroReader } from '../../../sandbox/demo/xeroReader';
import { formFields } from '../../../lib/mapping/rules/formFields';
import { NAMED_VALUES } from '../../../lib/mapping/rules/namedValues';
import { newContact } from '../../../sandbox/intercom/contacts';
import { Editor } from '../../../sandbox/n8n/editor';
import { editWorkflow } from '../../../sandbox/n8n/workflows';
import { Canvas } from '../harness/canvas';
import { E2E_LIMIT_MS } from '../harness/limits';
import { Panel } from '../harness/panel';

/** Runs by hand in the editor, and what a person reads there. */
jest.setTimeout(E2E_LIMIT_MS);

const TYPE = 'n8n-nodes-intercom-xero';

let stage: Stage;
let editor: Editor;

beforeAll(async () => {
	stage = await startStage({ connect: 'requests' });
	editor = await Editor.open(stage.n8n);
});

afterAll(async () => {
	await editor?.close();
	await stage?.close();
});

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
	await canvas.node('Unchosen').locator('[data-test-id="node-issues"]').first().waitFor();
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

	const panel = await Panel.open(canvas, 'Map to Xero Fields');
	await panel.choose('mapping', 'Custom');
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
