import type { FactName } from '../rows/facts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** Whether it names a time zone that this machine knows. Pure. */
export function isTimeZone(value: unknown): value is string {
	if (typeof value !== 'string' || value === '') return false;
	try {
		return new Intl.DateTimeFormat('en', { timeZone: value }).format(0) !== '';
	} catch {
		return false;
	}
}

/** The calendar day there, `YYYY-MM-DD`; in UTC where the zone is unknown. @param now epoch ms. Pure. */
export function dayOf(now: number, timeZone: string): string {
	const parts = new Intl.DateTimeFormat('en', { timeZone: isTimeZone(timeZone) ? timeZone : 'UTC', calendar: 'gregory', numberingSystem: 'latn', year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(now);
	const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
	return `${part('year')}-${part('month')}-${part('day')}`;
}

/** The days that it is somewhere on Earth, from UTC-12 to UTC+14: a step that goes by the published zone needs one of them. Pure. */
export function daysSomewhere(now: number): Array<FactName & `day ${string}`> {
	const days = [now - 12 * HOUR_MS, now, now + 14 * HOUR_MS].map((at) => new Date(at).toISOString().slice(0, 10));
	return [...new Set(days)].map((day) => `day ${day}` as const);
}

/** So many calendar days up to this one, the oldest first. @param day `YYYY-MM-DD`. Pure. */
export function daysUpTo(day: string, count: number): string[] {
	const last = Date.parse(`${day}T00:00:00Z`);
	return Array.from({ length: count }, (_, place) => new Date(last - (count - 1 - place) * DAY_MS).toISOString().slice(0, 10));
}
