import type { INode } from 'n8n-workflow';
import { withSetupSettings } from '../../sandbox/demo/setupRun';
import { prepared } from '../../sandbox/demo/stage';
import type { CredentialReference } from '../../sandbox/n8n/credentials';
import { editWorkflow, importWorkflow, publishWorkflow, shippedWorkflow, webhookUrl } from '../../sandbox/n8n/workflows';
import { eventually, quiet, startContactSync, withSettings, type ContactSync } from './harness/contactSync';
import { failingWorkflow } from './harness/failingWorkflow';
import { withLedger } from './harness/faultInNode';
import { LedgerFile } from './harness/ledgerFile';
import { E2E_LIMIT_MS } from './harness/limits';
import { publishAnew } from './harness/publishAnew';
import { connectSecondClient, SECOND, SECOND_XERO } from './harness/secondClient';
import { changesOf, everything, numbersIn, withOrganisation, type Organisation } from './harness/twoClients';
import { tooLong } from './harness/unmappable';

/** Two clients of an agency in one n8n, each with a ledger of its own; who forgets that is told. Time scale: seconds for an hour. */
const SECOND_LEDGER = 'second';
let sync: ContactSync;
let second: LedgerFile;
let credentialsOfSecond: CredentialReference[];
let workflowOfSecond: string;

beforeAll(async () => {
	sync = await startContactSync({ channel: 'json', reconciliationSeconds: 10, sandbox: { xero: { organisations: [{ name: 'First Pty Ltd' }, { name: 'Second Pty Ltd' }], apps: [SECOND_XERO] } } });
	second = LedgerFile.of(sync.stage.n8n.folder, SECOND_LEDGER);
	credentialsOfSecond = await connectSecondClient(sync.stage);
}, 4 * E2E_LIMIT_MS);

afterAll(async () => {
	second?.close();
	await sync?.close();
}, E2E_LIMIT_MS);

test("a second client is not published into the ledger of the first: the message names both", async () => {
	const { session, n8n } = sync.stage;
	workflowOfSecond = await importWorkflow(n8n, { ...shippedWorkflow('contact-sync'), id: 'secondClient', name: 'Contact Sync of the second client' });
	await editWorkflow(session, workflowOfSecond, { credentials: credentialsOfSecond, node: (node) => ofSecondClient(node, 'default') });
	await expect(publishWorkflow(session, workflowOfSecond)).rejects.toThrow(/second22/);
	await session.request('POST', `/workflows/${workflowOfSecond}/deactivate`, {});
	const { people } = sync;
	const { id } = people.createContact({ role: 'user', name: 'Una Unharmed', email: 'una@first.example' });
	await eventually(() => expect(numbersIn(organisations()[0])).toContain(id));
	expect(numbersIn(organisations()[1])).toEqual([]);
}, E2E_LIMIT_MS);

test('a contact of each client, a review of each and a failure of each: no contact, row or alert crosses', async () => {
	await publishSecondClient();
	const [first, other] = organisations();
	await quiet(sync);
	const before = numbersIn(first);
	for (const organisation of [first, other]) organisation.seedContacts([{ Name: 'Lea Lead', EmailAddress: 'lea@lead.example' }]);
	const [ofFirst, ofSecond] = [changesOf(sync, undefined), changesOf(sync, SECOND.workspaceId)];
	for (const [ledger, { good, lead, bad }] of [[sync.ledger, ofFirst], [second, ofSecond]] as const) {
		await eventually(async () => {
			expect((await ledger.rows('record')).filter(({ state }) => state === 'synced').map(({ id }) => id)).toContain(good);
			expect((await ledger.rows('review')).map(({ id }) => id)).toEqual([lead]);
			expect((await ledger.rows('work')).map(({ id }) => id)).toEqual([bad]);
		});
	}
	expect(numbersIn(first).filter((id) => !before.includes(id))).toEqual([ofFirst.good]);
	expect(numbersIn(other)).toEqual([ofSecond.good]);
	for (const [mailbox, own, others] of [['main', ofFirst, ofSecond], ['second', ofSecond, ofFirst]] as const) {
		await eventually(() => {
			for (const id of [own.lead, own.bad]) expect(sync.alerts.texts(mailbox).join('\n')).toContain(id);
		});
		for (const id of others.all) expect(sync.alerts.texts(mailbox).join('\n')).not.toContain(id);
	}
	for (const id of ofSecond.all) expect(await everything(sync.ledger)).not.toContain(id);
	for (const id of ofFirst.all) expect(await everything(second)).not.toContain(id);
}, E2E_LIMIT_MS);

test('a contact of each that nobody told of is found by the reconciliation of its own client', async () => {
	const ids = ([undefined, SECOND.workspaceId] as const).map((workspace) => {
		sync.stage.sandbox.intercom.deliveries.troubleNext('lose', 1);
		return sync.stage.sandbox.intercom.people(workspace).createContact({ role: 'user', name: 'Hal Hourly', email: 'hal@hourly.example' }).id;
	});
	const [first, other] = organisations();
	await eventually(() => expect([numbersIn(first).includes(ids[0]!), numbersIn(other).includes(ids[1]!)]).toEqual([true, true]));
	expect([numbersIn(first).includes(ids[1]!), numbersIn(other).includes(ids[0]!)]).toEqual([false, false]);
}, E2E_LIMIT_MS);

test('with Bill to Company a company of each under one name, and one of each that cannot be mapped, stay with their client', async () => {
	await quiet(sync);
	const [first, other] = organisations();
	const billed = [
		{ name: 'First', ledger: sync.ledger, mailbox: 'main', organisation: first, workflow: sync.stage.workflow.id, people: sync.people },
		{ name: 'Second', ledger: second, mailbox: 'second', organisation: other, workflow: workflowOfSecond, people: sync.stage.sandbox.intercom.people(SECOND.workspaceId) },
	];
	const companies = [];
	for (const { workflow, people, name } of billed) {
		await editWorkflow(sync.stage.session, workflow, { node: (node) => withSettings(node, { billTo: 'company' }) });
		await publishAnew(sync.stage.session, workflow);
		const company = (companyId: string, called: string) => people.createCompany({ companyId, name: called, website: `https://${companyId}.example` }).id;
		const of = { good: company('same', 'Same Name Pty Ltd'), bad: company('bad', tooLong(`Bad of ${name}`)) };
		for (const id of Object.values(of)) people.attachCompany(people.createContact({ role: 'user', name: 'Mia Member', email: `mia@${id}.example` }).id, id);
		companies.push(of);
	}
	for (const [place, { ledger, mailbox, organisation }] of billed.entries()) {
		const { good, bad } = companies[place]!;
		await eventually(async () => {
			expect((await ledger.rows('record')).filter(({ kind, state }) => kind === 'company' && state === 'synced').map(({ id }) => id)).toEqual([good]);
			expect(await ledger.rows('work')).toContainEqual(expect.objectContaining({ kind: 'company', id: bad, state: 'parked' }));
			expect(sync.alerts.texts(mailbox).join('\n')).toContain(bad);
		});
		expect(organisation.contacts.sorted().filter(({ text }) => text.Name === 'Same Name Pty Ltd').map(({ text }) => text.ContactNumber)).toEqual([good]);
		const strange = companies[1 - place]!;
		for (const id of [strange.good, strange.bad]) expect(await everything(ledger)).not.toContain(id);
		expect(sync.alerts.texts(mailbox).join('\n')).not.toContain(strange.bad);
	}
}, 2 * E2E_LIMIT_MS);

test('each client has an import of setup too, which tells its own client', async () => {
	await runSetup('First', sync.stage.credentials, 'setup-first', organisations()[0]);
	await runSetup('Second', credentialsOfSecond, 'setup-second', organisations()[1]);
	for (const mailbox of ['setup-first', 'setup-second']) expect(sync.alerts.texts(mailbox)).toEqual([expect.stringContaining('Setup is complete')]);
}, E2E_LIMIT_MS);

test('and one of error-alerts: a stop is told to the client whose workflow stopped', async () => {
	const { session, n8n } = sync.stage;
	for (const [name, credentials, ledger] of [['First', sync.stage.credentials, 'default'], ['Second', credentialsOfSecond, SECOND_LEDGER]] as const) {
		const id = await importFor(name, 'error-alerts', credentials, (node) => withLedger(node, ledger));
		await publishWorkflow(session, id);
		const failing = await importWorkflow(n8n, { ...failingWorkflow(id), name: `A workflow of ${name}` });
		await publishWorkflow(session, failing);
	}
	for (const [mailbox, own, other] of [['main', 'First', 'Second'], ['second', 'Second', 'First']] as const) {
		await eventually(() => expect(sync.alerts.texts(mailbox).join('\n')).toContain(`A workflow of ${own}`));
		expect(sync.alerts.texts(mailbox).join('\n')).not.toContain(`A workflow of ${other}`);
	}
}, E2E_LIMIT_MS);

test('setup started by n8n execute tells the same truth: what is in order, and what is not', async () => {
	const { n8n, sandbox } = sync.stage;
	await n8n.stop();
	const setup = async () => await n8n.cli(['execute', '--id=setupFirst']).then(() => 'ended well', (error: Error) => error.message);
	const verdict = (text = '') => /Setup is complete.*\nAll (?!0)\d+ checks passed/.exec(text)?.[0];
	const [inTheEditor] = sync.alerts.texts('setup-first').map(verdict);
	expect(inTheEditor).toEqual(expect.any(String));
	expect(await setup()).toBe('ended well');
	expect(sync.alerts.texts('setup-first').map(verdict)).toEqual([inTheEditor, inTheEditor]);
	sandbox.faults.add({ vendor: 'intercom', kind: 'status', status: 401, body: { type: 'error.list', errors: [{ code: 'token_revoked', message: 'Access token has been revoked' }] } });
	expect(await setup()).toContain('revoked');
	expect(sync.alerts.texts('setup-first').at(-1)).toMatch(/Intercom.*revoked/s);
	expect(sync.alerts.texts('setup-first')).toHaveLength(3);
}, E2E_LIMIT_MS);

/** A copy of a shipped workflow for one client, with its credentials. @returns the id */
async function importFor(client: string, file: string, credentials: readonly CredentialReference[], node: (node: INode) => INode): Promise<string> {
	const { n8n, session } = sync.stage;
	const shipped = shippedWorkflow(file);
	const id = await importWorkflow(n8n, { ...shipped, id: `${file.replaceAll('-', '')}${client}`, name: `${shipped.name} of ${client}` });
	await editWorkflow(session, id, { credentials, node });
	return id;
}

async function runSetup(client: string, credentials: readonly CredentialReference[], mailbox: string, organisation: Organisation): Promise<void> {
	const { session } = sync.stage;
	const values = { alertAddress: sync.alerts.url('json', mailbox) };
	const id = await importFor(client, 'setup', credentials, (node) => {
		const chosen = withOrganisation(prepared(node, sync.stage.sandbox), organisation);
		return withSetupSettings(withLedger(chosen, client === 'First' ? 'default' : SECOND_LEDGER), values);
	});
	const workflowData = await session.request('GET', `/workflows/${id}`);
	await session.request('POST', `/workflows/${id}/run`, { workflowData, triggerToStartFrom: { name: 'Run Setup' } });
	await eventually(() => expect(sync.alerts.texts(mailbox)).toHaveLength(1));
}

const organisations = () => sync.stage.sandbox.xero.allOrganisations() as [Organisation, Organisation];

async function publishSecondClient(): Promise<void> {
	const { sandbox, session, n8n } = sync.stage;
	await editWorkflow(session, workflowOfSecond, { credentials: credentialsOfSecond, node: (node) => ofSecondClient(node, SECOND_LEDGER) });
	const workflow = await publishWorkflow(session, workflowOfSecond);
	await sandbox.intercom.subscribeWebhook(webhookUrl(n8n, workflow, 'Intercom Trigger'), undefined, SECOND.clientId);
}

/** The first client's nodes as they run now, with what the second one chooses. */
function ofSecondClient(node: INode, ledger: string): INode {
	const running = sync.stage.workflow.nodes.find(({ name }) => name === node.name) ?? node;
	const same = withSettings({ ...node, parameters: running.parameters }, { alertAddress: sync.alerts.url('json', 'second') });
	return withLedger(withOrganisation(same, organisations()[1]), ledger);
}
