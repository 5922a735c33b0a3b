import fc from 'fast-check';
import { retryAfterAt } from '../../../lib/http/retryAfter';

const NOW = Date.UTC(2026, 10, 23, 12);

test.each<[string | undefined, number | undefined]>([
	['26', NOW + 26_000],
	[' 26 ', NOW + 26_000],
	['0', NOW],
	['-5', NOW],
	['1.5', NOW + 1_500],
	['73451', NOW + 73_451_000],
	['Mon, 23 Nov 2026 12:01:00 GMT', NOW + 60_000],
	['Mon, 23 Nov 2026 11:00:00 GMT', NOW],
	['soon', undefined],
	['', undefined],
	['  ', undefined],
	[undefined, undefined],
])('Retry-After %j', (header, expected) => {
	expect(retryAfterAt(header, NOW)).toBe(expected);
});

test('whatever the header holds, the time is one that can be shown, not before now and at most a year ahead', () => {
	const headers = fc.oneof(fc.string(), fc.double().map(String), fc.constantFrom('1e300', 'Infinity', '-Infinity', 'NaN', '0x10'), fc.date().map(String));
	fc.assert(
		fc.property(headers, (header) => {
			const at = retryAfterAt(header, NOW) ?? NOW;
			expect(() => new Date(at).toISOString()).not.toThrow();
			expect(at).toBeGreaterThanOrEqual(NOW);
			expect(at).toBeLessThanOrEqual(NOW + 366 * 86_400_000);
		}),
	);
});
