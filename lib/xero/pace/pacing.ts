import { NoAnswer, type Clock, type HttpResponse, type Transport } from '../../http/transport';
import { MAX_CALLS_IN_FLIGHT } from './limits';
import { forgetOldCalls, noteAnswer, noteCall, noteEnd, waitBeforeCall, type Quota, type SentCall } from './quota';

/** A sleeper asks again this often: the answer to another caller's request may tell that the way is free. */
const RECHECK_MS = 1_000;

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
			noteAnswer(quota, turn, answer, clock.now());
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
