import fc from 'fast-check';
import { MemoryStore } from './memoryStore';
import { TwoSides } from './twoSides';
import { moves, policy } from './twoSidesMoves';

const RUNS = 150;

async function lived(played: Parameters<TwoSides['play']>[0][], whenBothChanged: ConstructorParameters<typeof TwoSides>[1]): Promise<{ world: TwoSides; store: MemoryStore }> {
	const store = new MemoryStore();
	const world = await new TwoSides(store, whenBothChanged).open();
	for (const move of played) await world.play(move);
	await world.rest();
	return { world, store };
}

test('whatever is edited on either side, told late, twice or never, wherever a run ends and whoever else has the same records at once: both sides come to hold the same, or a person is asked', async () => {
	await fc.assert(
		fc.asyncProperty(moves, policy, async (played, whenBothChanged) => {
			const { world, store } = await lived(played, whenBothChanged);
			const { work, review } = store.rows.tables;
			expect([...work.values()]).toEqual([]);
			for (const [n, intercom] of world.intercom.entries()) {
				if (!review.has(`contact c${n}`)) expect({ n, ...world.xero[n]!.fields }).toEqual({ n, ...intercom.fields });
			}
		}),
		{ numRuns: RUNS },
	);
});

test('where a person decides, no edit is written over by what nobody edited', async () => {
	await fc.assert(
		fc.asyncProperty(moves, async (played) => {
			// Each edit has a value of its own: who edits back to what was, between two looks, cannot be told from who never edited.
			const told = played.filter(({ what }) => what !== 'decide').map((move, value) => (move.what === 'edit' ? { ...move, value } : move));
			const { world } = await lived(told, 'review');
			expect(world.lost).toEqual([]);
		}),
		{ numRuns: RUNS },
	);
});

test('an edit is written once at most, and what arrives is looked at once at most', async () => {
	await fc.assert(
		fc.asyncProperty(moves, policy, async (played, whenBothChanged) => {
			const { world: { counts, intercom } } = await lived(played, whenBothChanged);
			// Whom two workers have at once both may write.
			expect(counts.writes).toBeLessThanOrEqual(counts.edits + counts.twice);
			// Each is handed out once to begin with, and found once more on either side at the end.
			expect(counts.looks).toBeLessThanOrEqual(counts.causes + 3 * intercom.length);
		}),
		{ numRuns: RUNS },
	);
});
