import fc from 'fast-check';
import { pool } from '../../../lib/http/pool';

test('results stand in the order of the list, and never more than the width run at once', async () => {
	await fc.assert(
		fc.asyncProperty(fc.scheduler(), fc.array(fc.nat(), { maxLength: 20 }), fc.integer({ min: 1, max: 6 }), async (scheduler, list, width) => {
			let running = 0;
			let most = 0;
			const done = pool(list, width, async (value) => {
				most = Math.max(most, ++running);
				await scheduler.schedule(Promise.resolve());
				running -= 1;
				return value * 2;
			});
			await scheduler.waitFor(done);
			expect(await done).toEqual(list.map((value) => value * 2));
			expect(most).toBeLessThanOrEqual(width);
			expect(most).toBe(Math.min(width, list.length));
		}),
	);
});

test('the first rejection is passed on', async () => {
	await expect(pool([1, 2, 3], 2, async (value) => (value === 2 ? await Promise.reject(new Error('two')) : value))).rejects.toThrow('two');
});
