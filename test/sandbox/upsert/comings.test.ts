import type { IntercomRecords } from '../../../lib/sync/identity/intercomRecords';
import type { LastSync } from '../../../lib/sync/record/record';
import { company, organisationOf, staffOf } from './companies';
import { laterRun, saying } from './laterRun';
import { idOf } from './scenarios/scenario';
import { intercomId, recordOf } from './people';
import { lastSyncOf, openStage, type Stage } from './stage';

const JANE = { name: 'Jane Doe', email: 'jane@example.com' };

let stage: Stage;
beforeAll(async () => void (stage = await openStage()));
beforeEach(() => stage.reset());
afterAll(async () => await stage.stop());

const desk = () => stage.sandbox.xero.organisation();
const here = (contactId: string) => ({ contactId, organisationId: stage.organisationId });
const later = laterRun(() => stage);

test('a contact that was merged and restored in Xero is followed no longer, in the process that saw the merge too', async () => {
	const id = intercomId();
	const [ours = '', stranger = ''] = stage.seed({ Name: 'Jane D', EmailAddress: 'jane@example.com', ContactNumber: id }, { Name: 'Stranger Pty Ltd', EmailAddress: 's@stranger.example' });
	desk().mergeInUi(ours, stranger);
	const [first] = await stage.upsert([recordOf({ ...JANE, id, reference: here(ours) })]);
	expect(first).toMatchObject({ xeroContactId: stranger, tell: [{ about: 'mergedInXero' }, { about: 'addressChanged' }] });
	desk().restoreInUi(ours);
	stage.sandbox.clock.advance(60_000);
	expect(await stage.upsert([recordOf({ ...JANE, id, phone: '0412 345 678', updatedAt: 1_760_000_100, reference: here(ours) })])).toMatchObject([{ xeroContactId: ours }]);
	expect(stage.contact(stranger).Phones).not.toEqual(expect.arrayContaining([expect.objectContaining({ PhoneAreaCode: '412' })]));
});

test('a contact that was merged and restored, once the stored reference names the winner, waits for a person', async () => {
	const id = intercomId();
	const [ours = '', stranger = ''] = stage.seed({ Name: 'Jane D', EmailAddress: 'jane@example.com', ContactNumber: id }, { Name: 'Stranger Pty Ltd', EmailAddress: 's@stranger.example' });
	desk().mergeInUi(ours, stranger);
	const [first] = await later([recordOf({ ...JANE, id, reference: here(ours) })]);
	desk().restoreInUi(ours);
	const before = stage.overwritten().length;
	const changed = recordOf({ ...JANE, id, phone: '0412 345 678', updatedAt: 1_760_000_100, reference: here(stranger) });
	const [second] = await later([{ ...changed, lastSync: lastSyncOf(first) }]);
	expect(second).toMatchObject({ reason: 'keysDisagree', nextStep: expect.stringContaining('empty xero_contact_id'), candidates: [{ xeroContactId: stranger }, { xeroContactId: ours }] });
	expect(await later([changed])).toMatchObject([{ reason: 'keysDisagree' }]);
	expect(stage.overwritten()).toHaveLength(before);
	expect(await later([{ ...changed, match: { ...changed.match, contactId: undefined } }])).toMatchObject([{ outcome: 'updated', xeroContactId: ours }]);
});

test('the winner of a merge belongs to the record whose contact was merged into it', async () => {
	const [a, b] = [intercomId(), intercomId()];
	const [loser = '', winner = ''] = stage.seed({ Name: 'Jane D', EmailAddress: 'jane@example.com', ContactNumber: a }, { Name: 'Jane Doe', EmailAddress: 'jane@example.com' });
	desk().mergeInUi(loser, winner);
	expect(await later([recordOf({ ...JANE, id: b })])).toMatchObject([{ outcome: 'review', reason: 'duplicateInIntercom' }]);
	expect(stage.overwritten()).toEqual([]);
	expect(await later([recordOf({ ...JANE, id: a, phone: '(02) 9374 4000' })])).toMatchObject([{ outcome: 'updated', xeroContactId: winner }]);
});

test('a contact of another system that one record binds is held by it, whoever comes later in whatever process', async () => {
	const bind = { numberOfAnotherSystem: 'bind' as const };
	const [contactId = ''] = stage.seed({ Name: 'Ann Lee', FirstName: 'Ann', LastName: 'Lee', EmailAddress: 'ann@example.com', ContactNumber: 'ERP-77' });
	const ann = { id: intercomId(), name: 'Ann Lee', email: 'ann@example.com' };
	const other = recordOf({ id: intercomId(), name: 'Ann Other', email: 'ann@example.com', phone: '0412 345 678' });
	expect(await later([recordOf(ann)], { ...bind, preview: true })).toMatchObject([{ reason: 'nothingChanged' }]);
	expect(await later([recordOf(ann)], bind)).toMatchObject([{ outcome: 'unchanged', xeroContactId: contactId }]);
	expect(await later([other], bind)).toMatchObject([{ outcome: 'review', reason: 'duplicateInIntercom', notes: [expect.stringContaining(ann.id)] }]);
	expect(await later([recordOf({ ...ann, phone: '(02) 9374 4000' })], bind)).toMatchObject([{ outcome: 'updated', xeroContactId: contactId }]);
	expect(stage.overwritten()).toEqual([`${contactId} Phones.DEFAULT.PhoneNumber`, expect.anything(), expect.anything()]);
});

test('of two records that were both synced to a contact of another system one holds it, after a write each at most', async () => {
	const bind = { numberOfAnotherSystem: 'bind' as const };
	const [contactId = ''] = stage.seed({ Name: 'Ann Lee', FirstName: 'Ann', LastName: 'Lee', EmailAddress: 'ann@example.com', ContactNumber: 'ERP-77' });
	const [a, b] = [intercomId(), intercomId()];
	const synced = { xeroContactId: contactId, sourceUpdatedAt: 1, xeroUpdatedAt: stage.sandbox.clock.now(), values: {} };
	const change = (id: string, phone: string, lastSync: LastSync) => ({ ...recordOf({ id, name: 'Ann Lee', email: 'ann@example.com', phone }), lastSync });
	const [first] = await later([change(a, '0412 345 678', synced)], bind);
	expect(first).toMatchObject({ outcome: 'updated', xeroContactId: contactId });
	stage.sandbox.clock.advance(60_000);
	expect(await later([change(b, '0412 345 679', synced)], bind)).toMatchObject([{ outcome: 'updated', xeroContactId: contactId }]);
	stage.sandbox.clock.advance(60_000);
	expect(await later([change(a, '0412 345 677', lastSyncOf(first))], bind)).toMatchObject([{ outcome: 'review', reason: 'duplicateInIntercom', otherIntercomId: b }]);
});

test.each([['another system', 'ERP-77'], ['Xero itself', `${'ab12'.repeat(12)}ff`]])('a contact that %s gave its number is kept from a copied reference and from a merge', async (_, ContactNumber) => {
	const bind = { numberOfAnotherSystem: 'bind' as const };
	const [a, b, c] = [intercomId(), intercomId(), intercomId()];
	const [contactId = '', loser = ''] = stage.seed({ Name: 'Ann Lee', FirstName: 'Ann', LastName: 'Lee', EmailAddress: 'ann@example.com', ContactNumber }, { Name: 'Cy Dee', EmailAddress: 'cy@example.com', ContactNumber: c });
	expect(await later([recordOf({ id: a, name: 'Ann Lee', email: 'ann@example.com' })], bind)).toMatchObject([{ outcome: 'unchanged', xeroContactId: contactId }]);
	const other = { id: b, name: 'Bea Roe', email: 'ann@example.com' };
	expect(await later([recordOf(other)], bind)).toMatchObject([{ reason: 'duplicateInIntercom', otherIntercomId: a }]);
	expect(await later([recordOf({ ...other, reference: here(contactId) })], bind)).toMatchObject([{ reason: 'keysDisagree', otherIntercomId: a }]);
	desk().mergeInUi(loser, contactId);
	expect(await later([recordOf({ id: c, name: 'Cy Dee', email: 'cy@example.com' })], bind)).toMatchObject([{ outcome: 'review' }]);
	expect(stage.overwritten()).toEqual([]);
});

test('nobody asks Intercom on behalf of a lead, and it gets no advice that leads to the contact', async () => {
	const old = intercomId();
	stage.seed({ Name: 'Jane Doe', EmailAddress: 'jane@example.com', ContactNumber: old });
	const asked: string[] = [];
	const intercom: IntercomRecords = {
		look: async (id) => {
			asked.push(id);
			return await Promise.resolve({ state: 'gone' });
		},
	};
	expect(await later([recordOf({ ...JANE, role: 'lead' })], { goneRecords: 'takeOver' }, intercom)).toMatchObject([{ reason: 'unverified', otherIntercomId: old, notes: [] }]);
	expect(asked).toEqual([]);
});

test('a record made anew takes its contact over by the reference that a person set, once Intercom says that the old one is gone', async () => {
	const [old, anew] = [intercomId(), intercomId()];
	const [contactId = ''] = stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com', ContactNumber: old });
	const set = recordOf({ ...JANE, id: anew, reference: here(contactId) });
	expect(await later([set])).toMatchObject([{ outcome: 'review', reason: 'keysDisagree' }]);
	expect(await later([set], {}, saying({}))).toMatchObject([{ outcome: 'review', reason: 'keysDisagree' }]);
	expect(await later([set], {}, saying({ [old]: 'gone' }))).toMatchObject([{ outcome: 'updated', xeroContactId: contactId }]);
	expect(stage.contact(contactId).ContactNumber).toBe(anew);
});

test('a whole base that was imported anew takes its contacts over where the user says so', async () => {
	const people = Array.from({ length: 5 }, (_, index) => ({ old: intercomId(), anew: intercomId(), name: `Person ${'ABCDE'[index]}`, email: `p${index}@example.com` }));
	const ids = stage.seed(...people.map(({ old, name, email }) => ({ Name: name, EmailAddress: email, ContactNumber: old })));
	const intercom = saying(Object.fromEntries(people.map(({ old }) => [old, 'gone'])));
	const records = people.map(({ anew, name, email }) => recordOf({ id: anew, name, email }));
	expect((await later(records, {}, intercom)).map(({ reason }) => reason)).toEqual(Array(5).fill('recordGone'));
	const outcomes = await later(records, { goneRecords: 'takeOver' }, intercom);
	expect(outcomes.map(idOf)).toEqual(ids);
	expect(ids.map((id) => stage.contact(id).ContactNumber)).toEqual(people.map(({ anew }) => anew));
	expect(stage.created()).toEqual([]);
});

test('an email that moved goes through behind the record that gave it up, in one batch or in a later run', async () => {
	const [a, b] = [intercomId(), intercomId()];
	const [theirs = ''] = stage.seed({ Name: 'Ann Lee', FirstName: 'Ann', LastName: 'Lee', EmailAddress: 'shared@example.com', ContactNumber: a });
	const giver = recordOf({ id: a, name: 'Ann Lee', email: 'ann@example.com', createdAt: 20 });
	const taker = recordOf({ id: b, name: 'Bob Ray', email: 'shared@example.com', createdAt: 10 });
	expect(await later([taker], {}, saying({ [a]: 'ann@example.com' }))).toMatchObject([{ outcome: 'failed', reason: 'emailMoves', failure: { retryable: true } }]);
	expect(await later([taker, giver])).toMatchObject([{ outcome: 'created' }, { outcome: 'updated', xeroContactId: theirs }]);
	expect(stage.contact(theirs).EmailAddress).toBe('ann@example.com');
});

test('an address that was changed in Xero and goes back to what Intercom has is told', async () => {
	const record = recordOf({ ...JANE, id: intercomId() });
	const [first] = await stage.upsert([record]);
	desk().editInUi(idOf(first), { EmailAddress: 'elsewhere@example.com' });
	const synced = { ...record, fingerprint: 'other', lastSync: lastSyncOf(first) };
	expect(await later([synced])).toMatchObject([{ outcome: 'updated', tell: [{ about: 'addressChanged', message: expect.stringContaining('elsewhere@example.com') }] }]);
});

test('the people of a company without an email wait until it has one', async () => {
	const one = company();
	const person = { id: intercomId(), name: 'Ann Ray', email: 'ann@acme.example' };
	const [first] = await later([staffOf(one, person)]);
	expect(first).toMatchObject({ outcome: 'linked', notes: expect.arrayContaining([expect.stringContaining('Ann Ray')]) });
	expect(stage.contact(idOf(first)).ContactPersons).toEqual([]);
	const billed = { ...one, custom_attributes: { billing_email: 'accounts@acme.example' } };
	expect(await later([staffOf(billed, person)])).toMatchObject([{ outcome: 'linked', xeroContactId: idOf(first) }]);
	expect(stage.contact(idOf(first)).ContactPersons).toMatchObject([{ FirstName: 'Ann' }]);
});

test.each(['ACTIVE', 'ARCHIVED'])('an Account Number that an %s contact holds keeps no company out', async (ContactStatus) => {
	stage.seed({ Name: 'Keeper', AccountNumber: 'A-1', ContactStatus });
	const [outcome] = await later([organisationOf(company({}, { company_id: 'A-1' }))]);
	expect(outcome).toMatchObject({ outcome: 'created', notes: [expect.stringContaining('AccountNumber left out: Xero refused it ("The Account Number already exists')] });
	expect(stage.contact(idOf(outcome))).not.toHaveProperty('AccountNumber');
});

test('our company merged into the one that the accountant keeps is synced there, without the number that it cannot have', async () => {
	const one = company({}, { company_id: 'A-1' });
	const [loser = '', winner = ''] = stage.seed({ Name: 'Acme Pty Ltd', AccountNumber: 'A-1', ContactNumber: one.id }, { Name: 'Acme Old', EmailAddress: 'accounts@acme.example' });
	desk().mergeInUi(loser, winner);
	const [outcome] = await later([organisationOf(one)]);
	expect(outcome).toMatchObject({ outcome: 'unchanged', xeroContactId: winner, notes: expect.arrayContaining([expect.stringContaining('AccountNumber left out')]) });
});

test.each([
	['A12345678', 'B12345678'],
	['IE1234567T', 'IE1234567FA'],
	['0', '0'],
	['none, applied 2026', 'pending 2026'],
])('tax numbers %s and %s make no two companies equal', async (TaxNumber, ours) => {
	stage.seed({ Name: 'Stranger', TaxNumber });
	const record = organisationOf(company({}, { website: null }));
	const given = { ...record, xero: { ...record.xero, TaxNumber: ours }, match: { ...record.match, taxNumber: ours } };
	expect(await later([given])).toMatchObject([{ outcome: 'created' }]);
	expect(stage.overwritten()).toEqual([]);
});
