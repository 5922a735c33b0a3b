import fc from 'fast-check';
import type { LedgerStore } from '../../lib/ledger/store/port';
import type { Step } from '../../lib/ledger/store/step';
import { MemoryStore } from '../unit/ledger/memoryStore';
import { outcome, picture } from './picture';
import { randomStep } from './randomSteps';
import type { Stop } from './stop';
import { databases, memory } from './stores';

const SEEDS = Number(process.env.LEDGER_SEEDS ?? 100);
const LIMIT_MS = 5_000 * SEEDS;
/** Shrinking a failure that comes only beside other suites never ends: it is told with its seed before the test's own limit. */
const RUNS = { numRuns: SEEDS, interruptAfterTimeLimit: LIMIT_MS * 0.8, markInterruptAsFailure: true };

const steps = fc.array(randomStep, { minLength: 6, maxLength: 10 });

describe.each([memory, ...databases])('$name, beside the reference', ({ ground: newGround }) => {
	const ground = newGround();
	afterAll(() => ground.remove());

	it('answers random steps as the reference does, and comes to the same rows', async () => {
		await fc.assert(
			fc.asyncProperty(steps, async (taken) => {
				await ground.clear();
				const [store, reference] = [ground.store(), new MemoryStore()];
				await store.open();
				try {
					for (const step of taken) expect(await outcome(store, step)).toEqual(await outcome(reference, step));
					expect(await picture(store)).toEqual(await picture(reference));
				} finally {
					await store.close();
				}
			}),
			RUNS,
		);
	}, LIMIT_MS);
});

describe.each(databases)('$name, stopped between any two statements', ({ ground: newGround }) => {
	const ground = newGround();
	afterAll(() => ground.remove());

	it('has the step whole or not at all, and goes on from there', async () => {
		await fc.assert(
			fc.asyncProperty(steps, fc.integer({ min: 1, max: 60 }), fc.constantFrom('before' as const, 'after' as const), async (taken, statement, when) => {
				await ground.clear();
				const reference = new MemoryStore();
				const stop: Stop = { armed: false, statement, when };
				const at = await untilStopped(ground.stopping(stop), reference, taken, stop);
				const store = ground.store();
				await store.open();
				try {
					expect(await picture(store)).toEqual(await picture(reference));
					for (const step of taken.slice(at)) expect(await outcome(store, step)).toEqual(await outcome(reference, step));
					expect(await picture(store)).toEqual(await picture(reference));
				} finally {
					await store.close();
				}
			}),
			RUNS,
		);
	}, LIMIT_MS);
});

/** Takes steps until the store stops within one. @returns the number of that step; the reference has it only if it was committed */
async function untilStopped(store: LedgerStore, reference: MemoryStore, taken: readonly Step<unknown>[], stop: Stop): Promise<number> {
	await store.open();
	stop.armed = true;
	for (const [number, step] of taken.entries()) {
		const before = reference.rows;
		const expected = await outcome(reference, step);
		try {
			expect(await outcome(store, step)).toEqual(expected);
		} catch (error) {
			if (stop.at === undefined) throw error;
			if (!(stop.at === 'commit' && stop.when === 'after')) reference.rows = before;
		}
		if (stop.at === undefined) continue;
		await expect(store.change(step)).rejects.toThrow();
		await store.close();
		return number;
	}
	throw new Error(`The store never stopped: ${stop.statement} statements were left`);
}
