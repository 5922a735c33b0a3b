import type { IDataObject } from 'n8n-workflow';
import { definitionOf } from '../../sandbox/switches/switches';
import { anotherWorkspace, run } from './contactsById';
import { credentials, intercom, standsIntercom } from './intercomStage';
import { runNode } from './runWorkflow';

/** Set Xero Reference of contacts and companies, in n8n's engine against the stand-in. */
// Many runs of the engine in one test, on machines with other things to do.
jest.setTimeout(60_000);
standsIntercom();
beforeEach(anotherWorkspace);

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
