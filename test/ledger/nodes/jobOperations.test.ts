import type { IDataObject } from 'n8n-workflow';
import { readPagesJob } from '../../../lib/ledger/decisions/jobControl';
import { claimPage } from '../../../lib/ledger/decisions/pages';
import { pageItem } from '../../../lib/ledger/emitter/pageItem';
import { DEFAULT_SETTINGS } from '../../../lib/ledger/settings';
import { bench, claimed, forEachTest, jobOf, start } from './jobBench';

forEachTest();

describe('Start Job', () => {
	test('begins a dry run of those who were chosen, and says so', async () => {
		const [said] = await start('dry', { selection: { role: 'user', tag: ' Customer ', segment: 'Paying', createdSince: '2026-01-01T00:00:00', changedSince: '2026-02-01T11:00:00+11:00' }, sample: 25, dayCalls: 1_000 });
		const selection = { role: 'user', tag: 'Customer', segment: 'Paying', createdSince: '2026-01-01T00:00:00.000Z', changedSince: '2026-02-01T00:00:00.000Z' };
		expect(said).toEqual({ jobId: 'dry', kind: 'dryRun', dryRun: true, started: true, state: 'running', selection, sample: 25, startedAt: expect.stringMatching(/Z$/), message: expect.stringContaining('writes nothing') });
		expect(await bench.store.change(readPagesJob())).toBe('dry');
		expect(await jobOf('dry')).toMatchObject({ kind: 'dryRun', reading: { selection, sample: 25, dayCalls: 1_000, cursor: null, pages: 0 } });
		expect((await bench.rows('audit'))[0]).toMatchObject({ event: 'jobStarted', by: 'Jo' });
	});

	test('takes everybody where nobody is chosen, and times of n8n\'s own expressions', async () => {
		expect(await start('all', { jobMode: 'migration' })).toMatchObject([{ kind: 'migration', dryRun: false, sample: 0, selection: { role: 'all', tag: '', segment: '', createdSince: '', changedSince: '' } }]);
		await bench.emitted('controlJob', [{}], { jobName: 'all', control: 'cancel' });
		expect(await start('since', { selection: { createdSince: '={{ DateTime.fromISO("2026-01-01T00:00:00Z") }}' } })).toMatchObject([{ selection: { createdSince: '2026-01-01T00:00:00.000Z' } }]);
	});

	test('follows a dry run that is finished: the same contacts, and its updates are approved', async () => {
		await start('dry', { selection: { tag: 'Customer' } });
		expect(await bench.fault('startJob', [{}], { jobName: 'live', jobMode: 'migration', foreseenBy: 'dry' })).toMatch(/"dry" is not done, and there is one at a time.*Control Job/);
		const page = await claimed('dry');
		await bench.emitted('takePage', [{ nothingFound: true, nextCursor: null, isLast: true, total: 0, ledger: { ...pageItem(page, 'default', 'trigger').ledger } }]);
		expect(await jobOf('dry')).toMatchObject({ state: 'finished' });
		expect(await start('live', { jobMode: 'migration', foreseenBy: 'dry' })).toMatchObject([{ kind: 'migration', selection: { tag: 'Customer' } }]);
		expect(await jobOf('live')).toMatchObject({ approvedBy: 'Jo', reading: { foreseenBy: 'dry' } });
	});

	test.each<[string, IDataObject, RegExp]>([
		['no name', { jobName: ' ' }, /no name of a job.*field Job/],
		['a name with a slash', { jobName: 'a/b' }, /"a\/b" is no name of a job/],
		['an unknown mode', { jobMode: 'wet' }, /"wet" is no mode.*field Mode/],
		['an unknown role', { selection: { role: 'admin' } }, /"admin" is no role.*field Role/],
		['a time that is none', { selection: { createdSince: 'soon' } }, /"soon" is not a time.*field Created Since.*UTC/],
		['a time to come', { selection: { changedSince: '2090-01-01' } }, /lies in the future.*field Changed Since/],
		['half a contact', { sample: 0.5 }, /"0.5" is no whole number.*field Sample/],
		['a day without calls', { dayCalls: 0 }, /"0" is no whole number from 1 on.*field Xero Calls a Day/],
		['a dry run that never was', { jobMode: 'migration', foreseenBy: 'none' }, /"none" is no dry run of this kind that is finished.*field Dry Run to Follow/],
	])('refuses %s in words, and begins nothing', async (_, parameters, words) => {
		expect(await bench.fault('startJob', [{}], { jobName: 'x', ...parameters })).toMatch(words);
		expect(await bench.store.change(readPagesJob())).toBeNull();
	});

	test('takes a name once, so a form that is sent twice starts one job', async () => {
		await start('a');
		expect(await bench.fault('startJob', [{}], { jobName: 'a' })).toMatch(/There was a job "a" before/);
		expect(await bench.fault('startJob', [{}], { jobName: 'b' })).toMatch(/The job "a" is not done/);
		expect(await bench.emitted('list', [{}], { what: 'jobs' })).toMatchObject([{ jobId: 'a' }]);
	});
});

describe('Control Job', () => {
	const control = async (what: string, jobName = 'a') => (await bench.emitted('controlJob', [{}], { jobName, control: what, by: 'Jo' }))[0];

	test('pauses, resumes and ends, and says what becomes of what was taken', async () => {
		await start('a');
		expect(await control('pause')).toEqual({ jobId: 'a', control: 'pause', by: 'Jo', done: true, state: 'paused', message: 'The job a is paused: what it has taken goes its way, and no more is read.', nextStep: '' });
		expect(await bench.store.change(claimPage('a', { token: 'page x', holder: 'h', isOver: () => false }, DEFAULT_SETTINGS, Date.now()))).toMatchObject({ page: null });
		expect(await control('pause')).toMatchObject({ done: false, state: 'paused', message: expect.stringContaining('nothing was done') });
		expect(await control('resume')).toMatchObject({ done: true, state: 'running' });
		expect(await control('cancel')).toMatchObject({ done: true, state: 'cancelled' });
		expect(await control('resume')).toMatchObject({ done: false, state: 'cancelled' });
		expect((await bench.rows('audit')).filter(({ by }) => by === 'Jo').map(({ event }) => event).slice(0, 3)).toEqual(['job cancel', 'job resume', 'job pause']);
	});

	test('takes the job from the item, says that there is no such one, and refuses what it does not know', async () => {
		await start('a');
		expect(await bench.emitted('controlJob', [{ jobId: 'a' }, { jobId: 'b' }], { jobName: '={{ $json.jobId }}', control: 'pause' })).toMatchObject([{ jobId: 'a', done: true }, { jobId: 'b', done: false, state: null, message: expect.stringContaining('knows no job b'), nextStep: expect.stringContaining('List') }]);
		expect(await bench.fault('controlJob', [{}], { jobName: '={{ $json.jobId }}', control: 'pause' })).toMatch(/Item 1 names no job \(field Job\)/);
		expect(await bench.fault('controlJob', [{}], { jobName: 'a', control: 'stop' })).toMatch(/"stop" cannot be done to a job.*field What to Do.*pause, resume or cancel/);
		expect(await jobOf('a')).toMatchObject({ state: 'paused' });
	});
});
