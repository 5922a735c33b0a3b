/** An epoch above this is in milliseconds: as seconds it would lie after the year 5000. */
const MAX_EPOCH_SECONDS = 100_000_000_000;

/** Text that says something: null for anything else, blanks included. Pure. */
export function textOf(value: unknown): string | null {
	return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** An id as a string, whether it came as text or number (owners before 2.16); 0 and '' mean none. Pure. */
export function idOf(value: unknown): string | null {
	if (typeof value === 'number') return Number.isFinite(value) && value !== 0 ? String(value) : null;
	return textOf(value)?.trim() ?? null;
}

/** A finite number, else null. Pure. */
export function numberOf(value: unknown): number | null {
	return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The entries of a list, [] for anything else. Pure. */
export function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

/**
 * Whole epoch seconds from what Intercom calls a time: seconds in REST, ISO 8601 with milliseconds in notifications.
 * Cut and not rounded, because one change was seen with .465 in one notification and .000 in another.
 * @returns null where there is no time. Pure.
 */
export function epochSeconds(value: unknown): number | null {
	if (typeof value === 'number' && Number.isFinite(value)) {
		return Math.floor(Math.abs(value) > MAX_EPOCH_SECONDS ? value / 1_000 : value);
	}
	const text = textOf(value);
	if (text === null) return null;
	if (/^\d+$/.test(text)) return epochSeconds(Number(text));
	const parsedMs = Date.parse(text);
	return Number.isNaN(parsedMs) ? null : Math.floor(parsedMs / 1_000);
}
