import { bind, CREATE, decided, JANE } from './decidedRecords';
import { laterRun } from './laterRun';
import { intercomId, recordOf } from './people';
import { lastSyncOf, openStage, type Stage } from './stage';

/** What a person decided or let pass is not asked again. */
let stage: Stage;
beforeAll(async () => void (stage = await openStage()));
beforeEach(() => stage.reset());
afterAll(async () => await stage.stop());

const later = laterRun(() => stage);

describe('create', () => {
	test('makes a contact beside a namesake with the same email, who is never touched; then its number finds it', async () => {
		const [stranger = ''] = stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com' });
		const id = intercomId();
		const record = decided(CREATE, { id, reference: { contactId: stranger, organisationId: stage.organisationId } });
		const [outcome] = await later([record], { nameTaken: 'review', matchByName: true });
		expect(outcome).toMatchObject({ outcome: 'created', notes: expect.arrayContaining([expect.stringContaining('Jane Doe')]) });
		const { xeroContactId: made } = lastSyncOf(outcome);
		expect(made).not.toBe(stranger);
		expect(stage.contact(made!)).toMatchObject({ ContactNumber: id, EmailAddress: 'jane@example.com', Name: expect.stringMatching(/^Jane Doe \(/) });
		expect(stage.overwritten()).toEqual([]);
		expect(await later([record])).toMatchObject([{ outcome: 'unchanged', xeroContactId: made }]);
		expect(await later([decided(bind(made!), { id })])).toMatchObject([{ outcome: 'unchanged', xeroContactId: made }]);
		expect(stage.created()).toEqual([made]);
	});

	test('of a lead, and beside an older Intercom record with the same email', async () => {
		const senior = recordOf({ ...JANE, name: 'Senior', createdAt: 1_600_000_000 });
		const [first, second] = await later([senior, decided(CREATE, { role: 'lead' })]);
		expect([first, second]).toMatchObject([{ outcome: 'created' }, { outcome: 'created' }]);
		expect(new Set([lastSyncOf(first).xeroContactId, lastSyncOf(second).xeroContactId]).size).toBe(2);
	});

	test('where an archived contact has its number it waits for a person, with the way out', async () => {
		const id = intercomId();
		const [archived = ''] = stage.seed({ Name: 'Jane Doe', ContactNumber: id, ContactStatus: 'ARCHIVED' });
		expect(await later([decided(CREATE, { id })])).toMatchObject([{ outcome: 'review', reason: 'decisionRefused', message: expect.stringContaining('Contact Code'), candidates: [{ xeroContactId: archived }] }]);
		expect(stage.created()).toEqual([]);
	});

	test('an answer that is lost makes one contact', async () => {
		stage.sandbox.faults.add({ vendor: 'xero', method: 'PUT', kind: 'resetAfter', times: 1 });
		expect(await later([decided(CREATE)])).toMatchObject([{ outcome: 'created', reason: 'writtenAnswerLost' }]);
		expect(stage.created()).toHaveLength(1);
	});
});

describe('approved, uncertain', () => {
	test('what a person let pass is not stopped again, and holds up no others; what nobody let pass is', async () => {
		const people = Array.from({ length: 60 }, (_, index) => ({ id: intercomId(), name: `Person ${'abcdefghij'[index % 10]}${'klmnop'[Math.floor(index / 10)]} Smith`, email: `p${index}@example.com` }));
		await stage.upsert(people.map((person) => recordOf(person)));
		stage.sandbox.clock.advance(120_000);
		const changed = people.map((person) => recordOf({ ...person, phone: '+61 399 999 999', updatedAt: 1_780_000_000 }));
		expect(new Set((await stage.upsert(changed)).map(({ reason }) => reason))).toEqual(new Set(['massChange']));
		const [last, ...approved] = changed.map((record) => ({ ...record, approved: true }));
		const outcomes = await stage.upsert([{ ...last!, approved: undefined }, ...approved]);
		expect(outcomes.map(({ reason }) => reason)).toEqual(['massChange', ...approved.map(() => 'fieldsDiffer')]);
		expect(await stage.upsert([last!])).toMatchObject([{ outcome: 'updated' }]);
	});

	test('what may have been written is looked up by its number before anything is sent', async () => {
		const id = intercomId();
		const record = recordOf({ name: 'Jane Doe', email: null, id });
		const [made] = await later([record]);
		stage.callsSpent();
		const mark = stage.sandbox.journal.mark();
		expect(await later([{ ...record, uncertain: true }])).toMatchObject([{ outcome: 'unchanged', xeroContactId: lastSyncOf(made).xeroContactId }]);
		expect(stage.sandbox.journal.count({ vendor: 'xero', method: 'PUT', after: mark })).toBe(0);
		expect(stage.created()).toHaveLength(1);
		// Not even an equal fingerprint says what Xero holds.
		stage.callsSpent();
		expect(await later([{ ...record, uncertain: true, lastSync: lastSyncOf(made) }])).toMatchObject([{ reason: 'nothingChanged' }]);
		expect(stage.callsSpent()).toBeGreaterThan(0);
	});
});
