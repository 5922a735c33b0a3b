const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Waits before the tries of a record that failed: 1 and 5 minutes, half an hour, 2, 5, 10, 24 and 24 hours. Then it is parked. */
export const RETRY_DELAYS_MS = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 24 * HOUR, 24 * HOUR] as const;

/** While a service refuses, what it refused comes round as often as a probe goes out. */
export const PROBE_EVERY_MS = MINUTE;

export type NextTry = { kind: 'wait'; attempts: number; scheduledAt: number; dueAt: number } | { kind: 'giveUp'; attempts: number };

/** When a record that a service refused comes round again, which uses no try. Pure. @param retryAt as in {@link nextTry} */
export function sparedTry({ attempts }: { attempts: number }, now: number, retryAt = 0): { kind: 'wait'; attempts: number; scheduledAt: null; dueAt: number } {
	return { kind: 'wait', attempts, scheduledAt: null, dueAt: Math.max(now + PROBE_EVERY_MS, retryAt) };
}

/**
 * When a record that failed is tried again. A try that a notification brought before its time (`scheduledAt`) changes
 * neither the count nor the plan: ten notifications do not use up ten tries. Pure.
 * @param retryAt epoch ms before which the vendor said that a try is pointless
 */
export function nextTry(was: { attempts: number; scheduledAt: number | null }, now: number, retryAt = 0): NextTry {
	if (was.scheduledAt !== null && now < was.scheduledAt) {
		return { kind: 'wait', attempts: was.attempts, scheduledAt: was.scheduledAt, dueAt: Math.max(was.scheduledAt, retryAt) };
	}
	const delay = RETRY_DELAYS_MS[was.attempts];
	const attempts = was.attempts + 1;
	if (delay === undefined) return { kind: 'giveUp', attempts };
	return { kind: 'wait', attempts, scheduledAt: now + delay, dueAt: Math.max(now + delay, retryAt) };
}
