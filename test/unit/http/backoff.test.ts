import fc from 'fast-check';
import { backoffMs, DEFAULT_BACKOFF } from '../../../lib/http/backoff';

const policies = fc.record({
	maxAttempts: fc.integer({ min: 1, max: 10 }),
	baseMs: fc.integer({ min: 0, max: 60_000 }),
	capMs: fc.integer({ min: 0, max: 600_000 }),
	maxWaitMs: fc.integer({ min: 0, max: 600_000 }),
});
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('a wait is never negative, never fractional, and never over the cap, however often it failed', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 2_000 }), policies, chance, (attempt, policy, random) => {
			const wait = backoffMs(attempt, policy, random);
			expect(wait).toBeGreaterThanOrEqual(0);
			expect(wait).toBeLessThanOrEqual(policy.capMs);
			expect(Number.isInteger(wait)).toBe(true);
		}),
	);
});

test.each([
	[1, 1_000],
	[2, 2_000],
	[5, 16_000],
	[6, 30_000],
	[60, 30_000],
])('the ceiling of attempt %i is %i ms', (attempt, ceiling) => {
	expect(backoffMs(attempt, DEFAULT_BACKOFF, 0)).toBe(0);
	expect(backoffMs(attempt, DEFAULT_BACKOFF, 0.5)).toBe(ceiling / 2);
	expect(backoffMs(attempt, DEFAULT_BACKOFF, 0.999_999)).toBeGreaterThan(ceiling * 0.99);
});
