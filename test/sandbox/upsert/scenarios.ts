import { intercomId, recordOf, type Stage } from './stage';

/** A promise about who a record is and what may be written, played against the Xero stand-in. */
export type Scenario = [promise: string, play: (stage: Stage) => Promise<void>];

const JANE = { name: 'Jane Doe', email: 'jane@example.com', phone: '(02) 9374 4000' };

export const IDENTITY: Scenario[] = [
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
		'two Xero contacts with one email wait for a person',
		async (stage) => {
			const ids = stage.seed({ Name: 'Jane One', EmailAddress: 'jane@example.com' }, { Name: 'Jane Two', EmailAddress: 'JANE@example.com' });
			const [outcome] = await stage.upsert([recordOf(JANE)]);
			expect(outcome).toMatchObject({ outcome: 'review', reason: 'ambiguous' });
			expect(candidates(outcome).sort()).toEqual([...ids].sort());
			expect(untouched(stage)).toBe(true);
		},
	],
	[
		'two Intercom records with one email: the user before the lead, then the oldest, in either order',
		async (stage) => {
			const [older, younger, lead] = [intercomId(), intercomId(), intercomId()];
			const records = [
				recordOf({ ...JANE, id: lead, role: 'lead', createdAt: 1 }),
				recordOf({ ...JANE, id: younger, createdAt: 20 }),
				recordOf({ ...JANE, id: older, createdAt: 10 }),
			];
			const kinds = (outcomes: Awaited<ReturnType<Stage['upsert']>>) =>
				Object.fromEntries(outcomes.map((one) => [one.intercomId, `${one.outcome} ${one.reason}`]));
			const first = kinds(await stage.upsert(records));
			expect(first).toEqual({
				[older]: 'created noCandidate',
				[younger]: 'review duplicateInIntercom',
				[lead]: 'review unverified',
			});
			stage.reset();
			expect(kinds(await stage.upsert([...records].reverse()))).toEqual(first);
			expect(stage.created()).toHaveLength(1);
		},
	],
	[
		'a second Intercom record with the email of a bound contact waits, in a later run too',
		async (stage) => {
			await stage.upsert([recordOf(JANE)]);
			const [outcome] = await stage.upsert([recordOf({ ...JANE, name: 'Someone Else' })]);
			expect(outcome).toMatchObject({ outcome: 'review', reason: 'duplicateInIntercom' });
			expect(stage.overwritten()).toEqual([]);
			expect(stage.created()).toHaveLength(1);
		},
	],
	[
		'an archived holder of the number waits for a person',
		async (stage) => {
			const id = intercomId();
			const [contactId] = stage.seed({ Name: 'Jane Doe', ContactNumber: id, ContactStatus: 'ARCHIVED' });
			const [outcome] = await stage.upsert([recordOf({ ...JANE, id })]);
			expect(outcome).toMatchObject({ outcome: 'review', reason: 'archived' });
			expect(candidates(outcome)).toEqual([contactId]);
			expect(untouched(stage)).toBe(true);
		},
	],
	[
		'a ContactNumber of another system is never touched',
		async (stage) => {
			const [contactId] = stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com', ContactNumber: 'CRM-77' });
			const record = recordOf(JANE);
			expect(await stage.upsert([record])).toMatchObject([{ outcome: 'review', reason: 'numberOfAnotherSystem' }]);
			expect(untouched(stage)).toBe(true);
			stage.forget();
			const [bound] = await stage.upsert([record], { numberOfAnotherSystem: 'bind' });
			expect(bound).toMatchObject({ outcome: 'updated', xeroContactId: contactId });
			expect(stage.contact(contactId!).ContactNumber).toBe('CRM-77');
			expect(fields(stage)).toEqual(['Phones']);
		},
	],
	[
		'a lead with a customer\'s email changes nothing',
		async (stage) => {
			const [contactId] = stage.seed({ Name: 'Jane Doe', EmailAddress: 'jane@example.com' });
			const [outcome] = await stage.upsert([recordOf({ ...JANE, role: 'lead', name: 'Mallory', phone: '0412 345 678' })]);
			expect(outcome).toMatchObject({ outcome: 'review', reason: 'unverified' });
			expect(candidates(outcome)).toEqual([contactId]);
			expect(untouched(stage)).toBe(true);
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
	[
		'a contact created under its own email is renamed once it has a name, without a memory of the last sync',
		async (stage) => {
			const id = intercomId();
			const nameless = { id, name: '', email: 'jane@example.com' };
			await stage.upsert([recordOf(nameless)]);
			stage.forget();
			const [outcome] = await stage.upsert([recordOf({ ...nameless, name: 'Jane Doe', updatedAt: 1_770_000_000 })]);
			expect(outcome).toMatchObject({ outcome: 'updated' });
			expect(stage.contact(idOf(outcome))).toMatchObject({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe' });
		},
	],
	[
		'a bound contact never takes Name or EmailAddress from a lead',
		async (stage) => {
			const id = intercomId();
			const [contactId] = stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com', ContactNumber: id });
			const [outcome] = await stage.upsert([recordOf({ id, role: 'lead', name: 'Mallory Evil', email: 'mallory@evil.example', phone: '0412 345 678' })]);
			expect(outcome).toMatchObject({ outcome: 'updated', xeroContactId: contactId });
			expect(fields(stage)).toEqual(['Phones']);
		},
	],
	[
		'a stored id of somebody else\'s contact waits for a person',
		async (stage) => {
			const [contactId] = stage.seed({ Name: 'Bob', EmailAddress: 'bob@example.com', ContactNumber: intercomId() });
			const [outcome] = await stage.upsert([recordOf({ ...JANE, reference: here(stage, contactId) })]);
			expect(outcome).toMatchObject({ outcome: 'review', reason: 'keysDisagree' });
			expect(untouched(stage)).toBe(true);
		},
	],
	[
		'a contact that asked to be forgotten is not revived',
		async (stage) => {
			const id = intercomId();
			const [contactId] = stage.seed({ Name: 'Jane Doe', EmailAddress: 'jane@example.com' });
			stage.sandbox.xero.organisation().gdprRequestInUi(contactId!);
			const [outcome] = await stage.upsert([recordOf({ ...JANE, id, reference: here(stage, contactId) })]);
			expect(outcome).toMatchObject({ outcome: 'review', reason: 'archived' });
			expect(untouched(stage)).toBe(true);
		},
	],
];

export const WRITING: Scenario[] = [
	[
		'a namesake gets its own contact, and its name stays the same over three runs',
		async (stage) => {
			const [first, second] = [recordOf(JANE), recordOf({ ...JANE, email: 'jane@other.example', company: 'Acme' })];
			await stage.upsert([first]);
			const [outcome] = await stage.upsert([second]);
			expect(outcome).toMatchObject({ outcome: 'created' });
			expect(stage.contact(idOf(outcome)).Name).toBe('Jane Doe (Acme)');
			for (let run = 0; run < 2; run++) {
				stage.forget();
				expect(await stage.upsert([first, second])).toMatchObject([{ outcome: 'unchanged' }, { outcome: 'unchanged' }]);
			}
			expect(stage.overwritten()).toEqual([]);
			expect(stage.created()).toHaveLength(2);
		},
	],
	[
		'four people of one name in one batch become four contacts',
		async (stage) => {
			const records = ['a', 'b', 'c', 'd'].map((letter) => recordOf({ ...JANE, email: `${letter}@example.com`, company: 'Acme' }));
			const outcomes = await stage.upsert(records);
			expect(outcomes.map((one) => one.outcome)).toEqual(Array(4).fill('created'));
			const names = outcomes.map((one) => stage.contact(idOf(one)).Name);
			expect(new Set(names).size).toBe(4);
			expect(names).toContain('Jane Doe');
			stage.forget();
			expect((await stage.upsert([...records].reverse())).map((one) => one.outcome)).toEqual(Array(4).fill('unchanged'));
		},
	],
	[
		'a taken name waits for a person, or fails, where the user says so',
		async (stage) => {
			stage.seed({ Name: 'JANE DOE', EmailAddress: 'another@example.com' });
			expect(await stage.upsert([recordOf(JANE)], { nameTaken: 'fail' })).toMatchObject([{ outcome: 'failed', reason: expect.any(String) }]);
			expect(await stage.upsert([recordOf(JANE)], { nameTaken: 'review' })).toMatchObject([{ outcome: expect.stringMatching(/review/), reason: 'nameTaken' }]);
			expect(untouched(stage)).toBe(true);
		},
	],
	[
		'a taken name waits, or fails, where a contact is to be renamed, too',
		async (stage) => {
			const id = intercomId();
			await stage.upsert([recordOf({ ...JANE, id })]);
			stage.seed({ Name: 'John Smith', EmailAddress: 'another@example.com' });
			stage.forget();
			const renamed = recordOf({ ...JANE, id, name: 'John Smith', updatedAt: 1_790_000_000 });
			expect(await stage.upsert([renamed], { nameTaken: 'fail' })).toMatchObject([{ outcome: 'failed', reason: 'xeroNameTaken' }]);
			expect(await stage.upsert([renamed], { nameTaken: 'review' })).toMatchObject([{ outcome: 'review', reason: 'nameTaken' }]);
			expect(stage.overwritten()).toEqual([]);
		},
	],
	[
		'what an accountant renamed stays renamed',
		async (stage) => {
			const id = intercomId();
			const [created] = await stage.upsert([recordOf({ ...JANE, id })]);
			stage.sandbox.xero.organisation().editInUi(idOf(created), { Name: 'Doe, Jane (VIP)' });
			const [outcome] = await stage.upsert([recordOf({ ...JANE, id, name: 'Jane Miller', updatedAt: 1_770_000_000 })]);
			expect(outcome!.notes.join()).toContain('Name kept');
			expect(stage.contact(idOf(created)).Name).toBe('Doe, Jane (VIP)');
			expect(stage.overwritten()).toEqual([]);
		},
	],
	[
		'a name we wrote follows Intercom',
		async (stage) => {
			const id = intercomId();
			const [created] = await stage.upsert([recordOf({ ...JANE, id })]);
			await stage.upsert([recordOf({ ...JANE, id, name: 'Jane Miller', updatedAt: 1_770_000_000 })]);
			expect(stage.contact(idOf(created))).toMatchObject({ Name: 'Jane Miller', FirstName: 'Jane', LastName: 'Miller' });
			expect(fields(stage)).toEqual(['LastName', 'Name']);
		},
	],
	[
		'what was edited in Xero meanwhile is seen, and fields nobody mapped stay',
		async (stage) => {
			const id = intercomId();
			const [created] = await stage.upsert([recordOf({ ...JANE, id })]);
			const contactId = idOf(created);
			const edit = { TaxNumber: '51 824 753 556', AccountNumber: 'A-1', Addresses: [{ AddressType: 'STREET' as const, City: 'Sydney' }] };
			stage.sandbox.xero.organisation().editInUi(contactId, edit);
			const [outcome] = await stage.upsert([recordOf({ ...JANE, id, phone: '0412 345 678', updatedAt: 1_770_000_000 })]);
			expect(outcome).toMatchObject({ outcome: 'updated' });
			expect(stage.contact(contactId)).toMatchObject({ TaxNumber: '51 824 753 556', AccountNumber: 'A-1' });
			expect(fields(stage)).toEqual(['Phones']);
		},
	],
	[
		'the same contact twice in a batch is written once, in its newest state, and both items get their outcome',
		async (stage) => {
			const id = intercomId();
			const old = recordOf({ ...JANE, id, phone: '0411 111 111', updatedAt: 1_760_000_000 });
			const fresh = recordOf({ ...JANE, id, updatedAt: 1_760_000_500 });
			const outcomes = await stage.upsert([fresh, old]);
			expect(outcomes).toHaveLength(2);
			expect(outcomes[1]).toEqual(outcomes[0]);
			expect(phone(stage.contact(idOf(outcomes[0])))).toBe('61 2 9374 4000');
			expect(stage.created()).toHaveLength(1);
			expect(stage.overwritten()).toEqual([]);
		},
	],
	[
		'two executions at once create one contact',
		async (stage) => {
			const record = recordOf(JANE);
			const both = await Promise.all([stage.upsert([record]), stage.upsert([{ ...record }])]);
			expect(both.flat().map((one) => one.outcome).sort()).toEqual(['created', 'unchanged']);
			expect(stage.created()).toHaveLength(1);
		},
	],
	[
		'two executions at once that reach one contact by different keys do not both write it',
		async (stage) => {
			const [contactId = ''] = stage.seed({ Name: 'Jane Doe', EmailAddress: 'jane@old.example' });
			const reference = { contactId, organisationId: stage.organisationId };
			const referring = recordOf({ name: 'Jane Doe', email: 'jane@new.example', phone: '0411 111 111', reference });
			const namesake = recordOf({ name: 'Jana Doe', email: 'jane@old.example', phone: '0422 222 222' });
			const outcomes = (await Promise.all([stage.upsert([referring]), stage.upsert([namesake])])).flat();
			const written = outcomes.filter(({ outcome }) => outcome === 'updated');
			expect(written).toHaveLength(1);
			expect(stage.contact(contactId).ContactNumber).toBe(written[0]!.intercomId);
			// Where the reference came second, it points to what has become another's; where it came first, the email is nobody's any more.
			const other = outcomes.find((outcome) => outcome !== written[0])!;
			expect(['review', 'created']).toContain(other.outcome);
		},
	],
	[
		'two workers at once create one contact',
		async (stage) => {
			const record = recordOf(JANE);
			const first = stage.upsert([record]);
			stage.forget();
			const outcomes = (await Promise.all([first, stage.upsert([{ ...record }])])).flat();
			expect(new Set(outcomes.map(idOf))).toEqual(new Set(stage.created()));
			expect(stage.created()).toHaveLength(1);
			expect(stage.overwritten()).toEqual([]);
		},
	],
	[
		'an answer lost after the create makes no second contact',
		async (stage) => {
			stage.sandbox.faults.add({ vendor: 'xero', method: 'PUT', kind: 'resetAfter', times: 1 });
			const records = [recordOf(JANE), recordOf({ name: 'John Roe', email: 'john@example.com' })];
			const outcomes = await stage.upsert(records);
			expect(outcomes).toMatchObject([{ outcome: 'created', reason: 'writtenAnswerLost' }, { outcome: 'created' }]);
			expect(stage.created()).toHaveLength(2);
			expect(stage.overwritten()).toEqual([]);
		},
	],
	[
		'a create that never arrived is sent again',
		async (stage) => {
			stage.sandbox.faults.add({ vendor: 'xero', method: 'PUT', kind: 'resetBefore', times: 1 });
			expect(await stage.upsert([recordOf(JANE)])).toMatchObject([{ outcome: 'created', reason: 'noCandidate' }]);
			expect(stage.created()).toHaveLength(1);
		},
	],
	[
		'half an answer counts as no answer',
		async (stage) => {
			stage.sandbox.faults.add({ vendor: 'xero', method: 'PUT', kind: 'brokenJson', times: 1 });
			expect(await stage.upsert([recordOf(JANE)])).toMatchObject([{ outcome: 'created' }]);
			expect(stage.created()).toHaveLength(1);
		},
	],
	[
		'an update whose answer is lost is sent again and changes nothing else',
		async (stage) => {
			const id = intercomId();
			stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com', ContactNumber: id });
			stage.sandbox.faults.add({ vendor: 'xero', method: 'POST', kind: 'resetAfter', times: 1 });
			expect(await stage.upsert([recordOf({ ...JANE, id })])).toMatchObject([{ outcome: 'updated' }]);
			expect(fields(stage)).toEqual(['Phones']);
		},
	],
	[
		'nothing changed: no write',
		async (stage) => {
			const id = intercomId();
			stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com', ContactNumber: id });
			expect(await stage.upsert([recordOf({ ...JANE, id, phone: null })])).toMatchObject([{ outcome: 'unchanged', reason: 'nothingChanged' }]);
			expect(writes(stage)).toBe(0);
		},
	],
	[
		'the echo of our own reference costs no call',
		async (stage) => {
			const id = intercomId();
			const [created] = await stage.upsert([recordOf({ ...JANE, id })]);
			stage.callsSpent();
			const echo = recordOf({ ...JANE, id, updatedAt: 1_760_000_009, reference: here(stage, idOf(created)) });
			expect(await stage.upsert([echo])).toMatchObject([{ outcome: 'unchanged', reason: 'justWritten' }]);
			expect(stage.callsSpent()).toBe(0);
		},
	],
	[
		'people that Xero has survive an update',
		async (stage) => {
			const id = intercomId();
			const people = [
				{ FirstName: 'Ann', LastName: 'Lee', EmailAddress: 'ann@example.com', IncludeInEmails: true },
				{ FirstName: 'Bob', LastName: 'Ray', EmailAddress: 'bob@example.com', IncludeInEmails: false },
			];
			const [contactId] = stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com', ContactNumber: id, ContactPersons: people });
			const record = recordOf({ ...JANE, id });
			const added = { FirstName: 'New', LastName: 'Person', EmailAddress: 'new@example.com', IncludeInEmails: true };
			await stage.upsert([{ ...record, xero: { ...record.xero, ContactPersons: [added] } }]);
			expect(stage.contact(contactId!).ContactPersons).toEqual([...people, { ...added, IncludeInEmails: false }]);
			expect(fields(stage)).toEqual(['ContactPersons', 'Phones']);
		},
	],
	[
		'a phone written in another format is no change',
		async (stage) => {
			const id = intercomId();
			stage.seed({
				Name: 'Jane Doe',
				FirstName: 'Jane',
				LastName: 'Doe',
				EmailAddress: 'jane@example.com',
				ContactNumber: id,
				Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: '93744000', PhoneAreaCode: '02', PhoneCountryCode: '' }],
			});
			expect(await stage.upsert([recordOf({ ...JANE, id, phone: '+61 2 9374-4000' })])).toMatchObject([{ outcome: 'unchanged' }]);
			expect(untouched(stage)).toBe(true);
		},
	],
	[
		'a state older than the one written last is not written',
		async (stage) => {
			const id = intercomId();
			const [created] = await stage.upsert([recordOf({ ...JANE, id, updatedAt: 1_760_000_500 })]);
			const late = recordOf({ ...JANE, id, name: 'Jane Old', updatedAt: 1_760_000_100 });
			expect(await stage.upsert([late])).toMatchObject([{ outcome: 'unchanged', reason: 'olderThanLastWritten' }]);
			expect(stage.contact(idOf(created)).Name).toBe('Jane Doe');
		},
	],
	[
		'one contact that Xero refuses does not hold up the others',
		async (stage) => {
			const good = recordOf(JANE);
			const bad = recordOf({ name: 'Bad Record', email: 'bad@example.com' });
			const records = [{ ...bad, xero: { ...bad.xero, EmailAddress: 'bad example.com' } }, good];
			const outcomes = await stage.upsert(records);
			expect(outcomes).toMatchObject([{ outcome: 'failed', reason: 'xeroRefusedContact', failure: { message: expect.stringContaining('mail') } }, { outcome: 'created' }]);
			expect(stage.created()).toHaveLength(1);
		},
	],
	[
		'an optional field that Xero refuses is left out, named, and keeps nobody out, on create and on update',
		async (stage) => {
			const person = recordOf({ ...JANE, phone: null });
			const record = { ...person, xero: { ...person.xero, DefaultCurrency: 'EUR' } };
			const [created] = await stage.upsert([record]);
			expect(created).toMatchObject({ outcome: 'created', notes: [expect.stringMatching(/^DefaultCurrency left out: Xero refused it .*EUR/)] });
			expect(await stage.upsert([{ ...record, fingerprint: 'next', source: { ...record.source, updatedAt: record.source.updatedAt + 1 } }])).toMatchObject([
				{ outcome: 'unchanged', xeroContactId: idOf(created), notes: [expect.stringContaining('DefaultCurrency left out')] },
			]);
		},
	],
	[
		'Preview reads and plans the same and writes nothing',
		async (stage) => {
			const id = intercomId();
			stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com', ContactNumber: id });
			const records = [recordOf({ ...JANE, id }), recordOf({ name: 'John Roe', email: 'john@example.com' })];
			const outcomes = await stage.upsert(records, { preview: true });
			expect(outcomes).toMatchObject([
				{ outcome: 'preview', reason: 'wouldUpdate', preview: true, message: expect.stringContaining('Phones'), changes: [{ field: 'Phones.DEFAULT', before: '', after: '+61 2 9374 4000' }] },
				{ outcome: 'preview', reason: 'wouldCreate', preview: true, xeroContactId: '', xeroContactUrl: '' },
			]);
			expect(untouched(stage)).toBe(true);
			expect(writes(stage)).toBe(0);
		},
	],
];

type AnyOutcome = Awaited<ReturnType<Stage['upsert']>>[number] | undefined;

export function idOf(outcome: AnyOutcome): string {
	return (outcome as { xeroContactId?: string } | undefined)?.xeroContactId ?? 'none';
}

function candidates(outcome: AnyOutcome): string[] {
	return outcome?.outcome === 'review' ? outcome.candidates.map((one) => one.xeroContactId) : [];
}

function here(stage: Stage, contactId: string | undefined): { contactId: string; organisationId: string } {
	return { contactId: contactId!, organisationId: stage.organisationId };
}

function phone(contact: ReturnType<Stage['contact']>): string {
	const phones = (contact.Phones ?? []) as { PhoneType: string; PhoneNumber?: string; PhoneAreaCode?: string; PhoneCountryCode?: string }[];
	const slot = phones.find((one) => one.PhoneType === 'DEFAULT');
	return [slot?.PhoneCountryCode, slot?.PhoneAreaCode, slot?.PhoneNumber].filter(Boolean).join(' ');
}

/** Top-level fields changed on contacts that already existed, each once. */
function fields(stage: Stage): string[] {
	return [...new Set(stage.overwritten().map((one) => one.split(' ')[1]!.split('.')[0]!))].sort();
}

function untouched(stage: Stage): boolean {
	return stage.overwritten().length === 0 && stage.created().length === 0;
}

function writes(stage: Stage): number {
	const { journal } = stage.sandbox;
	return journal.count({ vendor: 'xero', method: 'PUT' }) + journal.count({ vendor: 'xero', method: 'POST' });
}

/** Letters only: a name with digits is no person's. */
function word(index: number): string {
	return String.fromCharCode(65 + (index % 26)) + 'x'.repeat(1 + Math.floor(index / 26)) + 'son';
}
