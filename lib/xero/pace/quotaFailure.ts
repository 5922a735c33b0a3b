import { TRY_LATER, type Failure, type QuotaKind } from '../../http/failure';
import { retryAfterAt } from '../../http/retryAfter';
import type { HttpResponse } from '../../http/transport';
import { DAY_RESERVE_PROBLEM } from './dayReserve';
import { TURN_PROBLEM } from './organisationTurn';

const MINUTE_MS = 60_000;

/** Xero documents Retry-After for minute and day limits only; these stand in where it is missing. */
const WAIT_MS: Readonly<Record<QuotaKind, number>> = { minute: MINUTE_MS, day: 60 * MINUTE_MS, concurrency: 1_000 };

const WHAT: Readonly<Record<QuotaKind, string>> = {
	minute: 'the limit of calls per minute is reached',
	day: 'the limit of calls per day is reached',
	concurrency: 'too many calls at the same time',
};

/** What we answer ourselves, without a call. */
const OWN_WORDS: Readonly<Record<string, Pick<Failure, 'reason' | 'message'>>> = {
	[DAY_RESERVE_PROBLEM]: { reason: 'xeroDayReserve', message: 'The calls that Xero still allows today are kept for live changes' },
	[TURN_PROBLEM]: { reason: 'xeroTurnLost', message: 'The ledger, by which workers take turns at Xero, could not be reached for a while, so this one calls Xero no more' },
};

/**
 * The failure for a 429, with the time before which a retry is pointless. Pure.
 * @see https://developer.xero.com/documentation/guides/oauth2/limits
 */
export function quotaFailure(answer: HttpResponse, now: number): Failure {
	const retryAt = retryAfterAt(answer.headers['retry-after'], now);
	const problem = answer.headers['x-rate-limit-problem'] ?? '';
	const own = OWN_WORDS[problem];
	const kind = kindOf(problem, retryAt === undefined ? undefined : retryAt - now);
	return {
		class: 'quota',
		quota: kind,
		reason: own?.reason ?? `xeroQuota${kind[0]!.toUpperCase()}${kind.slice(1)}`,
		message: own?.message ?? `Xero asks to slow down: ${WHAT[kind]}`,
		nextStep: kind === 'day' ? 'Send the item again when Xero allows calls again; the workflow Contact Sync does so by itself.' : TRY_LATER,
		retryable: true,
		retryAt: retryAt ?? now + WAIT_MS[kind],
	};
}

/** The header names it; without one, only the limit of the day makes us wait longer than a minute. */
function kindOf(problem: string, waitMs: number | undefined): QuotaKind {
	const text = problem.toLowerCase();
	if (text.includes('day')) return 'day';
	if (text.includes('minute')) return 'minute';
	if (text !== '' || waitMs === undefined) return 'concurrency';
	return waitMs > MINUTE_MS ? 'day' : 'minute';
}
