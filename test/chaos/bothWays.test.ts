import { play, toldAgain } from './bothWays/play';

jest.setTimeout(300_000);

describe('edits on both sides', () => {
	test('come to rest with everybody, each where it was made last, and nothing is written twice', async () => {
		const { world, edits, decided, intercomWrites, xeroWrites, wrong } = await play({ seed: 1, people: 12 }, { rounds: 8, editsInRound: 20 });
		const restless = await toldAgain(world);
		await world.close();
		console.info(`${edits} edits, ${decided} decided, ${intercomWrites} writes to Intercom, ${xeroWrites} to Xero`);
		expect(wrong).toEqual([]);
		expect(decided).toBeGreaterThan(0);
		expect(restless).toBe(0);
		expect(intercomWrites + xeroWrites).toBeLessThanOrEqual(edits + decided);
	});

	test.each([2, 3])('the same with a fifth of all requests failing and two workers, seed %i', async (seed) => {
		const { world, edits, decided, wrong } = await play({ seed, people: 8, faultPercent: 19, workers: 2 }, { rounds: 4, editsInRound: 15 });
		await world.close();
		console.info(`${edits} edits, ${decided} decided, ${world.player.batches} batches`);
		expect(wrong).toEqual([]);
	});
});
