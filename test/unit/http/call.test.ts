import fc from 'fast-check';
import { DEFAULT_BACKOFF } from '../../../lib/http/backoff';
import { call, type CallContext } from '../../../lib/http/call';
import type { Failure } from '../../../lib/http/failure';
import { NoAnswer, type HttpRequest, type HttpResponse } from '../../../lib/http/transport';
import { ManualClock } from './manualClock';

const REQUEST: HttpRequest = { method: 'GET', url: 'https://vendor.example/things', timeoutMs: 1_000 };
const OK: HttpResponse = { status: 200, headers: {}, body: {} };
const BUSY: HttpResponse = { status: 503, headers: {}, body: '' };
const slowDown = (seconds: number): HttpResponse => ({ status: 429, headers: { 'retry-after': String(seconds) }, body: '' });

/** 4xx but 429 is final, everything else but 2xx may be repeated. */
function classify(answer: HttpResponse | NoAnswer, _request: HttpRequest, now: number): Failure | null {
	const failure = { class: 'transient', reason: 'busy', message: '', nextStep: '', retryable: true } as const;
	if (answer instanceof NoAnswer) return { ...failure, reason: answer.kind };
	if (answer.status < 300) return null;
	if (answer.status === 429) return { ...failure, class: 'quota', retryAt: now + Number(answer.headers['retry-after']) * 1_000 };
	return answer.status >= 500 ? failure : { ...failure, class: 'validation', retryable: false };
}

/** Answers one after the other, the last one for ever. */
function vendor(...answers: (HttpResponse | NoAnswer)[]) {
	const clock = new ManualClock();
	const sent: HttpRequest[] = [];
	const times: number[] = [];
	const retries: number[] = [];
	const context: CallContext = {
		clock,
		classify,
		backoff: DEFAULT_BACKOFF,
		onRetry: ({ attempt }) => retries.push(attempt),
		transport: async (request) => {
			times.push(clock.now());
			const answer = answers[Math.min(sent.push(request), answers.length) - 1]!;
			return answer instanceof NoAnswer ? await Promise.reject(answer) : answer;
		},
	};
	const send = async (more: Partial<CallContext> = {}) => await clock.run(call(REQUEST, { ...context, ...more }));
	return { clock, sent, times, retries, send, context };
}

test('a good answer comes back after one attempt', async () => {
	const { send, sent, clock } = vendor(OK);
	expect(await send()).toEqual({ ok: true, response: OK, attempts: 1 });
	expect([sent.length, clock.waits]).toEqual([1, []]);
});

test('what may be repeated is repeated, with growing waits, and every attempt is counted', async () => {
	const { send, sent, clock, retries } = vendor(BUSY, new NoAnswer('network', 'reset'), new NoAnswer('timeout', 'late'), OK);
	expect(await send()).toMatchObject({ ok: true, attempts: 4 });
	expect(clock.waits).toEqual([500, 1_000, 2_000]);
	expect([sent.length, retries]).toEqual([4, [1, 2, 3]]);
});

test('what must not be repeated is sent once', async () => {
	const { send, sent } = vendor({ ...OK, status: 400 }, OK);
	expect(await send()).toMatchObject({ ok: false, attempts: 1, failure: { class: 'validation' } });
	expect(sent).toHaveLength(1);
});

test('after the last attempt the failure says when to try again', async () => {
	const { send, sent, clock } = vendor(BUSY);
	const result = await send();
	expect(result).toMatchObject({ ok: false, attempts: 5, failure: { reason: 'busy', retryAt: clock.now() + 8_000 } });
	expect([sent.length, clock.waits.length]).toEqual([5, 4]);
});

test('Retry-After is waited for, and never cut short by a shorter backoff', async () => {
	const { send, times } = vendor(slowDown(26), OK);
	expect(await send()).toMatchObject({ ok: true, attempts: 2 });
	expect(times[1]! - times[0]!).toBe(26_000);
});

test('a wait over the limit is handed back with its time instead of slept through', async () => {
	const { send, sent, clock } = vendor(slowDown(73_451), OK);
	const start = clock.now();
	expect(await send()).toMatchObject({ ok: false, attempts: 1, failure: { class: 'quota', retryAt: start + 73_451_000 } });
	expect([sent.length, clock.waits]).toEqual([1, []]);
});

test('a wait of exactly the limit is slept through', async () => {
	const { send } = vendor(slowDown(120), OK);
	expect(await send()).toMatchObject({ ok: true, attempts: 2 });
});

test('without any patience the first failure is handed back', async () => {
	const { send, sent, clock } = vendor(BUSY, OK);
	expect(await send({ backoff: { ...DEFAULT_BACKOFF, maxWaitMs: 0 } })).toMatchObject({ ok: false, attempts: 1 });
	expect([sent.length, clock.waits]).toEqual([1, []]);
});

test('a request that is cancelled rejects and is not repeated', async () => {
	const { send, sent } = vendor(new NoAnswer('cancelled', 'stopped'), OK);
	await expect(send()).rejects.toMatchObject({ name: 'NoAnswer', kind: 'cancelled' });
	expect(sent).toHaveLength(1);
});

test('a wait that is cancelled rejects at once', async () => {
	const stop = new AbortController();
	const { context, clock, sent } = vendor(slowDown(100), OK);
	const start = clock.now();
	const sending = call(REQUEST, { ...context, signal: stop.signal, onRetry: () => setImmediate(() => stop.abort()) });
	await expect(sending).rejects.toMatchObject({ kind: 'cancelled' });
	expect([clock.now() - start, clock.waits, sent.length]).toEqual([0, [100_000], 1]);
});

test('the signal of the execution reaches the transport, that of the request goes first', async () => {
	const [execution, own] = [new AbortController().signal, new AbortController().signal];
	const { send, sent, clock } = vendor(OK);
	await send({ signal: execution });
	await clock.run(call({ ...REQUEST, signal: own }, { clock, classify, signal: execution, transport: async (request) => (sent.push(request), OK) }));
	expect(sent.map(({ signal }) => signal)).toEqual([execution, own]);
});

test('a mistake of the transport is not taken for an answer', async () => {
	const { send } = vendor(OK);
	await expect(send({ transport: async () => await Promise.reject(new TypeError('ours')) })).rejects.toThrow(TypeError);
});

test('whatever the vendor answers: at most maxAttempts calls, none before its Retry-After, none after a final answer', async () => {
	const answer = fc.oneof(
		fc.constantFrom<HttpResponse | NoAnswer>(OK, BUSY, { ...OK, status: 400 }, new NoAnswer('network', '')),
		fc.integer({ min: 0, max: 300 }).map(slowDown),
	);
	await fc.assert(
		fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 6 }), async (answers, maxAttempts) => {
			const { send, sent, times, clock } = vendor(...answers);
			const result = await send({ backoff: { ...DEFAULT_BACKOFF, maxAttempts } });
			expect(sent.length).toBe(result.attempts);
			expect(sent.length).toBeLessThanOrEqual(maxAttempts);
			expect(Math.max(0, ...clock.waits)).toBeLessThanOrEqual(DEFAULT_BACKOFF.maxWaitMs);
			sent.slice(1).forEach((_, index) => {
				const before = answers[Math.min(index, answers.length - 1)]!;
				const asked = before instanceof NoAnswer ? 0 : Number(before.headers['retry-after'] ?? 0) * 1_000;
				expect(times[index + 1]! - times[index]!).toBeGreaterThanOrEqual(asked);
				expect(classify(before, REQUEST, 0)?.retryable).toBe(true);
			});
		}),
	);
});
