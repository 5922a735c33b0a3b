import fc from 'fast-check';
import { dayBefore } from '../../../lib/intercom/contacts/dayBefore';

/** Ahead of UTC, behind it, by halves and quarters of hours; clocks that change at midnight, or by half an hour only. */
const ZONES = [
	'Australia/Sydney',
	'Australia/Lord_Howe',
	'Pacific/Auckland',
	'Pacific/Chatham',
	'America/St_Johns',
	'America/Los_Angeles',
	'America/Havana',
	'Africa/Cairo',
	'Asia/Kathmandu',
	'Europe/London',
	'UTC',
];

const seconds = (iso: string) => Date.parse(iso) / 1_000;
const days = new Map(ZONES.map((timeZone) => [timeZone, new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })]));
const localDay = (at: number, timeZone: string) => days.get(timeZone)!.format(at * 1_000);

test.each([
	['Australia/Sydney', '2026-06-10T00:00:00+10:00', '2026-06-09T23:59:59+10:00'],
	['Australia/Sydney', '2026-06-10T23:59:59+10:00', '2026-06-09T23:59:59+10:00'],
	['UTC', '2026-06-10T12:00:00Z', '2026-06-09T23:59:59Z'],
	['America/St_Johns', '2026-01-10T01:00:00-03:30', '2026-01-09T23:59:59-03:30'],
	// The day the clocks go back has 25 hours, the day they go forward 23.
	['Australia/Sydney', '2026-04-05T22:00:00+10:00', '2026-04-04T23:59:59+11:00'],
	['Australia/Sydney', '2026-10-04T22:00:00+11:00', '2026-10-03T22:59:59+10:00'],
	['Pacific/Auckland', '2026-04-05T22:00:00+12:00', '2026-04-04T23:59:59+13:00'],
])('in %s the day before %s is reached at %s', (zone, instant, moment) => {
	expect(new Date(dayBefore(seconds(instant), zone) * 1_000).toISOString()).toBe(new Date(moment).toISOString());
});

test('the moment lies on an earlier calendar day of the zone, and hardly more than a day back', () => {
	const instant = fc.integer({ min: seconds('2015-01-01T00:00:00Z'), max: seconds('2035-01-01T00:00:00Z') });
	fc.assert(
		fc.property(instant, fc.constantFrom(...ZONES), (at, zone) => {
			const moment = dayBefore(at, zone);
			expect(localDay(moment, zone) < localDay(at, zone)).toBe(true);
			expect(at - moment).toBeLessThanOrEqual(26 * 3_600);
		}),
		{ numRuns: 500 },
	);
});

test('an hour around every change of the clocks is right too', () => {
	for (const zone of ZONES) {
		for (const day of ['2026-03-08', '2026-03-29', '2026-04-05', '2026-04-24', '2026-09-27', '2026-10-04', '2026-10-25', '2026-10-29', '2026-11-01']) {
			for (let at = seconds(`${day}T00:00:00Z`) - 86_400; at < seconds(`${day}T00:00:00Z`) + 2 * 86_400; at += 3_590) {
				expect(localDay(dayBefore(at, zone), zone) < localDay(at, zone)).toBe(true);
			}
		}
	}
});

test.each([[null], ['Pacific Time (US & Canada)'], ['']])('without a usable zone (%j) it goes two days back', (zone) => {
	expect(dayBefore(1_768_000_000, zone)).toBe(1_768_000_000 - 2 * 86_400);
});
