import { CONTACTS_PER_PAGE_MAX } from '../../../lib/intercom/contacts/contactPages';
import type { Verdict } from './judge';

/** Contacts in one call of Xero's that writes, and on one page that it lists. @see lib/xero */
const WRITTEN_A_CALL = 50;
const LISTED_A_PAGE = 1_000;
const PER_MINUTE = 60;
const PER_DAY = 5_000;

/** The fewest calls in which anybody could do it: list what Xero has, write what has to be written, read Intercom page by page. */
export function leastCalls({ contacts, toWrite, inXero }: { contacts: number; toWrite: number; inXero: number }): { xero: number; intercomReads: number } {
	return { xero: Math.ceil(toWrite / WRITTEN_A_CALL) + Math.max(1, Math.ceil(inXero / LISTED_A_PAGE)), intercomReads: Math.ceil(contacts / CONTACTS_PER_PAGE_MAX) };
}

/**
 * Seconds in which so many calls can be made at the soonest: a minute's 60 are there at the start, and each later call waits for
 * the end of the minute of the one 60 before it, whether Xero's minute is fixed or rolls. For the calls of one day.
 */
export function leastSeconds(calls: number): number {
	return (Math.ceil(calls / PER_MINUTE) - 1) * 60;
}

/** Minutes that so many calls take at Xero's limits: 60 a minute, 5,000 a day (from the Core tier on). */
export function minutesAtLimits(calls: number): number {
	const wholeDays = Math.max(0, Math.ceil(calls / PER_DAY) - 1);
	return wholeDays * 24 * 60 + (calls - wholeDays * PER_DAY) / PER_MINUTE;
}

export function countOf(verdicts: readonly Verdict[]): Record<Verdict, number> {
	const counts: Record<Verdict, number> = { right: 0, waits: 0, missing: 0, wrong: 0, overwroteAStranger: 0, duplicate: 0 };
	for (const verdict of verdicts) counts[verdict]++;
	return counts;
}
