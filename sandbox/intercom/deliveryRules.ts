import type { Subscription } from './apps';
import type { PostResult } from '../kernel/post';

/** All in vendor milliseconds. @see https://developers.intercom.com/docs/webhooks/webhook-notifications */
export const RETRY_AFTER_MS = 60_000;
export const DEADLINE_MS = 5_000;
const THROTTLE_FIRST_MS = 60_000;
const THROTTLE_LONGEST_MS = 2 * 60 * 60_000;
const ERRORS_BEFORE_PAUSE = 1_000;
const PAUSE_MS = 15 * 60_000;

export type Verdict =
	| { outcome: 'delivered' }
	| { outcome: 'retrying'; waitMs: number }
	| { outcome: 'throttled'; waitMs: number }
	| { outcome: 'failed' }
	| { outcome: 'dropped' }
	| { outcome: 'disabled' };

/** What the vendor does about an answer: exactly one retry, 410 disables, 429 delays up to two hours in all. */
export function judge(
	status: PostResult['status'],
	attempt: number,
	delayedMs: number,
	subscription: Pick<Subscription, 'throttleMs'>,
): Verdict {
	if (typeof status === 'number' && status >= 200 && status < 300) return { outcome: 'delivered' };
	if (status === 410) return { outcome: 'disabled' };
	if (status === 429) {
		const waitMs = Math.min(Math.max(subscription.throttleMs * 2, THROTTLE_FIRST_MS), THROTTLE_LONGEST_MS);
		return delayedMs + waitMs > THROTTLE_LONGEST_MS ? { outcome: 'dropped' } : { outcome: 'throttled', waitMs };
	}
	return attempt === 1 ? { outcome: 'retrying', waitMs: RETRY_AFTER_MS } : { outcome: 'failed' };
}

/** Keeps the endpoint's score: errors in a row pause it, an accepted notification ends a throttle. */
export function keepScore(subscription: Subscription, verdict: Verdict, now: number): void {
	if (verdict.outcome === 'disabled') subscription.state = 'disabled';
	if (verdict.outcome === 'throttled') subscription.throttleMs = verdict.waitMs;
	if (verdict.outcome === 'delivered') {
		subscription.throttleMs = 0;
		subscription.errorsInRow = 0;
		return;
	}
	if (subscription.errorsInRow === 0 || now - subscription.errorsSince > PAUSE_MS) {
		subscription.errorsInRow = 0;
		subscription.errorsSince = now;
	}
	subscription.errorsInRow += 1;
	if (subscription.errorsInRow > ERRORS_BEFORE_PAUSE) subscription.pausedUntil = now + PAUSE_MS;
}
