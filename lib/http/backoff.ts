/** How often and how long a call is repeated; all waits in milliseconds. */
export interface BackoffPolicy {
	/** Calls in all, the first included. */
	maxAttempts: number;
	/** Upper end of the first wait; doubles with every attempt. */
	baseMs: number;
	/** No single jittered wait is longer than this. */
	capMs: number;
	/** A wait longer than this (a vendor's Retry-After of hours) is handed back instead of slept through. */
	maxWaitMs: number;
}

export const DEFAULT_BACKOFF: BackoffPolicy = { maxAttempts: 5, baseMs: 1_000, capMs: 30_000, maxWaitMs: 120_000 };

/** While somebody publishes a workflow and waits, there is no time for many tries. */
export const QUICK_BACKOFF: BackoffPolicy = { maxAttempts: 2, baseMs: 500, capMs: 1_000, maxWaitMs: 2_000 };

/**
 * Full jitter: evenly spread between 0 and the exponential ceiling, so that many callers stopped by one outage do
 * not come back together.
 * @param attempt the attempt that just failed, from 1
 * @param random in [0, 1)
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffMs(attempt: number, policy: BackoffPolicy, random: number): number {
	// Thirty doublings are over any cap, and stay finite.
	const ceiling = Math.min(policy.capMs, policy.baseMs * 2 ** Math.min(attempt - 1, 30));
	return Math.floor(random * ceiling);
}
