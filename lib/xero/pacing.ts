import { retryAfterAt } from '../http/retryAfter';
import { NoAnswer, type Clock, type HttpResponse, type Transport } from '../http/transport';
import { CALLS_PER_MINUTE, MAX_CALLS_IN_FLIGHT } from './limits';

const WINDOW_MS = 60_000;

/** A sleeper asks again this often: the answer to another caller's request may tell that the way is free. */
const RECHECK_MS = 1_000;

/** One of our calls. */
export interface SentCall {
	/** Epoch ms: when it was sent, and once it is answered, when that was. Xero counted it no later than this. */
	at: number;
}

/**
 * What is known about the quota of one organisation, shared by all executions of a process. Other workers and apps
 * spend from the same quota, so Xero's headers are believed and our own count only fills the gaps between them.
 */
export interface Quota {
	/** Our calls of the last minute, the one that leaves it first in front. */
	recentCalls: SentCall[];
	/** Calls sent and not answered yet. */
	inFlight: number;
	/** Calls left this minute, by the last header less our calls since. */
	minuteRemaining: number;
	/** Calls left today; undefined until Xero said so. */
	dayRemaining?: number;
	/** Epoch ms of that statement. */
	dayKnownAt: number;
	/** No call before this time (epoch ms): Xero's last Retry-After. */
	blockedUntil: number;
	/** Callers waiting for a place, first come first served. */
	waiting: (() => void)[];
}

export function newQuota(): Quota {
	return { recentCalls: [], inFlight: 0, minuteRemaining: CALLS_PER_MINUTE, dayKnownAt: 0, blockedUntil: 0, waiting: [] };
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
	return Math.max(blocked, oldest.at + WINDOW_MS - now);
}

/** The quota after a call was sent. @returns the call, to be named when it is answered */
export function noteCall(quota: Quota, now: number): SentCall {
	const sent = { at: now };
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
	quota.recentCalls.push({ at: now });
}

/** The quota after an answer; a missing header keeps our own count. */
export function noteAnswer(quota: Quota, answer: HttpResponse, now: number): void {
	const minute = headerNumber(answer, 'x-minlimit-remaining');
	const day = headerNumber(answer, 'x-daylimit-remaining');
	if (minute !== undefined) quota.minuteRemaining = minute - Math.max(0, quota.inFlight - 1);
	if (day !== undefined) {
		quota.dayRemaining = day;
		quota.dayKnownAt = now;
	}
	const retryAt = answer.status === 429 ? retryAfterAt(answer.headers['retry-after'], now) : undefined;
	if (retryAt === undefined) return;
	quota.blockedUntil = Math.max(quota.blockedUntil, retryAt);
	// Xero says when it is free again; one call finds out how much there is then.
	quota.minuteRemaining = Math.max(1, quota.minuteRemaining);
}

function forgetOldCalls(quota: Quota, now: number): void {
	while (quota.recentCalls[0] !== undefined && quota.recentCalls[0].at <= now - WINDOW_MS) {
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
		const turn = await takeTurn(quota, clock, maxWaitMs, request.signal);
		if (!('at' in turn)) return stillBlocked(turn.waitMs);
		try {
			const answer = await transport(request);
			noteAnswer(quota, answer, clock.now());
			return answer;
		} finally {
			noteEnd(quota, turn, clock.now());
			tellNext(quota);
		}
	};
}

/**
 * Waits until a call may be sent and counts it in the same step, so that two callers never take the same turn.
 * Nobody holds a place while sleeping.
 * @returns the call to send, or the wait that is too long
 */
async function takeTurn(
	quota: Quota,
	clock: Clock,
	maxWaitMs: number,
	signal?: AbortSignal,
): Promise<SentCall | { waitMs: number }> {
	for (;;) {
		forgetOldCalls(quota, clock.now());
		const waitMs = waitBeforeCall(quota, clock.now());
		if (waitMs === 0 && quota.inFlight < MAX_CALLS_IN_FLIGHT) return noteCall(quota, clock.now());
		if (waitMs > maxWaitMs) {
			tellNext(quota);
			return { waitMs };
		}
		await (waitMs > 0 ? rest(quota, clock, waitMs, signal) : freePlace(quota, signal));
	}
}

/** Whoever was told that a place is free and makes no call passes the news on. */
function tellNext(quota: Quota): void {
	quota.waiting.shift()?.();
}

async function rest(quota: Quota, clock: Clock, waitMs: number, signal?: AbortSignal): Promise<void> {
	await clock.sleep(Math.min(waitMs, RECHECK_MS), signal).catch(async (error: unknown) => {
		tellNext(quota);
		return await Promise.reject(error);
	});
}

/** Resolves when a call has ended. */
async function freePlace(quota: Quota, signal?: AbortSignal): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		const leave = (): void => {
			quota.waiting = quota.waiting.filter((other) => other !== wake);
			reject(new NoAnswer('cancelled', 'The execution was stopped.'));
		};
		const wake = (): void => {
			signal?.removeEventListener('abort', leave);
			resolve();
		};
		if (signal?.aborted) return leave();
		quota.waiting.push(wake);
		signal?.addEventListener('abort', leave, { once: true });
	});
}

function stillBlocked(waitMs: number): HttpResponse {
	return { status: 429, headers: { 'retry-after': String(Math.ceil(waitMs / 1_000)) }, body: '' };
}

function headerNumber(answer: HttpResponse, name: string): number | undefined {
	const text = answer.headers[name];
	const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
	return Number.isFinite(value) ? value : undefined;
}
