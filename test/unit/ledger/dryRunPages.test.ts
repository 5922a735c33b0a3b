import { MINUTE } from './ledgerWorld';
import { keepForecasts, type Forecast } from '../../../lib/ledger/decisions/forecasts';
import { foreseen, PagesWorld, records, dryRunOf } from './pagesWorld';

test('a dry run writes no record and no work, keeps its page until all of it is foreseen, and foresees it once', async () => {
	const pages = await PagesWorld.open(3);
	await pages.start('dry', { kind: 'dryRun' });
	const first = await pages.page('dry');
	const [one, two] = records(await pages.take(first));
	expect(one).toMatchObject({ token: '', lastSync: null });
	expect(await pages.foresee(first, [one!.subject])).toBe(true);
	expect(await pages.claim('dry')).toMatchObject({ page: null, because: 'inHand' });
	await pages.world.wait(20 * MINUTE);
	const again = await pages.page('dry');
	expect(again.cursor).toBeNull();
	expect(await pages.foresee(first, [two!.subject])).toBe(false);
	await pages.take(again);
	await pages.foresee(again, [one!.subject], 'review');
	await pages.foresee(again, [two!.subject]);
	const last = await pages.page('dry');
	await pages.foresee(last, records(await pages.take(last)).map(({ subject }) => subject), 'rejected');
	expect(await pages.job('dry')).toMatchObject({ state: 'finished', total: 3, done: 3, counts: { created: 1, review: 1, failed: 1 } });
	expect(pages.forecasts().map(({ id, outcome, changes }) => [id, outcome, changes])).toEqual([['p000', 'review', [{ field: 'Name' }]], ['p001', 'created', [{ field: 'Name' }]], ['p002', 'rejected', [{ field: 'Name' }]]]);
	expect([pages.world.store.rows.tables.work.size, pages.world.store.rows.tables.record.size]).toEqual([0, 0]);
});

test('a page of a dry run that a service did not answer for is looked at again, and kept as failed in the end', async () => {
	const pages = await PagesWorld.open(1);
	await pages.start('dry', { kind: 'dryRun' });
	for (let time = 1; time <= 6; time++) {
		const page = await pages.page('dry');
		const subjects = records(await pages.take(page)).map(({ subject }) => subject);
		expect(await pages.foresee(page, subjects, 'failed', { message: 'Xero is away.', nextStep: '', retryable: true })).toBe(time === 6);
		expect((await pages.job('dry')).state).toBe(time === 6 ? 'finished' : 'running');
		await pages.world.wait(20 * MINUTE);
	}
	expect((await pages.job('dry')).counts.failed).toBe(1);
});

test('forecasts go with the next dry run and with the record, and stay for the migration that follows them', async () => {
	const pages = await PagesWorld.open(2);
	await dryRunOf(pages, 'one');
	await pages.start('live', { foreseenBy: 'one' });
	expect(pages.forecasts()).toHaveLength(2);
	await pages.control('live', 'cancel');
	await pages.start('two', { kind: 'dryRun' });
	expect(pages.forecasts()).toEqual([]);
});

test('a dry run adds up over its pages who want one name, and which groups Xero does not have yet; a few are named, all are counted', async () => {
	const pages = await PagesWorld.open(60, 30);
	await pages.start('dry', { kind: 'dryRun' });
	for (const room of [40, 38]) {
		const page = await pages.page('dry');
		const subjects = records(await pages.take(page)).map(({ subject }) => subject);
		const forecasts = subjects.map((subject, number): Forecast => ({ ...foreseen(subject, 'created'), subject, namesake: { name: 'Nat', intercomId: `n${number}`, xeroContactId: null }, newGroups: { names: ['Tag: vip', `Tag: ${subject.id}`, '__proto__'], room } }));
		await pages.world.store.change(keepForecasts('dry', page.token, { forecasts, failure: null }, { auditValues: true }, pages.world.now));
	}
	const { reading } = await pages.job('dry');
	expect(reading!.namesakes).toMatchObject({ total: 60, shown: { length: 25 } });
	expect(reading!.namesakes!.shown[0]).toEqual({ id: 'p000', name: 'Nat', intercomId: 'n0', xeroContactId: null });
	expect(reading!.newGroups).toMatchObject({ room: 38, members: { 'Tag: vip': 60, 'Tag: p059': 1 } });
	expect(pages.forecasts()[0]).not.toHaveProperty('namesake');
	expect(pages.forecasts()[0]).not.toHaveProperty('newGroups');
});

test('a dry run counts the calls that follow the writes: for notes each contact, for groups each group of a page and each removal', async () => {
	const pages = await PagesWorld.open(60, 30);
	await pages.start('dry', { kind: 'dryRun' });
	const note = { field: 'History', before: '', after: 'Owner: Jo' };
	const groups = (before: string, after: string) => ({ field: 'ContactGroups', before, after });
	for (const changes of [[note, { ...note, after: 'Plan: Pro' }, groups('', 'Tag: a, Tag: b')], [groups('Tag: a, Tag: old', 'Tag: a, Tag: b')]]) {
		const page = await pages.page('dry');
		const subjects = records(await pages.take(page)).map(({ subject }) => subject);
		const forecasts = subjects.map((subject): Forecast => ({ ...foreseen(subject, 'updated'), subject, changes }));
		await pages.world.store.change(keepForecasts('dry', page.token, { forecasts, failure: null }, { auditValues: false }, pages.world.now));
	}
	// 30 contacts with notes and two groups; then one group and 30 removals.
	expect((await pages.job('dry')).reading).toMatchObject({ afterCalls: 32 + 31 });
});

test('where companies are billed, a dry run counts each company of a page once, and the contacts that are linked by it', async () => {
	const pages = await PagesWorld.open(60, 30);
	await pages.start('dry', { kind: 'dryRun' });
	for (const outcome of ['created', 'updated'] as const) {
		const page = await pages.page('dry');
		const subjects = records(await pages.take(page)).map(({ subject }) => subject);
		const forecasts = subjects.map((subject, number): Forecast => ({ ...foreseen(subject, 'linked'), subject, ...(number < 20 && { company: { id: `c${number % 4}`, outcome } }) }));
		await pages.world.store.change(keepForecasts('dry', page.token, { forecasts, failure: null }, { auditValues: false }, pages.world.now));
	}
	const { reading, counts } = await pages.job('dry');
	expect(reading).toMatchObject({ companies: { created: 4, updated: 4, staff: 40 } });
	expect(counts).toMatchObject({ created: 0, updated: 0, unchanged: 60 });
	expect(pages.forecasts()[0]).not.toHaveProperty('company');
});

test('what a dry run foresees counts once, though it is settled twice: nobody may know whether the first time was written', async () => {
	const pages = await PagesWorld.open(4);
	await pages.start('dry', { kind: 'dryRun' });
	const page = await pages.page('dry');
	const [one, two] = records(await pages.take(page)).map(({ subject }) => subject);
	for (let time = 0; time < 2; time++) expect(await pages.foresee(page, [one!])).toBe(true);
	expect((await pages.job('dry')).reading?.page?.read).toMatchObject({ toForesee: 2, foreseen: 1, counts: { created: 1 } });
	await pages.foresee(page, [one!, two!]);
	expect(await pages.job('dry')).toMatchObject({ done: 2, counts: { created: 2 }, reading: { page: null } });
});
