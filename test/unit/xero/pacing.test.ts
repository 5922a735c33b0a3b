import fc from 'fast-check';
import { NoAnswer, type HttpRequest, type HttpResponse, type Transport } from '../../../lib/http/transport';
import { paced } from '../../../lib/xero/pace/pacing';
import { newQuota, waitBeforeCall, type Quota } from '../../../lib/xero/pace/quota';
import { ManualClock } from '../http/manualClock';
import { HOUR_MS, scene, Vendor } from './pacedVendor';

const REQUEST: HttpRequest = { method: 'GET', url: 'https://api.xero.com/x', timeoutMs: 1_000 };
const OK: HttpResponse = { status: 200, headers: {}, body: {} };
const recent = (...times: number[]) => times.map((at, order) => ({ at, order, overtaking: 0 }));
const sendMany = async (send: Transport, calls: number) => await Promise.all(Array.from({ length: calls }, async () => await send(REQUEST)));

describe.each(['fixed', 'rolling'] as const)('with a %s window of 60 calls a minute', (window) => {
	test.each(['always', 'sometimes', 'never'] as const)('300 calls at once are never refused, headers %s sent', async (headers) => {
		const { clock, vendor, send } = scene(window, headers);
		const start = clock.now();
		const answers = await clock.run(sendMany(send, 300));
		expect(answers.map(({ status }) => status)).toEqual(Array(300).fill(200));
		expect([vendor.refused, vendor.mostInFlight]).toEqual([0, 4]);
		// Four windows have to pass; much more would be patience for nothing.
		expect(clock.now() - start).toBeLessThan(6 * 60_000);
	});

	test('whatever the latencies, nothing is refused and four are in flight at most', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 20_000 }), fc.constantFrom('always', 'sometimes', 'never'), async (seed, latencyMs, headers) => {
				const { clock, vendor, send } = scene(window, headers as 'always', seed, latencyMs);
				await clock.run(sendMany(send, 130));
				expect(vendor.refused).toBe(0);
				expect(vendor.mostInFlight).toBeLessThanOrEqual(4);
			}),
			{ numRuns: 15 },
		);
	});

	test('what another app spends is noticed by the headers before anything is refused', async () => {
		const { clock, vendor, send } = scene(window);
		vendor.spend(50);
		await clock.run(sendMany(send, 30));
		expect(vendor.refused).toBe(0);
	});

	test('beside others the last calls of a minute are left to them', async () => {
		const clock = new ManualClock();
		const vendor = new Vendor(clock, window, () => 50);
		const send = paced(vendor.transport, newQuota(), clock, 3 * HOUR_MS);
		vendor.spend(20);
		const start = clock.now();
		await clock.run(sendMany(send, 45));
		const inTheFirstMinute = vendor.sentAt.filter((at) => at < start + 60_000).length;
		expect(inTheFirstMinute).toBeLessThanOrEqual(60 - 20 - 4);
		// Calls on their way may have been counted already or not, so a few more are left.
		expect(inTheFirstMinute).toBeGreaterThan(60 - 20 - 4 - 4);
		await clock.run(sendMany(send, 200));
		expect([vendor.refused, vendor.sentAt.length]).toEqual([0, 245]);
	});

	test('after a refusal the calls go on when Xero said, not a minute later', async () => {
		const { clock, vendor, send } = scene(window, 'always', 1, 10);
		vendor.spend(60);
		clock.advance(50_000);
		const start = clock.now();
		const [first] = await clock.run(sendMany(send, 1));
		const rest = await clock.run(sendMany(send, 8));
		expect([first!.status, ...rest.map(({ status }) => status)]).toEqual([429, ...Array(8).fill(200)]);
		expect(clock.now() - start).toBeLessThan(15_000);
	});
});

test('no call is sent before Retry-After has passed, whoever was told', async () => {
	const { clock, vendor, quota, send } = scene('fixed');
	quota.blockedUntil = clock.now() + 45_000;
	const until = quota.blockedUntil;
	await clock.run(sendMany(send, 20));
	expect(Math.min(...vendor.sentAt)).toBeGreaterThanOrEqual(until);
});

test('random answers never let a call go before the newest Retry-After, nor a fifth into flight', async () => {
	const answers = fc.array(fc.record({ seconds: fc.option(fc.integer({ min: 0, max: 90 })), left: fc.option(fc.integer({ min: 0, max: 60 })), latencyMs: fc.nat(3_000) }), { minLength: 1, maxLength: 12 });
	await fc.assert(
		fc.asyncProperty(answers, async (script) => {
			const clock = new ManualClock();
			let [blockedUntil, inFlight, sent] = [0, 0, 0];
			const transport: Transport = async () => {
				const { seconds, left, latencyMs } = script[sent++ % script.length]!;
				expect(clock.now()).toBeGreaterThanOrEqual(blockedUntil);
				expect(++inFlight).toBeLessThanOrEqual(4);
				await clock.sleep(latencyMs);
				inFlight -= 1;
				if (seconds !== null) blockedUntil = Math.max(blockedUntil, clock.now() + seconds * 1_000);
				const headers = { ...(seconds !== null && { 'retry-after': String(seconds) }), ...(left !== null && { 'x-minlimit-remaining': String(left) }) };
				return { status: seconds === null ? 200 : 429, headers, body: '' };
			};
			const send = paced(transport, newQuota(), clock, HOUR_MS);
			await clock.run(sendMany(send, 25));
			expect(sent).toBe(25);
		}),
		{ numRuns: 60 },
	);
});

test('a wait over the limit is answered at once with a 429 that says how long, and no call is made', async () => {
	const { clock, vendor, quota } = scene('fixed');
	quota.blockedUntil = clock.now() + 90_500;
	const send = paced(vendor.transport, quota, clock, 60_000);
	expect(await sendMany(send, 3)).toEqual(Array(3).fill({ status: 429, headers: { 'retry-after': '91' }, body: '' }));
	expect([vendor.sentAt, clock.waits]).toEqual([[], []]);
});

test('a caller without patience is not held up behind one that waits', async () => {
	const { clock, vendor, quota, send } = scene('fixed');
	quota.blockedUntil = clock.now() + 30_000;
	const patient = sendMany(send, 6);
	const hasty = await paced(vendor.transport, quota, clock, 0)(REQUEST);
	expect(hasty.status).toBe(429);
	expect((await clock.run(patient)).map(({ status }) => status)).toEqual(Array(6).fill(200));
});

test('a call that gets no answer frees its place and still counts as spent', async () => {
	const clock = new ManualClock();
	const quota = newQuota();
	const send = paced(async () => await Promise.reject(new NoAnswer('network', 'reset')), quota, clock, HOUR_MS);
	const results = await clock.run(Promise.allSettled(Array.from({ length: 9 }, async () => await send(REQUEST))));
	expect(results.every(({ status }) => status === 'rejected')).toBe(true);
	expect([quota.inFlight, quota.minuteRemaining, quota.recentCalls.length]).toEqual([0, 51, 9]);
});

describe('a stopped execution', () => {
	const blocked = () => {
		const clock = new ManualClock();
		const quota = newQuota();
		const answers: ((answer: HttpResponse) => void)[] = [];
		const send = paced(async () => await new Promise((resolve) => answers.push(resolve)), quota, clock, HOUR_MS);
		return { clock, quota, answers, send };
	};

	test('leaves the queue for a place at once, and the others move up', async () => {
		const { answers, send } = blocked();
		const stop = new AbortController();
		const first = sendMany(send, 4);
		const stopped = send({ ...REQUEST, signal: stop.signal });
		const next = send(REQUEST);
		await new Promise((resolve) => setImmediate(resolve));
		stop.abort();
		await expect(stopped).rejects.toMatchObject({ kind: 'cancelled' });
		answers.forEach((answer) => answer(OK));
		await first;
		await new Promise((resolve) => setImmediate(resolve));
		expect(answers).toHaveLength(5);
		answers[4]!(OK);
		expect(await next).toEqual(OK);
	});

	test('stops sleeping at once', async () => {
		const { clock, quota, send } = blocked();
		const stop = new AbortController();
		quota.blockedUntil = clock.now() + 30_000;
		const sleeping = send({ ...REQUEST, signal: stop.signal });
		stop.abort();
		await expect(sleeping).rejects.toMatchObject({ kind: 'cancelled' });
		expect(quota.inFlight).toBe(0);
	});

	test('that was told of a free place passes the news on', async () => {
		const { clock, quota, answers, send } = blocked();
		const stop = new AbortController();
		const first = sendMany(send, 4);
		const stopped = send({ ...REQUEST, signal: stop.signal });
		const next = send(REQUEST);
		await new Promise((resolve) => setImmediate(resolve));
		// The one who is told has to sleep, and is stopped while it does.
		answers[0]!({ status: 429, headers: { 'retry-after': '5' }, body: '' });
		await new Promise((resolve) => setImmediate(resolve));
		stop.abort();
		await expect(stopped).rejects.toMatchObject({ kind: 'cancelled' });
		await new Promise((resolve) => setImmediate(resolve));
		expect(quota.waiting).toEqual([]);
		answers.forEach((answer) => answer(OK));
		await first;
		const resent = new Promise((resolve) => setImmediate(resolve));
		clock.wakeAll(6_000);
		await resent;
		answers[4]!(OK);
		expect(await next).toEqual(OK);
	});
});

test.each<[string, Partial<Quota>, number]>([
	['nothing sent yet', {}, 0],
	['calls left', { minuteRemaining: 1, recentCalls: recent(0) }, 0],
	['the minute spent: until our oldest call has left it', { minuteRemaining: 0, recentCalls: recent(5_000, 9_000) }, 55_000],
	['sixty calls of ours, whatever Xero says is left', { minuteRemaining: 20, recentCalls: recent(...Array<number>(60).fill(8_000)) }, 58_000],
	['blocked', { blockedUntil: 17_000 }, 7_000],
	['blocked for longer than the minute', { minuteRemaining: 0, recentCalls: recent(5_000), blockedUntil: 90_000 }, 80_000],
	['a block that has passed', { blockedUntil: 9_000 }, 0],
])('the wait with %s', (_, known, expected) => {
	expect(waitBeforeCall({ ...newQuota(), ...known }, 10_000)).toBe(expected);
});
