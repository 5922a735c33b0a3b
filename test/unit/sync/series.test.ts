import fc from 'fast-check';
import { NoAnswer, type Clock } from '../../../lib/http/transport';
import { synced } from '../../../lib/sync/record/outcomes';
import type { MappedRecord } from '../../../lib/sync/record/record';
import { doInSeries, type DoRecords } from '../../../lib/sync/series';
import type { UpsertDeps } from '../../../lib/sync/upsert';
import { Gatherings } from '../../../lib/sync/write/gathering';
import { ORGANISATION, recordOf } from './records';

const CALL = 5;
const stopped = () => new NoAnswer('cancelled', 'The execution was stopped.');

const clock: Clock = {
	now: () => Date.now(),
	random: () => 0,
	sleep: async (ms, signal) =>
		await new Promise((resolve, reject) => {
			const timer = setTimeout(resolve, ms);
			signal?.addEventListener('abort', () => {
				clearTimeout(timer);
				reject(stopped());
			});
		}),
};

/** Executions of one process; a run takes a second and leaves the most junior that do not fill a call. */
class Process {
	readonly calls: number[] = [];
	readonly done: string[] = [];
	/** Those that a stopped run may have written. */
	readonly uncertain: string[] = [];
	private readonly gatherings = new Gatherings();
	private running = 0;

	page(ids: readonly string[], { isLast = false, signal, name = 'job' }: { isLast?: boolean; signal?: AbortSignal; name?: string } = {}): Promise<Map<string, { xeroContactId?: string }>> {
		const run: DoRecords = async (records, { mayLeave, hasWaited }) => {
			if (++this.running > 1 && name === 'job') throw new Error('two runs at one time');
			const over = mayLeave ? records.length % CALL : 0;
			const patient = records.filter(({ intercomId }) => !hasWaited.has(intercomId));
			const left = over === 0 || patient.length < over ? [] : patient.slice(-over);
			const now = records.filter((record) => !left.includes(record));
			try {
				await clock.sleep(1_000, signal);
			} finally {
				this.running -= 1;
			}
			this.uncertain.push(...now.flatMap(({ intercomId, uncertain }) => (uncertain ? [intercomId] : [])));
			this.done.push(...now.map(({ intercomId }) => intercomId));
			for (let at = 0; at < now.length; at += CALL) this.calls.push(now.slice(at, at + CALL).length);
			return new Map(now.map((record) => [record.intercomId, outcome(record)]));
		};
		const deps = { clock, client: { context: { signal } } } as unknown as UpsertDeps;
		return doInSeries(ids.map((id) => recordOf({ intercomId: id })), deps, { batchSize: CALL, series: { name, isLast }, gatherings: this.gatherings, name }, run);
	}
}

function outcome(record: MappedRecord) {
	return synced(record, { outcome: 'created', reason: 'noCandidate', organisationId: ORGANISATION, xeroContactId: `x${record.intercomId}`, xeroUpdatedAt: 1 });
}

const ids = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `r${from + index}`);

describe('runs of a series', () => {
	beforeEach(() => void jest.useFakeTimers());
	afterEach(() => void jest.useRealTimers());

	test('fill calls together, and each gets the outcomes of its own records', async () => {
		const process = new Process();
		const first = process.page(ids(13));
		await jest.advanceTimersByTimeAsync(3_000);
		const second = process.page(ids(12, 100), { isLast: true });
		await jest.advanceTimersByTimeAsync(10_000);
		expect([...(await first).keys()].sort()).toEqual(ids(13).sort());
		expect([...(await second)].every(([id, { xeroContactId }]) => xeroContactId === `x${id}`)).toBe(true);
		expect(process.calls).toEqual([5, 5, 5, 5, 5]);
	});

	test('few records wait for others, and go alone where none come', async () => {
		const process = new Process();
		const one = process.page(ids(2));
		await jest.advanceTimersByTimeAsync(19_000);
		expect(process.calls).toEqual([]);
		await jest.advanceTimersByTimeAsync(3_000);
		expect((await one).size).toBe(2);
		expect(process.calls).toEqual([2]);
	});

	test('a record waits three minutes at most, however many come after it', async () => {
		const process = new Process();
		const first = process.page(ids(1));
		let isDone = false;
		void first.then(() => (isDone = true));
		const others = [];
		for (let second = 0; second < 176; second += 4) {
			await jest.advanceTimersByTimeAsync(4_000);
			others.push(process.page(ids(second % 24 === 0 ? 1 : 0, 100 + second)));
		}
		expect(isDone).toBe(false);
		await jest.advanceTimersByTimeAsync(6_000);
		expect(isDone).toBe(true);
		await jest.advanceTimersByTimeAsync(30_000);
		await Promise.all(others);
	});

	test('a record that two of them have is in one run once, and both hear of it', async () => {
		const process = new Process();
		const both = [process.page(ids(5)), process.page(ids(5), { isLast: true })];
		await jest.advanceTimersByTimeAsync(30_000);
		for (const one of both) expect((await one).size).toBe(5);
		expect(process.calls.every((size) => size <= CALL)).toBe(true);
	});

	test('one that is stopped while it waits takes its own along; one that is stopped while it works leaves the others theirs', async () => {
		const process = new Process();
		const [idle, busy] = [new AbortController(), new AbortController()];
		const waits = process.page(ids(3), { signal: idle.signal });
		const refused = expect(waits).rejects.toThrow('stopped');
		const stays = process.page(ids(4, 100));
		await jest.advanceTimersByTimeAsync(100);
		idle.abort();
		await refused;
		const works = process.page(ids(12, 200), { signal: busy.signal });
		const alsoRefused = expect(works).rejects.toThrow('stopped');
		await jest.advanceTimersByTimeAsync(500);
		busy.abort();
		await alsoRefused;
		await jest.advanceTimersByTimeAsync(30_000);
		expect((await stays).size).toBe(4);
		expect(process.uncertain).toEqual(ids(4, 100));
		expect(process.done.filter((id) => id.length === 2)).toEqual([]);
	});

	test('jobs do not meet', async () => {
		const process = new Process();
		const both = [process.page(ids(3), { name: 'a' }), process.page(ids(3, 100), { name: 'b' })];
		await jest.advanceTimersByTimeAsync(30_000);
		await Promise.all(both);
		expect(process.calls).toEqual([3, 3]);
	});

	test('whatever comes whenever, each record is done once, and hardly a call is not full', async () => {
		const page = fc.record({ size: fc.nat(30), after: fc.nat(3_000) });
		await fc.assert(
			fc.asyncProperty(fc.array(page, { minLength: 1, maxLength: 15 }), async (pages) => {
				const process = new Process();
				const all: Promise<Map<string, unknown>>[] = [];
				for (const [index, { size, after }] of pages.entries()) {
					await jest.advanceTimersByTimeAsync(after);
					all.push(process.page(ids(size, 1_000 * index), { isLast: index === pages.length - 1 }));
				}
				await jest.advanceTimersByTimeAsync(200_000);
				const outcomes = await Promise.all(all);
				expect(outcomes.map(({ size }) => size)).toEqual(pages.map(({ size }) => size));
				expect(process.done.length).toBe(new Set(process.done).size);
				expect(process.calls.filter((size) => size < CALL).length).toBeLessThanOrEqual(1);
			}),
			{ numRuns: 50 },
		);
	});
});
