import fc from 'fast-check';
import { readChangedContacts, type ChangedContact } from '../../../lib/intercom/contacts/changedContacts';
import { readWorkspaceClock } from '../../../lib/intercom/workspace/workspaceClock';
import { changingWorkspace, type ChangingWorkspace, type Version } from './changingWorkspace';
import { CLOCK, OVERLAP, seconds } from './changedContactsRun';

/** Far more than forty changes need: more runs than these get nowhere. */
const MAX_RUNS = 200;

/** Midnights of ordinary days and of days with 23 or 25 hours. */
const MIDNIGHTS: ReadonlyArray<[zone: string, at: number]> = [
	['Australia/Sydney', seconds('2026-06-10T00:00:00+10:00')],
	['Australia/Sydney', seconds('2026-04-05T00:00:00+11:00')],
	['Australia/Sydney', seconds('2026-04-06T00:00:00+10:00')],
	['Australia/Sydney', seconds('2026-10-04T00:00:00+10:00')],
	['Australia/Sydney', seconds('2026-10-05T00:00:00+11:00')],
	['Pacific/Auckland', seconds('2026-04-05T00:00:00+13:00')],
	['Pacific/Auckland', seconds('2026-09-28T00:00:00+13:00')],
	['America/St_Johns', seconds('2026-03-08T00:00:00-03:30')],
	['America/St_Johns', seconds('2026-11-01T00:00:00-02:30')],
	['America/St_Johns', seconds('2026-11-02T00:00:00-03:30')],
	['America/Los_Angeles', seconds('2026-11-01T00:00:00-07:00')],
	['UTC', seconds('2026-06-10T00:00:00Z')],
	// A zone under a name that nobody knows.
	['Etc/Unheard', seconds('2026-06-10T00:00:00Z')],
];

interface Run {
	since: number;
	watermark: number;
	more: boolean;
	contacts: ChangedContact[];
}

/** One run as the node makes it. */
async function runOnce(workspace: ChangingWorkspace, since: number, limit: number): Promise<Run> {
	const { connection } = changingWorkspace(workspace);
	const clock = await readWorkspaceClock(connection);
	if (!clock.ok) throw new Error(clock.failure.message);
	const timeZone = clock.value.timeZone === 'UTC' ? null : clock.value.timeZone;
	const result = await readChangedContacts({ since, role: null, overlapSeconds: OVERLAP, limit }, { ...clock.value, timeZone }, connection);
	if (result.state === 'failed') throw new Error(result.failure.message);
	return { since, ...result };
}

const history = fc.record({
	midnight: fc.constantFrom(...MIDNIGHTS),
	precision: fc.constantFrom<'day' | 'second'>('day', 'second'),
	/** Changes from three hours before midnight to two after; few seconds, so that many fall together. */
	changes: fc.array(
		fc.record({ id: fc.integer({ min: 0, max: 12 }), at: fc.integer({ min: -10_800, max: 7_200 }), grain: fc.constantFrom(1, 60, 900), lag: fc.integer({ min: 0, max: OVERLAP }) }),
		{ maxLength: 40 },
	),
	/** How long after the run before, and its limit. */
	runs: fc.array(fc.record({ pause: fc.constantFrom(0, 1, 45, 600, 3_600), limit: fc.integer({ min: 1, max: 8 }) }), { minLength: 1, maxLength: 8 }),
	pageSize: fc.integer({ min: 1, max: 6 }),
	callSeconds: fc.constantFrom(0, 1, 30, 200),
	sinceOffset: fc.integer({ min: -12_000, max: 0 }),
});

describe('run after run, each from the watermark of the one before', () => {
	const play = async (given: typeof history extends fc.Arbitrary<infer T> ? T : never) => {
		const [zone, midnight] = given.midnight;
		const versions: Version[] = given.changes.map(({ id, at, grain, lag }) => ({ id: `c${id}`, at: midnight + Math.floor(at / grain) * grain, lag }));
		const timeZone = zone === 'Etc/Unheard' ? 'UTC' : zone;
		const workspace: ChangingWorkspace = { timeZone, precision: given.precision, versions, pageSize: given.pageSize, callSeconds: given.callSeconds, now: midnight - 3_600 };
		const start = midnight + given.sinceOffset;
		const runs: Run[] = [];
		const next = async (limit: number) => runs.push(await runOnce(workspace, runs.at(-1)?.watermark ?? start, limit));
		for (const { pause, limit } of given.runs) {
			workspace.now += pause;
			await next(limit);
		}
		// Until everything is long past: then a cut run always gets further.
		workspace.now = Math.max(workspace.now, midnight + 7_200) + 3 * OVERLAP;
		do await next(3);
		while (runs.at(-1)?.more && runs.length < MAX_RUNS);
		expect(runs.length).toBeLessThan(MAX_RUNS);
		return { versions, start, runs };
	};

	test('the last state of every contact that changed is seen', async () => {
		await fc.assert(
			fc.asyncProperty(history, async (given) => {
				const { versions, start, runs } = await play(given);
				const last = new Map<string, number>();
				for (const { id, at } of versions) last.set(id, Math.max(at, last.get(id) ?? 0));
				const seen = new Set(runs.flatMap(({ contacts }) => contacts.map(({ contactId, updatedAt }) => `${contactId}@${updatedAt}`)));
				const missed = [...last].filter(([id, at]) => at >= start && !seen.has(`${id}@${at}`));
				expect(missed).toEqual([]);
			}),
			{ numRuns: 400 },
		);
	});

	test('nothing is older than asked for, nobody comes twice in a run, and a run that was cut gets on', async () => {
		await fc.assert(
			fc.asyncProperty(history, async (given) => {
				const { runs } = await play(given);
				for (const { since, watermark, more, contacts } of runs) {
					const times = contacts.map(({ updatedAt }) => updatedAt);
					expect(times.every((at) => at >= since)).toBe(true);
					expect(times).toEqual([...times].sort((a, b) => a - b));
					expect(new Set(contacts.map(({ contactId }) => contactId)).size).toBe(contacts.length);
					if (more) expect(watermark).toBeGreaterThan(Math.max(since, ...times));
				}
			}),
			{ numRuns: 200 },
		);
	});
});

describe('where the limit cuts', () => {
	const ids = (contacts: ChangedContact[]) => contacts.map(({ contactId }) => contactId);
	const workspaceWith = (changes: Array<[id: string, at: number]>): ChangingWorkspace => ({
		timeZone: 'Australia/Sydney',
		precision: 'day',
		versions: changes.map(([id, at]) => ({ id, at, lag: 0 })),
		pageSize: 2,
		callSeconds: 0,
		now: 1_768_010_000,
	});

	test('a second is not torn apart, and the rest comes next', async () => {
		const at = 1_768_000_000;
		const workspace = workspaceWith([['a', at], ['b', at + 1], ['c', at + 1], ['d', at + 1], ['e', at + 5], ['f', at + 6]]);
		const first = await runOnce(workspace, at, 2);
		expect([ids(first.contacts), first.watermark, first.more]).toEqual([['a', 'b', 'c', 'd'], at + 5, true]);
		const second = await runOnce(workspace, first.watermark, 2);
		expect([ids(second.contacts), second.watermark, second.more]).toEqual([['e', 'f'], workspace.now - OVERLAP, false]);
	});

	test('more contacts in one second than the limit do not hold up the next runs', async () => {
		const at = 1_768_000_000;
		const workspace = workspaceWith([...Array.from({ length: 9 }, (_, index): [string, number] => [`s${index}`, at]), ['last', at + 1]]);
		const first = await runOnce(workspace, at - 10, 3);
		expect([first.contacts.length, first.watermark]).toEqual([9, at + 1]);
		expect(ids((await runOnce(workspace, first.watermark, 3)).contacts)).toEqual(['last']);
	});

	test('among changes too recent to be complete the watermark stays behind them, and nobody is sent back at once', async () => {
		const workspace = workspaceWith([['a', 1_768_009_900], ['b', 1_768_009_950], ['c', 1_768_009_960]]);
		const { contacts, watermark, more } = await runOnce(workspace, 1_768_009_000, 1);
		expect([ids(contacts), watermark, more]).toEqual([['a'], workspace.now - OVERLAP, false]);
	});

	test('a contact that is edited while the pages are read comes once, with its last change, in its last place', async () => {
		const at = 1_768_000_000;
		const workspace = workspaceWith([['a', at], ['b', at + 1], ['c', at + 2], ['a', 1_768_010_003]]);
		const { contacts } = await runOnce({ ...workspace, callSeconds: 2 }, at, 100);
		expect(contacts.map(({ contactId, updatedAt }) => [contactId, updatedAt])).toEqual([['b', at + 1], ['c', at + 2], ['a', 1_768_010_003]]);
	});

	test('an overlap longer than the time itself gives no moment before it', async () => {
		const { connection } = changingWorkspace(workspaceWith([]));
		const result = await readChangedContacts({ since: 0, role: null, overlapSeconds: 10, limit: 1 }, { ...CLOCK, now: 5 }, connection);
		expect(result).toEqual({ state: 'read', contacts: [], watermark: 0, more: false });
	});
});
