import type { SettledAnswer, Settlement } from '../events/settlement';
import { LATENCY_ENDS_MS, NEW_DAY, type DayCounts, type DayFacts } from '../rows/day';
import type { QuotaKnowledge } from '../rows/facts';
import type { WorkRow } from '../rows/work';
import type { Change, Found } from '../store/step';
import { dayOf } from './calendar';
import { noteFact, quotaOf } from './facts';

/** What became of one record of a batch. */
export interface Happened {
	settlement: Settlement;
	became: SettledAnswer['became'];
	/** Its work as it was claimed; null: it came from no claim. */
	work: Pick<WorkRow, 'why' | 'since'> | null;
}

/** Adds what a batch did to the day, one row for all of it. @param before what was found when the batch came. Pure. */
export function noteDay(before: Found, after: Found, happened: readonly Happened[], timeZone: string, now: number): Change[] {
	const name = `day ${dayOf(now, timeZone)}` as const;
	const was = after.fact(name)?.value ?? NEW_DAY;
	const is = withCalls(withHappened(was, happened, now), quotaOf(before), quotaOf(after));
	return JSON.stringify(is) === JSON.stringify(NEW_DAY) ? [] : noteFact(after, name, is);
}

/** The day with what became of these records. Pure. */
export function withHappened(day: DayFacts, happened: readonly Happened[], now: number): DayFacts {
	const counts = { ...day.counts };
	const latency = [...day.latency];
	for (const one of happened) {
		const counted = countedAs(one);
		if (counted === null) continue;
		counts[counted] = (counts[counted] ?? 0) + 1;
		const { settlement, work } = one;
		if (settlement.outcome === 'synced' && work?.why === 'notification') latency[latencyClass(now - work.since)]! += 1;
	}
	return { ...day, counts, latency };
}

/**
 * The day with the calls that Xero's own count went down by. It never says how many were made: where more are left than
 * before, a day of Xero began, or (one of its pages says so) calls of 24 hours ago no longer count. Nothing is guessed then. Pure.
 */
export function withCalls(day: DayFacts, before: QuotaKnowledge, after: QuotaKnowledge): DayFacts {
	if (after.dayRemaining === null || (after.knownAt === before.knownAt && after.dayRemaining === before.dayRemaining)) return day;
	const used = before.dayRemaining === null ? 0 : Math.max(0, before.dayRemaining - after.dayRemaining);
	return { ...day, calls: day.calls + used, fewestLeft: Math.min(day.fewestLeft ?? after.dayRemaining, after.dayRemaining) };
}

/** null: nothing happened, or it is not over yet: a removal whose policy is still to follow. */
function countedAs({ settlement, became, work }: Happened): keyof DayCounts | null {
	switch (settlement.outcome) {
		case 'synced':
			return settlement.result === 'linked' ? 'unchanged' : settlement.result;
		case 'broughtBack':
		case 'inIntercom':
			return settlement.result === 'unchanged' ? 'unchanged' : 'broughtBack';
		case 'gone':
			return became === 'done' ? 'removed' : null;
		case 'failed':
			// What Intercom does not know any more, and was looked for; what it could not be told is done, too, and nobody left for that.
			return became === 'done' && work !== null && settlement.fromXero?.balance === undefined ? 'removed' : 'failed';
		case 'previewed':
		case 'told':
			return null;
		default:
			return settlement.outcome;
	}
}

function latencyClass(ms: number): number {
	const found = LATENCY_ENDS_MS.findIndex((end) => ms <= end);
	return found === -1 ? LATENCY_ENDS_MS.length : found;
}
