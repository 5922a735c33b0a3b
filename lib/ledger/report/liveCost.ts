import type { Job, QuotaKnowledge } from '../rows/facts';
import { FRESH_IN_SERIES_MS } from '../../xero/directory/freshness';
import { CALLS_PER_MINUTE, MAX_CONTACTS_PER_WRITE } from '../../xero/pace/limits';

/** What a dry run says of the live run on the same contacts. */
export interface LiveCost {
	/** Calls of Xero: writes of fifty, creates and updates apart, those for groups and notes, and every two minutes what changed in Xero meanwhile. At most for groups: several pages that are done together fill them together. */
	calls: number;
	/** At 60 calls a minute. */
	minutes: number;
	/** Days over which they spread, the calls left to live changes not counted. */
	days: number;
	/** Contacts of Intercom that get the reference. */
	references: number;
	/** When it ends if it begins now, epoch ms: Xero's day is used up to what is left to live changes, and then the next ones. */
	endsAt: number;
}

/** What is known of Xero's day. */
export type XeroDay = Pick<QuotaKnowledge, 'dayRemaining' | 'dayEndsAt'>;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Pages ask together what changed in Xero; between two questions there is room for so many calls. */
const CALLS_A_QUESTION = (CALLS_PER_MINUTE * FRESH_IN_SERIES_MS) / MINUTE_MS;

/** @param reserve calls of a day that are left to live changes @param now epoch ms. Pure. */
export function liveCost({ counts, reading }: Job, reserve: number, day: XeroDay, now: number): LiveCost | null {
	if (reading === null || reading.pages === 0) return null;
	const { created, updated } = counts;
	const { companies = { created: 0, updated: 0, staff: 0 }, newGroups, afterCalls = 0 } = reading;
	const writes = callsFor(created + companies.created) + callsFor(updated + companies.updated) + (newGroups === undefined ? 0 : Math.min(newGroups.room, Object.keys(newGroups.members).length)) + afterCalls;
	const calls = writes + Math.ceil(writes / CALLS_A_QUESTION);
	const perDay = Math.max(1, reading.dayCalls - reserve);
	return { calls, minutes: Math.ceil(calls / CALLS_PER_MINUTE), days: Math.max(1, Math.ceil(calls / perDay)), references: created + updated + companies.staff, endsAt: endOf(calls, perDay, reserve, day, now) };
}

const callsFor = (contacts: number) => Math.ceil(contacts / MAX_CONTACTS_PER_WRITE);

/** What is left of this day goes first; where nobody knows when the next one begins, it is a day from now. */
function endOf(calls: number, perDay: number, reserve: number, { dayRemaining, dayEndsAt }: XeroDay, now: number): number {
	const takes = (count: number) => Math.ceil(count / CALLS_PER_MINUTE) * MINUTE_MS;
	const today = dayRemaining === null ? perDay : Math.min(perDay, Math.max(0, dayRemaining - reserve));
	if (calls <= today) return now + takes(calls);
	const fullDays = Math.ceil((calls - today) / perDay) - 1;
	const nextDay = dayEndsAt !== null && dayEndsAt > now ? dayEndsAt : now + DAY_MS;
	return nextDay + fullDays * DAY_MS + takes(calls - today - fullDays * perDay);
}
