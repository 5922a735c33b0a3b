import { letters } from './namedPeople';
import { intercomId, recordOf } from './people';
import { openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => void (stage = await openStage()));
beforeEach(() => stage.reset());
afterAll(async () => await stage.stop());

const people = (count: number, group: string) => Array.from({ length: count }, (_, index) => ({ id: intercomId(), name: `${group}${letters(index)} Smith`, email: `${group}${index}@example.com` }));
const reasons = (outcomes: { outcome: string; reason: string }[]) => Object.fromEntries([...new Set(outcomes.map(({ reason }) => reason))].map((reason) => [reason, outcomes.filter((one) => one.reason === reason).length]));

/** Sixty contacts that Xero has already, and four hundred people that it does not know. */
function firstSync() {
	const known = people(60, 'Known');
	stage.seed(...known.map(({ name, email }) => ({ Name: name, EmailAddress: email })));
	return [...known, ...people(400, 'New')].map((person) => recordOf(person));
}

test.each([
	['in the same process', () => undefined],
	['after a restart', () => stage.forget()],
])('what a first sync would bind and change waits for a person, however often it is run: %s', async (_, between) => {
	const records = firstSync();
	expect(reasons(await stage.upsert(records))).toEqual({ massChange: 60, noCandidate: 400 });
	for (let run = 0; run < 2; run++) {
		between();
		expect(reasons(await stage.upsert(records, { compareAlways: true }))).toEqual({ massChange: 60, nothingChanged: 400 });
	}
	expect(stage.overwritten()).toEqual([]);
	expect(reasons(await stage.upsert(records, { compareAlways: true, massChange: 'write' }))).toEqual({ fieldsDiffer: 60, nothingChanged: 400 });
});

test('updates of contacts that were bound before wait too, though by the next run others have joined those', async () => {
	const before = people(200, 'Old');
	await stage.upsert(before.map((person) => recordOf(person)));
	const wrong = before.slice(0, 60).map((person) => recordOf({ ...person, phone: '+61 399 999 999', updatedAt: 1_780_000_000 }));
	const rest = before.slice(60).map((person) => recordOf({ ...person, updatedAt: 1_780_000_000 }));
	const fresh = people(400, 'New').map((person) => recordOf(person));
	expect(reasons(await stage.upsert([...wrong, ...rest, ...fresh]))).toEqual({ massChange: 60, nothingChanged: 140, noCandidate: 400 });
	expect(reasons(await stage.upsert([...wrong, ...rest, ...fresh], { compareAlways: true }))).toEqual({ massChange: 60, nothingChanged: 540 });
	// One of them alone is still what was stopped; corrected it is not.
	expect(await stage.upsert([wrong[0]!], { compareAlways: true })).toMatchObject([{ reason: 'massChange' }]);
	const corrected = recordOf({ ...before[0], phone: '+61 388 888 888', updatedAt: 1_790_000_000 });
	expect(await stage.upsert([corrected])).toMatchObject([{ outcome: 'updated' }]);
	expect(reasons(await stage.upsert(wrong.slice(1), { massChange: 'write' }))).toEqual({ fieldsDiffer: 59 });
});
