import type { Clock, HttpResponse, Transport } from '../http/transport';
import { retryAfterAt } from '../http/retryAfter';
import { CALLS_PER_MINUTE, MAX_CALLS_IN_FLIGHT } from './limits';

const WINDOW_MS = 60_000;

/**
 * What is known about the quota of one organisation, shared by all executions of a process. Other workers and apps
 * spend from the same quota, so Xero's headers are believed and our own count only fills the gaps between them.
 */
export interface Quota {
	/** Times (epoch ms) of our calls of the last minute, oldest first. */
	recentCalls: number[];
	inFlight: number;
	/** Calls left this minute, by the last header less our calls since. */
	minuteRemaining: number;
	/** Calls left today; undefined until Xero said so. */
	dayRemaining?: number;
	/** No call before this time (epoch ms): Xero's last Retry-After. */
	blockedUntil: number;
	/** Callers waiting for a place, first come first served. */
	waiting: (() => void)[];
}

export function newQuota(): Quota {
	return { recentCalls: [], inFlight: 0, minuteRemaining: CALLS_PER_MINUTE, blockedUntil: 0, waiting: [] };
}

/**
 * Milliseconds to wait before the next call: until a Retry-After has passed, or, when the minute is spent, until our
 * oldest call has left it. That is right for a rolling and for a fixed window, because a fixed window that holds the
 * call ends no later.
 */
export function waitBeforeCall(quota: Quota, now: number): number {
	const blocked = Math.max(0, quota.blockedUntil - now);
	const oldest = quota.recentCalls[0];
	if (quota.minuteRemaining > 0 || oldest === undefined) return blocked;
	return Math.max(blocked, oldest + WINDOW_MS - now);
}

/** The quota after a call was sent. */
export function noteCall(quota: Quota, now: number): void {
	forgetOldCalls(quota, now);
	quota.recentCalls.push(now);
	quota.minuteRemaining -= 1;
	if (quota.dayRemaining !== undefined) quota.dayRemaining -= 1;
}

/** The quota after an answer; a missing header keeps our own count. */
export function noteAnswer(quota: Quota, answer: HttpResponse, now: number): void {
	const minute = headerNumber(answer, 'x-minlimit-remaining');
	const day = headerNumber(answer, 'x-daylimit-remaining');
	if (minute !== undefined) quota.minuteRemaining = minute - Math.max(0, quota.inFlight - 1);
	if (day !== undefined) quota.dayRemaining = day;
	if (answer.status === 429) {
		quota.blockedUntil = Math.max(quota.blockedUntil, retryAfterAt(answer.headers['retry-after'], now) ?? 0);
	}
}

function forgetOldCalls(quota: Quota, now: number): void {
	while (quota.recentCalls[0] !== undefined && quota.recentCalls[0] <= now - WINDOW_MS) {
		quota.recentCalls.shift();
		quota.minuteRemaining = Math.min(CALLS_PER_MINUTE, quota.minuteRemaining + 1);
	}
}

/**
 * Wraps a transport so that all calls to one organisation keep Xero's pace: four in flight, none after the minute is
 * spent, none before a Retry-After. A wait longer than `maxWaitMs` is answered at once with the 429 that Xero would
 * send, without a call.
 */
export function paced(transport: Transport, quota: Quota, clock: Clock, maxWaitMs: number): Transport {
	return async (request) => {
		await enter(quota);
		try {
			const waitMs = await waitForTurn(quota, clock, maxWaitMs, request.signal);
			if (waitMs > maxWaitMs) return stillBlocked(waitMs);
			noteCall(quota, clock.now());
			const answer = await transport(request);
			noteAnswer(quota, answer, clock.now());
			return answer;
		} finally {
			leave(quota);
		}
	};
}

/** Waits for the turn, asking again after each sleep because another caller may have been told to wait longer. */
async function waitForTurn(quota: Quota, clock: Clock, maxWaitMs: number, signal?: AbortSignal): Promise<number> {
	for (;;) {
		forgetOldCalls(quota, clock.now());
		const waitMs = waitBeforeCall(quota, clock.now());
		if (waitMs === 0 || waitMs > maxWaitMs) return waitMs;
		await clock.sleep(waitMs, signal);
	}
}

async function enter(quota: Quota): Promise<void> {
	if (quota.inFlight < MAX_CALLS_IN_FLIGHT) {
		quota.inFlight += 1;
		return;
	}
	await new Promise<void>((resolve) => quota.waiting.push(resolve));
}

/** Hands the place to the next in line, so the number in flight never rises above the limit. */
function leave(quota: Quota): void {
	const next = quota.waiting.shift();
	if (next) next();
	else quota.inFlight -= 1;
}

function stillBlocked(waitMs: number): HttpResponse {
	const seconds = Math.ceil(waitMs / 1_000);
	return { status: 429, headers: { 'retry-after': String(seconds), 'x-rate-limit-problem': 'day' }, body: '' };
}

function headerNumber(answer: HttpResponse, name: string): number | undefined {
	const text = answer.headers[name];
	const value = text === undefined ? Number.NaN : Number(text);
	return Number.isFinite(value) ? value : undefined;
}
