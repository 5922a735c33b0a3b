import type { Failure } from './failure';
import { NoAnswer, type Clock, type HttpRequest, type HttpResponse, type Transport } from './transport';
import { backoffMs, type BackoffPolicy, DEFAULT_BACKOFF } from './backoff';

/** What one vendor call came to. */
export type CallResult =
	| { ok: true; response: HttpResponse; attempts: number }
	| { ok: false; failure: Failure; attempts: number };

/** Reads an answer (or the lack of one): null means success. Pure; each vendor has its own. */
export type Classify = (answer: HttpResponse | NoAnswer, request: HttpRequest, now: number) => Failure | null;

export interface CallContext {
	transport: Transport;
	clock: Clock;
	classify: Classify;
	signal?: AbortSignal;
	backoff?: BackoffPolicy;
	/** Told about every decision to wait, for logs. */
	onRetry?: (event: { failure: Failure; attempt: number; waitMs: number }) => void;
}

/**
 * Sends one request and repeats it while its failure says a repeat is safe and soon enough: full-jitter exponential
 * backoff, never earlier than the vendor's Retry-After. A wait longer than `backoff.maxWaitMs` is not slept through;
 * the failure comes back with `retryAt` instead. A cancelled execution rejects with {@link NoAnswer} `cancelled`.
 */
export async function call(request: HttpRequest, context: CallContext): Promise<CallResult> {
	const policy = context.backoff ?? DEFAULT_BACKOFF;
	for (let attempt = 1; ; attempt++) {
		const answer = await answerTo(request, context);
		const now = context.clock.now();
		const failure = context.classify(answer, request, now);
		if (failure === null) return { ok: true, response: answer as HttpResponse, attempts: attempt };
		if (!failure.retryable) return { ok: false, failure, attempts: attempt };
		const waitMs = Math.max(backoffMs(attempt, policy, context.clock.random()), (failure.retryAt ?? now) - now);
		if (attempt >= policy.maxAttempts || waitMs > policy.maxWaitMs) {
			return { ok: false, failure: { ...failure, retryAt: now + waitMs }, attempts: attempt };
		}
		context.onRetry?.({ failure, attempt, waitMs });
		await context.clock.sleep(waitMs, context.signal);
	}
}

async function answerTo(request: HttpRequest, context: CallContext): Promise<HttpResponse | NoAnswer> {
	return await context
		.transport({ ...request, signal: request.signal ?? context.signal })
		.catch(async (error: unknown) => (isLostAnswer(error) ? error : await Promise.reject(error)));
}

/** A stopped execution is no answer to act on: it ends everything. */
function isLostAnswer(error: unknown): error is NoAnswer {
	return error instanceof NoAnswer && error.kind !== 'cancelled';
}
