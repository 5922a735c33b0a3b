import { add } from '../../../lib/ledger/decisions/add';
import { keepForecasts, type Forecast } from '../../../lib/ledger/decisions/forecasts';
import { noteDifferences, type Difference } from '../../../lib/ledger/decisions/findings';
import type { ForeseenChange } from '../../../lib/ledger/rows/forecast';
import type { Subject } from '../../../lib/ledger/rows/subject';
import { failed, START, synced } from './ledgerWorld';
import { contactNumbered, PagesWorld } from './pagesWorld';

const records = (taken: Awaited<ReturnType<PagesWorld['take']>>) => (taken.taken ? taken.records : []);
const AT = START / 1_000;
const KEPT: ForeseenChange = { field: 'TaxNumber', before: '1', after: '2', changedInXero: true, kept: 'ifEmpty' };
const REPAIRED: ForeseenChange = { field: 'EmailAddress', before: 'a', after: 'b' };

/** All of them are synced in the state that Intercom has. */
async function inStep(contacts: number, pageSize = 2): Promise<PagesWorld> {
	const pages = await PagesWorld.open(contacts, pageSize);
	for (const subject of pages.contacts) await pages.world.notify(subject);
	await pages.world.settle((await pages.world.claim()).map((one) => synced(one)));
	return pages;
}

const found = (subject: Subject, outcome: Difference['outcome'], changes: ForeseenChange[] = []): Difference => ({ subject, outcome, reason: 'x', message: '', nextStep: '', xeroContactId: 'x1', changes });
const note = async ({ world }: PagesWorld, jobId: string, differences: Difference[], auditValues = false) => await world.store.change(noteDifferences(jobId, differences, { auditValues }, world.now));
const rows = (pages: PagesWorld) => pages.forecasts().map(({ jobId, id, outcome, changes }) => [jobId, id, outcome, changes]);

test('takes also what is synced in just that state, to be compared, and says how many are to come; a migration leaves them alone', async () => {
	const pages = await inStep(5);
	await pages.start('whole', { kind: 'reconciliation' });
	const taken = await pages.take(await pages.page('whole'), AT);
	expect(taken).toMatchObject({ taken: true, left: 0, whole: { toCome: 3, since: START }, records: [{ compare: true, why: 'reconciliation', lastSync: { fingerprint: 'f1' } }, { compare: true }] });
	await pages.control('whole', 'cancel');
	await pages.start('migration');
	const left = await pages.take(await pages.page('migration'), AT);
	expect(left).toMatchObject({ taken: true, records: [], left: 2 });
	expect(left).not.toHaveProperty('whole');
});

test('a dry run of it hands out the same, and writes neither work nor record', async () => {
	const pages = await inStep(2);
	const before = structuredClone(pages.world.store.rows.tables.record);
	await pages.start('dry', { kind: 'comparison' });
	const taken = records(await pages.take(await pages.page('dry'), AT));
	expect(taken).toMatchObject([{ compare: true, token: '' }, { compare: true, token: '' }]);
	expect([pages.world.store.rows.tables.work.size, pages.world.store.rows.tables.record]).toEqual([0, before]);
});

test('of a dry run what agrees is counted, what differs is kept with the reason, and what stays so is counted apart', async () => {
	const pages = await inStep(3, 3);
	await pages.start('dry', { kind: 'comparison' });
	const page = await pages.page('dry');
	const subjects = records(await pages.take(page, AT)).map(({ subject }) => subject);
	const forecasts = ([[], [KEPT], [REPAIRED]] as ForeseenChange[][]).map((changes, place): Forecast => ({ ...found(subjects[place]!, place === 2 ? 'updated' : 'unchanged', changes), keys: [], contact: null }));
	await pages.world.store.change(keepForecasts('dry', page.token, { forecasts, failure: null }, { auditValues: false }, pages.world.now));
	expect(rows(pages)).toEqual([['dry', 'p001', 'unchanged', [{ field: 'TaxNumber', changedInXero: true, kept: 'ifEmpty' }]], ['dry', 'p002', 'updated', [{ field: 'EmailAddress' }]]]);
	expect(await pages.job('dry')).toMatchObject({ state: 'finished', counts: { unchanged: 2, updated: 1 }, reading: { keptApart: 1 } });
});

test('live, what differs is kept beside the job; whoever comes back after a kill does not take back what was repaired', async () => {
	const pages = await inStep(3, 3);
	await pages.start('whole', { kind: 'reconciliation' });
	const [one, two, three] = records(await pages.take(await pages.page('whole'), AT)).map(({ subject }) => subject);
	await note(pages, 'whole', [found(one!, 'updated', [REPAIRED, KEPT]), found(two!, 'unchanged', [KEPT]), found(three!, 'failed')], true);
	await note(pages, 'whole', [found(one!, 'unchanged', [KEPT]), found(two!, 'unchanged', [KEPT]), found(three!, 'unchanged')]);
	expect(rows(pages)).toEqual([['whole', 'p000', 'updated', [REPAIRED, KEPT]], ['whole', 'p001', 'unchanged', [KEPT]]]);
	expect((await pages.job('whole')).reading).toMatchObject({ keptApart: 1 });
});

test('what failed first and differs then is kept as it is then', async () => {
	const pages = await inStep(1);
	await pages.start('whole', { kind: 'reconciliation' });
	await note(pages, 'whole', [found(contactNumbered(0), 'failed')]);
	await note(pages, 'whole', [found(contactNumbered(0), 'unchanged', [KEPT])]);
	expect(rows(pages)).toEqual([['whole', 'p000', 'unchanged', [{ field: 'TaxNumber', changedInXero: true, kept: 'ifEmpty' }]]]);
	expect((await pages.job('whole')).reading).toMatchObject({ keptApart: 1 });
});

test('nothing is kept for a job that compares none, or that nobody knows', async () => {
	const pages = await inStep(1);
	await pages.start('migration');
	await note(pages, 'migration', [found(contactNumbered(0), 'updated', [REPAIRED])]);
	await note(pages, 'nobody', [found(contactNumbered(0), 'updated', [REPAIRED])]);
	expect(rows(pages)).toEqual([]);
});

test.each([['what Xero refuses for the day', { class: 'quota', reason: 'xeroDayReserve' }], ['what Intercom does not answer for', { step: 'read', vendor: 'intercom' }]] as const)('%s is compared by whoever tries it again', async (_, failure) => {
	const pages = await inStep(1);
	await pages.start('whole', { kind: 'reconciliation' });
	const [taken] = records(await pages.take(await pages.page('whole'), AT));
	await pages.world.settle([failed(taken!, failure)]);
	expect(pages.world.record(contactNumbered(0))).toMatchObject({ state: 'doubted', fingerprint: '' });
	await pages.world.wait(60 * 60_000);
	const [again] = await pages.world.claim();
	expect(again).toMatchObject({ compare: true, jobId: 'whole', lastSync: { xeroContactId: 'x-p000' } });
	expect(again!.lastSync).not.toHaveProperty('fingerprint');
});

test('of a migration the same failures leave no doubt', async () => {
	const pages = await inStep(1);
	await pages.start('migration');
	const [taken] = records(await pages.take(await pages.page('migration'), AT + 9));
	await pages.world.settle([failed(taken!, { class: 'quota', reason: 'xeroDayReserve' })]);
	expect(pages.world.record(contactNumbered(0))).toMatchObject({ state: 'synced' });
});

test('a contact that could not be read whole is in doubt, so that whoever reads it compares it', async () => {
	const pages = await inStep(1);
	await pages.start('whole', { kind: 'reconciliation' });
	const finding = { ...contactNumbered(0), updatedAtSeconds: null };
	await pages.world.store.change(add([finding], { why: 'migration', priority: 'bulk', jobId: 'whole', evenSynced: false }, pages.world.now));
	expect(pages.world.work(contactNumbered(0))).toMatchObject({ state: 'waiting', why: 'reconciliation', jobId: 'whole' });
	expect((await pages.world.claim())[0]).toMatchObject({ compare: true });
});

test('unusually many repairs stop it; one that follows a dry run of its kind, which a person looked at, goes on', async () => {
	const repairing = async (foreseenBy: string) => {
		const pages = await inStep(100, 100);
		for (let batch = await pages.world.claim(); batch.length > 0; batch = await pages.world.claim()) await pages.world.settle(batch.map((one) => synced(one)));
		if (foreseenBy !== '') await pages.start('dry', { kind: 'comparison' });
		if (foreseenBy !== '') {
			const page = await pages.page('dry');
			await pages.foresee(page, records(await pages.take(page, AT)).map(({ subject }) => subject), 'updated');
			expect(await pages.start('m', { kind: 'migration', foreseenBy })).toEqual({ started: false, because: 'notADryRun' });
		}
		expect(await pages.start('whole', { kind: 'reconciliation', foreseenBy })).toMatchObject({ started: true });
		await pages.world.settle(records(await pages.take(await pages.page('whole'), AT)).map((one) => synced(one)));
		return (await pages.job('whole')).state;
	};
	expect([await repairing(''), await repairing('dry')]).toEqual(['stopped', 'finished']);
});

test('one that may skip leaves a line in the log where another one runs, and begins nothing', async () => {
	const pages = await inStep(1);
	await pages.start('migration');
	expect(await pages.start('reconciliation-2026-12', { kind: 'reconciliation', orSkip: true })).toEqual({ started: false, because: 'otherRuns', otherId: 'migration' });
	expect(pages.world.store.rows.audit.at(-1)).toMatchObject({ event: 'jobNotStarted', reason: 'reconciliation reconciliation-2026-12: migration is not done', by: 'ada' });
	await pages.control('migration', 'cancel');
	expect(await pages.start('reconciliation-2026-12', { kind: 'reconciliation', orSkip: true })).toMatchObject({ started: true });
	expect(await pages.start('reconciliation-2026-12', { kind: 'reconciliation', orSkip: true })).toEqual({ started: false, because: 'nameTaken' });
});
