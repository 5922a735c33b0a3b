import { archiveContacts, type ArchiveOptions } from '../../../lib/sync/archive/archiveContacts';
import type { Outcome } from '../../../lib/sync/record/outcome';
import type { ArchiveRequest } from '../../../lib/sync/archive/planArchive';
import { alternatives } from '../../../sandbox/switches/switches';
import { idOf } from './scenarios/scenario';
import { intercomId, recordOf } from './people';
import { openStage, type Stage } from './stage';

/** The unknowns of Xero that reading, archiving or noting can meet. */
const RELEVANT = /^xero\.(batchOrder|identicalPost|unknownId|archivedInIds|unchangedRead|contactNumberCase|noteLength|methodOnEmptyField)/;
const WORLDS = [
	{ world: 'as documented', switches: {}, fillers: 0 },
	{ world: 'as documented, a large organisation', switches: {}, fillers: 3_001 },
	...alternatives()
		.filter(({ name }) => RELEVANT.test(name))
		.flatMap(({ name, value }) => [0, 3_001].map((fillers) => ({ world: `${name} = ${value}, ${fillers} others`, switches: { [name]: value }, fillers }))),
];

let stage: Stage;

const gone = (id: string, more: Partial<ArchiveRequest> = {}): ArchiveRequest => ({ intercomId: id, action: 'archive', note: 'Deleted in Intercom.', ...more });
const run = async (requests: ArchiveRequest[], options: Partial<ArchiveOptions> = {}): Promise<Outcome[]> =>
	await archiveContacts(requests, stage.deps(), { organisationId: stage.organisationId, massChange: 'review', ...options });

function seeded(count: number): { id: string; contactId: string }[] {
	const ids = Array.from({ length: count }, () => intercomId());
	const contacts = stage.seed(...ids.map((id) => ({ Name: `Person ${id}`, EmailAddress: `${id}@example.com`, ContactNumber: id })));
	return ids.map((id, index) => ({ id, contactId: contacts[index]! }));
}

const status = (contactId: string) => stage.contact(contactId).ContactStatus;
const writes = () => stage.sandbox.journal.list({ vendor: 'xero' }).filter(({ method }) => method !== 'GET');
const notesOf = (contactId: string) => (stage.sandbox.xero.organisation().notes.get(contactId) ?? []).map(({ details }) => details);

describe.each(WORLDS)('$world', ({ switches, fillers }) => {
	beforeAll(async () => {
		stage = await openStage({ switches }, fillers);
	});
	beforeEach(() => stage.reset());
	afterAll(async () => await stage.stop());

	test('the contact with the number is archived, and nothing else is sent or changed', async () => {
		const [one] = seeded(3);
		expect(await run([gone(one!.id, { xeroContactId: one!.contactId })])).toMatchObject([
			{ outcome: 'updated', reason: 'archived', xeroContactId: one!.contactId, changes: [{ field: 'ContactStatus', before: 'ACTIVE', after: 'ARCHIVED' }] },
		]);
		expect(stage.overwritten()).toEqual([`${one!.contactId} ContactStatus`]);
		expect(writes().map(({ method, body }) => ({ method, body }))).toEqual([{ method: 'POST', body: { Contacts: [{ ContactID: one!.contactId, ContactStatus: 'ARCHIVED' }] } }]);
	});

	test('a second time, in this process or another, it is unchanged and costs no write', async () => {
		const [one] = seeded(1);
		await run([gone(one!.id)]);
		expect(await run([gone(one!.id)])).toMatchObject([{ outcome: 'unchanged', reason: 'alreadyArchived', changes: [] }]);
		stage.forget();
		expect(await run([gone(one!.id, { xeroContactId: one!.contactId })])).toMatchObject([{ outcome: 'unchanged', reason: 'alreadyArchived' }]);
		expect(writes()).toHaveLength(1);
	});

	test.each(['resetAfter', 'resetBefore', 'brokenJson'] as const)('an archive whose answer is lost (%s) is done once', async (kind) => {
		const [one, two] = seeded(2);
		stage.sandbox.faults.add({ vendor: 'xero', method: 'POST', kind, times: 1 });
		const outcomes = await run([gone(one!.id, { xeroContactId: one!.contactId }), gone(two!.id)]);
		expect(outcomes).toMatchObject(Array(2).fill({ outcome: 'updated', reason: 'archived' }));
		expect([status(one!.contactId), status(two!.contactId)]).toEqual(['ARCHIVED', 'ARCHIVED']);
		expect(stage.overwritten()).toHaveLength(2);
	});

	test('one that nobody can archive does not hold up the others', async () => {
		const [one, two] = seeded(2);
		// Known to this process as active, archived by a person since.
		await stage.upsert([recordOf({ name: 'Somebody', email: 'somebody@example.com' })]);
		stage.sandbox.xero.organisation().archiveInUi(one!.contactId);
		expect(await run([gone(one!.id), gone(two!.id), gone(intercomId())])).toMatchObject([
			{ outcome: 'unchanged', reason: 'alreadyArchived' },
			{ outcome: 'updated' },
			{ outcome: 'unchanged', reason: 'notFound', xeroContactId: '' },
		]);
	});

	test('a stranger is never archived: number and known contact have to agree, email and name do not count', async () => {
		const [one] = seeded(1);
		const [stranger, other] = stage.seed({ Name: 'Jane Doe', EmailAddress: 'jane@example.com' }, { Name: 'CRM', ContactNumber: 'CRM-77' });
		expect(
			await run([gone(intercomId(), { xeroContactId: stranger }), gone(intercomId(), { xeroContactId: other }), gone(one!.id, { xeroContactId: stranger }), gone(one!.id, { xeroContactId: '11111111-1111-4111-8111-111111111111' })]),
		).toMatchObject([
			{ outcome: 'review', reason: 'keysDisagree', candidates: [{ xeroContactId: stranger }], nextStep: expect.any(String) },
			{ outcome: 'review', reason: 'numberOfAnotherSystem', candidates: [{ xeroContactId: other }] },
			{ outcome: 'review', reason: 'keysDisagree', candidates: [{ xeroContactId: stranger }, { xeroContactId: one!.contactId }] },
			{ outcome: 'review', reason: 'keysDisagree', candidates: [{ xeroContactId: one!.contactId }] },
		]);
		expect(stage.overwritten()).toEqual([]);
	});

	test('a merge in Xero is followed only to a contact that carries the number', async () => {
		const [one, winner] = seeded(2);
		const [old] = stage.seed({ Name: 'Old' });
		stage.sandbox.xero.organisation().mergeInUi(old!, one!.contactId);
		expect(await run([gone(one!.id, { xeroContactId: old })])).toMatchObject([{ outcome: 'updated', xeroContactId: one!.contactId }]);
		const [loser] = seeded(1);
		stage.sandbox.xero.organisation().mergeInUi(loser!.contactId, winner!.contactId);
		expect(await run([gone(loser!.id, { xeroContactId: loser!.contactId })])).toMatchObject([{ outcome: 'review', reason: 'keysDisagree', candidates: [{ xeroContactId: winner!.contactId }] }]);
		expect(status(winner!.contactId)).toBe('ACTIVE');
	});

	test('a note is added once, whatever its text, and the contact stays as it is', async () => {
		const [one] = seeded(1);
		const note = (text: string) => gone(one!.id, { action: 'note', note: text, xeroContactId: one!.contactId });
		expect(await run([note(`Deleted in Intercom on 2026-11-23 (contact ${one!.id}). ${'Long. '.repeat(60)}`)])).toMatchObject([{ outcome: 'updated', reason: 'noted', changes: [{ field: 'History' }] }]);
		expect(await run([note('Deleted in Intercom on 2026-11-24.')])).toMatchObject([{ outcome: 'unchanged', reason: 'alreadyNoted', changes: [] }]);
		expect(notesOf(one!.contactId)).toEqual([expect.stringMatching(/^Deleted in Intercom on 2026-11-23 .*\.\.\. \[n8n [0-9a-f]{8}\]$/)]);
		expect(notesOf(one!.contactId)[0]!.length).toBeLessThanOrEqual(250);
		expect(stage.overwritten()).toEqual([]);
	});

	test.each(['resetAfter', 'resetBefore', 'brokenJson'] as const)('a note whose answer is lost (%s) is there once', async (kind) => {
		const [one] = seeded(1);
		stage.sandbox.faults.add({ vendor: 'xero', method: 'PUT', path: '/History', kind, times: 1 });
		expect(await run([gone(one!.id, { action: 'note' })])).toMatchObject([{ outcome: 'updated', reason: 'noted' }]);
		expect(notesOf(one!.contactId)).toHaveLength(1);
	});

	test('the process knows of the archive at once: a record with that email waits for a person', async () => {
		const id = intercomId();
		const [created] = await stage.upsert([recordOf({ id, email: 'jane@example.com' })]);
		await run([gone(id, { xeroContactId: idOf(created) })]);
		expect(await stage.upsert([recordOf({ email: 'jane@example.com' })])).toMatchObject([{ outcome: 'review', reason: 'archived' }]);
	});
});

describe('in one organisation', () => {
	beforeAll(async () => {
		stage = await openStage();
	});
	beforeEach(() => stage.reset());
	afterAll(async () => await stage.stop());

	test('twenty in a run are archived, twenty-one wait for approval', async () => {
		const people = seeded(41);
		const asked = await run(people.slice(20).map(({ id }) => gone(id)));
		expect(asked).toMatchObject(Array(21).fill({ outcome: 'review', reason: 'massChange', changes: [{ field: 'ContactStatus' }], candidates: [{}] }));
		expect(writes()).toEqual([]);
		expect(await run(people.slice(0, 20).map(({ id }) => gone(id)))).toMatchObject(Array(20).fill({ outcome: 'updated' }));
	});

	test('approved, sixty are archived in two calls; those archived already count for nothing', async () => {
		const people = seeded(60);
		expect(await run(people.map(({ id }) => gone(id)), { massChange: 'write' })).toMatchObject(Array(60).fill({ outcome: 'updated' }));
		expect(writes()).toHaveLength(2);
		expect(await run(people.map(({ id }) => gone(id)))).toMatchObject(Array(60).fill({ outcome: 'unchanged' }));
	});

	test('equal requests are sent once, and each gets its outcome', async () => {
		const [one] = seeded(1);
		expect(await run([gone(one!.id), gone(one!.id.toUpperCase()), gone(one!.id)])).toMatchObject(Array(3).fill({ outcome: 'updated', reason: 'archived' }));
		expect(stage.overwritten()).toHaveLength(1);
	});

	test('a record that comes back to Intercom is compared with Xero, not taken as written', async () => {
		const id = intercomId();
		const [created] = await stage.upsert([recordOf({ id })]);
		await run([gone(id)]);
		const back = recordOf({ id, updatedAt: 1_760_000_009, reference: { contactId: idOf(created), organisationId: stage.organisationId } });
		expect(await stage.upsert([back])).toMatchObject([{ outcome: 'review', reason: 'archived' }]);
	});

	test('Xero down: everybody fails with one look, and nothing is sent', async () => {
		const people = seeded(5);
		stage.sandbox.faults.add({ vendor: 'xero', kind: 'status', status: 503 });
		expect(await run(people.map(({ id }) => gone(id)))).toMatchObject(Array(5).fill({ outcome: 'failed', reason: 'xeroStatus503' }));
		expect(writes()).toEqual([]);
	});

	test('an archive that Xero refuses for good says so, in words', async () => {
		const [one] = seeded(1);
		const refusal = { Contacts: [{ ContactID: one!.contactId, StatusAttributeString: 'ERROR', HasValidationErrors: true, ValidationErrors: [{ Message: 'Not today.' }] }] };
		stage.sandbox.faults.add({ vendor: 'xero', method: 'POST', kind: 'status', status: 200, body: refusal });
		expect(await run([gone(one!.id)])).toMatchObject([{ outcome: 'failed', reason: 'xeroRefusedContact', failure: { class: 'validation', message: expect.stringContaining('Not today.') } }]);
		expect(writes()).toHaveLength(1);
	});
});
