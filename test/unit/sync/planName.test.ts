import fc from 'fast-check';
import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { planName } from '../../../lib/sync/plan/planName';
import { synced } from '../../../lib/sync/record/outcomes';
import type { MappedRecord } from '../../../lib/sync/record/record';
import type { XeroContact } from '../../../lib/xero/contact/contact';
import { contactOf, ME, recordOf } from './records';

const free = () => false;
const named = (Name: string, more: Partial<XeroContact> = {}) => contactOf('a', { Name, ...more });
const JANE = { FirstName: 'Jane', LastName: 'Doe' };
const miller = (parts: Parameters<typeof recordOf>[0] = {}) => recordOf({ xero: { Name: 'Jane Miller', FirstName: 'Jane', LastName: 'Miller' }, ...parts });
const lastWrote = (Name: string): MappedRecord['lastSync'] => ({ sourceUpdatedAt: 1, xeroUpdatedAt: 1, values: { Name } });

describe('the name is replaced', () => {
	test.each<[string, MappedRecord, XeroContact, object]>([
		['where it is first and last name', miller(), named('Jane Doe', JANE), { Name: 'Jane Miller', LastName: 'Miller' }],
		['where it is what we wrote last', miller({ lastSync: lastWrote('J. Doe') }), named('J. Doe'), { Name: 'Jane Miller', FirstName: 'Jane', LastName: 'Miller' }],
		['where it is the email under which the sync created it', miller(), named('jane@example.com', { ContactNumber: ME, EmailAddress: 'jane@example.com' }), { Name: 'Jane Miller', FirstName: 'Jane', LastName: 'Miller' }],
		['where it is the email of a contact that has another by now', miller({ match: { email: 'new@example.com' } }), named('Jane@Example.com', { ContactNumber: ME, EmailAddress: 'jane@example.com' }), { Name: 'Jane Miller', FirstName: 'Jane', LastName: 'Miller' }],
		['behind our suffix, which stays', miller({ match: { company: 'Acme' } }), named('Jane Doe (Acme)', JANE), { Name: 'Jane Miller (Acme)', LastName: 'Miller' }],
		['behind a suffix from an email that has changed', miller(), named('Jane Doe (old@x.example)', { ...JANE, EmailAddress: 'old@x.example' }), { Name: 'Jane Miller (old@x.example)', LastName: 'Miller' }],
	])('%s', (_, record, contact, body) => {
		expect(planName(record, contact, free).body).toEqual(body);
	});

	test('by a variant where it is taken', () => {
		const plan = planName(miller({ match: { company: 'Acme' } }), named('Jane Doe', JANE), (name) => name === 'Jane Miller');
		expect(plan.body.Name).toBe('Jane Miller (Acme)');
		expect(plan.changes[0]).toEqual({ field: 'Name', before: 'Jane Doe', after: 'Jane Miller (Acme)' });
	});
});

describe('the name is kept', () => {
	test.each<[string, MappedRecord, XeroContact, RegExp | null]>([
		['an email as name where the number is not ours', miller(), named('jane@example.com', { EmailAddress: 'jane@example.com' }), /Name kept/],
		['an email that is another one', miller(), named('office@example.com', { ContactNumber: ME, EmailAddress: 'jane@example.com' }), /Name kept/],
		['an organisation with her email', recordOf(), named('Acme Pty Ltd', JANE), /Name kept: "Acme Pty Ltd"/],
		['what an accountant renamed', miller(), named('Doe, Jane (VIP)', JANE), /Name kept/],
		['any name where a lead types its own', miller({ role: 'lead' }), named('Jane Doe', JANE), /lead/],
		['the same name in another case', recordOf(), named('JANE DOE', JANE), null],
		['the same name with our suffix', recordOf({ match: { company: 'Acme' } }), named('Jane Doe (Acme)', JANE), null],
		['where none is mapped', recordOf({ xero: {}, match: { name: 'x' } }), named('Jane Doe', JANE), null],
		['where the rule says on create only', miller({ rules: { Name: { update: 'onCreate', clear: false }, LastName: { update: 'onCreate', clear: false } } }), named('Jane Doe', JANE), null],
		['where all variants are taken', miller({ rules: { LastName: { update: 'onCreate', clear: false } } }), named('Jane Doe', JANE), /already belong/],
	])('%s', (_, record, contact, note) => {
		const plan = planName(record, contact, () => true);
		expect([plan.body, plan.changes]).toEqual([{}, []]);
		if (note) expect(plan.notes.join()).toMatch(note);
		else expect(plan.notes).toEqual([]);
	});
});

test('the names of the person follow their own rules, and a contact of somebody else\'s keeps them', () => {
	const record = recordOf({ xero: { Name: 'Jane Doe', FirstName: 'Janet', LastName: '' }, rules: { LastName: { update: 'always', clear: true } } });
	expect(planName(record, named('Jane Doe', JANE), free).body).toEqual({ FirstName: 'Janet', LastName: '' });
	expect(planName(record, named('Acme Pty Ltd', JANE), free).body).toEqual({});
});

describe('neither Name nor person is ours, both are kept', () => {
	const harbour = (parts: Parameters<typeof recordOf>[0] = {}) => recordOf({ xero: { Name: 'Harbour Cafe', FirstName: 'Harbour', LastName: 'Cafe' }, ...parts });
	const cafe = named('Harbour Cafe', { FirstName: 'Ann', LastName: 'Lee' });

	test('the person whom an accountant typed stays though the names are equal, and the reason is told', () => {
		const plan = planName(harbour(), cafe, free);
		expect([plan.body, plan.changes]).toEqual([{}, []]);
		expect(plan.notes.join()).toMatch(/^FirstName and LastName kept: the person of "Harbour Cafe"/);
	});

	test('and stays after the first sync, when the record is renamed too', () => {
		const after = synced(harbour(), { outcome: 'updated', reason: 'x', organisationId: 'o', xeroContactId: 'a', xeroUpdatedAt: 1, contact: cafe });
		const lastSync = { sourceUpdatedAt: 1, xeroUpdatedAt: 1, values: after.outcome === 'updated' ? after.values! : {} };
		expect(lastSync.values).not.toHaveProperty('Name');
		expect(planName(harbour({ xero: { Name: 'Harbour Bistro', FirstName: 'Harbour', LastName: 'Bistro' }, lastSync }), cafe, free).body).toEqual({});
	});

	test('a contact without a person gets none where nobody knows that its name is one', () => {
		expect(planName(harbour(), named('Harbour Cafe'), free).body).toEqual({});
	});

	test('an accountant who changed the person of a name that we wrote keeps both', () => {
		const lastSync = { sourceUpdatedAt: 1, xeroUpdatedAt: 1, values: { Name: 'Jane Doe', ...JANE } };
		expect(planName(miller({ lastSync }), named('Jane Doe', { FirstName: 'Ann', LastName: 'Lee' }), free).body).toEqual({});
		expect(planName(miller({ lastSync }), named('Jane Doe', JANE), free).body).toEqual({ Name: 'Jane Miller', LastName: 'Miller' });
	});

	test.each([
		['another place of the split', { FirstName: 'Mary', LastName: 'Jane Watson' }],
		['the other order', { FirstName: 'Watson', LastName: 'Mary Jane' }],
	])("a split of the same words is the accountant's: %s", (_, person) => {
		const record = recordOf({ xero: { Name: 'Mary Jane Watson', FirstName: 'Mary Jane', LastName: 'Watson' } });
		expect(planName(record, named('Mary Jane Watson', person), free)).toEqual({ body: {}, changes: [], notes: [] });
	});

	test('the person of an organisation follows its own rules', () => {
		const record = recordOf({ kind: 'organisation', role: 'company', xero: { Name: 'Harbour Cafe', FirstName: 'Bo', LastName: 'Ray' } });
		expect(planName(record, named('Harbour Cafe'), free).body).toEqual({ FirstName: 'Bo', LastName: 'Ray' });
	});
});

test('a new name takes the whole person along, also where it has no last name', () => {
	const record = recordOf({ xero: { Name: 'Madonna', FirstName: 'Madonna', LastName: '' } });
	expect(planName(record, named('Jane Doe', JANE), free).body).toEqual({ Name: 'Madonna', FirstName: 'Madonna', LastName: '' });
});

test('a contact that stands under its own email gets its name once there is one', () => {
	expect(planName(miller(), named('Jane@Example.com', { EmailAddress: 'jane@example.com' }), free).body).toEqual({ Name: 'Jane Miller', FirstName: 'Jane', LastName: 'Miller' });
	expect(planName(miller(), named('other@example.com', { EmailAddress: 'jane@example.com' }), free).body).toEqual({});
});

test('a name cut to make room for its suffix is planned once and then left alone', () => {
	const Name = `${'x'.repeat(250)} long`;
	const record = recordOf({ xero: { Name }, match: { company: 'Acme' }, lastSync: lastWrote('Before') });
	const first = planName(record, named('Before'), (name) => name === Name);
	expect(first.body.Name).toHaveLength(255);
	const again = planName({ ...record, lastSync: lastWrote(first.body.Name!) }, named(first.body.Name!), free);
	expect(again).toEqual({ body: {}, changes: [], notes: [] });
});

const names = fc.constantFrom('Jane Doe', 'jane doe', 'Jane Miller', 'Acme Pty Ltd', 'Jane Doe (Acme)', 'Jane Miller (jane@example.com)', '');
const cases = fc.record({ Name: names, FirstName: fc.constantFrom('Jane', '', undefined), LastName: fc.constantFrom('Doe', 'Miller', ''), desired: names, role: fc.constantFrom('user' as const, 'lead' as const), last: fc.option(names), company: fc.constantFrom('Acme', undefined) });

test('whatever stands there: only our own name is ever replaced, and planning again after writing changes nothing', () => {
	fc.assert(
		fc.property(cases, ({ desired, role, last, company, ...present }) => {
			const record = recordOf({ role, xero: { Name: desired, FirstName: 'Jane', LastName: 'Doe' }, match: { company }, ...(last !== null && { lastSync: lastWrote(last) }) });
			const contact = contactOf('a', present as Partial<XeroContact>);
			const { body } = planName(record, contact, free);
			if (role === 'lead') expect(body).toEqual({});
			if (body.Name !== undefined) {
				const person = [present.FirstName, present.LastName].filter(Boolean).join(' ').toLowerCase();
				const known = [last, person].filter(Boolean).map((name) => name!.toLowerCase());
				expect(known.some((name) => present.Name.toLowerCase().startsWith(name))).toBe(true);
			}
			const written = { ...record, ...(body.Name && { lastSync: lastWrote(body.Name) }) };
			expect(planName(written, { ...contact, ...body }, free).body).toEqual({});
		}),
		{ numRuns: 500 },
	);
});

describe('where the name flows both ways and both sides call the person the same', () => {
	const MARY = { Name: 'Mary Smith Jones', FirstName: 'Mary', LastName: 'Smith Jones' };
	const lastSync: MappedRecord['lastSync'] = { sourceUpdatedAt: 1, xeroUpdatedAt: 1, values: MARY };
	const mary = (more: Parameters<typeof recordOf>[0] = {}) => recordOf({ xero: { Name: 'Mary Smith Jones', FirstName: 'Mary Smith', LastName: 'Jones' }, lastSync, bothWays: DEFAULT_BOTH_WAYS, ...more });

	test('the split of Xero stays, and so does a Name that does not follow its person', () => {
		expect(planName(mary(), contactOf('a', MARY), free)).toEqual({ body: {}, changes: [], notes: [] });
		expect(planName(mary({ lastSync: { ...lastSync!, values: { ...MARY, Name: 'Mary Smith' } } }), contactOf('a', { ...MARY, Name: 'Mary Smith' }), free).body).toEqual({});
	});

	test('another case is another name, and so is an organisation\'s', () => {
		expect(planName(mary({ xero: { Name: 'mary Smith Jones', FirstName: 'mary Smith', LastName: 'Jones' } }), contactOf('a', MARY), free).body).toMatchObject({ FirstName: 'mary Smith' });
		const cafe = mary({ kind: 'organisation', xero: { Name: 'Harbour Cafe', FirstName: 'Ann' }, lastSync: { ...lastSync!, values: { Name: 'Harbour Cafe' } } });
		expect(planName(cafe, contactOf('a', { Name: 'Harbour Cafe', FirstName: 'Bob' }), free).body).toEqual({ FirstName: 'Ann' });
	});

	test('without both ways, or with the name going one way, Intercom\'s split is written', () => {
		for (const bothWays of [undefined, { ...DEFAULT_BOTH_WAYS, fields: ['phone' as const] }]) {
			expect(planName(mary({ bothWays }), contactOf('a', MARY), free).body).toEqual({ FirstName: 'Mary Smith', LastName: 'Jones' });
		}
	});
});
