import { retryAfterAt } from '../../http/retryAfter';
import type { HttpResponse } from '../../http/transport';
import { CALLS_PER_MINUTE, MAX_CALLS_IN_FLIGHT } from './limits';

const WINDOW_MS = 60_000;

/** One of our calls. */
export interface SentCall {
	/** Epoch ms: when it was sent, and once it is answered, when that was. Xero counted it no later than this. */
	at: number;
	/** Its place among all our calls. */
	order: number;
	/** Calls that were on their way when it was sent, and may have been counted after it. */
	overtaking: number;
}

/**
 * What is known about the quota of one organisation, shared by all executions of a process. Other workers and apps
 * spend from the same quota, so Xero's headers are believed and our own count only fills the gaps between them.
 */
export interface Quota {
	/** Our calls of the last minute, the one that leaves it first in front. */
	recentCalls: SentCall[];
	/** Calls sent so far. */
	sent: number;
	/** Calls sent and not answered yet. */
	inFlight: number;
	/** Calls left this minute, by the last header less our calls since. */
	minuteRemaining: number;
	/** Calls left today; undefined until Xero said so. */
	dayRemaining?: number;
	/** Epoch ms of that statement. */
	dayKnownAt: number;
	/** Epoch ms at which Xero said that the day ends: what was left before says nothing afterwards. */
	dayEndsAt?: number;
	/** Epoch ms at which Xero had last counted more calls than ours: somebody else spends of the same minute. */
	othersSeenAt: number;
	/** No call before this time (epoch ms): Xero's last Retry-After. */
	blockedUntil: number;
	/** Callers waiting for a place, first come first served. */
	waiting: (() => void)[];
}

export function newQuota(): Quota {
	return { recentCalls: [], sent: 0, inFlight: 0, minuteRemaining: CALLS_PER_MINUTE, dayKnownAt: 0, othersSeenAt: -WINDOW_MS, blockedUntil: 0, waiting: [] };
}

/**
 * Milliseconds to wait before the next call: until a Retry-After has passed, or, when the minute is spent by Xero's
 * count or by ours, until our oldest call has left it. That is right for a rolling and for a fixed window, because a
 * fixed window that holds the call ends no later. Beside others the last calls of a minute are left to them: what is
 * left by the newest answer may be spent by the time ours arrives.
 */
export function waitBeforeCall(quota: Quota, now: number): number {
	const blocked = Math.max(0, quota.blockedUntil - now);
	const oldest = quota.recentCalls[0];
	const left = now - quota.othersSeenAt < WINDOW_MS ? MAX_CALLS_IN_FLIGHT : 0;
	const isFree = quota.minuteRemaining > left && quota.recentCalls.length < CALLS_PER_MINUTE;
	if (isFree || oldest === undefined) return blocked;
	return Math.max(blocked, oldest.at + WINDOW_MS - now);
}

/** The quota after a call was sent. @returns the call, to be named when it is answered */
export function noteCall(quota: Quota, now: number): SentCall {
	const sent = { at: now, order: ++quota.sent, overtaking: quota.inFlight };
	quota.recentCalls.push(sent);
	quota.inFlight += 1;
	quota.minuteRemaining -= 1;
	if (quota.dayRemaining !== undefined) quota.dayRemaining -= 1;
	return sent;
}

/** The quota after a call came to an end, with an answer or without: it stays in the window until a minute from now. */
export function noteEnd(quota: Quota, sent: SentCall, now: number): void {
	quota.inFlight -= 1;
	const position = quota.recentCalls.indexOf(sent);
	if (position >= 0) quota.recentCalls.splice(position, 1);
	quota.recentCalls.push({ ...sent, at: now });
}

/**
 * The quota after an answer; a missing header keeps our own count. Answers overtake each other: whatever may have been
 * counted after the call that this one belongs to is still to be taken off.
 */
export function noteAnswer(quota: Quota, sent: SentCall, answer: HttpResponse, now: number): void {
	const minute = headerNumber(answer, 'x-minlimit-remaining');
	const day = headerNumber(answer, 'x-daylimit-remaining');
	if (minute !== undefined) quota.minuteRemaining = minute - (quota.sent - sent.order) - sent.overtaking;
	if (minute !== undefined && CALLS_PER_MINUTE - minute > quota.recentCalls.length) quota.othersSeenAt = now;
	const isDayOver = answer.status === 429 && answer.headers['x-rate-limit-problem']?.toLowerCase() === 'day';
	if (isDayOver || day !== undefined) {
		quota.dayRemaining = isDayOver ? 0 : day;
		quota.dayKnownAt = now;
	}
	const retryAt = answer.status === 429 ? retryAfterAt(answer.headers['retry-after'], now) : undefined;
	if (retryAt === undefined) return;
	quota.blockedUntil = Math.max(quota.blockedUntil, retryAt);
	if (isDayOver) quota.dayEndsAt = retryAt;
	// Xero says when it is free again; one call finds out how much there is then, and who else is there.
	quota.minuteRemaining = Math.max(1, quota.minuteRemaining);
	quota.othersSeenAt = -WINDOW_MS;
}

/** What Xero said last of the calls left today, less our own since; null: it has not said. Pure. */
export function dayLeft({ dayRemaining, dayKnownAt, dayEndsAt }: Quota): { day: number; knownAt: number; dayEndsAt?: number } | null {
	if (dayRemaining === undefined) return null;
	return { day: Math.max(0, dayRemaining), knownAt: dayKnownAt, ...(dayEndsAt !== undefined && { dayEndsAt }) };
}

/** Takes calls out that no window of a minute can hold any more. */
export function forgetOldCalls(quota: Quota, now: number): void {
	while (quota.recentCalls[0] !== undefined && quota.recentCalls[0].at <= now - WINDOW_MS) {
		quota.recentCalls.shift();
		quota.minuteRemaining = Math.min(CALLS_PER_MINUTE, quota.minuteRemaining + 1);
	}
}

function headerNumber(answer: HttpResponse, name: string): number | undefined {
	const text = answer.headers[name];
	const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
	return Number.isFinite(value) ? value : undefined;
}
