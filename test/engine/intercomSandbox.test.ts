import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { checkEntries, specPresent } from '../../sandbox/kernel/specCheck';
import { switchNames, definitionOf } from '../../sandbox/switches/switches';
import { readyAttributes } from '../../nodes/IntercomContacts/processState';
import { startIntercomAlone, type IntercomAlone } from '../sandbox/intercom/intercomOnly';
import { callWebhook, type WebhookAnswer } from './callWebhook';
import { runNode } from './runWorkflow';

/** The node and the trigger in n8n's engine, against a stand-in that is as strict as Intercom's own pages. */
let intercom: IntercomAlone;

// Many runs of the engine in one test, on machines with other things to do.
jest.setTimeout(60_000);

beforeAll(async () => {
	intercom = await startIntercomAlone();
});
afterAll(async () => {
	// Retries that are still to come would keep the process alive.
	intercom.world.reset();
	await intercom.stop();
});
/** The process has seen none of its attributes. */
const anotherWorkspace = () => (['contact', 'company'] as const).forEach((model) => readyAttributes.forget(`${intercom.url} ${intercom.world.workspace().id}`, model));

beforeEach(() => {
	intercom.world.reset();
	anotherWorkspace();
	intercom.kernel.switches.reset();
	intercom.kernel.journal.clear();
});

const run = (ids: string[], parameters: INodeParameters = {}, input: IDataObject = {}) =>
	runNode({
		type: 'intercomContacts',
		mode: 'trigger',
		parameters,
		items: ids.map((contactId) => ({ json: { contactId, intercomId: contactId, ...input } })),
		credentials: credentials(),
	});

const credentials = () => ({ intercomAppTokenApi: { accessToken: 'sandbox-intercom-token', region: 'us', clientSecret: 'x', simulatorUrl: intercom.url } });

/** A user with one of everything. */
function busyContact() {
	const people = intercom.world.people();
	const jane = people.createContact({ email: 'jane@acme.example', name: 'Jane Doe' });
	people.attachCompany(jane.id, people.createCompany({ name: 'Acme' }).id);
	people.tag(jane.id, 'vip');
	people.startConversation(jane.id, { subject: 'Invoice' });
	return jane;
}

test('a profile with one of everything, under both answers of every unknown', async () => {
	// A token of another region is refused, as it should be.
	const names = switchNames().filter((name) => name.startsWith('intercom.') && name !== 'intercom.wrongRegion');
	for (const name of names) {
		for (const value of definitionOf(name).values) {
			intercom.world.reset();
			intercom.kernel.switches.reset();
			intercom.kernel.switches.set(name, value as never);
			const { outputs } = await run([busyContact().id]);
			expect({ name, value, failed: outputs[2]?.map(({ json }) => json.message) }).toEqual({ name, value, failed: [] });
			expect(outputs[0]?.[0]?.json).toMatchObject({
				contact: { role: 'user', email: 'jane@acme.example' },
				companies: [{ name: 'Acme' }],
				tags: [{ name: 'vip' }],
				conversations: { count: 1 },
			});
		}
	}
});

test('a lead that became a user: the old id is Gone with its winner, the winner knows the old id', async () => {
	const people = intercom.world.people();
	const lead = people.createContact({ role: 'lead', email: 'jane@acme.example' });
	const user = people.createContact({ email: 'jane@acme.example' });
	people.mergeLeadIntoUser(lead.id, user.id);
	const { outputs } = await run([lead.id, user.id]);
	expect(outputs[1]?.[0]?.json).toMatchObject({ contactId: lead.id, reason: 'merged', winnerId: user.id });
	expect(outputs[0]?.[0]?.json).toMatchObject({ previousIds: [lead.id] });
});

test('the reference is stored once, read back, and a second run writes nothing', async () => {
	const { id } = intercom.world.people().createContact({ email: 'jane@acme.example' });
	const reference = { xeroContactId: 'x1', xeroContactUrl: 'https://go.xero.com/x1', organisationId: 'o1' };
	const set = () => run([id], { operation: 'setXeroReference' }, reference);
	expect((await set()).outputs[0]?.[0]?.json).toMatchObject({ referenceWritten: true });
	expect((await set()).outputs[0]?.[0]?.json).toMatchObject({ referenceWritten: false });
	expect(intercom.kernel.journal.list({ method: 'PUT' })).toHaveLength(1);
	const { outputs } = await run([id]);
	expect(outputs[0]?.[0]?.json.xeroReference).toEqual({ xero_contact_id: 'x1', xero_contact_url: 'https://go.xero.com/x1', xero_organisation_id: 'o1' });
});

describe('the reference of a record that was read for the sync', () => {
	const REFERENCE = { xeroContactId: 'x1', xeroContactUrl: 'https://go.xero.com/x1', organisationId: 'o1' };
	const readsOf = (path: string) => intercom.kernel.journal.list({ method: 'GET' }).filter((entry) => entry.path.startsWith(path));
	const carried = (id: string, match: IDataObject, record: IDataObject = {}) => ({ ...REFERENCE, ledger: { workspaceId: intercom.world.workspace().id }, record: { intercomId: id, match, ...record } });

	test('is stored without reading a contact again', async () => {
		const { id } = intercom.world.people().createContact({ email: 'jane@acme.example' });
		const { outputs } = await run([id], { operation: 'setXeroReference' }, carried(id, { contactNumber: id }));
		expect(outputs[0]?.[0]?.json).toMatchObject({ referenceWritten: true });
		expect(readsOf('/contacts/')).toEqual([]);
		expect(intercom.world.people().contact(id)?.custom).toMatchObject({ xero_contact_id: 'x1', xero_organisation_id: 'o1' });
	});

	test('costs no call where it was right already', async () => {
		const { id } = intercom.world.people().createContact({ email: 'jane@acme.example' });
		const { outputs } = await run([id], { operation: 'setXeroReference' }, carried(id, { contactId: 'x1', organisationId: 'o1' }));
		expect(outputs[0]?.[0]?.json).toMatchObject({ referenceWritten: false, xeroReference: { xero_contact_id: 'x1' } });
		expect(intercom.kernel.journal.list({ vendor: 'intercom' })).toEqual([]);
	});

	test('is stored without reading a company again', async () => {
		const { id } = intercom.world.people().createCompany({ name: 'Acme' });
		const { outputs } = await run([id], { resource: 'company', operation: 'setXeroReference' }, carried(id, { contactNumber: id }));
		expect(outputs[0]?.[0]?.json).toMatchObject({ referenceWritten: true });
		expect(readsOf('/companies/')).toEqual([]);
	});

	test.each<[string, (id: string) => IDataObject]>([
		['it showed another', (id) => carried(id, { contactId: 'x0', organisationId: 'o1' })],
		['it showed one of another organisation', (id) => carried(id, { organisationId: 'o2' })],
		['it is one of a company\'s staff', (id) => carried(id, {}, { staff: { intercomId: id } })],
		['the record is another', (id) => carried(id, {}, { intercomId: 'co1' })],
		['no ledger handed it out', (id) => ({ ...carried(id, {}), ledger: null })],
	])('where %s it is read first', async (_, input) => {
		const { id } = intercom.world.people().createContact({ email: 'jane@acme.example' });
		expect((await run([id], { operation: 'setXeroReference' }, input(id))).outputs[0]?.[0]?.json).toMatchObject({ referenceWritten: true });
		expect(readsOf('/contacts/')).toHaveLength(1);
	});

	test('one that was merged meanwhile leaves by Gone, and its winner keeps what it has', async () => {
		const people = intercom.world.people();
		const [lead, user] = [people.createContact({ role: 'lead', email: 'jane@acme.example' }), people.createContact({ email: 'jane@acme.example' })];
		people.mergeLeadIntoUser(lead.id, user.id);
		const { outputs } = await run([lead.id], { operation: 'setXeroReference' }, carried(lead.id, {}));
		expect(outputs[1]?.[0]?.json).toMatchObject({ reason: 'merged', winnerId: user.id });
		expect(people.contact(user.id)?.custom.xero_contact_id).toBeUndefined();
	});
});

describe('the reference of a company', () => {
	const REFERENCE = { xeroContactId: 'x1', xeroContactUrl: 'https://go.xero.com/x1', organisationId: 'o1' };
	const set = (companyId: string, input: IDataObject = REFERENCE) => run([companyId], { resource: 'company', operation: 'setXeroReference' }, input);
	const acme = () => intercom.world.people().createCompany({ name: 'Acme', companyId: 'acme', plan: 'Pro', website: 'acme.example', custom: { tier: 'gold' } }).id;

	test('is stored once beside that of contacts, and nothing else of the company changes', async () => {
		const companyId = acme();
		const people = intercom.world.people();
		const jane = people.createContact({ email: 'jane@acme.example' });
		people.attachCompany(jane.id, companyId);
		await run([jane.id], { operation: 'setXeroReference' }, REFERENCE);
		const before = people.company(companyId);
		expect((await set(companyId)).outputs[0]?.[0]?.json).toMatchObject({ intercomId: companyId, referenceWritten: true, xeroReference: { xero_contact_id: 'x1' } });
		expect((await set(companyId)).outputs[0]?.[0]?.json).toMatchObject({ referenceWritten: false });
		expect(intercom.kernel.journal.list({ method: 'PUT' }).filter(({ path }) => path.startsWith('/companies/'))).toHaveLength(1);
		const custom = { tier: 'gold', xero_company_contact_id: 'x1', xero_company_contact_url: 'https://go.xero.com/x1', xero_company_organisation_id: 'o1' };
		expect(people.company(companyId)).toEqual({ ...before, custom, updatedAt: expect.any(Number) });
	});

	test('is found again by Company: Get and inside a profile, where the mapper looks for it', async () => {
		const companyId = acme();
		const people = intercom.world.people();
		const jane = people.createContact({ email: 'jane@acme.example' });
		people.attachCompany(jane.id, companyId);
		await set(companyId);
		const stored = { xero_contact_id: 'x1', xero_organisation_id: 'o1' };
		const company = await runNode({ type: 'intercomContacts', parameters: { resource: 'company' }, items: [{ json: { companyId } }], credentials: credentials() });
		expect(company.outputs[0]?.[0]?.json).toMatchObject({ custom_attributes: stored });
		const profile = await run([jane.id]);
		expect(profile.outputs[0]?.[0]?.json).toMatchObject({ companies: [{ custom_attributes: stored }], xeroReference: null });
		for (const [operation, json] of [['mapCompanyToOrganisation', company.outputs[0]?.[0]?.json], ['mapContactToOrganisation', profile.outputs[0]?.[0]?.json]] as const) {
			const mapped = await runNode({ type: 'intercomToXeroMapper', parameters: { operation }, items: [{ json: json ?? {} }] });
			expect(mapped.outputs[0]?.[0]?.json).toMatchObject({ intercomId: companyId, match: { contactId: 'x1', organisationId: 'o1' } });
		}
	});

	test.each(['intercom.echo', 'intercom.unchangedPut', 'intercom.unknownAttribute', 'intercom.longAttribute', 'intercom.nullAttribute'] as const)('is right under every answer to %s', async (name) => {
		for (const value of definitionOf(name).values) {
			intercom.world.reset();
			anotherWorkspace();
			intercom.kernel.switches.set(name, value as never);
			const companyId = acme();
			const written = [await set(companyId), await set(companyId)].map(({ outputs }) => outputs[0]?.[0]?.json.referenceWritten);
			expect({ value, written }).toEqual({ value, written: [true, false] });
			expect(intercom.world.workspace().attributes.filter(({ custom }) => custom).map(({ messengerWritable }) => messengerWritable)).toEqual([false, false, false]);
		}
	});

	test('a deleted company is Gone by its signed notification; unknown, without a Xero contact, or without an id it is Failed', async () => {
		const companyId = acme();
		intercom.world.people().deleteCompany(companyId);
		const { outputs } = await set(companyId, { ...REFERENCE, companyId, topic: 'company.deleted' });
		expect(outputs[1]).toMatchObject([{ json: { companyId, reason: 'deleted' }, pairedItem: { item: 0 } }]);
		expect(intercom.kernel.journal.list({})).toHaveLength(0);
		const failures = [await set(companyId), await set(companyId, {}), await set('../me')].map(({ outputs: [, , failed] }) => failed?.[0]?.json);
		expect(failures).toMatchObject([
			{ companyId, reason: 'intercomNotFound', message: expect.stringContaining(`Company ${companyId}`) },
			{ companyId, reason: 'xeroContactIdMissing', attempts: 0 },
			{ companyId: null, reason: 'companyIdInvalid' },
		]);
	});
});

test('Prepare makes an empty workspace ready, and a second run finds it so', async () => {
	const prepare = () => run(['none'], { resource: 'workspace', operation: 'prepare' });
	for (const made of [8, 0]) {
		intercom.kernel.journal.clear();
		expect((await prepare()).outputs[0]?.[0]?.json).toMatchObject({ ready: true });
		expect(intercom.kernel.journal.list({ method: 'POST' }).filter(({ path }) => path === '/data_attributes')).toHaveLength(made);
	}
});

test('Prepare makes the attributes for what only Xero knows when it is asked to', async () => {
	const { outputs } = await run(['none'], { resource: 'workspace', operation: 'prepare', whatOnlyXeroKnows: true });
	expect(outputs[0]?.[0]?.json).toMatchObject({ ready: true });
	const made = intercom.kernel.journal.list({ method: 'POST' }).filter(({ path }) => path === '/data_attributes');
	expect(made).toHaveLength(16);
});

test('a revoked token gives one clear message after one call', async () => {
	const ids = intercom.world.seedContacts(12);
	intercom.world.setTokens('revoked');
	const { outputs } = await run(ids);
	expect(outputs[2]).toHaveLength(12);
	expect(outputs[2]?.[0]?.json).toMatchObject({ class: 'auth', nextStep: expect.stringContaining('credential') });
	expect(intercom.kernel.journal.list({ vendor: 'intercom' })).toHaveLength(1);
});

test('every request fits the vendor\'s published description', async () => {
	if (!specPresent('intercom')) console.warn('NOT TESTED: Intercom\'s OpenAPI description is not on this machine');
	const { id } = busyContact();
	await run([id]);
	await run([id], { operation: 'setXeroReference' }, { xeroContactId: 'x1' });
	await run([id], { resource: 'workspace', operation: 'prepare' });
	await run([intercom.world.people().createCompany({ name: 'Beta' }).id], { resource: 'company', operation: 'setXeroReference' }, { xeroContactId: 'x1' });
	const entries = intercom.kernel.journal.list({ vendor: 'intercom' });
	expect(entries.length).toBeGreaterThan(12);
	expect(checkEntries(entries)).toEqual([]);
	expect(entries.every(({ headers }) => headers['intercom-version'] === '2.16' && headers.accept === 'application/json')).toBe(true);
});

describe('notifications as Intercom sends them', () => {
	let endpoint: Server;
	let answers: WebhookAnswer[];

	/** Hands every request to the trigger, byte by byte as it came. */
	beforeEach(async () => {
		answers = [];
		endpoint = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', async () => {
				const answer = await callWebhook({
					type: 'intercomTrigger',
					method: request.method as 'HEAD' | 'POST',
					parameters: { workspaceId: 'sandbox1', topics: ['contact.user.created', 'contact.deleted', 'contact.merged', 'company.contact.attached'] },
					credentials: { intercomAppTokenApi: { accessToken: 'x', region: 'us', clientSecret: 'sandbox-intercom-secret' } },
					headers: request.headers as Record<string, string>,
					rawBody: Buffer.concat(chunks),
				});
				if (request.method === 'POST') answers.push(answer);
				response.writeHead(answer.status).end();
			});
		});
		await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
		await intercom.world.subscribeWebhook(`http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/`);
	});
	afterEach(() => {
		endpoint.close();
		endpoint.closeAllConnections();
	});

	const received = async (count: number) => {
		for (let waited = 0; answers.length < count && waited < 100; waited++) await new Promise((resolve) => setTimeout(resolve, 20));
		expect(answers.every(({ status }) => status === 200)).toBe(true);
		return answers.flatMap(({ items = [] }) => items.map(({ json }) => json));
	};

	test('the signature fits and the chosen topics arrive', async () => {
		intercom.kernel.switches.set('intercom.mergedFrom', 'yes');
		const people = intercom.world.people();
		const lead = people.createContact({ role: 'lead', email: 'zoë@acme.example', name: 'Zoë </script>' });
		const user = people.createContact({ email: 'jane@acme.example' });
		people.attachCompany(user.id, people.createCompany({ name: 'Acme' }).id);
		people.mergeLeadIntoUser(lead.id, user.id);
		people.deleteContact(user.id);
		await received(5);
		await new Promise((resolve) => setTimeout(resolve, 200));
		const items = await received(5);
		const byTopic = (topic: string) => items.filter((json) => json.topic === topic);
		expect(byTopic('contact.user.created')).toMatchObject([{ contactId: user.id, workspaceId: 'sandbox1', kind: 'contact' }]);
		expect(byTopic('company.contact.attached')).toMatchObject([{ contactId: user.id, companyId: expect.any(String) }]);
		expect(byTopic('contact.merged')).toMatchObject([{ contactId: user.id, previousIds: [lead.id] }]);
		expect(byTopic('contact.deleted')).toMatchObject([{ contactId: user.id }]);
		expect(new Set(items.map(({ topic }) => topic)).size).toBe(4);
	});

	test.each(['yes', 'no'] as const)('the test button of the Developer Hub gets 200 and starts nothing (ping signed: %s)', async (signed) => {
		intercom.kernel.switches.set('intercom.pingSigned', signed);
		intercom.world.sendTestPing();
		expect(await received(1)).toEqual([]);
		expect(answers).toHaveLength(1);
	});
});

test('a contact is named by the email of a user or the address of its page, too; a lead is not found by its email', async () => {
	const people = intercom.world.people();
	const jane = people.createContact({ email: 'jane@acme.example', name: 'Jane Doe' });
	people.createContact({ role: 'lead', email: 'visitor@acme.example', name: 'Visitor' });
	const given = ['jane@acme.example', `https://app.intercom.com/a/apps/abc123de/users/${jane.id}/all-conversations`, 'visitor@acme.example', 'two words@acme.example'];
	const { outputs } = await run(given);
	expect(outputs[0]!.map(({ json, pairedItem }) => [(json.contact as IDataObject).id, pairedItem])).toEqual([[jane.id, { item: 0 }], [jane.id, { item: 1 }]]);
	expect(outputs[2]!.map(({ json }) => json.reason)).toEqual(['contactEmailUnknown', 'contactIdInvalid']);
});
