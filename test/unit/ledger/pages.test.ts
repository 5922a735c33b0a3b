import fc from 'fast-check';
import { claimAlerts, confirmAlerts } from '../../../lib/ledger/decisions/alerts';
import { decideRecord, decideStop } from '../../../lib/ledger/decisions/person';
import { holdEmitter } from '../../../lib/ledger/decisions/holders';
import { endBatch, endLeases } from '../../../lib/ledger/decisions/lease';
import { CONTACTS_PER_PAGE_MAX as PAGE_CONTACTS } from '../../../lib/intercom/contacts/contactPages';
import { failed, LedgerWorld, MINUTE, synced, START } from './ledgerWorld';
import { keepForecasts, type Forecast } from '../../../lib/ledger/decisions/forecasts';
import { contactNumbered, foreseen, PagesWorld } from './pagesWorld';

const records = (taken: Awaited<ReturnType<PagesWorld['take']>>) => (taken.taken ? taken.records : []);

test('a job begins once under its name, one at a time, on a ledger that is bound', async () => {
	const pages = await PagesWorld.open(3);
	expect(await pages.start('a')).toMatchObject({ started: true, job: { state: 'running', total: 0 } });
	expect(await pages.start('a')).toEqual({ started: false, because: 'nameTaken' });
	expect(await pages.start('b')).toEqual({ started: false, because: 'otherRuns', otherId: 'a' });
	await pages.control('a', 'cancel');
	expect(await pages.start('b')).toMatchObject({ started: true });
	await pages.control('b', 'cancel');
	expect(await pages.start('c', { foreseenBy: 'a' })).toEqual({ started: false, because: 'notADryRun' });
	expect(await new PagesWorld(new LedgerWorld(), []).start('a')).toEqual({ started: false, because: 'notBound' });
});

test('each page follows the one before, its contacts are taken, and the job is finished when the last of them is settled', async () => {
	const pages = await PagesWorld.open(5);
	await pages.start('a');
	const seen: string[] = [];
	for (let cursor = 0; cursor < 5; cursor += 2) {
		const page = await pages.page('a');
		expect(page.cursor).toBe(cursor === 0 ? null : String(cursor));
		const taken = records(await pages.take(page));
		seen.push(...taken.map(({ subject }) => subject.id));
		expect((await pages.job('a')).state).toBe('running');
		await pages.world.settle(taken.map((one) => synced(one, { result: 'created' })));
	}
	expect(seen).toEqual(pages.contacts.map(({ id }) => id));
	expect(await pages.job('a')).toMatchObject({ state: 'finished', total: 5, done: 5, counts: { created: 5 }, reading: { pages: 3, read: 5, expected: 5, page: null } });
	expect(await pages.claim('a')).toMatchObject({ page: null, because: 'nothing' });
});

test('who lost the lease of a page takes nothing, and the page is read once more', async () => {
	const pages = await PagesWorld.open(3);
	await pages.start('a');
	const slow = await pages.page('a');
	expect(await pages.claim('a')).toMatchObject({ page: null, because: 'inHand' });
	expect((await pages.claim('a', (holder) => holder === 'holder 1')).page).toMatchObject({ cursor: null });
	expect(await pages.take(slow)).toEqual({ taken: false });
	await pages.world.wait(20 * MINUTE);
	const again = await pages.page('a');
	expect(records(await pages.take(again))).toHaveLength(2);
	expect(await pages.take(again)).toEqual({ taken: false });
	expect(await pages.job('a')).toMatchObject({ total: 2 });
});

test('what an execution took and did not settle is due again as bulk work, and counts once', async () => {
	const pages = await PagesWorld.open(2);
	await pages.start('a');
	const page = await pages.page('a');
	await pages.take(page);
	await pages.world.store.change(endBatch(page.token, pages.world.now));
	const due = await pages.world.claim();
	expect(due).toMatchObject([{ uncertain: true, jobId: 'a', why: 'migration' }, { uncertain: true }]);
	await pages.world.settle(due.map((one) => synced(one)));
	expect(await pages.job('a')).toMatchObject({ state: 'finished', done: 2, counts: { updated: 2 } });
});

test('what is synced in that state, runs elsewhere or was left alone by a person is not taken', async () => {
	const pages = await PagesWorld.open(4, 4);
	const { world } = pages;
	await world.notify(contactNumbered(0));
	await world.settle((await world.claim()).map((one) => synced(one)));
	await world.notify(contactNumbered(2));
	await world.store.change(decideRecord(contactNumbered(2), { do: 'never' }, 'ada', world.now));
	await world.notify(contactNumbered(1));
	const [running] = await world.claim();
	await pages.start('a');
	const taken = records(await pages.take(await pages.page('a'), START / 1_000));
	expect(taken.map(({ subject }) => subject.id)).toEqual(['p003']);
	expect(await pages.job('a')).toMatchObject({ total: 4, done: 3, counts: { unchanged: 1, other: 2 } });
	await world.settle([synced(running!)]);
	await world.settle(taken.map((one) => synced(one)));
	expect(await pages.job('a')).toMatchObject({ state: 'finished', done: 4 });
});

test('a change that was told is left to whoever reads the contact itself: the page may be older', async () => {
	const pages = await PagesWorld.open(2);
	await pages.world.notify(contactNumbered(0));
	await pages.start('a');
	expect(records(await pages.take(await pages.page('a'))).map(({ subject }) => subject.id)).toEqual(['p001']);
	expect(pages.world.work(contactNumbered(0))).toMatchObject({ state: 'waiting', priority: 'live', jobId: null });
});

test('our own reference moves the time of a contact, and nothing that is mapped: it is left alone', async () => {
	const pages = await PagesWorld.open(1);
	await pages.start('a');
	await pages.world.settle(records(await pages.take(await pages.page('a'))).map((one) => synced(one, { shown: 's1' })));
	await pages.job('a');
	await pages.start('b');
	expect(await pages.take(await pages.page('b'), START / 1_000 + 9, 's1')).toEqual({ taken: true, records: [], left: 1, isLast: true });
});

test('a page does not hold up a batch of live changes, and waits behind those that somebody takes', async () => {
	const pages = await PagesWorld.open(4);
	const { world } = pages;
	await pages.start('a');
	await pages.take(await pages.page('a'));
	await world.notify({ kind: 'contact', id: 'live' });
	expect((await world.claim()).map(({ subject }) => subject.id)).toEqual(['live']);
	await world.notify({ kind: 'contact', id: 'late' });
	await world.wait(MINUTE);
	expect(await pages.claim('a')).toMatchObject({ page: expect.anything() });
	await pages.world.wait(20 * MINUTE);
	await world.store.change(holdEmitter('live', MINUTE, world.now, () => false));
	expect(await pages.claim('a')).toMatchObject({ page: null, because: 'behindLive' });
});

test('no more than three pages are on their way', async () => {
	const pages = await PagesWorld.open(8 * PAGE_CONTACTS, PAGE_CONTACTS);
	await pages.start('a');
	for (let page = 0; page < 3; page++) expect(await pages.take(await pages.page('a'))).toMatchObject({ taken: true, isLast: false });
	expect(await pages.claim('a')).toMatchObject({ page: null, because: 'inHand' });
});

test('Xero refuses, or has only the reserve left: no page is read', async () => {
	const pages = await PagesWorld.open(3);
	const { world } = pages;
	await pages.start('a');
	await world.notify({ kind: 'contact', id: 'live' });
	await world.settle((await world.claim()).map((one) => failed(one, { class: 'auth', reason: 'xeroAccessRefused' })));
	expect(await pages.claim('a')).toMatchObject({ page: null, because: 'serviceRefuses' });
	await world.wait(2 * MINUTE);
	expect((await pages.page('a')).size).toBe(1);
	const low = await PagesWorld.open(3);
	await low.start('a');
	await low.world.notify({ kind: 'contact', id: 'live' });
	await low.world.settle((await low.world.claim()).map((one) => ({ ...synced(one), callsLeft: { organisationId: 'organisation-1', day: 50, knownAt: low.world.now } })));
	expect(await low.claim('a')).toMatchObject({ page: null, because: 'reserve' });
});

test('a sample ends after so many', async () => {
	const pages = await PagesWorld.open(9, 4);
	await pages.start('a', { sample: 5 });
	await pages.take(await pages.page('a'));
	const second = await pages.page('a');
	expect(second.size).toBe(1);
	await pages.take(second);
	expect(await pages.job('a')).toMatchObject({ allAdded: true, total: 5, reading: { expected: 5 } });
});

test('unusually many updates stop the job until a person lets it pass, unless it follows a dry run', async () => {
	const updating = async (wish: object) => {
		const pages = await PagesWorld.open(200, 100);
		if ('foreseenBy' in wish) await dryRunOf(pages, 'dry');
		await pages.start('a', wish);
		await pages.world.settle(records(await pages.take(await pages.page('a'))).map((one) => synced(one)));
		return pages;
	};
	const stopped = await updating({});
	expect(await stopped.job('a')).toMatchObject({ state: 'stopped' });
	expect(await stopped.claim('a')).toMatchObject({ page: null, because: 'nothing' });
	await stopped.world.store.change(decideStop('job a', true, 'ada', stopped.world.now));
	expect(await stopped.page('a')).toMatchObject({ cursor: '100' });
	expect(await (await updating({ foreseenBy: 'dry' })).job('a')).toMatchObject({ state: 'running', approvedBy: 'ada' });
});

async function dryRunOf(pages: PagesWorld, jobId: string): Promise<void> {
	await pages.start(jobId, { kind: 'dryRun' });
	while ((await pages.job(jobId)).state === 'running') {
		const page = await pages.page(jobId);
		await pages.foresee(page, records(await pages.take(page)).map(({ subject }) => subject));
	}
}

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

test('a page that cannot be read is tried again after a while that grows; what no try mends pauses the job, and a person hears of it', async () => {
	const pages = await PagesWorld.open(3);
	await pages.start('a');
	await pages.fail(await pages.page('a'));
	expect(await pages.claim('a')).toMatchObject({ page: null, because: 'waits', nextAt: pages.world.now + 30_000 });
	await pages.world.wait(MINUTE);
	await pages.fail(await pages.page('a'));
	expect(await pages.claim('a')).toMatchObject({ nextAt: pages.world.now + 60_000 });
	expect(pages.world.alert('pages of a')).toBeUndefined();
	await pages.world.wait(2 * MINUTE);
	await pages.fail(await pages.page('a'), { message: 'Intercom has no tag "X".', retryable: false });
	expect(await pages.job('a')).toMatchObject({ state: 'paused', reading: { message: 'Intercom has no tag "X".' } });
	expect(pages.world.alert('pages of a')).toMatchObject({ state: 'due', text: { message: 'Intercom has no tag "X".', nextStep: expect.stringContaining('Control Job') } });
	expect(await pages.control('a', 'resume')).toMatchObject({ done: true, job: { state: 'running' } });
	await pages.take(await pages.page('a'));
	expect(pages.world.alert('pages of a')).toBeUndefined();
});

test('a job is paused, resumed and ended by a person; what it has taken goes its way', async () => {
	const pages = await PagesWorld.open(4);
	await pages.start('a');
	const taken = records(await pages.take(await pages.page('a')));
	expect(await pages.control('a', 'pause')).toMatchObject({ done: true });
	expect(await pages.claim('a')).toMatchObject({ page: null, because: 'nothing' });
	expect(await pages.control('a', 'pause')).toEqual({ done: false, because: 'otherState', state: 'paused' });
	await pages.world.settle(taken.map((one) => synced(one)));
	expect(await pages.job('a')).toMatchObject({ state: 'paused', done: 2 });
	await pages.control('a', 'resume');
	expect(await pages.page('a')).toMatchObject({ cursor: '2' });
	await pages.control('a', 'cancel');
	expect(await pages.job('a')).toMatchObject({ state: 'cancelled', reading: { page: null } });
	expect(await pages.control('x', 'pause')).toEqual({ done: false, because: 'unknownJob', state: null });
});

test('whatever is killed or late, each contact is counted once, and the job ends', async () => {
	const happens = fc.constantFrom('page', 'take', 'settle', 'kill', 'late', 'wait', 'batch');
	await fc.assert(
		fc.asyncProperty(fc.array(happens, { maxLength: 40 }), fc.constantFrom(1, 2, 5), fc.integer({ min: 0, max: 9 }), async (events, size, count) => {
			const pages = await PagesWorld.open(count, size);
			const { world } = pages;
			await pages.start('a', { kind: 'migration' });
			const claimed: Awaited<ReturnType<PagesWorld['page']>>[] = [];
			const held: ReturnType<typeof records> = [];
			const play = async (event: string) => {
				if (event === 'page') {
					const { page } = await pages.claim('a', () => true);
					if (page !== null) claimed.push(page);
				} else if (event === 'take' && claimed.length > 0) held.push(...records(await pages.take(claimed.at(-1)!)));
				else if (event === 'late' && claimed.length > 0) held.push(...records(await pages.take(claimed[0]!)));
				else if (event === 'settle') await world.settle(held.map((one) => synced(one)));
				else if (event === 'kill' && claimed.length > 0) await world.store.change(endBatch(claimed.at(-1)!.token, world.now));
				else if (event === 'batch') held.push(...(await world.claim()));
				else if (event === 'wait') await world.wait(20 * MINUTE);
			};
			for (const event of events) await play(event);
			for (let round = 0; round < 40 && (await pages.job('a')).state === 'running'; round++) {
				await world.wait(20 * MINUTE);
				await world.store.change(endLeases(world.now, 100));
				for (const event of ['page', 'take', 'settle', 'batch', 'settle']) await play(event);
			}
			const job = await pages.job('a');
			expect(job).toMatchObject({ state: 'finished', total: count, done: count });
			expect(Object.values(job.counts).reduce((sum, each) => sum + each, 0)).toBe(count);
			expect(world.store.rows.tables.record.size).toBe(count);
		}),
		{ numRuns: 150 },
	);
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

test('a job that was resumed and cannot be read once more is told once more; what a cancelled one told is over', async () => {
	const pages = await PagesWorld.open(4);
	const { world } = pages;
	const tell = async () => {
		const told = await world.store.change(claimAlerts({ token: `a${world.now}`, leaseUntil: world.now + MINUTE }, world.now));
		await world.store.change(confirmAlerts(`a${world.now}`, true, world.now));
		return told.map(({ text }) => text.title);
	};
	await pages.start('a');
	for (let time = 0; time < 2; time++) {
		await pages.fail(await pages.page('a'), { retryable: false });
		expect([(await pages.job('a')).state, await tell()]).toEqual(['paused', ['The job a cannot read its contacts']]);
		world.now += MINUTE;
		if (time === 0) await pages.control('a', 'resume');
	}
	await pages.control('a', 'cancel');
	expect(world.store.rows.tables.alert.size).toBe(0);
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
