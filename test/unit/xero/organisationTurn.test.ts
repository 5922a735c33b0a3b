import { NoAnswer, type HttpRequest, type HttpResponse, type Transport } from '../../../lib/http/transport';
import { giveTurnBack, renewTurn, takeTurn } from '../../../lib/ledger/decisions/xeroTurn';
import { inTurn, OrganisationTurn, TURN_MS, type TurnKeeper } from '../../../lib/xero/pace/organisationTurn';
import { paced } from '../../../lib/xero/pace/pacing';
import { newQuota } from '../../../lib/xero/pace/quota';
import { quotaFailure } from '../../../lib/xero/pace/quotaFailure';
import { ManualClock } from '../http/manualClock';
import { MemoryStore } from '../ledger/memoryStore';

const REQUEST: HttpRequest = { method: 'GET', url: 'https://api.xero.com/x', timeoutMs: 1_000 };
const WAIT_MS = 120_000;

/** Xero with 60 calls in a fixed minute, of which it tells with each answer. */
class Xero {
	private began = -Infinity;
	private calls = 0;
	inFlight = 0;
	mostInFlight = 0;
	refused = 0;
	answered = 0;

	constructor(private readonly clock: ManualClock) {}

	readonly transport: Transport = async () => {
		this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
		await this.clock.sleep(300);
		const now = this.clock.now();
		if (now - this.began >= 60_000) [this.began, this.calls] = [now, 0];
		const isFree = this.calls < 60;
		if (isFree) this.calls += 1;
		else this.refused += 1;
		await this.clock.sleep(300);
		this.inFlight -= 1;
		this.answered += isFree ? 1 : 0;
		const limit: Record<string, string> = isFree ? {} : { 'x-rate-limit-problem': 'minute', 'retry-after': String(Math.ceil((this.began + 60_000 - now) / 1_000)) };
		return { status: isFree ? 200 : 429, headers: { 'x-minlimit-remaining': String(60 - this.calls), ...limit }, body: '' };
	};
}

/** A process: what it knows of Xero is its own, the ledger is everybody's. */
function worker(name: string, clock: ManualClock, xero: Transport, store = new MemoryStore()) {
	const quota = newQuota();
	let isAway = false;
	const reach = async <T>(step: () => Promise<T>) => (isAway ? await Promise.reject(new Error('The database does not answer.')) : await step());
	const keeper: TurnKeeper = {
		take: async (now) => await reach(async () => await store.change(takeTurn(name, TURN_MS, now))),
		renew: async (pace, now) => await reach(async () => await store.change(renewTurn(name, TURN_MS, pace, now))),
		giveBack: async (pace, now) => await reach(async () => void (await store.change(giveTurnBack(name, pace, now)))),
	};
	const turn = new OrganisationTurn(keeper, quota);
	const send = paced(inTurn(xero, turn, clock), quota, clock, WAIT_MS);
	return {
		quota,
		turn,
		send,
		cut: (away: boolean) => void (isAway = away),
		/** So many calls side by side, as a run over many records makes them. */
		run: async (calls: number): Promise<HttpResponse[]> => {
			const refused = await turn.enter(clock, WAIT_MS * 10);
			if (refused !== null) throw new Error(refused.message);
			try {
				return await Promise.all(Array.from({ length: calls }, async () => await send(REQUEST)));
			} finally {
				await turn.leave(clock);
			}
		},
	};
}

function scene() {
	const clock = new ManualClock();
	const xero = new Xero(clock);
	const store = new MemoryStore();
	return { clock, xero, store, one: worker('one', clock, xero.transport, store), other: worker('other', clock, xero.transport, store) };
}

const inTurns = async (process: ReturnType<typeof worker>, runs: number, calls: number) => {
	for (let run = 0; run < runs; run++) await process.run(calls);
};

test('two workers have the minute and the concurrency of Xero once: nothing is refused, four calls are under way at most', async () => {
	const { clock, xero, one, other } = scene();
	await clock.run(Promise.all([inTurns(one, 12, 15), inTurns(other, 12, 15)]));
	expect(xero).toMatchObject({ answered: 360, refused: 0, mostInFlight: 4 });
});

test('without a turn each thinks that the minute is its own', async () => {
	const { clock, xero } = scene();
	const quotas = [newQuota(), newQuota()];
	const alone = quotas.map((quota) => paced(xero.transport, quota, clock, WAIT_MS));
	await clock.run(Promise.all(alone.flatMap((send) => Array.from({ length: 100 }, async () => await send(REQUEST)))));
	expect(xero.mostInFlight).toBe(8);
});

test('who takes over knows when what was read before does not hold, who goes on as the same does not', async () => {
	const { clock, one, other } = scene();
	await clock.run(one.run(1));
	await clock.run(one.run(1));
	expect(one.turn.takenOverAt).toBe(0);
	await clock.run(other.run(1));
	expect(other.turn.takenOverAt).toBeGreaterThan(0);
	const before = clock.now();
	await clock.run(one.run(1));
	expect(one.turn.takenOverAt).toBeGreaterThanOrEqual(before);
});

test('what one learned of a Retry-After, all keep', async () => {
	const { clock, one, other } = scene();
	await clock.run(one.run(1));
	one.quota.blockedUntil = clock.now() + 30_000;
	one.quota.dayRemaining = 77;
	await clock.run(one.run(0));
	const began = clock.now();
	await clock.run(other.run(1));
	expect(clock.now() - began).toBeGreaterThanOrEqual(30_000);
	expect(other.quota.dayRemaining).toBe(76);
});

test('who is killed holds nobody up for longer than its time', async () => {
	const { clock, one, other, store } = scene();
	await store.change(takeTurn('killed', TURN_MS, clock.now()));
	const began = clock.now();
	await clock.run(other.run(1));
	expect(clock.now() - began).toBeGreaterThanOrEqual(TURN_MS);
	expect(clock.now() - began).toBeLessThanOrEqual(TURN_MS + 2_000);
	expect(one.turn.mayCall(clock.now())).toBe(false);
});

test('who cannot reach the ledger calls no more before another one can have the turn, and goes on when it is back', async () => {
	const { clock, xero, one } = scene();
	const work = (async () => {
		await one.turn.enter(clock, WAIT_MS);
		one.cut(true);
		await clock.sleep(TURN_MS / 2 + 1_000);
		const refused = await one.send(REQUEST);
		expect(quotaFailure(refused, clock.now())).toMatchObject({ class: 'quota', reason: 'xeroTurnLost', retryable: true });
		expect(xero.answered).toBe(0);
		one.cut(false);
		await clock.sleep(10_000);
		expect((await one.send(REQUEST)).status).toBe(200);
		await one.turn.leave(clock);
	})();
	await clock.run(work);
	expect(one.quota.blockedUntil).toBe(0);
});

test('a run in the same process does not wait for the others of it, unless another process has waited', async () => {
	const { clock, one, other } = scene();
	const ends: string[] = [];
	const long = one.run(100).then(() => ends.push('long'));
	const beside = clock.sleep(1_000).then(async () => await one.run(0)).then(() => ends.push('beside'));
	const waiting = clock.sleep(2_000).then(async () => await other.run(0)).then(() => ends.push('other process'));
	const late = clock.sleep(40_000).then(async () => await one.run(0)).then(() => ends.push('late'));
	await clock.run(Promise.all([long, beside, waiting, late]));
	expect(ends.indexOf('beside')).toBeLessThan(ends.indexOf('long'));
	expect(ends.indexOf('other process')).toBeLessThan(ends.indexOf('late'));
});

test('a ledger that stays away is said so, and an execution that is stopped waits no longer', async () => {
	const { clock, one, other, store } = scene();
	one.cut(true);
	expect(await clock.run(one.turn.enter(clock, 5_000))).toMatchObject({ reason: 'xeroTurnUnknown', retryable: true, message: expect.stringContaining('The database does not answer.') as string });
	await store.change(takeTurn('busy', 1_000_000, clock.now()));
	expect(await clock.run(other.turn.enter(clock, 5_000))).toMatchObject({ reason: 'xeroWorkersTurn', retryable: true });
	const stop = new AbortController();
	const stopped = other.turn.enter(clock, WAIT_MS, stop.signal);
	void clock.sleep(2_000).then(() => stop.abort());
	await expect(clock.run(stopped)).rejects.toBeInstanceOf(NoAnswer);
});
