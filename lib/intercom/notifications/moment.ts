import { isRecord } from '../../http/isRecord';
import { inUtc } from '../../time/utc';
import { epochSeconds } from '../api/wireValue';

const DAY_SECONDS = 86_400;

/** A moment in the past that a person or an expression gave: epoch seconds, null for none; or what is wrong with it. */
export type Moment = { wrong: null; at: number | null } | { wrong: 'Invalid' | 'InFuture'; words: string };

/**
 * Reads an ISO time (UTC where it names no zone), epoch seconds or milliseconds, a Date, or what n8n's own expressions for
 * times, such as `$now`, yield. One rule for every field that holds a time. Pure, never throws.
 * @param now epoch seconds
 */
export function momentIn(value: unknown, now: number): Moment {
	const given = plain(value);
	if (given === null || given === undefined || given === '') return { wrong: null, at: null };
	const at = epochSeconds(typeof given === 'string' ? inUtc(given) : given);
	if (at === null || at < 0) return { wrong: 'Invalid', words: `${shown(given)} is not a time` };
	// A day of patience for clocks that differ; later it is a mistake, such as milliseconds twice, that would hide contacts.
	return at > now + DAY_SECONDS ? { wrong: 'InFuture', words: `${shown(given)} lies in the future` } : { wrong: null, at };
}

function plain(value: unknown): unknown {
	if (value instanceof Date) return value.getTime() / 1_000;
	if (isRecord(value) && typeof value.toMillis === 'function') return Number(value.valueOf()) / 1_000;
	return typeof value === 'string' ? value.trim() : value;
}

function shown(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? `"${String(value).slice(0, 40)}"` : 'The value';
}
