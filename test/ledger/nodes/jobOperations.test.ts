import type { IDataObject } from 'n8n-workflow';
import { keepForecasts, type Forecast } from '../../../lib/ledger/decisions/forecasts';
import { readPagesJob } from '../../../lib/ledger/decisions/jobControl';
import { checkJob } from '../../../lib/ledger/decisions/jobs';
import { claimPage, type ClaimedPage } from '../../../lib/ledger/decisions/pages';
import { writeSettings } from '../../../lib/ledger/decisions/published';
import { pageItem } from '../../../lib/ledger/emitter/pageItem';
import { PAGE_TOKEN } from '../../../lib/ledger/rows/work';
import { DEFAULT_PUBLISHED, DEFAULT_SETTINGS } from '../../../lib/ledger/settings';
import { recordOf } from '../../unit/sync/records';
import { contact, LedgerBench, ORGANISATION, WORKSPACE } from './ledgerBench';

let bench: LedgerBench;
let tokens = 0;
beforeEach(async () => void (bench = await new LedgerBench().open()));
afterEach(async () => await bench.remove());

const fault = async (operation: string, items: IDataObject[], parameters = {}) => (await bench.run(operation, items, parameters)).error?.message;
const start = async (jobName: string, parameters: IDataObject = {}) => await bench.emitted('startJob', [{}], { jobName, by: 'Jo', ...parameters });
const jobOf = async (jobId: string) => (await bench.store.change(checkJob(jobId, Date.now()))).job;

async function claimed(jobId: string): Promise<ClaimedPage> {
	const answer = await bench.store.change(claimPage(jobId, { token: `${PAGE_TOKEN}${++tokens}`, holder: 'trigger', isOver: () => false }, DEFAULT_SETTINGS, Date.now()));
	if (answer.page === null) throw new Error(`no page: ${answer.because}`);
	return answer.page;
}

/** The items of Get Page, with Output: Profiles, for a page that the trigger handed out. */
function profiles(page: ClaimedPage, numbers: readonly number[], more: IDataObject = {}): IDataObject[] {
	const { ledger } = pageItem(page, 'default', 'trigger');
	return numbers.map((n) => ({ contact: { id: contact(n).id, role: 'user', name: `Person ${n}`, email: `p${n}@x.example`, updated_at: 1_790_000_000, location: {}, custom_attributes: {} }, companies: [], tags: [], nextCursor: 'next', isLast: false, total: 10, ledger: { ...ledger }, ...more }));
}

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
		expect(await fault('startJob', [{}], { jobName: 'live', jobMode: 'migration', foreseenBy: 'dry' })).toMatch(/"dry" is not done, and there is one at a time.*Control Job/);
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
		expect(await fault('startJob', [{}], { jobName: 'x', ...parameters })).toMatch(words);
		expect(await bench.store.change(readPagesJob())).toBeNull();
	});

	test('takes a name once, so a form that is sent twice starts one job', async () => {
		await start('a');
		expect(await fault('startJob', [{}], { jobName: 'a' })).toMatch(/There was a job "a" before/);
		expect(await fault('startJob', [{}], { jobName: 'b' })).toMatch(/The job "a" is not done/);
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
		expect(await fault('controlJob', [{}], { jobName: '={{ $json.jobId }}', control: 'pause' })).toMatch(/Item 1 names no job \(field Job\)/);
		expect(await fault('controlJob', [{}], { jobName: 'a', control: 'stop' })).toMatch(/"stop" cannot be done to a job.*field What to Do.*pause, resume or cancel/);
		expect(await jobOf('a')).toMatchObject({ state: 'paused' });
	});
});

describe('Take Page', () => {
	test('hands out the contacts of the page as records of the ledger, and the next page may be read', async () => {
		await start('a', { jobMode: 'migration' });
		const page = await claimed('a');
		await bench.notify([contact(2)]);
		const taken = await bench.emitted('takePage', profiles(page, [1, 2, 3]));
		expect(taken).toMatchObject([1, 3].map((n) => ({ contact: { id: contact(n).id }, ledger: { id: contact(n).id, jobId: 'a', why: 'migration', token: page.token, left: 'profile.done', workspaceId: WORKSPACE, organisationId: ORGANISATION, shown: expect.stringMatching(/./) } })));
		expect(taken[0]!.ledger).not.toHaveProperty('dryRun');
		expect(await bench.rows('work')).toMatchObject([{ id: contact(1).id, state: 'running', priority: 'bulk' }, { id: contact(2).id, state: 'waiting', priority: 'live' }, { state: 'running' }]);
		expect(await jobOf('a')).toMatchObject({ total: 3, done: 1, reading: { cursor: 'next', pages: 1, read: 3, expected: 10, page: null } });
		expect((await claimed('a')).cursor).toBe('next');
		// Its lease is another's by now.
		expect(await bench.emitted('takePage', profiles(page, [1, 2, 3]))).toEqual([]);
	});

	test.each([['person', 0], ['company', 1]] as const)('parts them by who is billed: a %s leaves by output %i', async (billTo, output) => {
		await bench.store.change(writeSettings({ ...DEFAULT_PUBLISHED, billTo }, Date.now()));
		await start('a', { jobMode: 'migration' });
		const { outputs } = await bench.run('takePage', profiles(await claimed('a'), [1, 2]));
		expect(outputs.map((items) => items.length)).toEqual(output === 0 ? [2, 0] : [0, 2]);
	});

	test('takes nothing in a dry run, and marks the items so', async () => {
		await start('a');
		const page = await claimed('a');
		expect(await bench.emitted('takePage', profiles(page, [1]))).toMatchObject([{ ledger: { id: contact(1).id, dryRun: page.token } }]);
		expect(await bench.rows('work')).toEqual([]);
		expect(await jobOf('a')).toMatchObject({ reading: { page: { token: page.token, read: { toForesee: 1, foreseen: 0 } } } });
	});

	test('has a page read once more that could not be read, and reads by themselves the contacts that are missing of one', async () => {
		await start('a', { jobMode: 'migration' });
		const { ledger } = pageItem(await claimed('a'), 'default', 'trigger');
		const failed = { class: 'network', reason: 'intercomUnreachable', message: 'Intercom did not answer.', nextStep: 'Wait.', retryable: true, ledger: { ...ledger } };
		expect(await bench.emitted('takePage', [failed])).toEqual([]);
		expect(await jobOf('a')).toMatchObject({ state: 'running', reading: { page: null, failures: 1, message: 'Intercom did not answer.', notBefore: expect.any(Number) } });
		expect(await bench.emitted('takePage', [{ ...failed, contactId: contact(7).id }])).toEqual([]);
		expect(await bench.rows('work')).toMatchObject([{ id: contact(7).id, state: 'waiting', priority: 'bulk', jobId: 'a' }]);
	});

	test('pauses the job over what no other try mends', async () => {
		await start('a', { jobMode: 'migration' });
		const { ledger } = pageItem(await claimed('a'), 'default', 'trigger');
		await bench.emitted('takePage', [{ class: 'validation', reason: 'tagUnknown', message: 'There is no tag "x".', nextStep: 'Correct it.', retryable: false, ledger: { ...ledger } }]);
		expect(await jobOf('a')).toMatchObject({ state: 'paused', reading: { message: 'There is no tag "x".' } });
		expect(await bench.rows('alert')).toMatchObject([{ state: 'due', text: { nextStep: expect.stringContaining('Correct it.') } }]);
	});

	test.each<[string, (items: IDataObject[]) => IDataObject[], RegExp]>([
		['items of no page', () => [{ contact: { id: 'c1' } }], /The first item is of no page of a job.*Connect Sync Ledger Trigger, on Pages/],
		['a page of another ledger', ([first]) => [{ ...first, ledger: { ...(first!.ledger as IDataObject), name: 'acme' } }], /of the ledger "acme", and this node works on "default"/],
		['a contact of which a node between left something out', ([first]) => [{ ...first, contact: { id: 'c1', name: 'Jane' } }], /Item 1 is no profile of a contact.*a node between them must keep/],
		['an item that is no profile', ([first]) => [first!, { contactId: 'c1', ledger: first!.ledger as IDataObject }], /Item 2 is no profile of a contact/],
	])('refuses %s in words, and takes nothing', async (_, spoilt, words) => {
		await start('a', { jobMode: 'migration' });
		const page = await claimed('a');
		expect(await fault('takePage', spoilt(profiles(page, [1])))).toMatch(words);
		expect(await bench.rows('work')).toEqual([]);
		expect(await jobOf('a')).toMatchObject({ reading: { page: { token: page.token } } });
	});
});

describe('Recall Forecasts', () => {
	const foreseen: Omit<Forecast, 'subject'> = { outcome: 'created', reason: 'wouldCreate', message: '', nextStep: '', xeroContactId: null, changes: [], keys: ['email jane@example.com', 'name jane doe', 'number x1'], contact: { ContactID: 'foreseen 1', Name: 'Jane Doe', EmailAddress: 'jane@example.com' } };
	const mapped = (n: number, more: IDataObject = {}): IDataObject => ({ ...(recordOf({ intercomId: contact(n).id }) as unknown as IDataObject), ledger: { jobId: 'a', dryRun: 'page 1' }, ...more });

	beforeEach(async () => {
		await start('a');
		const page = await claimed('a');
		await bench.emitted('takePage', profiles(page, [1]));
		await bench.store.change(keepForecasts('a', page.token, { forecasts: [{ subject: contact(1), ...foreseen }], failure: null }, DEFAULT_SETTINGS, Date.now()));
	});

	test('brings what earlier pages would have written where a record shares a key with it, once for all items', async () => {
		const recalled = await bench.emitted('recallForecasts', [mapped(2), mapped(3)]);
		expect(recalled).toMatchObject([{ intercomId: contact(2).id, rehearsal: { name: 'default a', contacts: [{ Name: 'Jane Doe' }] } }, { intercomId: contact(3).id, rehearsal: { name: 'default a', contacts: [] } }]);
		expect(recalled[0]).toMatchObject({ xero: { Name: 'Jane Doe' }, match: { email: 'jane@example.com' } });
	});

	test('brings nothing that it foresaw of these very records: a page that was not kept whole comes again', async () => {
		const again = mapped(1, { ledger: { jobId: 'a', name: 'default', kind: 'contact', id: contact(1).id, token: '', left: 'mapper.mapped', organisationId: 'o1', dryRun: 'page 1' } });
		expect(await bench.emitted('recallForecasts', [again])).toMatchObject([{ rehearsal: { contacts: [] } }]);
		expect(await bench.emitted('recallForecasts', [again, mapped(2)])).toMatchObject([{ rehearsal: { contacts: [] } }, {}]);
	});

	test('brings nothing to strangers, to the items of another job, or where nobody foresaw anything', async () => {
		const stranger = mapped(2, { match: { contactNumber: contact(2).id, email: 'bob@example.com', name: 'Bob Ray' }, xero: { Name: 'Bob Ray' } });
		expect(await bench.emitted('recallForecasts', [stranger])).toMatchObject([{ rehearsal: { contacts: [] } }]);
		expect(await bench.emitted('recallForecasts', [mapped(2, { ledger: { jobId: 'other', dryRun: 'page 1' } })])).toMatchObject([{ rehearsal: { name: 'default other', contacts: [] } }]);
	});

	test('hands on by Live what belongs to no dry run, as it came, and by Dry Run what is no mapped record without keys of its own', async () => {
		const live = [mapped(2, { ledger: {} }), mapped(3, { ledger: { jobId: 'a', reserve: 100 } }), mapped(4, { ledger: undefined })];
		const { outputs } = await bench.run('recallForecasts', [...live, mapped(5)]);
		expect(outputs.map((output) => output.map(({ json }) => json))).toEqual([[expect.objectContaining({ intercomId: contact(5).id, rehearsal: expect.objectContaining({ name: 'default a' }) })], live]);
		expect(await bench.emitted('recallForecasts', [{ contactId: 'c1', ledger: { jobId: 'a', dryRun: 'page 1' } }])).toMatchObject([{ contactId: 'c1', rehearsal: { contacts: [] } }]);
	});
});
