import fc from 'fast-check';
import { withHappened } from '../../../../lib/ledger/decisions/dayFacts';
import { csv } from '../../../../lib/ledger/report/csv';
import { jobsToShow, jobView, type JobDay } from '../../../../lib/ledger/report/jobSection';
import { EVERYBODY } from '../pagesWorld';
import { latencyOf, OVER_A_DAY_MS, timeWords } from '../../../../lib/ledger/report/latency';
import { LATENCY_ENDS_MS, NEW_DAY } from '../../../../lib/ledger/rows/day';
import type { Job } from '../../../../lib/ledger/rows/facts';
import { contact, failed, HOUR, LedgerWorld, START, synced } from '../ledgerWorld';
import { busyWorld, HARMLESS, reportOn } from './exampleReport';

describe('the model', () => {
	test('says how both sides agree, what happened today and how fast, and who waits for a person', async () => {
		const { report } = await reportOn(await busyWorld());
		expect(Object.fromEntries(report.standing.map(({ key, count }) => [key, count]))).toEqual({ synced: 1, doubted: 0, waiting: 2, held: 0, parked: 1, review: 1, leftOut: 1, gone: 0 });
		expect(report).toMatchObject({ headline: { good: false, words: 'A person is needed: 1 for review, 1 given up.' }, leftOut: [{ reason: 'lead', count: 1 }], calls: { left: 4_321 }, latency: { changes: 1, p50Ms: 3_000, p95Ms: 3_000 }, organisation: 'Demo' });
		expect(report.days.map(({ day }) => day)).toEqual(['2026-11-27', '2026-11-28', '2026-11-29']);
		expect(report.days[2]).toMatchObject({ created: 1, review: 1, failed: 2, skipped: 1, changes: 1, fewestLeft: 4_321 });
		expect(report.days[0]).toMatchObject({ created: 0, changes: 0, p50Ms: null });
		expect(report.reviews.shown).toMatchObject([{ id: contact(2).id, name: HARMLESS.name, email: HARMLESS.email, intercomUrl: expect.stringMatching(/^https:\/\/app\.intercom\.com\/a\/apps\/w\/users\/c2$/), candidates: [{ xeroUrl: HARMLESS.url }, { xeroContactId: '' }] }]);
		expect(report.failures.kinds).toEqual(expect.arrayContaining([expect.objectContaining({ state: 'parked', count: 1 }), expect.objectContaining({ state: 'waiting', count: 1 })]));
		expect(report.failures.givenUp).toMatchObject({ total: 1, shown: [{ id: contact(3).id, message: HARMLESS.message }] });
	});

	test('what holds everything up comes first', async () => {
		const world = await new LedgerWorld().open();
		await world.notify(contact(1));
		await world.settle([failed((await world.claim())[0]!, { class: 'auth', reason: 'xeroAccessRevoked', message: 'Xero says that access was revoked.', nextStep: 'Connect again.' })]);
		const { report } = await reportOn(world);
		expect(report.troubles).toMatchObject([{ title: 'Xero does not take anything at the moment', message: 'Xero says that access was revoked.', nextStep: 'Connect again.' }]);
		expect(report.headline).toEqual({ good: false, words: 'Xero does not take anything at the moment.' });
	});

	test('an empty ledger has a report', async () => {
		const { report, fileName, mimeType } = await reportOn(new LedgerWorld());
		expect([report.headline, fileName, mimeType]).toEqual([{ good: true, words: 'Nothing was synced yet.' }, 'intercom-xero-default-2026-11-29.html', 'text/html; charset=utf-8']);
	});

	test('the log of a contact on request; of one that nobody knows it says so', async () => {
		const world = await busyWorld();
		const { report } = await reportOn(world, { recordId: contact(1).id });
		expect(report.record).toMatchObject({ known: true, log: [{ event: 'decided', by: 'Jane' }, { event: 'created', fields: ['Name'] }], standing: [expect.stringContaining('Synced last'), expect.stringContaining('Waits')] });
		expect((await reportOn(world, { recordId: 'nobody' })).text.match(/The ledger knows no contact or company with this ID/g)).toHaveLength(1);
	});

	test.each<[string, number, object]>([
		['synced and asked for again', 1, { outcome: 'waiting', reason: '' }],
		['for a person', 2, { outcome: 'review', reason: HARMLESS.reason, message: `For review: ${HARMLESS.message}`, nextStep: HARMLESS.message }],
		['given up', 3, { outcome: 'failed', reason: HARMLESS.reason, nextStep: HARMLESS.message }],
		['left out', 4, { outcome: 'skipped', reason: 'lead', message: 'Left out: A lead: only users with an email are synchronised.' }],
		['tried again by itself', 5, { outcome: 'waiting', reason: HARMLESS.reason }],
		['unknown', 6, { outcome: 'nothing', reason: '', message: 'Nothing is known of it.', nextStep: '' }],
	])('says in one word how a record stands: %s', async (_how, n, expected) => {
		expect((await reportOn(await busyWorld(), { recordId: contact(n).id })).report.record).toMatchObject(expected);
	});

	test('of one that is synced, too', async () => {
		const world = await new LedgerWorld().open();
		await world.notify(contact(1));
		await world.settle((await world.claim()).map((one) => synced(one)));
		expect((await reportOn(world, { recordId: contact(1).id })).report.record?.outcome).toBe('synced');
	});

	test('JSON is the model', async () => {
		const { report, text } = await reportOn(await busyWorld(), { format: 'json' });
		expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(report)));
	});
});

describe('CSV', () => {
	/** As RFC 4180 says. */
	const parsed = (text: string) => [...text.replace(/^\ufeff/, '').matchAll(/((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*)\r\n/g)].map(([, line]) => [...line!.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? ''));

	test('has four columns in every row, and no text of it is a formula', async () => {
		await fc.assert(fc.asyncProperty(fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝', '', '|', '%', ' ='), fc.string({ unit: 'binary' })).map(([first, rest]) => first + rest), async (text) => {
			const { report } = await reportOn(await busyWorld({ ...HARMLESS, name: text, message: text, reason: text, by: text }), { recordId: contact(2).id });
			const table = parsed(csv(report));
			expect(table[0]).toEqual(['section', 'of', 'field', 'value']);
			expect(table.filter((row) => row.length !== 4)).toEqual([]);
			expect(table.flat().filter((value) => /^\s*[=+\-@|%＝＋－＠]/.test(value) && !/^\d+$/.test(value))).toEqual([]);
		}), { numRuns: 60 });
	});
});

describe('latency', () => {
	test('each share lies in the class of the change at that place', () => {
		const times = fc.array(fc.integer({ min: 0, max: 90_000_000 }), { minLength: 1, maxLength: 60 });
		const classOf = (ms: number) => LATENCY_ENDS_MS.find((end) => ms <= end) ?? OVER_A_DAY_MS;
		fc.assert(fc.property(times, (taken) => {
			const day = withHappened(NEW_DAY, taken.map((ms) => ({ settlement: synced({ subject: contact(1), token: '' }), became: 'done', work: { why: 'notification', since: START - ms } })), START);
			const sorted = [...taken].sort((a, b) => a - b);
			const at = (share: number) => classOf(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!);
			expect(latencyOf([day.latency])).toEqual({ changes: taken.length, p50Ms: at(0.5), p95Ms: at(0.95) });
		}));
	});

	test.each([[500, '0.5 s'], [20_000, '20 s'], [300_000, '5 min'], [86_400_000, '24 h'], [OVER_A_DAY_MS, 'over a day']])('%d ms is %s', (ms, words) => expect(timeWords(ms)).toBe(words));
});

const NEW_READING = { selection: EVERYBODY, sample: 0, cursor: null, pages: 0, read: 0, expected: null, dayCalls: 5_000, foreseenBy: '', page: null, failures: 0, message: '', nextStep: '', notBefore: 0 };

const DAY: JobDay = { reserve: 0, timeZone: 'UTC', dayRemaining: null, dayEndsAt: null };

describe('a job', () => {
	const job: Job = { kind: 'migration', state: 'running', allAdded: true, total: 400, done: 100, counts: { created: 100, updated: 0, unchanged: 0, review: 0, failed: 0, other: 0 }, startedAt: START, finishedAt: null, approvedBy: '', reading: null };

	test('says how far it is and when it ends if it goes on so', () => {
		expect(jobView({ jobId: 'j', job }, START + HOUR, DAY)).toMatchObject({ left: 300, percent: 25, expectedEndAt: new Date(START + 4 * HOUR).toISOString() });
		expect(jobView({ jobId: 'j', job: { ...job, allAdded: false } }, START + HOUR, DAY).expectedEndAt).toBeNull();
		expect(jobView({ jobId: 'j', job: { ...job, state: 'stopped' } }, START, DAY)).toMatchObject({ words: expect.stringContaining('Let a Stop Pass'), expectedEndAt: null });
	});

	test('one that reads pages knows how many there are, and a dry run says what the live run takes', () => {
		const reading = { ...NEW_READING, pages: 4, read: 600, expected: 2_000 };
		expect(jobView({ jobId: 'j', job: { ...job, allAdded: false, total: 600, done: 500, reading } }, START + HOUR, DAY)).toMatchObject({ total: 2_000, left: 1_500, percent: 25, expectedEndAt: new Date(START + 4 * HOUR).toISOString() });
		const dry: Job = { ...job, kind: 'dryRun', state: 'finished', counts: { ...job.counts, created: 40_000, updated: 1_000 }, reading: { ...reading, pages: 267, dayCalls: 1_000 } };
		// 800 calls that create and 20 that update, and in 14 minutes seven questions what changed.
		expect(jobView({ jobId: 'j', job: dry }, START, { ...DAY, reserve: 100 })).toMatchObject({ live: { calls: 827, minutes: 14, days: 1, references: 41_000 } });
		// Notes are added one by one.
		const noted = { ...dry, reading: { ...dry.reading!, afterCalls: 41_000 } };
		expect(jobView({ jobId: 'j', job: noted }, START, { ...DAY, reserve: 100 })).toMatchObject({ live: { calls: 42_169, days: 47 }, words: expect.stringContaining('spread over 47 days') });
		// Companies are written where their contacts are only linked, and groups are made one by one, as many as there is room for.
		const billed = { ...dry, counts: { ...job.counts, created: 0 }, reading: { ...dry.reading!, companies: { created: 101, updated: 1, staff: 300 }, newGroups: { room: 2, members: { a: 9, b: 9, c: 1 } } } };
		expect(jobView({ jobId: 'j', job: billed }, START, DAY)).toMatchObject({ live: { calls: 3 + 1 + 2 + 1, references: 300 } });
		expect(jobView({ jobId: 'j', job: { ...job, state: 'paused', reading: { ...reading, message: 'Intercom has no tag "X".', nextStep: 'Mend it.' } } }, START, DAY).words).toMatch(/^Paused.*no tag "X"\. Mend it\.$/);
	});

	test('a dry run says on which day the live run ends, by what is left of Xero\'s day and by the days after it', () => {
		// 7,400 creates: 148 calls, and two questions.
		const dry = (dayCalls: number, created = 7_400): Job => ({ ...job, kind: 'dryRun', state: 'finished', counts: { ...job.counts, created }, reading: { ...NEW_READING, pages: 50, read: 5_000, dayCalls } });
		const endOf = (of: Job, day: Partial<JobDay>) => jobView({ jobId: 'j', job: of }, START, { ...DAY, reserve: 100, ...day }).live!.endsAt - START;
		expect(endOf(dry(5_000), {})).toBe(3 * 60_000);
		// 150 calls: 40 are left today beside the reserve, the day ends in three hours, 110 follow.
		expect(endOf(dry(1_000), { dayRemaining: 140, dayEndsAt: START + 3 * HOUR })).toBe(3 * HOUR + 2 * 60_000);
		expect(endOf(dry(1_000), { dayRemaining: 0, dayEndsAt: null })).toBe(24 * HOUR + 3 * 60_000);
		// 40 a day: 150 calls take this day and three more.
		expect(endOf(dry(140), { dayRemaining: 1_000 })).toBe(3 * 24 * HOUR + 60_000);
		expect(jobView({ jobId: 'j', job: dry(140) }, START, { ...DAY, reserve: 100, timeZone: 'Australia/Sydney' }).words).toMatch(/Begun now, it ends about Wed,? 2 December 2026\.$/);
	});

	test('those that run or wait for a person are shown, else the last one', () => {
		const named = (jobId: string, more: Partial<Job>) => ({ jobId, job: { ...job, ...more } });
		const [old, last, stopped] = [named('old', { state: 'finished' }), named('last', { state: 'finished', startedAt: START + 1 }), named('stopped', { state: 'stopped' })];
		expect(jobsToShow([old, last], 10)).toEqual([last]);
		expect(jobsToShow([old, last, stopped, named('runs', { startedAt: START + 2 })], 10).map(({ jobId }) => jobId)).toEqual(['runs', 'stopped']);
	});
});
