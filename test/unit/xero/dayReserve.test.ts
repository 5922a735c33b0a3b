import type { HttpRequest, HttpResponse } from '../../../lib/http/transport';
import { keepingReserve } from '../../../lib/xero/pace/dayReserve';
import { dayLeft, newQuota, noteAnswer, noteCall, type Quota } from '../../../lib/xero/pace/quota';
import { quotaFailure } from '../../../lib/xero/pace/quotaFailure';

const HOUR_MS = 60 * 60_000;
const REQUEST: HttpRequest = { method: 'GET', url: 'https://api.xero.com/api.xro/2.0/Contacts', timeoutMs: 1_000 };

/** Xero with so many calls left today; counts what reaches it. */
function xeroWith(dayRemaining: number | undefined) {
	const time = { now: 1_000_000 };
	const quota: Quota = newQuota();
	const world = { dayRemaining, calls: 0 };
	const clock = { now: () => time.now, random: () => 0, sleep: async () => await Promise.resolve() };
	const transport = async (): Promise<HttpResponse> => {
		world.calls += 1;
		const headers: Record<string, string> = world.dayRemaining === undefined ? {} : { 'x-daylimit-remaining': String(world.dayRemaining) };
		const answer = { status: 200, headers, body: {} };
		noteAnswer(quota, noteCall(quota, time.now), answer, time.now);
		return await Promise.resolve(answer);
	};
	return { time, quota, world, send: (reserve: number) => keepingReserve(transport, quota, clock, reserve)(REQUEST) };
}

it('sends as long as more than the reserve is left, and while Xero has not said how much is', async () => {
	const xero = xeroWith(101);
	expect((await xero.send(100)).status).toBe(200);
	expect((await xero.send(100)).status).toBe(200);
	const silent = xeroWith(undefined);
	await silent.send(100);
	expect((await silent.send(100)).status).toBe(200);
});

it('sends nothing at the reserve, while live changes without a reserve go on', async () => {
	const xero = xeroWith(100);
	await xero.send(100);
	const held = await xero.send(100);
	expect(held.status).toBe(429);
	expect(xero.world.calls).toBe(1);
	expect((await xero.send(0)).status).toBe(200);
});

it('probes once an hour and goes on when a new day has begun', async () => {
	const xero = xeroWith(50);
	await xero.send(100);
	xero.time.now += HOUR_MS - 1;
	expect((await xero.send(100)).status).toBe(429);
	xero.time.now += 1;
	expect((await xero.send(100)).status).toBe(200);
	expect((await xero.send(100)).status).toBe(429);
	expect(xero.world.calls).toBe(2);
	xero.world.dayRemaining = 5_000;
	xero.time.now += HOUR_MS;
	await xero.send(100);
	expect((await xero.send(100)).status).toBe(200);
});

it('does not wait for the next probe once the day is over that Xero named in a 429', async () => {
	const xero = xeroWith(0);
	const refused = { status: 429, headers: { 'x-daylimit-remaining': '0', 'x-rate-limit-problem': 'day', 'retry-after': '600' }, body: '' };
	noteAnswer(xero.quota, noteCall(xero.quota, xero.time.now), refused, xero.time.now);
	xero.time.now += 599_999;
	expect((await xero.send(100)).status).toBe(429);
	xero.time.now += 1;
	xero.world.dayRemaining = 5_000;
	expect((await xero.send(100)).status).toBe(200);
	expect((await xero.send(100)).status).toBe(200);
	expect(xero.world.calls).toBe(2);
});

it('knows that nothing is left after a 429 of the day that does not count the calls', async () => {
	const xero = xeroWith(300);
	await xero.send(100);
	expect(dayLeft(xero.quota)).toEqual({ day: 300, knownAt: 1_000_000 });
	xero.time.now += 5_000;
	noteAnswer(xero.quota, noteCall(xero.quota, xero.time.now), { status: 429, headers: { 'x-rate-limit-problem': 'day', 'retry-after': '600' }, body: '' }, xero.time.now);
	expect(dayLeft(xero.quota)).toEqual({ day: 0, knownAt: 1_005_000, dayEndsAt: 1_605_000 });
	expect((await xero.send(100)).status).toBe(429);
	expect(dayLeft(newQuota())).toBeNull();
});

it('says in words that calls are being kept, and when it goes on', async () => {
	const xero = xeroWith(10);
	await xero.send(100);
	const failure = quotaFailure(await xero.send(100), xero.time.now);
	expect(failure).toMatchObject({ class: 'quota', quota: 'day', reason: 'xeroDayReserve', retryable: true });
	expect(failure.retryAt).toBe(xero.time.now + HOUR_MS);
	expect(failure.message).toContain('live changes');
});
