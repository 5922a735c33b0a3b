import { join } from 'node:path';
import { INTERCOM_APP, XERO_APP, XERO_READER } from '../../../sandbox/demo/apps';
import { newContact } from '../../../sandbox/intercom/contacts';
import { PROJECT_ROOT } from '../../../sandbox/n8n/runtimePaths';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/start';
import { Canvas } from '../harness/canvas';
import { eventually } from '../harness/contactSync';
import { chooseCredential, CredentialForm } from '../harness/credentialForm';
import { E2E_LIMIT_MS } from '../harness/limits';
import { openEditor, type OpenEditor } from '../harness/openEditor';
import { nonsenseIn, Panel } from '../harness/panel';
import { axeViolations } from '../harness/statusPage';

/** From an n8n with nothing but the package to a running quick start, by mouse and keyboard alone. Each test goes on where the one before ended. */
jest.setTimeout(E2E_LIMIT_MS);

/** Three organisations, two of one name: the second one of that name is the right one. */
const ORGANISATIONS = [
	{ name: 'Harbour Books Pty Ltd', currencies: ['AUD'] },
	{ name: 'Demo Company (AU)', currencies: ['AUD'], isDemoCompany: true },
	{ name: 'Harbour Books Pty Ltd', currencies: ['NZD'] },
];

let sandbox: Sandbox;
let open: OpenEditor;
let canvas: Canvas;
/** Of Ava, in Intercom. */
let ava: string;

beforeAll(async () => {
	sandbox = await startSandbox({ xero: { apps: [XERO_APP, XERO_READER], organisations: ORGANISATIONS }, intercom: INTERCOM_APP });
	const desk = sandbox.intercom.desk('person');
	ava = desk.workspace.put(newContact(desk, { name: 'Ava Nguyen', email: 'ava@harbour.example', phone: '+61298765432' })).id;
	open = await openEditor();
	canvas = await Canvas.open(open.editor);
	await canvas.importFile(join(PROJECT_ROOT, 'workflows/quick-start.json'));
	await canvas.zoomToFit();
});

afterAll(async () => {
	await open?.close();
	await sandbox?.stop();
});

const CREDENTIALS = [
	{ vendor: 'Xero', node: 'Create or Update in Xero', app: XERO_APP, address: () => sandbox.xeroUrl },
	{ vendor: 'Intercom', node: 'Intercom Trigger', way: 'OAuth2', app: INTERCOM_APP, address: () => sandbox.intercomUrl },
];

/** What is needed is marked, nothing is nonsense, and the help is ours. */
async function expectClear(form: CredentialForm, required: string[]): Promise<void> {
	await form.dialog.getByText(`${required[0]} *`).waitFor();
	expect(await form.required()).toEqual(required);
	expect(await form.hasStepsAbove(required[0]!)).toBe(true);
	expect(nonsenseIn(await form.seen())).toEqual([]);
	expect(await form.dialog.getByRole('link', { name: 'Read our docs' }).getAttribute('href')).toMatch(/\/docs\/getting-started\.md#/);
}

test.each(CREDENTIALS)('the $vendor credential is filled in, refused once, and connected on the consent page of $vendor', async ({ vendor, node, way, app, address }) => {
	const form = await CredentialForm.create(canvas, node);
	if (way !== undefined) {
		await expectClear(form, ['Access Token', 'Client Secret']); // a token is n8n's first offer
		await form.choose(way);
	}
	await expectClear(form, ['Client ID', 'Client Secret']);
	await canvas.picture(`credential-${vendor}`);
	await form.field('clientId').fill(app.clientId);
	await form.field('clientSecret').fill(app.clientSecret);
	await form.field('simulatorUrl').fill(address());
	await form.connect(async (popup) => {
		await popup.locator('#deny').click();
		await popup.getByText('Failed to connect').waitFor();
		await popup.close();
	});
	await form.dialog.getByText('Connect your account to use this credential').locator('visible=true').waitFor();
	await form.connect(async (popup) => {
		await popup.locator('#allow').waitFor();
		for (const colorScheme of ['light', 'dark'] as const) {
			await popup.emulateMedia({ colorScheme });
			expect(await axeViolations(popup)).toEqual([]);
		}
		await popup.locator('#allow').click();
	});
	await form.leaveConnected();
});

test.each(['Read the Contact', 'Store the Xero Reference'])('the Intercom credential is chosen in %s, and nothing is missing there', async (node) => {
	await chooseCredential(canvas, node, 'Intercom App account');
	expect(await canvas.issuesOf(node)).toEqual([]);
});

test('of three organisations the two of one name are told apart, and the right one is chosen', async () => {
	await canvas.openNode('Create or Update in Xero');
	await canvas.part('rlc-input').first().click();
	await canvas.part('rlc-item').first().waitFor();
	await canvas.picture('organisations');
	const offered = (await canvas.part('rlc-item').allInnerTexts()).map((text) => text.trim());
	expect(new Set(offered).size).toBe(ORGANISATIONS.length);
	const [first, demo, second] = sandbox.xero.allOrganisations();
	expect(offered).toEqual(expect.arrayContaining([expect.stringContaining(first!.id.slice(0, 8)), expect.stringContaining(demo!.name), expect.stringContaining(second!.id.slice(0, 8))]));
	await canvas.part('rlc-item').filter({ hasText: second!.id.slice(0, 8) }).click();
	expect(await canvas.part('rlc-input').first().inputValue()).toContain(second!.id.slice(0, 8));
	await canvas.close();
});

/** What the canvas shows at a node that ran well. */
const SUCCESS = '[data-test-id="canvas-node-status-success"]';

/** The organisation that was chosen, and its namesake. */
const organisations = () => {
	const [namesake, , chosen] = sandbox.xero.allOrganisations();
	return { chosen: chosen!, namesake: namesake! };
};
const inXero = () => organisations().chosen.contacts.having('ContactNumber', ava);

async function runByHand(until: string): Promise<void> {
	await canvas.zoomToFit();
	await canvas.runFrom('Test by Hand');
	await canvas.node(until).locator(SUCCESS).waitFor();
}

test('a preview of one contact is counted and read, and nothing is written', async () => {
	await canvas.openNode('Choose a Contact');
	await canvas.part('assignment-value').first().locator('input, textarea').first().fill('ava@harbour.example');
	await canvas.close();
	const panel = await Panel.open(canvas, 'Create or Update in Xero');
	await panel.choose('operation', 'Preview');
	await canvas.close();
	await runByHand('Create or Update in Xero');
	await canvas.openNode('Create or Update in Xero');
	await canvas.part('output-panel').getByText('Preview: 1 would be created. Nothing was written.').waitFor();
	await canvas.part('output-panel').getByText('ava@harbour.example').first().waitFor();
	const read = await canvas.part('output-panel').innerText();
	await canvas.picture('preview-read');
	expect(read.replace(/\s+/g, ' ')).toMatch(/name email outcome message .*Ava Nguyen ava@harbour\.example preview /);
	expect([inXero(), sandbox.journal.list({ vendor: 'xero' }).filter(({ method, path }) => method !== 'GET' && path.startsWith('/api.xro/'))]).toEqual([[], []]);
	await canvas.close();
});

test('the quick start writes her into the organisation that was chosen, and says so', async () => {
	const panel = await Panel.open(canvas, 'Create or Update in Xero');
	await panel.choose('operation', 'Create or Update Contacts');
	await canvas.close();
	await runByHand('Store the Xero Reference');
	await canvas.picture('quick-start-run');
	await canvas.openNode('Create or Update in Xero');
	await canvas.part('output-panel').getByText('ava@harbour.example').first().waitFor();
	expect((await canvas.part('output-panel').innerText()).replace(/\s+/g, ' ')).toMatch(/Ava Nguyen ava@harbour\.example created /);
	await canvas.picture('quick-start-read');
	await canvas.close();
	expect(inXero().map(({ text }) => text)).toEqual([expect.objectContaining({ Name: 'Ava Nguyen', EmailAddress: 'ava@harbour.example' })]);
	expect(organisations().namesake.contacts.having('ContactNumber', ava)).toEqual([]);
	expect(sandbox.intercom.people().contact(ava).custom).toMatchObject({ xero_contact_id: inXero()[0]!.id, xero_organisation_id: organisations().chosen.id });
});

test('published in the editor, it brings the next change of Intercom by itself', async () => {
	await canvas.publish();
	await canvas.picture('published');
	await canvas.openNode('Intercom Trigger');
	// The note on the canvas speaks of both, too.
	const panel = canvas.part('ndv').first();
	await panel.getByText('Webhook URLs').click();
	await panel.getByRole('radio', { name: 'Production URL' }).click();
	const address = (await panel.locator('.webhook-url').first().innerText()).trim();
	await canvas.picture('production-url');
	await canvas.close();
	await sandbox.intercom.subscribeWebhook(address);
	sandbox.intercom.people().updateContact(ava, { phone: '+61298761111' });
	await eventually(() => expect(inXero()[0]?.phones.DEFAULT).toMatchObject({ PhoneNumber: '9876 1111' }));
});
