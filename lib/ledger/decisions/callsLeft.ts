import { waitForReserve } from '../../xero/pace/dayReserve';
import type { CallsLeft } from '../events/callsLeft';
import type { QuotaKnowledge } from '../rows/facts';
import type { Change, Found } from '../store/step';
import { noteFact, quotaOf } from './facts';

/**
 * Notes what Xero said of the calls left. Only of the organisation of this ledger, and never in place of what was said
 * later: outcomes of a slow execution come late. Pure.
 */
export function noteCallsLeft(found: Found, said: readonly CallsLeft[], now: number): Change[] {
	const bound = found.fact('binding')?.value.organisationId.toLowerCase();
	const ours = said.filter(({ organisationId }) => organisationId.toLowerCase() === bound);
	const [newest] = ours.sort((a, b) => b.knownAt - a.knownAt);
	if (newest === undefined) return [];
	// A clock that is ahead must not make deaf for what is said later.
	const knownAt = Math.min(newest.knownAt, now);
	if (knownAt < quotaOf(found).knownAt) return [];
	return noteFact(found, 'quota xero', { dayRemaining: newest.day, knownAt, dayEndsAt: newest.dayEndsAt ?? null });
}

/**
 * Until when bulk work waits (epoch ms), so that the last calls of the day are left to live changes and retries; null: it may
 * go. One batch an hour finds out how many are left then, and so does the first one of a day that Xero said would begin. Pure.
 */
export function reservedUntil({ dayRemaining, knownAt, dayEndsAt }: QuotaKnowledge, reserve: number, now: number): number | null {
	if (reserve <= 0 || dayRemaining === null) return null;
	const waitMs = waitForReserve({ dayRemaining, dayKnownAt: knownAt, ...(dayEndsAt !== null && { dayEndsAt }) }, reserve, now);
	if (waitMs <= 0) return null;
	return dayEndsAt !== null && dayEndsAt > now ? Math.min(now + waitMs, dayEndsAt) : now + waitMs;
}
