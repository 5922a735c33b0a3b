import type { Quota } from './quota';

const WINDOW_MS = 60_000;

/** What one process knows of an organisation's limits, as it hands it to the next one. Times in epoch ms; machines that share a ledger keep one time. */
export interface SharedPace {
	/** When each of its calls of the last minute was counted, the oldest first. */
	recentCalls: number[];
	minuteRemaining: number;
	dayRemaining: number | null;
	dayKnownAt: number;
	dayEndsAt: number | null;
	othersSeenAt: number;
	blockedUntil: number;
}

/** Pure. */
export function paceOf(quota: Quota): SharedPace {
	const { recentCalls, minuteRemaining, dayRemaining = null, dayKnownAt, dayEndsAt = null, othersSeenAt, blockedUntil } = quota;
	return { recentCalls: recentCalls.map(({ at }) => at), minuteRemaining, dayRemaining, dayKnownAt, dayEndsAt, othersSeenAt, blockedUntil };
}

/**
 * Goes on with what the process before learnt, in place of what this one knew: since then it has made no call, and the other
 * one has seen what is left. Call only while no call of this process is under way.
 */
export function adoptPace(quota: Quota, pace: SharedPace, now: number): void {
	const recent = pace.recentCalls.filter((at) => at > now - WINDOW_MS);
	quota.recentCalls = recent.map((at) => ({ at, order: 0, overtaking: 0 }));
	// What has left the minute meanwhile is free again.
	quota.minuteRemaining = pace.minuteRemaining + pace.recentCalls.length - recent.length;
	quota.dayRemaining = pace.dayRemaining ?? undefined;
	quota.dayKnownAt = pace.dayKnownAt;
	quota.dayEndsAt = pace.dayEndsAt ?? undefined;
	quota.othersSeenAt = pace.othersSeenAt;
	quota.blockedUntil = Math.max(quota.blockedUntil, pace.blockedUntil);
}
