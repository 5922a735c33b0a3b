import { decideRecord, decideStop } from '../../../lib/ledger/decisions/person';
import { holdEmitter } from '../../../lib/ledger/decisions/holders';
import { CONTACTS_PER_PAGE_MAX as PAGE_CONTACTS } from '../../../lib/intercom/contacts/contactPages';
import { failed, LedgerWorld, MINUTE, synced, START } from './ledgerWorld';
import { contactNumbered, PagesWorld, records, dryRunOf } from './pagesWorld';

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
