import type { INode } from 'n8n-workflow';
import { createCredential, type CredentialReference } from '../../sandbox/n8n/credentials';
import { Editor } from '../../sandbox/n8n/editor';
import { editWorkflow, importWorkflow, publishWorkflow, shippedWorkflow, webhookUrl } from '../../sandbox/n8n/workflows';
import { eventually, startContactSync, withSettings, type ContactSync } from './harness/contactSync';
import { listTables, readTable } from './harness/dataTables';
import { failingWorkflow } from './harness/failingWorkflow';
import { E2E_LIMIT_MS } from './harness/limits';
import { tooLong } from './harness/unmappable';

/** Both clients keep the label `main`, so their rows share tables: the worst that an agency may do. Time scale: seconds for minutes. */
const SECOND = { workspaceId: 'second22', clientId: 'second-intercom', clientSecret: 'second-intercom-secret', accessToken: 'second-token' };
const SECOND_XERO = { clientId: 'second-xero', clientSecret: 'second-xero-secret', name: 'n8n of the second' };
let sync: ContactSync;
let credentialsOfSecond: CredentialReference[];

beforeAll(async () => {
	sync = await startContactSync({ channel: 'json', reconciliationSeconds: 10, sandbox: { xero: { organisations: [{ name: 'First Pty Ltd' }, { name: 'Second Pty Ltd' }], apps: [SECOND_XERO] } } });
	await startSecondClient();
	await makeDecoy();
}, E2E_LIMIT_MS);

afterAll(async () => await sync?.close(), E2E_LIMIT_MS);

test('a contact of each client, a review of each and a failure of each: no contact, row or alert crosses', async () => {
	const [first, second] = organisations();
	for (const organisation of [first, second]) organisation.seedContacts([{ Name: 'Lea Lead', EmailAddress: 'lea@lead.example' }]);
	const made = [undefined, SECOND.workspaceId].map((workspace) => changesOf(workspace));
	await eventually(async () => {
		expect((await sync.rows('state')).filter(({ kind }) => kind !== 'workflow')).toHaveLength(2); // besides heartbeats and watermarks
		expect(await sync.rows('review')).toHaveLength(2);
		expect(await sync.rows('queue')).toHaveLength(2);
		expect([...sync.alerts.texts('main'), ...sync.alerts.texts('second')]).toHaveLength(4);
	}, 60_000);
	const scopes = await Promise.all(made.map(async ({ all }) => await scopesOf(all)));
	expect(scopes.map((each) => each.length)).toEqual([1, 1]);
	expect(scopes[0]).not.toEqual(scopes[1]);
	expect(numbersIn(first)).toEqual([made[0]!.good]);
	expect(numbersIn(second)).toEqual([made[1]!.good]);
	for (const [mailbox, own, other] of [['main', made[0], made[1]], ['second', made[1], made[0]]] as const) {
		const texts = sync.alerts.texts(mailbox).join('\n');
		for (const id of [own!.lead, own!.bad]) expect(texts).toContain(id);
		for (const id of other!.all) expect(texts).not.toContain(id);
	}
}, E2E_LIMIT_MS);

test('a table that merely is called queue is left alone', async () => {
	expect(await readTable(sync.stage.session, 'queue')).toEqual([expect.objectContaining({ key: 'decoy', status: 'waiting' })]);
	expect((await listTables(sync.stage.session)).map(({ name }) => name).sort()).toEqual([
		'[main] intercom-xero alerts', '[main] intercom-xero audit', '[main] intercom-xero queue', '[main] intercom-xero review', '[main] intercom-xero state', 'queue',
	]);
}, E2E_LIMIT_MS);

test('a contact of each that nobody told of is found by the reconciliation of its own client', async () => {
	const ids = ([undefined, SECOND.workspaceId] as const).map((workspace) => {
		sync.stage.sandbox.intercom.deliveries.troubleNext('lose', 1);
		return sync.stage.sandbox.intercom.people(workspace).createContact({ role: 'user', name: 'Hal Hourly', email: 'hal@hourly.example' }).id;
	});
	const [first, second] = organisations();
	await eventually(() => expect([numbersIn(first).includes(ids[0]!), numbersIn(second).includes(ids[1]!)]).toEqual([true, true]), 60_000);
	expect([numbersIn(first).includes(ids[1]!), numbersIn(second).includes(ids[0]!)]).toEqual([false, false]);
	const scopes = await Promise.all(ids.map(async (id) => await scopesOf([id])));
	expect(scopes.map((each) => each.length)).toEqual([1, 1]);
	expect(scopes[0]).not.toEqual(scopes[1]);
}, E2E_LIMIT_MS);

test('each client has an import of setup too: it makes nothing twice and tells its own client', async () => {
	const { credentials } = sync.stage;
	await runSetup('First', credentials, 'setup-first', organisations()[0]);
	await runSetup('Second', credentialsOfSecond, 'setup-second', organisations()[1]);
	for (const mailbox of ['setup-first', 'setup-second']) expect(sync.alerts.texts(mailbox)).toEqual([expect.stringContaining('test alert')]);
	expect((await listTables(sync.stage.session)).filter(({ name }) => name !== 'queue')).toHaveLength(5);
}, E2E_LIMIT_MS);

test('and one of company-sync: a company of each, and one of each that cannot be mapped, stay with their client', async () => {
	const clients = clientsNow();
	for (const { name, credentials, workspace, organisation } of clients) {
		const people = sync.stage.sandbox.intercom.people(workspace);
		const { id: member } = people.createContact({ role: 'user', name: `Mia of ${name}`, email: 'mia@member.example' }); // Intercom lists no company without people
		for (const abn of ['', '12345678901']) {
			const company = abn === '' ? 'Same Name Pty Ltd' : `Bad of ${name} Pty Ltd`;
			people.attachCompany(member, people.createCompany({ companyId: `company-${abn}`, name: company, custom: { abn } }).id);
		}
		const settings = { alertUrl: sync.alerts.url('json', `companies-${name}`), organisationId: organisation.id };
		const id = await importFor(name, 'company-sync', credentials, (node) => atNight(withSettings(node, settings)));
		await publishWorkflow(sync.stage.session, id);
	}
	await eventually(() => expect(clients.map(({ name }) => sync.alerts.texts(`companies-${name}`).length)).toEqual([1, 1]), 60_000);
	for (const { name, organisation } of clients) {
		const names = organisation.contacts.sorted().map(({ text }) => text.Name);
		expect(names.filter((each) => each?.endsWith('Pty Ltd'))).toEqual(['Same Name Pty Ltd']);
		expect(sync.alerts.texts(`companies-${name}`)[0]).toContain(`Bad of ${name}`);
	}
	const scopes = (await sync.rows('state')).filter(({ kind }) => kind === 'company').map(({ workspace, organisation }) => `${workspace} ${organisation}`);
	expect(new Set(scopes).size).toBe(2);
}, E2E_LIMIT_MS);

test('and one of error-alerts: a stop is told to the client whose workflow stopped', async () => {
	const { session, n8n } = sync.stage;
	for (const { name, credentials } of clientsNow()) {
		const id = await importFor(name, 'error-alerts', credentials, (node) => withSettings(node, { alertUrl: sync.alerts.url('json', `stops-${name}`) }));
		await publishWorkflow(session, id);
		const failing = await importWorkflow(n8n, { ...failingWorkflow(id), name: `A workflow of ${name}` });
		await publishWorkflow(session, failing);
	}
	for (const { name } of clientsNow()) {
		const told = await eventually(() => sync.alerts.texts(`stops-${name}`)[0] ?? Promise.reject(new Error('no alert yet')));
		expect(told).toContain(`A workflow of ${name}`);
		expect(sync.alerts.texts(`stops-${name}`).join()).not.toContain(`A workflow of ${name === 'First' ? 'Second' : 'First'}`);
	}
}, E2E_LIMIT_MS);

function clientsNow() {
	const [first, second] = organisations();
	return [
		{ name: 'First', credentials: sync.stage.credentials, workspace: undefined, organisation: first },
		{ name: 'Second', credentials: credentialsOfSecond, workspace: SECOND.workspaceId, organisation: second },
	];
}

function atNight(node: INode): INode {
	if (node.name === 'Every Night') return { ...node, disabled: false, parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: 6 }] } } };
	return node;
}

/** A copy of a shipped workflow for one client, with its credentials. @returns the id */
async function importFor(client: string, file: string, credentials: readonly CredentialReference[], node: (node: INode) => INode): Promise<string> {
	const { n8n, session } = sync.stage;
	const shipped = shippedWorkflow(file);
	const id = await importWorkflow(n8n, { ...shipped, id: `${file.replaceAll('-', '')}${client}`, name: `${shipped.name} of ${client}` });
	await editWorkflow(session, id, { credentials, node: (each) => node(withOAuth(each)) });
	return id;
}

async function runSetup(client: string, credentials: readonly CredentialReference[], mailbox: string, organisation: Organisation): Promise<void> {
	const { session } = sync.stage;
	const settings = { alertUrl: sync.alerts.url('json', mailbox), organisationId: organisation.id };
	const id = await importFor(client, 'setup', credentials, (node) => withSettings(node, settings));
	const workflowData = await session.request('GET', `/workflows/${id}`);
	await session.request('POST', `/workflows/${id}/run`, { workflowData, triggerToStartFrom: { name: 'Run Setup' } });
	await eventually(() => expect(sync.alerts.texts(mailbox)).toHaveLength(1));
}

function withOAuth(node: INode): INode {
	return node.type.endsWith('.intercomContacts') ? { ...node, parameters: { ...node.parameters, authentication: 'oAuth2' } } : node;
}

/** One that is fine, one for a person, one that cannot be mapped; the ids of both workspaces differ. */
function changesOf(workspace: string | undefined) {
	const people = sync.stage.sandbox.intercom.people(workspace);
	const good = people.createContact({ role: 'user', name: 'Gus Good', email: 'gus@good.example' }).id;
	const lead = people.createContact({ role: 'lead', name: 'Lea Lead', email: 'lea@lead.example' }).id;
	const bad = people.createContact({ role: 'user', name: tooLong('Bo Bad'), email: 'bo@bad.example' }).id;
	return { good, lead, bad, all: [good, lead, bad] };
}

/** The workspace and organisation named on every row about these contacts. */
async function scopesOf(ids: readonly string[]): Promise<string[]> {
	const tables = await Promise.all((['queue', 'state', 'review', 'audit', 'alerts'] as const).map(async (table) => await sync.rows(table)));
	const rows = tables.flat().filter(({ key, record }) => ids.includes(key) || ids.includes(String(record)));
	return [...new Set(rows.map(({ workspace, organisation }) => `${workspace} ${organisation}`))];
}

const organisations = () => sync.stage.sandbox.xero.allOrganisations() as [Organisation, Organisation];
type Organisation = ReturnType<ContactSync['stage']['sandbox']['xero']['allOrganisations']>[number];
const numbersIn = (organisation: Organisation) => organisation.contacts.sorted().flatMap(({ text }) => text.ContactNumber ?? []);

async function startSecondClient(): Promise<void> {
	const { sandbox, session, n8n } = sync.stage;
	const { workspaceId, clientId, clientSecret, accessToken } = SECOND;
	sandbox.intercom.addWorkspace({ id: workspaceId, name: 'Second workspace', timezone: 'Australia/Perth', region: 'US' });
	sandbox.intercom.addApp({ name: 'Second sync', clientId, clientSecret, workspaceIds: [workspaceId], accessToken });
	const xero = await createCredential(session, { type: 'xeroAccountingOAuth2Api', name: 'Xero (second)', data: { ...SECOND_XERO, name: undefined, simulatorUrl: sandbox.xeroUrl } });
	const intercom = await createCredential(session, { type: 'intercomAppOAuth2Api', name: 'Intercom (second)', data: { clientId, clientSecret, simulatorUrl: sandbox.intercomUrl } });
	const editor = await Editor.open(n8n);
	await editor.connect(xero);
	await editor.connect(intercom, async (popup) => {
		await popup.locator(`#choice-${workspaceId}`).check();
		await popup.locator('#allow').click();
	});
	await editor.close();
	credentialsOfSecond = [xero, intercom];
	const id = await importWorkflow(n8n, { ...shippedWorkflow('contact-sync'), id: 'secondClient', name: 'Contact Sync of the second client' });
	await editWorkflow(session, id, { credentials: [xero, intercom], node: ofSecondClient });
	const workflow = await publishWorkflow(session, id);
	await sandbox.intercom.subscribeWebhook(webhookUrl(n8n, workflow, 'Intercom Trigger'), undefined, clientId);
}

/** The first client's nodes as they run now, with what the second one chooses. */
function ofSecondClient(node: INode): INode {
	const running = sync.stage.workflow.nodes.find(({ name }) => name === node.name) ?? node;
	const same = withSettings({ ...node, parameters: running.parameters }, { alertUrl: sync.alerts.url('json', 'second') });
	if (!node.type.endsWith('.xeroContactUpsert')) return same;
	return { ...same, parameters: { ...same.parameters, organisation: { __rl: true, mode: 'id', value: organisations()[1].id } } };
}

/** Newer than the real tables, and its name is what a careless lookup would ask for. */
async function makeDecoy(): Promise<void> {
	const { session } = sync.stage;
	const tables = await eventually(async () => {
		const found = await listTables(session);
		expect(found).toHaveLength(5);
		return found;
	});
	const columns = ['key', 'status', 'nextAt', 'leaseUntil', 'workspace', 'organisation'].map((name) => ({ name, type: 'string' }));
	const path = `/projects/${tables[0]!.projectId}/data-tables`;
	const { id } = await session.request<{ id: string }>('POST', path, { name: 'queue', columns });
	const row = { key: 'decoy', status: 'waiting', nextAt: '2020-01-01T00:00:00.000Z', leaseUntil: '', workspace: 'of workflow intercomXeroSync', organisation: 'of workflow intercomXeroSync' };
	await session.request('POST', `${path}/${id}/insert`, { data: [row], returnType: 'count' });
}
