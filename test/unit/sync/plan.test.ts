import fc from 'fast-check';
import { identify } from '../../../lib/sync/identity/identify';
import { planCreate, planUpdate, type Plan } from '../../../lib/sync/plan/plan';
import type { MappedRecord } from '../../../lib/sync/record/record';
import type { XeroContact } from '../../../lib/xero/contact/contact';
import { contactOf, id, ME, OPTIONS, recordOf, someContacts, someRecords, viewOf } from './records';

const free = () => false;
const create = (record: MappedRecord, nameTaken: 'suffix' | 'review' | 'fail' = 'suffix', taken: string[] = []) =>
	planCreate(record, ['note'], { nameTaken }, (name) => taken.includes(name), viewOf(contactOf('z', { Name: 'Jane Doe' })));
const update = (record: MappedRecord, contact: XeroContact, ...others: XeroContact[]) =>
	planUpdate(record, { kind: 'bind', contact, by: 'email', notes: [] }, viewOf(contact, ...others), free);

describe('a new contact', () => {
	test('carries the number, the mapped values that are not empty, and nobody who gets invoices by our doing', () => {
		const record = recordOf({
			xero: { Name: 'Jane Doe', LastName: '', EmailAddress: 'jane@example.com', Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: '1' }, { PhoneType: 'FAX', PhoneNumber: '' }], ContactPersons: [{ FirstName: 'Ann', IncludeInEmails: true }] },
		});
		expect(create(record)).toMatchObject({
			kind: 'create',
			body: { Name: 'Jane Doe', ContactNumber: ME, EmailAddress: 'jane@example.com', Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: '1' }], ContactPersons: [{ FirstName: 'Ann', IncludeInEmails: false }] },
			notes: ['note'],
		});
		expect((create(record) as Extract<Plan, { kind: 'create' }>).body).not.toHaveProperty('LastName');
	});

	test('with a taken name gets a suffix and says so', () => {
		expect(create(recordOf(), 'suffix', ['Jane Doe'])).toMatchObject({ body: { Name: 'Jane Doe (jane@example.com)' }, notes: ['note', expect.stringContaining('belongs to another contact')] });
	});

	test.each(['review', 'fail'] as const)('with a taken name is not planned where the user chose %s', (nameTaken) => {
		expect(create(recordOf(), nameTaken, ['Jane Doe'])).toMatchObject({ kind: 'nameTaken', name: 'Jane Doe', holders: [{ ContactID: 'z' }] });
	});

	test('whose every name is taken is not planned', () => {
		expect(planCreate(recordOf(), [], { nameTaken: 'suffix' }, () => true, viewOf()).kind).toBe('nameTaken');
	});
});

describe('the number of a contact', () => {
	const bare = recordOf({ xero: {}, previousIds: [id(2)], match: { name: 'x' } });
	test.each<[string, XeroContact, XeroContact[], string | undefined]>([
		['is given where there is none', contactOf('a'), [], ME],
		['follows a merge in Intercom', contactOf('a', { ContactNumber: id(2) }), [], ME],
		['stays where it is right', contactOf('a', { ContactNumber: ME.toUpperCase() }), [], undefined],
		['of another system stays', contactOf('a', { ContactNumber: 'CRM-77' }), [], undefined],
		['is not taken from an archived contact: Xero would refuse it', contactOf('a'), [contactOf('b', { ContactNumber: ME, ContactStatus: 'ARCHIVED' })], undefined],
	])('%s', (_, contact, others, number) => {
		const plan = update(bare, contact, ...others);
		if (number === undefined) expect(plan).toMatchObject({ kind: 'unchanged', reason: 'nothingChanged' });
		else expect(plan).toMatchObject({ kind: 'update', body: { ContactID: 'a', ContactNumber: number } });
		if (others.length > 0) expect(plan.notes.join()).toContain('still holds it');
	});
});

test.each<[string, Partial<XeroContact>, RegExp]>([
	['an archived one', { ContactStatus: 'ARCHIVED' }, /Restore "Old Jane" in Xero, empty its Contact Code and archive it again/],
	['one that was merged into a third', { ContactStatus: 'ARCHIVED', MergedToContactID: 'c' }, /Restore "Old Jane" in Xero, empty its Contact Code and merge it again/],
	['one that was anonymised', { ContactStatus: 'GDPRREQUEST' }, /Nothing to do: .*the history of "Contact a"/],
])('where %s keeps the number, the note names both, and says what to do', (_, more, way) => {
	const { notes } = update(recordOf({ xero: {}, match: { name: 'x' } }), contactOf('a'), contactOf('b', { Name: 'Old Jane', ContactNumber: ME, ...more }), contactOf('c'));
	expect(notes).toEqual([expect.stringMatching(way)]);
	expect(notes[0]).toContain(ME);
});

test('one that was merged into the contact tells whose it is: nothing is to do', () => {
	const { notes } = update(recordOf({ xero: {}, match: { name: 'x' } }), contactOf('a'), contactOf('b', { Name: 'Old Jane', ContactNumber: ME, ContactStatus: 'ARCHIVED', MergedToContactID: 'a' }));
	expect(notes).toEqual([expect.stringMatching(/still holds it\.$/)]);
});

test('an update always names its contact, sends only what it lists as changed, and is not planned again once written', () => {
	let planned = 0;
	fc.assert(
		fc.property(someRecords, someContacts, (record, contacts) => {
			const view = viewOf(...contacts);
			const identity = identify(record, view, OPTIONS);
			if (identity.kind !== 'bind') return;
			const plan = planUpdate(record, identity, view, free);
			if (plan.kind !== 'update') return void expect(plan.kind).toBe('unchanged');
			planned += 1;
			const { ContactID, ...fields } = plan.body;
			expect(ContactID).toBe(identity.contact.ContactID);
			expect(Object.keys(fields).sort()).toEqual([...new Set(plan.changes.map(({ field }) => field.split('.')[0]))].sort());
			view.put({ ...identity.contact, ...plan.body });
			const again = identify(record, view, OPTIONS);
			expect(again).toMatchObject({ kind: 'bind', contact: { ContactID } });
			if (again.kind === 'bind') expect(planUpdate(record, again, view, free).kind).toBe('unchanged');
		}),
		{ numRuns: 1_000 },
	);
	expect(planned).toBeGreaterThan(50);
});
