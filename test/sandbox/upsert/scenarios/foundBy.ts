import { intercomId, recordOf } from '../people';
import { fields, here, idOf, JANE, phone, type Scenario } from './scenario';

/** By what a record finds its contact, and that nobody else's is touched. */
export const FOUND_BY: Scenario[] = [
	[
		'a new person becomes a new contact with number, name, email and phone',
		async (stage) => {
			const id = intercomId();
			const [outcome] = await stage.upsert([recordOf({ ...JANE, id })]);
			expect(outcome).toMatchObject({ outcome: 'created', intercomId: id });
			const contact = stage.contact(idOf(outcome));
			expect(contact).toMatchObject({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', ContactNumber: id, EmailAddress: 'jane@example.com' });
			expect(phone(contact)).toBe('61 2 9374 4000');
			expect(stage.overwritten()).toEqual([]);
		},
	],
	[
		'a stored id is followed, and only what differs is written',
		async (stage) => {
			const id = intercomId();
			const [contactId] = stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'old@example.com', ContactNumber: id });
			const [outcome] = await stage.upsert([recordOf({ ...JANE, id, phone: null, reference: here(stage, contactId) })]);
			expect(outcome).toMatchObject({ outcome: 'updated', xeroContactId: contactId });
			expect(stage.overwritten()).toEqual([`${contactId} EmailAddress`]);
		},
	],
	[
		'a reference of another organisation is ignored: the test company first, then production',
		async (stage) => {
			const id = intercomId();
			const reference = { contactId: '11111111-1111-4111-8111-111111111111', organisationId: 'ffffffff-0000-4000-8000-000000000000' };
			const [outcome] = await stage.upsert([recordOf({ ...JANE, id, reference })]);
			expect(outcome).toMatchObject({ outcome: 'created' });
			expect(outcome!.notes.join()).toContain('another organisation');
			expect(stage.overwritten()).toEqual([]);
		},
	],
	[
		'one unknown id in a batch of fifty does not hide the other forty-nine',
		async (stage) => {
			const people = Array.from({ length: 50 }, (_, index) => ({ id: intercomId(), name: `Person ${word(index)}`, email: `p${index}@example.com` }));
			const ids = stage.seed(...people.slice(1).map((one) => ({ Name: one.name, EmailAddress: one.email, ContactNumber: one.id })));
			const known = ['11111111-1111-4111-8111-111111111111', ...ids];
			const records = people.map((one, index) => recordOf({ ...one, phone: '0412 345 678', reference: here(stage, known[index]) }));
			const outcomes = await stage.upsert(records);
			expect(outcomes[0]).toMatchObject({ outcome: 'created' });
			expect(outcomes[0]!.notes.join()).toContain('not known');
			expect(outcomes.slice(1).map((one) => one.outcome)).toEqual(Array(49).fill('updated'));
			expect(outcomes.slice(1).map(idOf)).toEqual(ids);
			expect(new Set(stage.overwritten().map((one) => one.split(' ')[1]!.split('.')[0]))).toEqual(new Set(['Phones']));
		},
	],
	[
		'a merge in Xero is followed to the winner',
		async (stage) => {
			const id = intercomId();
			const [loser, winner] = stage.seed(
				{ Name: 'Jane D', EmailAddress: 'jane@example.com', ContactNumber: id },
				{ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com' },
			);
			stage.sandbox.xero.organisation().mergeInUi(loser!, winner!);
			const [outcome] = await stage.upsert([recordOf({ ...JANE, id, reference: here(stage, loser) })]);
			expect(outcome).toMatchObject({ outcome: 'updated', xeroContactId: winner });
			expect(stage.overwritten().every((one) => one.startsWith(`${winner} Phones`))).toBe(true);
			expect(stage.contact(winner!).ContactNumber ?? '').toBe('');
		},
	],
	[
		'a lead that became a user keeps its contact by the previous id',
		async (stage) => {
			const [lead, user] = [intercomId(), intercomId()];
			const [contactId] = stage.seed({ Name: 'Visitor', FirstName: 'Visitor', EmailAddress: 'other@example.com', ContactNumber: lead });
			const [outcome] = await stage.upsert([recordOf({ ...JANE, id: user, previousIds: [lead] })]);
			expect(outcome).toMatchObject({ outcome: 'updated', xeroContactId: contactId });
			expect(stage.contact(contactId!)).toMatchObject({ ContactNumber: user, Name: 'Jane Doe', EmailAddress: 'jane@example.com' });
			expect(stage.created()).toEqual([]);
		},
	],
	[
		'the ContactNumber finds the contact whose email changed',
		async (stage) => {
			const id = intercomId();
			const [contactId] = stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'before@example.com', ContactNumber: id });
			const [outcome] = await stage.upsert([recordOf({ ...JANE, id, phone: null })]);
			expect(outcome).toMatchObject({ outcome: 'updated', xeroContactId: contactId });
			expect(stage.overwritten()).toEqual([`${contactId} EmailAddress`]);
		},
	],
	[
		'the ContactNumber goes before the email of another contact',
		async (stage) => {
			const id = intercomId();
			const [mine, other] = stage.seed(
				{ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'before@example.com', ContactNumber: id },
				{ Name: 'Somebody Else', EmailAddress: 'jane@example.com' },
			);
			const [outcome] = await stage.upsert([recordOf({ ...JANE, id })]);
			expect(outcome).toMatchObject({ outcome: 'updated', xeroContactId: mine });
			expect(stage.overwritten().filter((one) => one.startsWith(other!))).toEqual([]);
			expect(fields(stage)).toEqual(['EmailAddress', 'Phones']);
		},
	],
	[
		'an email in another case is the same email',
		async (stage) => {
			const id = intercomId();
			const [contactId] = stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'Jane@Example.COM' });
			const [outcome] = await stage.upsert([recordOf({ ...JANE, id, phone: null })]);
			expect(outcome).toMatchObject({ outcome: 'updated', xeroContactId: contactId });
			expect(stage.overwritten()).toEqual([`${contactId} ContactNumber`]);
		},
	],
	[
		'an organisation found by email is bound and its phone updated, its name and people kept',
		async (stage) => {
			const id = intercomId();
			const people = [{ FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com', IncludeInEmails: true }];
			const [contactId] = stage.seed({ Name: 'Acme Pty Ltd', EmailAddress: 'jane@example.com', ContactPersons: people });
			const [outcome] = await stage.upsert([recordOf({ ...JANE, id })]);
			expect(outcome).toMatchObject({ outcome: 'updated', xeroContactId: contactId });
			expect(outcome!.notes.join()).toContain('Name kept');
			const contact = stage.contact(contactId!);
			expect(contact).toMatchObject({ Name: 'Acme Pty Ltd', ContactNumber: id, ContactPersons: people });
			expect(fields(stage)).toEqual(['ContactNumber', 'Phones']);
		},
	],
	[
		'a lead with the email of a customer who is linked already is a stranger, and nobody is advised to merge',
		async (stage) => {
			const [customer, lead] = [recordOf(JANE), recordOf({ ...JANE, role: 'lead', name: 'Mallory' })];
			await stage.upsert([customer]);
			const [outcome] = await stage.upsert([{ ...lead, url: `https://app.intercom.com/a/apps/ab12/users/${lead.intercomId}` }]);
			const link = `https://app.intercom.com/a/apps/ab12/users/${customer.intercomId}`;
			expect(outcome).toMatchObject({ outcome: 'review', reason: 'unverified', otherIntercomId: customer.intercomId, otherIntercomUrl: link, message: expect.stringContaining(link), nextStep: expect.stringMatching(/^Do not merge the two in Intercom unless you know/) });
			expect(stage.overwritten()).toEqual([]);
			expect(stage.created()).toHaveLength(1);
		},
	],
	[
		'the contact of the user who signs in to Xero is bound by its email, and its number stays',
		async (stage) => {
			const ContactNumber = '0123456789abcdef0123456789abcdef0123456789abcdef01';
			const [contactId] = stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com', ContactNumber });
			const [outcome] = await stage.upsert([recordOf(JANE)]);
			expect(outcome).toMatchObject({ outcome: 'updated', xeroContactId: contactId, notes: expect.arrayContaining([expect.stringContaining('Xero itself gave it')]) });
			expect(stage.contact(contactId!).ContactNumber).toBe(ContactNumber);
			expect(fields(stage)).toEqual(['Phones']);
		},
	],
];

/** Letters only: a name with digits is no person's. */
function word(index: number): string {
	return String.fromCharCode(65 + (index % 26)) + 'x'.repeat(1 + Math.floor(index / 26)) + 'son';
}
