import { beginJob } from '../../lib/ledger/decisions/jobs';
import { forgetJob, jobsToForget, MOST_PAST_JOBS } from '../../lib/ledger/decisions/pastJobs';
import { DAYS_KEPT } from '../../lib/ledger/decisions/retention';
import { Emitter } from '../../lib/ledger/emitter/emitter';
import type { Job } from '../../lib/ledger/rows/facts';
import { jobsOf } from '../../lib/ledger/store/jobs';
import type { ListedJob, LedgerStore } from '../../lib/ledger/store/port';
import { inserting, JANE, work, writing } from './exampleRows';
import { databases, freshStores, memory } from './stores';

const DAY_MS = 24 * 60 * 60_000;
const NOW = Date.parse('2026-11-30T00:00:00Z');

const job = (daysAgo: number, more: Partial<Job> = {}): Job => ({
	kind: 'migration', state: 'finished', allAdded: true, total: 1, done: 1, counts: { created: 1, updated: 0, unchanged: 0, review: 0, failed: 0, other: 0 }, startedAt: NOW - (daysAgo + 1) * DAY_MS, finishedAt: NOW - daysAgo * DAY_MS, approvedBy: '', reading: null, ...more,
});

describe.each([memory, ...databases])('$name', (kind) => {
	const fresh = freshStores(kind);
	let store: LedgerStore;
	beforeEach(() => void (store = fresh()));

	const keep = async (jobs: Record<string, Job>) => {
		await store.change(writing(...Object.entries(jobs).map(([name, value]) => ({ do: 'write' as const, on: 'noted' as const, table: 'fact' as const, was: null, is: { name: `job ${name}` as const, revision: 0, value } }))));
	};
	const all = async () => {
		const listed: ListedJob[] = [];
		for await (const one of jobsOf(store)) listed.push(one);
		return listed;
	};
	const names = async () => (await all()).map(({ jobId }) => jobId);
	/** The trigger's daily turn, and no other work. */
	const oneTurn = async (now = NOW) => {
		let tokens = 0;
		const emitter = new Emitter({
			store, holder: `me ${now}`, isOver: () => true, wanted: { work: true, alerts: true }, origin: { name: 'default', organisationId: 'o1', workspaceId: 'w' }, workflow: 'contact-sync', hearsEndings: true, now: () => now, newToken: () => `t${++tokens}`,
			emit: () => undefined, tell: (error) => expect(error).toBeUndefined(), over: () => undefined,
		});
		await emitter.turn();
	};

	it('lets the jobs go with the daily housework that are over for too long, whatever they are called', async () => {
		await keep({
			old: job(DAYS_KEPT + 1), 'old and cancelled': job(DAYS_KEPT + 1, { state: 'cancelled' }), recent: job(DAYS_KEPT - 1),
			'old but open': job(DAYS_KEPT + 9, { state: 'paused', finishedAt: null }), 'old and stopped': job(DAYS_KEPT + 9, { state: 'stopped', finishedAt: null }),
		});
		await oneTurn();
		expect(await names()).toEqual(['old and stopped', 'old but open', 'recent']);
	});

	it('keeps the newest of many, and what is open beside them', async () => {
		const many = Object.fromEntries(Array.from({ length: MOST_PAST_JOBS + 10 }, (_, n) => [`job ${String(n).padStart(3, '0')}`, job(n)]));
		await keep({ ...many, open: job(300, { state: 'paused', finishedAt: null }) });
		await oneTurn();
		expect(await names()).toEqual([...Array.from({ length: MOST_PAST_JOBS }, (_, n) => `job ${String(n).padStart(3, '0')}`), 'open']);
		expect(jobsToForget(await all(), NOW)).toEqual([]);
	});

	it('keeps a job of which work is left, and forgets it once that is gone', async () => {
		await keep({ old: job(DAYS_KEPT + 1) });
		await store.change(inserting({ ...work(JANE, NOW + 99 * DAY_MS), jobId: 'old' }));
		await oneTurn();
		expect(await names()).toEqual(['old']);
		expect(await store.change(forgetJob('old'))).toEqual({ forgotten: false });
		await store.change(writing({ do: 'erase', subject: JANE, xeroContacts: [] }));
		await oneTurn(NOW + DAY_MS);
		expect(await names()).toEqual([]);
	});

	it('forgets no job that was begun anew meanwhile, and none that is not there', async () => {
		await keep({ again: job(DAYS_KEPT + 1) });
		const chosen = jobsToForget(await all(), NOW);
		await store.change(beginJob('again', 'reconciliation', NOW));
		expect(chosen).toEqual(['again']);
		expect([await store.change(forgetJob('again')), await store.change(forgetJob('never there'))]).toEqual([{ forgotten: false }, { forgotten: false }]);
		expect(await all()).toMatchObject([{ jobId: 'again', job: { state: 'running', startedAt: NOW } }]);
	});
});
