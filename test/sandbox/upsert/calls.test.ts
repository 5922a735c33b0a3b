import { checkEntries, specPresent } from '../../../sandbox/kernel/specCheck';
import { letters } from './namedPeople';
import { intercomId, recordOf } from './people';
import { openStage, type Stage } from './stage';
import { idOf } from './scenarios/scenario';

const people = (count: number, more: object = {}) =>
	Array.from({ length: count }, (_, index) => ({
		id: intercomId(),
		name: `Person${letters(index)} Smith`,
		email: `person${index}@example.com`,
		...more,
	}));

describe('calls spent, as Xero counts them', () => {
	let stage: Stage;
	afterEach(async () => {
		expect(checkEntries(stage.sandbox.journal.list({ vendor: 'xero' }))).toEqual([]);
		await stage.stop();
	});

	it.each([
		['a small organisation', 0, 2],
		// Who takes a contact that has no Intercom id asks first what was merged into it.
		['a large organisation whose size is known', 2_500, 3],
	])('a live change costs two calls, an unchanged one none or one: %s', async (_size, fillers, callsToBind) => {
		stage = await openStage({}, fillers);
		const [seeded] = stage.seed({ Name: 'Known Person', EmailAddress: 'known@example.com' });
		await stage.upsert([recordOf({ name: 'First Person', email: 'first@example.com' })]);
		stage.callsSpent();

		const id = intercomId();
		const [created] = await stage.upsert([recordOf({ id })]);
		expect([created!.outcome, stage.callsSpent()]).toEqual(['created', 2]);

		const reference = { contactId: idOf(created), organisationId: stage.organisationId };
		await stage.upsert([recordOf({ id, phone: '0412 345 678', updatedAt: 1_770_000_000, reference })]);
		expect(stage.callsSpent()).toBe(2);

		const [bound] = await stage.upsert([recordOf({ name: 'Known Person', email: 'known@example.com', phone: '0412 345 678' })]);
		expect([bound!.outcome, idOf(bound), stage.callsSpent()]).toEqual(['updated', seeded, callsToBind]);

		const [unchanged] = await stage.upsert([recordOf({ id, phone: '0412 345 678', updatedAt: 1_780_000_000, reference })]);
		expect([unchanged!.outcome, stage.callsSpent()]).toEqual(['unchanged', 1]);
	});

	it('a first sync of 300 into 2,500 reads the list once and writes fifty at a time', async () => {
		stage = await openStage({}, 2_500);
		const outcomes = await stage.upsert(people(300).map((person) => recordOf(person)));
		expect(outcomes.every(({ outcome }) => outcome === 'created')).toBe(true);
		expect(stage.callsSpent()).toBe(3 + 6);
	});

	it('running it again costs one look at what changed', async () => {
		stage = await openStage({}, 2_500);
		const everybody = people(300);
		await stage.upsert(everybody.map((person) => recordOf(person)));
		stage.callsSpent();
		const again = await stage.upsert(everybody.map((person) => recordOf({ ...person, updatedAt: 1_780_000_000 })));
		expect(again.every(({ outcome }) => outcome === 'unchanged')).toBe(true);
		expect(stage.callsSpent()).toBe(1);
	});

	it('above the high-volume limit no unoptimised filter is needed, and a taken number is still found', async () => {
		stage = await openStage({ xero: { highVolumeContacts: 1_000 } }, 2_500);
		const id = intercomId();
		const [mine] = stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'before@example.com', ContactNumber: id });
		const [outcome] = await stage.upsert([recordOf({ id })]);
		expect(outcome).toMatchObject({ outcome: 'updated', xeroContactId: mine });
		expect(stage.created()).toEqual([]);
	});

	it('every request is one the vendor documents', async () => {
		stage = await openStage();
		await stage.upsert([recordOf({ phone: '0412 345 678' })]);
		if (!specPresent('xero')) console.warn('ATTENTION: xero_accounting.yaml is absent, requests were not checked against it.');
		expect(stage.sandbox.journal.count({ vendor: 'xero' })).toBe(2);
	});
});
