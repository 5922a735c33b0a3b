import type { Job } from '../rows/facts';
import { MAX_CONTACTS_PER_WRITE } from '../../xero/limits';

/** What a dry run says of the live run on the same contacts. */
export interface LiveCost {
	/** Calls of Xero: writes of fifty, creates and updates apart, and for each page what changed in Xero meanwhile. */
	calls: number;
	/** At 60 calls a minute. */
	minutes: number;
	/** Days over which they spread, the calls left to live changes not counted. */
	days: number;
	/** Contacts of Intercom that get the reference. */
	references: number;
}

/** See https://developer.xero.com/documentation/guides/oauth2/limits/ */
const CALLS_A_MINUTE = 60;

/** @param reserve calls of a day that are left to live changes. Pure. */
export function liveCost({ counts, reading }: Job, reserve: number): LiveCost | null {
	if (reading === null || reading.pages === 0) return null;
	const { created, updated } = counts;
	const onPages = (contacts: number) => reading.pages * Math.ceil(contacts / reading.pages / MAX_CONTACTS_PER_WRITE);
	const calls = onPages(created) + onPages(updated) + (created + updated === 0 ? 0 : reading.pages);
	return { calls, minutes: Math.ceil(calls / CALLS_A_MINUTE), days: Math.max(1, Math.ceil(calls / Math.max(1, reading.dayCalls - reserve))), references: created + updated };
}
