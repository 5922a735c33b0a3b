import fc from 'fast-check';
import { MemoryStore } from '../unit/ledger/memoryStore';
import { TwoSides } from '../unit/ledger/twoSides';
import { moves, policy } from '../unit/ledger/twoSidesMoves';
import { picture } from './picture';
import { databases } from './stores';

const SEEDS = Number(process.env.LEDGER_SEEDS ?? 100);
const LIMIT_MS = 5_000 * SEEDS;

describe.each(databases)('$name', ({ ground: newGround }) => {
	const ground = newGround();
	afterAll(() => ground.remove());

	it('goes both ways as the reference does, with events late, double and lost, while it runs and after crashes', async () => {
		await fc.assert(
			fc.asyncProperty(moves, policy, async (played, whenBothChanged) => {
				await ground.clear();
				const [store, reference] = [ground.store(), new MemoryStore()];
				await store.open();
				try {
					const [world, beside] = [await new TwoSides(store, whenBothChanged).open(), await new TwoSides(reference, whenBothChanged).open()];
					for (const move of played) for (const one of [world, beside]) await one.play(move);
					for (const one of [world, beside]) await one.rest();
					expect([world.intercom, world.xero, world.counts]).toEqual([beside.intercom, beside.xero, beside.counts]);
					expect(await picture(store)).toEqual(await picture(reference));
				} finally {
					await store.close();
				}
			}),
			{ numRuns: SEEDS, interruptAfterTimeLimit: LIMIT_MS * 0.8, markInterruptAsFailure: true },
		);
	}, LIMIT_MS);
});
