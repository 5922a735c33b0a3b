import type { Clock, Transport } from '../../http/transport';
import type { Quota } from './quota';

/** A bulk run that found the reserve reached asks again this often: the day's window resets at a time nobody knows. */
const PROBE_EVERY_MS = 60 * 60_000;

/** In the header that Xero uses to name a limit; Xero itself never sends it. */
export const DAY_RESERVE_PROBLEM = 'day reserve';

/**
 * Keeps the last calls of the day for others: while Xero says that no more than `reserve` are left, calls are answered
 * at once with a 429, without being sent. Once an hour one goes through and learns what is left then.
 * @param reserve calls to leave; 0 keeps none
 */
export function keepingReserve(transport: Transport, quota: Quota, clock: Clock, reserve: number): Transport {
	if (reserve <= 0) return transport;
	return async (request) => {
		const waitMs = waitForReserve(quota, reserve, clock.now());
		if (waitMs === 0) return await transport(request);
		const headers = { 'retry-after': String(Math.ceil(waitMs / 1_000)), 'x-rate-limit-problem': DAY_RESERVE_PROBLEM };
		return { status: 429, headers, body: '' };
	};
}

/** Milliseconds until the next probe; 0 where a call may be sent, as the first one of a day that Xero said would begin. Pure. */
export function waitForReserve(quota: Pick<Quota, 'dayRemaining' | 'dayKnownAt' | 'dayEndsAt'>, reserve: number, now: number): number {
	if (quota.dayRemaining === undefined || quota.dayRemaining > reserve) return 0;
	if (quota.dayEndsAt !== undefined && quota.dayKnownAt < quota.dayEndsAt && quota.dayEndsAt <= now) return 0;
	return Math.max(0, quota.dayKnownAt + PROBE_EVERY_MS - now);
}
