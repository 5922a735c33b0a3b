import { mergeOrganisation } from '../../../lib/sync/identity/mergeOrganisation';
import { checkEntries } from '../../../sandbox/kernel/specCheck';
import { bare, callsByName, contactIdOf, fieldChanges, MISHAPS, noted, NOTES, notesOf, WORLDS } from './afterScenes';
import { letters } from './namedPeople';
import { intercomId } from './people';
import { openStage, type Stage } from './stage';

const HISTORY = /\/History$/;
const later = (days: number) => 1_760_000_000 + days * 86_400;

describe.each(WORLDS)('$world', ({ switches }) => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await openStage({ switches });
	});
	beforeEach(() => stage.reset());
	afterEach(() => expect(checkEntries(stage.sandbox.journal.list({ vendor: 'xero' }))).toEqual([]));
	afterAll(async () => await stage.stop());

	it('the notes of a new contact are one call, and later syncs of it none', async () => {
		const person = { id: intercomId() };
		const calls = callsByName(stage);
		const [created] = await stage.upsert([noted({ ...person, updatedAt: 1_795_406_700 })]);
		expect(calls()).toEqual({ getContacts: 1, createContacts: 1, createContactHistory: 1 });
		const contactId = contactIdOf(created);
		const added = notesOf(stage, contactId);
		expect(bare(added)).toEqual([...NOTES.notes, `Created from Intercom contact ${person.id} by n8n (2026-11-23 04:05 UTC).`]);
		expect(fieldChanges(created, 'History').map(({ after }) => after)).toEqual(added);
		const reference = { contactId, organisationId: stage.organisationId };
		await stage.upsert([noted({ ...person, reference, phone: '0412 345 678', updatedAt: 1_795_406_800 })]);
		expect(calls()).toEqual({ getContacts: 1, updateOrCreateContacts: 1 });
		expect(notesOf(stage, contactId)).toEqual(added);
	});

	it('notes as long as any Xero takes, cut to fit', async () => {
		const [created] = await stage.upsert([noted({}, { notes: ['x'.repeat(3_000)], noteActions: false })]);
		expect(notesOf(stage, contactIdOf(created)).map(({ length }) => length)).toEqual([250]);
	});

	it('a contact found in Xero gets them once, after a look at its history', async () => {
		const [contactId] = stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com' });
		const person = { id: intercomId() };
		const calls = callsByName(stage);
		const [first] = await stage.upsert([noted(person)]);
		expect(calls()).toMatchObject({ getContactHistory: 1, createContactHistory: 1 });
		expect(contactIdOf(first)).toBe(contactId);
		stage.forget();
		// Neither reference nor last sync: it looks like the first time again.
		const [again] = await stage.upsert([noted({ ...person, updatedAt: later(1) })]);
		expect(again).toMatchObject({ outcome: 'unchanged', changes: [] });
		expect(calls()).toMatchObject({ getContactHistory: 1 });
		expect(bare(notesOf(stage, contactId!))).toHaveLength(3);
	});

	it('with every change, each change is noted once and old notes are not repeated', async () => {
		const person = { id: intercomId() };
		const [created] = await stage.upsert([noted(person, { notesWhen: 'change' })]);
		const contactId = contactIdOf(created);
		const reference = { contactId, organisationId: stage.organisationId };
		const changed = { ...person, reference, phone: '0412 345 678', updatedAt: later(1) };
		await stage.upsert([noted(changed, { notesWhen: 'change', notes: [...NOTES.notes, 'Signed in again.'] })]);
		expect(bare(notesOf(stage, contactId)).slice(3)).toEqual(['Signed in again.', expect.stringMatching(/^Changed Phones from/)]);
		const calls = callsByName(stage);
		await stage.upsert([noted({ ...changed, updatedAt: later(2) }, { notesWhen: 'change', notes: [...NOTES.notes, 'Signed in again.'] })]);
		expect(calls()).toEqual({ getContacts: 1 });
	});

	describe.each([
		['a new contact', false],
		['a contact that was there', true],
	])('%s', (_kind, isSeeded) => {
		it.each(MISHAPS.flatMap(([mishap, fault]) => ['GET', 'PUT'].map((method) => [method, mishap, fault] as const)))('%s of history and %s: each note once', async (method, _mishap, fault) => {
			if (isSeeded) stage.seed({ Name: 'Jane Doe', EmailAddress: 'jane@example.com' });
			stage.sandbox.faults.add({ ...fault, vendor: 'xero', method, path: HISTORY, times: 1 });
			const [outcome] = await stage.upsert([noted({})]);
			expect(outcome!.outcome).toBe(isSeeded ? 'updated' : 'created');
			expect(bare(notesOf(stage, contactIdOf(outcome))).slice(0, 2)).toEqual(NOTES.notes);
			expect(notesOf(stage, contactIdOf(outcome))).toHaveLength(3);
		});
	});

	it.each(['status' as const, 'resetAfter' as const])('when Xero never answers for notes (%s) they leave by Failed, and a retry finds what arrived', async (kind) => {
		const fault = kind === 'status' ? { kind, status: 500, body: 'down' } : { kind };
		const id = stage.sandbox.faults.add({ ...fault, vendor: 'xero', method: 'PUT', path: HISTORY });
		if (kind === 'resetAfter') stage.sandbox.faults.add({ kind: 'status', status: 500, body: 'down', vendor: 'xero', method: 'GET', path: HISTORY });
		const record = noted({});
		const keys: string[] = [];
		stage.before = ({ method, url, headers }) => {
			if (method === 'PUT' && HISTORY.test(url)) keys.push(headers!['Idempotency-Key']!);
		};
		const [first] = await stage.upsert([record]);
		// Xero would replay the error to a key it knows.
		expect(new Set(keys).size).toBe(keys.length);
		expect(keys.length).toBe(kind === 'status' ? 3 : 1);
		expect(first).toMatchObject({ outcome: 'failed', failure: { retryable: true, message: expect.stringMatching(/is written in Xero.*the history notes/) } });
		stage.sandbox.faults.remove(id);
		stage.sandbox.faults.clear();
		const [second] = await stage.upsert([record]);
		expect(['updated', 'unchanged']).toContain(second!.outcome);
		expect(bare(notesOf(stage, contactIdOf(second)))).toEqual([...NOTES.notes, expect.stringMatching(/^Created from/)]);
	});
});

describe('notes and calls', () => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await openStage();
	});
	beforeEach(() => stage.reset());
	afterAll(async () => await stage.stop());

	const people = (count: number) => Array.from({ length: count }, (_, index) => ({ id: intercomId(), name: `Person ${letters(index)}`, email: `p${index}@example.com` }));

	it('the people of a company bring its notes once, in one batch and in the next', async () => {
		const company = { kind: 'organisation' as const, intercomId: intercomId() };
		const item = (staff: string) => ({ ...noted({ name: 'Acme Pty Ltd', email: 'accounts@acme.example', id: company.intercomId }), ...company, staff: { intercomId: staff } });
		const [one, two, three] = [item('a'), item('b'), item('c')];
		const outcomes = await stage.upsert([one, two]);
		expect(outcomes.map(({ outcome }) => outcome)).toEqual(['linked', 'linked']);
		expect(mergeOrganisation(one, [one, two]).notes).toEqual(NOTES.notes);
		stage.forget();
		await stage.upsert([{ ...three, source: { ...three.source, updatedAt: later(3) } }]);
		expect(bare(notesOf(stage, contactIdOf(outcomes[0])))).toHaveLength(3);
	});

	it('a limit of the day stops them: the rest leaves by Failed with the time to try again, and no call is made', async () => {
		stage.sandbox.faults.add({ vendor: 'xero', kind: 'empty429', headers: { 'retry-after': '40000', 'x-rate-limit-problem': 'day' }, method: 'PUT', path: HISTORY, skip: 5, times: 20 });
		const records = people(40).map((person) => noted(person));
		const calls = callsByName(stage);
		const outcomes = await stage.upsert(records);
		const failures = outcomes.filter(({ outcome }) => outcome === 'failed');
		expect(failures).toHaveLength(35);
		expect(failures.every((one) => one.outcome === 'failed' && one.failure.quota === 'day' && one.failure.retryAt! > stage.sandbox.clock.now())).toBe(true);
		expect(calls().createContactHistory).toBeLessThanOrEqual(5 + 4);
		stage.sandbox.clock.advance(41_000_000);
		stage.sandbox.faults.clear();
		stage.connect('accounting.contacts', 'accounting.settings.read');
		const retried = await stage.upsert(records);
		expect(retried.every(({ outcome }) => outcome !== 'failed')).toBe(true);
		for (const outcome of retried) expect(new Set(notesOf(stage, contactIdOf(outcome))).size).toBe(3);
	});

	it('at most four are on their way', async () => {
		let [most, now] = [0, 0];
		const { transport } = stage.deps().client.context;
		stage.deps().client.context.transport = async (request) => {
			if (!HISTORY.test(request.url)) return await transport(request);
			most = Math.max(most, ++now);
			return await transport(request).finally(() => now--);
		};
		await stage.upsert(people(20).map((person) => noted(person)));
		expect(most).toBe(4);
	});

	it('notes that Xero refuses leave by Failed and say that the contact is written; the others get theirs', async () => {
		stage.sandbox.faults.add({ vendor: 'xero', kind: 'status', status: 400, body: { Type: 'ValidationException', Message: 'Details are odd' }, method: 'PUT', path: HISTORY, times: 1 });
		const outcomes = await stage.upsert(people(3).map((person) => noted(person)));
		expect(outcomes.filter(({ outcome }) => outcome === 'created')).toHaveLength(2);
		expect(outcomes.find(({ outcome }) => outcome === 'failed')).toMatchObject({ failure: { class: 'validation', retryable: false, message: expect.stringContaining('Details are odd') } });
	});

	it('Preview shows the notes that are missing and adds none', async () => {
		const [contactId] = stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com' });
		const outcomes = await stage.upsert([noted({}), noted({ name: 'Bob Ray', email: 'bob@example.com' })], { preview: true });
		expect(outcomes.map((outcome) => fieldChanges(outcome, 'History').length)).toEqual([3, 3]);
		expect([notesOf(stage, contactId!), stage.created()]).toEqual([[], []]);
	});
});
