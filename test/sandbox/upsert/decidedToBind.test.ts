import type { IntercomRecords } from '../../../lib/sync/identity/intercomRecords';
import { company, organisationOf, staffOf } from './companies';
import { bind, decided, JANE } from './decidedRecords';
import { laterRun } from './laterRun';
import { intercomId, recordOf } from './people';
import { lastSyncOf, openStage, type Stage } from './stage';

/** What a person decided in the ledger is obeyed before any key, and never at a stranger's cost. */
const FOREIGN = 'ERP-77';

let stage: Stage;
beforeAll(async () => void (stage = await openStage()));
beforeEach(() => stage.reset());
afterAll(async () => await stage.stop());

const desk = () => stage.sandbox.xero.organisation();
const later = laterRun(() => stage);
const saying = (state: 'gone' | 'unknown'): IntercomRecords => ({ look: async () => await Promise.resolve({ state }) });

describe('bind', () => {
	test('goes before email, name and stored reference, gives the number, and the next sync without it finds the contact', async () => {
		const [byEmail = '', chosen = ''] = stage.seed({ Name: 'Jane Doe', EmailAddress: 'jane@example.com' }, { Name: 'J. Doe Trading', EmailAddress: 'other@example.com' });
		const id = intercomId();
		const [first] = await later([decided(bind(chosen), { id, reference: { contactId: byEmail, organisationId: stage.organisationId } })]);
		expect(first).toMatchObject({ outcome: 'updated', xeroContactId: chosen, notes: expect.arrayContaining([expect.stringContaining('(jo)')]) });
		expect(stage.contact(chosen)).toMatchObject({ Name: 'J. Doe Trading', ContactNumber: id, EmailAddress: 'jane@example.com' });
		expect(stage.contact(byEmail)).toMatchObject({ Name: 'Jane Doe', EmailAddress: 'jane@example.com' });
		expect(stage.contact(byEmail).ContactNumber ?? '').toBe('');
		expect(stage.created()).toEqual([]);
		expect(stage.overwritten().every((change) => change.startsWith(chosen))).toBe(true);
		// Found by both the email's stranger and the number: the number goes first, as ever.
		expect(await later([recordOf({ ...JANE, id })])).toMatchObject([{ outcome: 'unchanged', xeroContactId: chosen }]);
	});

	test('a contact with a foreign number keeps it, whatever the option says, and is held by a note', async () => {
		const [erp = ''] = stage.seed({ Name: 'Jane Doe', EmailAddress: 'jane@example.com', ContactNumber: FOREIGN });
		const id = intercomId();
		const [outcome] = await later([decided(bind(erp), { id, phone: '(02) 9374 4000' })]);
		expect(outcome).toMatchObject({ outcome: 'updated', xeroContactId: erp, notes: expect.arrayContaining([expect.stringContaining(FOREIGN)]) });
		expect(stage.contact(erp).ContactNumber).toBe(FOREIGN);
		expect(await later([recordOf({ ...JANE, id: intercomId() })], { numberOfAnotherSystem: 'bind' })).toMatchObject([{ outcome: 'review', reason: 'duplicateInIntercom' }]);
		expect(await later([decided(bind(erp), { id: intercomId() })])).toMatchObject([{ outcome: 'review', reason: 'decisionRefused', otherIntercomId: id }]);
	});

	test.each<['unknown' | 'archived' | 'erased' | 'of another organisation', RegExp]>([
		['unknown', /does not know/],
		['of another organisation', /does not know/],
		['archived', /archived/],
		['erased', /anonymised/],
	])('a contact that is %s is refused in words, and nobody else is taken', async (kind, words) => {
		const elsewhere = stage.sandbox.xero.allOrganisations()[1]!;
		const [stranger = '', archived = '', erased = ''] = stage.seed(
			{ Name: 'Jane Doe', EmailAddress: 'jane@example.com' },
			{ Name: 'Old Jane', ContactStatus: 'ARCHIVED' },
			{ Name: 'Forgotten', ContactStatus: 'GDPRREQUEST' },
		);
		const [foreign = ''] = elsewhere.seedContacts([{ Name: 'Jane Doe', EmailAddress: 'jane@example.com' }]);
		const chosen = { unknown: '11111111-2222-4333-8444-555555555555', archived, erased, 'of another organisation': foreign }[kind];
		for (const record of [decided(bind(chosen)), decided(bind(chosen), { reference: { contactId: stranger, organisationId: stage.organisationId } })]) {
			expect(await later([record])).toMatchObject([{ outcome: 'review', reason: 'decisionRefused', message: expect.stringMatching(words), nextStep: expect.stringMatching(/[Dd]ecide again/) }]);
		}
		expect([...stage.overwritten(), ...stage.created()]).toEqual([]);
	});

	test('what is no ID at all is refused, and does not hold up the others', async () => {
		const [outcome, other] = await later([decided(bind('Jane Doe')), recordOf({ name: 'Bob Ray', email: 'bob@example.com' })]);
		expect(outcome).toMatchObject({ outcome: 'review', reason: 'decisionRefused' });
		expect(other).toMatchObject({ outcome: 'created' });
	});

	test('the contact of another Intercom record is taken only once Intercom says that the other one is gone', async () => {
		const other = intercomId();
		const [theirs = ''] = stage.seed({ Name: 'Ann Lee', EmailAddress: 'ann@example.com', ContactNumber: other });
		const id = intercomId();
		for (const intercom of [undefined, saying('unknown')]) {
			expect(await later([decided(bind(theirs), { id })], {}, intercom)).toMatchObject([{ outcome: 'review', reason: 'decisionRefused', otherIntercomId: other, candidates: [{ xeroContactId: theirs }] }]);
		}
		expect(stage.overwritten()).toEqual([]);
		expect(await later([decided(bind(theirs), { id })], {}, saying('gone'))).toMatchObject([{ outcome: 'updated', xeroContactId: theirs }]);
		expect(stage.contact(theirs).ContactNumber).toBe(id);
	});

	test('an email of another contact is written to the decided one alone', async () => {
		const other = intercomId();
		const [theirs = '', chosen = ''] = stage.seed({ Name: 'Ann Lee', EmailAddress: 'jane@example.com', ContactNumber: other }, { Name: 'Jane Doe', EmailAddress: 'old@example.com' });
		expect(await later([decided(bind(chosen))])).toMatchObject([{ outcome: 'updated', xeroContactId: chosen }]);
		expect(stage.contact(theirs)).toMatchObject({ Name: 'Ann Lee', ContactNumber: other });
		expect(stage.overwritten().every((change) => change.startsWith(chosen))).toBe(true);
	});

	test('beside an older record with the same email, in one batch, each gets its own, whatever the order', async () => {
		const [chosen = ''] = stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com' });
		const junior = decided(bind(chosen), { createdAt: 1_700_000_500 });
		const senior = recordOf({ ...JANE, name: 'Senior', createdAt: 1_600_000_000 });
		const [first, second] = await later([senior, junior]);
		expect(second).toMatchObject({ outcome: 'updated', xeroContactId: chosen });
		expect(first).toMatchObject({ outcome: 'review', reason: 'duplicateInIntercom' });
		expect(stage.contact(chosen)).toMatchObject({ Name: 'Jane Doe', ContactNumber: junior.intercomId });
	});

	test('a contact that was merged since is followed, and told', async () => {
		const [chosen = '', winner = ''] = stage.seed({ Name: 'Jane D' }, { Name: 'Jane Doe', EmailAddress: 'jane@example.com' });
		desk().mergeInUi(chosen, winner);
		expect(await later([decided(bind(chosen))])).toMatchObject([{ xeroContactId: winner, tell: [{ about: 'mergedInXero' }] }]);
	});

	test('the contact that was synced so far stays behind, and that is told', async () => {
		const id = intercomId();
		const [before] = await later([recordOf({ ...JANE, id })]);
		const { xeroContactId: own } = lastSyncOf(before);
		const [chosen = ''] = stage.seed({ Name: 'J. Doe Trading' });
		const [outcome] = await later([{ ...decided(bind(chosen), { id }), lastSync: lastSyncOf(before) }]);
		expect(outcome).toMatchObject({ outcome: 'updated', xeroContactId: chosen, tell: [{ about: 'mergeInXero', message: expect.stringContaining('A person decided'), url: expect.stringContaining(own ?? '-') }] });
		expect(stage.contact(own!)).toMatchObject({ Name: 'Jane Doe', EmailAddress: 'jane@example.com', ContactNumber: id });
	});

	test('a lead is the customer where a person says so; it still gives neither name nor email', async () => {
		const [chosen = ''] = stage.seed({ Name: 'Customer Pty Ltd', EmailAddress: 'customer@example.com' });
		expect(await later([decided(bind(chosen), { role: 'lead', name: 'Mallory', email: 'customer@example.com' })])).toMatchObject([{ outcome: 'updated', xeroContactId: chosen }]);
		expect(stage.contact(chosen)).toMatchObject({ Name: 'Customer Pty Ltd', EmailAddress: 'customer@example.com' });
	});

	test('neither what this process wrote nor an equal fingerprint stands in for it', async () => {
		const id = intercomId();
		const [before] = await stage.upsert([recordOf({ ...JANE, id })]);
		const [chosen = ''] = stage.seed({ Name: 'J. Doe Trading' });
		stage.sandbox.clock.advance(120_000);
		expect(await stage.upsert([{ ...decided(bind(chosen), { id }), lastSync: lastSyncOf(before) }])).toMatchObject([{ outcome: 'updated', xeroContactId: chosen }]);
		stage.callsSpent();
		expect(await stage.upsert([decided(bind(chosen), { id })])).toMatchObject([{ outcome: 'unchanged', reason: 'justWritten', xeroContactId: chosen }]);
		expect(stage.callsSpent()).toBe(0);
	});

	test('one of a company\'s people decides for the company; of two decisions the newer one counts', async () => {
		const [older = '', newer = ''] = stage.seed({ Name: 'Acme Holdings' }, { Name: 'Acme Trading' });
		const acme = company({}, { website: null });
		const items = [staffOf(acme, { name: 'Ann Lee', email: 'ann@acme.example' }), staffOf(acme, { name: 'Bob Ray', email: 'bob@acme.example' })].map((record, index) => ({ ...record, decision: { ...bind(index === 0 ? newer : older), at: index === 0 ? 20 : 10 } }));
		expect(await later(items)).toMatchObject([{ outcome: 'linked', xeroContactId: newer }, { outcome: 'linked', xeroContactId: newer }]);
		expect(stage.overwritten().every((change) => change.startsWith(newer))).toBe(true);
		expect(await later([{ ...organisationOf(acme), decision: bind(newer) }])).toMatchObject([{ outcome: 'unchanged', xeroContactId: newer }]);
	});
});
