import type { Failure } from '../../../lib/http/failure';
import type { ChangedContact, ChangesRead, Watch } from '../../../lib/xero/reading/changedContacts';
import { Poller, type PollSetup } from '../../../lib/xero/reading/poller';
import { afterFailedPoll, type PollTrouble } from '../../../lib/xero/reading/pollTrouble';

const NOW = Date.UTC(2026, 10, 30);
const EVERY = 5 * 60_000;
const MINUTE = 60_000;
const transient: Failure = { class: 'transient', reason: 'xeroStatus503', message: 'Xero is not available', nextStep: 'Later.', retryable: true };
const auth: Failure = { class: 'auth', reason: 'xeroAccessRefused', message: 'Xero refused the credential', nextStep: 'Reconnect.', retryable: false };
const contact = (xeroContactId: string, changedAt: number): ChangedContact => ({ xeroContactId, changedAt, name: '', status: 'ACTIVE' });

/** A poller over a list of answers. */
function world(answers: Array<ChangesRead | Error>, more: Partial<PollSetup> = {}) {
	const seen = { since: [] as number[], handed: [] as string[][], watches: [] as Watch[], told: [] as Array<[string, boolean]>, over: 0 };
	const setup: PollSetup = {
		everyMs: EVERY,
		now: () => NOW,
		read: async (since) => {
			seen.since.push(since);
			const answer = answers.shift() ?? { ok: true, changed: [], asOf: NOW };
			return answer instanceof Error ? await Promise.reject(answer) : answer;
		},
		recall: async () => ({ ok: true, watch: null }),
		handOver: async (news, watch) => {
			seen.handed.push(news.map(({ xeroContactId }) => xeroContactId));
			seen.watches.push(watch);
			return null;
		},
		tell: ({ reason }, aPerson) => void seen.told.push([reason, aPerson]),
		over: () => void (seen.over += 1),
		...more,
	};
	return { poller: new Poller(setup), seen };
}

const read = (changed: ChangedContact[], asOf = NOW): ChangesRead => ({ ok: true, changed, asOf });
const failed = (failure: Failure): ChangesRead => ({ ok: false, failure, attempts: 1 });

test('it begins where the past ends, and tells what comes after, once', async () => {
	const { poller, seen } = world([read([contact('a', NOW - 1)], NOW), read([contact('a', NOW - 1), contact('b', NOW + 1)], NOW + EVERY), read([contact('b', NOW + 1)], NOW + 2 * EVERY)]);
	expect(await poller.begin()).toEqual({ failure: null, restMs: EVERY });
	expect(await poller.turn()).toBe(EVERY);
	await poller.turn();
	expect(seen.handed).toEqual([[], ['b'], []]);
	expect(seen.since).toEqual([NOW, NOW, NOW + EVERY]);
});

test('where an earlier process was, it goes on from there without a call of its own', async () => {
	const { poller, seen } = world([read([contact('a', NOW - 60 * MINUTE)])], { recall: async () => ({ ok: true, watch: { seenUntil: NOW - 120 * MINUTE, told: {} } }) });
	expect(await poller.begin()).toEqual({ failure: null, restMs: 0 });
	expect(seen.since).toEqual([]);
	await poller.turn();
	expect([seen.since, seen.handed]).toEqual([[NOW - 120 * MINUTE], [['a']]]);
});

test('what could not be handed over, or be read, is read again from the same time', async () => {
	const refusals: Array<Failure | null> = [null, transient, null];
	const handed: string[][] = [];
	const { poller, seen } = world([read([], NOW), read([contact('a', NOW + 1)], NOW + EVERY), failed(transient), read([contact('a', NOW + 1)], NOW + 3 * EVERY)], {
		handOver: async (news) => (handed.push(news.map(({ xeroContactId }) => xeroContactId)), refusals.shift() ?? null),
	});
	await poller.begin();
	for (let turn = 0; turn < 3; turn++) await poller.turn();
	expect(handed).toEqual([[], ['a'], ['a']]);
	expect(seen.since).toEqual([NOW, NOW, NOW, NOW]);
	expect([seen.told, seen.over]).toEqual([[['xeroStatus503', false]], 1]);
});

test('a ledger that cannot say where it was is told of, and asked again', async () => {
	const recalls: Array<Awaited<ReturnType<PollSetup['recall']>>> = [{ ok: false, failure: transient }, { ok: true, watch: null }];
	const { poller, seen } = world([], { recall: async () => recalls.shift()! });
	expect(await poller.begin()).toEqual({ failure: transient, restMs: 0 });
	expect([await poller.turn(), seen.since]).toEqual([EVERY, [NOW]]);
});

test('a person hears once of a refused credential; the log once of an outage', async () => {
	const { poller, seen } = world([read([]), failed(auth), failed(auth), failed(transient), failed(transient), read([]), failed(auth)]);
	await poller.begin();
	const rests = [];
	for (let turn = 0; turn < 6; turn++) rests.push(await poller.turn());
	expect(seen.told).toEqual([['xeroAccessRefused', true], ['xeroStatus503', false], ['xeroAccessRefused', true]]);
	expect(rests.map((ms) => ms / MINUTE)).toEqual([5, 10, 15, 15, 5, 5]);
});

describe('a poll that failed', () => {
	const before = (more: Partial<PollTrouble> = {}): PollTrouble => ({ reason: transient.reason, since: NOW - MINUTE, failures: 1, isTold: false, ...more });

	test('rests until the time that Xero named', () => {
		expect(afterFailedPoll(null, { ...transient, reason: 'xeroQuotaDay', retryAt: NOW + 20 * 3_600_000 }, EVERY, NOW).restMs).toBe(20 * 3_600_000);
		expect(afterFailedPoll(null, { ...transient, retryAt: NOW + 1 }, EVERY, NOW).restMs).toBe(EVERY);
		expect(afterFailedPoll(null, { ...transient, retryAt: NOW + 366 * 24 * 3_600_000 }, EVERY, NOW).restMs).toBe(24 * 3_600_000);
	});

	test('never rests longer than a quarter of an hour by itself, or than polls are apart anyway', () => {
		expect(afterFailedPoll(before({ failures: 500 }), transient, MINUTE, NOW).restMs).toBe(15 * MINUTE);
		expect(afterFailedPoll(before({ failures: 500 }), transient, 60 * MINUTE, NOW).restMs).toBe(60 * MINUTE);
	});

	test('is told to a person once it has lasted an hour, once', () => {
		const late = afterFailedPoll(before({ since: NOW - 61 * MINUTE }), transient, EVERY, NOW);
		expect(late).toMatchObject({ say: 'tell', trouble: { isTold: true } });
		expect(afterFailedPoll(late.trouble, transient, EVERY, NOW + EVERY).say).toBeNull();
		expect(afterFailedPoll(before(), transient, EVERY, NOW).say).toBeNull();
	});
});
