import type { Ending } from '../../../lib/ledger/emitter/flight';
import { noPageWords } from '../../../lib/ledger/emitter/nothingDue';
import { PageEmitter } from '../../../lib/ledger/emitter/pageEmitter';
import type { PageItem } from '../../../lib/ledger/emitter/pageItem';
import { takePage } from '../../../lib/ledger/decisions/takePage';
import { LedgerProblem } from '../../../lib/ledger/store/problem';
import { MINUTE, synced } from './ledgerWorld';
import { PagesWorld } from './pagesWorld';

/** The emitter of pages on a ledger, and the executions that it starts. */
async function emitting(contacts = 4) {
	const pages = await PagesWorld.open(contacts);
	const { world } = pages;
	const started: { page: PageItem; end: (ending: Ending) => void }[] = [];
	const told: unknown[] = [];
	let tokens = 0;
	let refuses = false;
	const emitter = new PageEmitter({
		store: world.store, ledger: 'default', holder: 'me', isOver: (holder) => holder === 'dead', now: () => world.now, newToken: () => `e${++tokens}`,
		emit: (page, ended) => {
			if (refuses) throw new Error('n8n refuses');
			started.push({ page, end: ended! });
		},
		tell: (error) => told.push(error), over: () => told.push('over'),
	});
	const taken = async ({ page: { ledger, cursor } }: (typeof started)[number]) => {
		const from = Number(cursor || 0);
		const found = pages.contacts.slice(from, from + 2).map((subject) => ({ ...subject, updatedAtSeconds: null }));
		const answer = await world.store.change(takePage(ledger.jobId, ledger.pageToken, ledger.holder, { contacts: found, nextCursor: from + 2 < contacts ? String(from + 2) : null, total: contacts }, world.settings, world.now));
		return answer.taken ? answer.records : [];
	};
	return { pages, world, emitter, started, told, taken, refuse: (does: boolean) => void (refuses = does) };
}

test('one execution a page, the next when the one before was taken, and the job is finished when all is settled', async () => {
	const { pages, world, emitter, started, taken } = await emitting();
	expect(await emitter.turn()).toMatchObject({ restMs: 2_000 });
	await pages.start('a');
	await emitter.turn();
	await emitter.turn();
	expect(started.map(({ page }) => [page.jobId, page.cursor, page.pageSize, page.ledger.dryRun])).toEqual([['a', '', 150, false]]);
	const first = await taken(started[0]!);
	await emitter.turn();
	expect(started).toHaveLength(2);
	const second = await taken(started[1]!);
	await world.settle([...first, ...second].map((one) => synced(one)));
	for (const { end } of started) end('ended');
	await world.wait(MINUTE);
	await emitter.turn();
	expect(await pages.job('a')).toMatchObject({ state: 'finished', done: 4 });
	expect(started).toHaveLength(2);
});

test('a page whose execution ended before it was taken is read once more, and what one took and did not settle is due again', async () => {
	const { pages, world, emitter, started, taken } = await emitting();
	await pages.start('a');
	await emitter.turn();
	started[0]!.end('ended');
	await emitter.turn();
	expect(await pages.job('a')).toMatchObject({ reading: { failures: 1, message: expect.stringContaining('ended before') } });
	await world.wait(MINUTE);
	await emitter.turn();
	expect(started[1]!.page.cursor).toBe('');
	await taken(started[1]!);
	started[1]!.end('stopped');
	await emitter.turn();
	expect(world.work(pages.contacts[0]!)).toMatchObject({ state: 'running' });
	await world.wait(MINUTE);
	await emitter.turn();
	expect(world.work(pages.contacts[0]!)).toMatchObject({ state: 'waiting', uncertain: true, jobId: 'a' });
});

test('an n8n that refuses the execution costs nothing but time, and somebody hears of it once', async () => {
	const { pages, world, emitter, started, told, refuse } = await emitting();
	await pages.start('a');
	refuse(true);
	await emitter.turn();
	expect(told).toEqual([new Error('n8n refuses')]);
	refuse(false);
	for (let minute = 0; minute < 3; minute++) {
		await world.wait(MINUTE);
		await emitter.turn();
	}
	expect(told).toEqual([new Error('n8n refuses'), 'over']);
	expect(started).toHaveLength(1);
});

test('who starts anew takes up at once what a dead process had', async () => {
	const { pages, world, emitter, started } = await emitting();
	await pages.start('a');
	const { page } = await pages.claim('a');
	expect(page).not.toBeNull();
	world.store.rows.tables.fact.forEach((fact) => {
		if (fact.name === 'job a') (fact.value as { reading: { page: { holder: string } } }).reading.page.holder = 'dead';
	});
	await emitter.turn();
	expect(started[0]?.page.cursor).toBe('');
});

test('a ledger that cannot be used is tried again, and nothing rejects', async () => {
	const { emitter, world, told } = await emitting();
	world.store.look = async () => await Promise.reject(new LedgerProblem('unreachable', 'The database does not answer.', 'Start it.'));
	world.store.change = async () => await Promise.reject(new LedgerProblem('unreachable', 'The database does not answer.', 'Start it.'));
	expect(await emitter.turn()).toMatchObject({ restMs: 2_000 });
	world.now += 20_000;
	await emitter.turn();
	expect(told).toHaveLength(1);
	for (const replaced of ['change', 'look']) Reflect.deleteProperty(world.store, replaced);
	world.now += 20_000;
	await emitter.turn();
	expect(told.at(-1)).toBe('over');
});

test('a test run takes the next page, or says in words why there is none', async () => {
	const { pages, emitter } = await emitting();
	const none = await emitter.takeOnce();
	expect([none.page, noPageWords('default', none.answer)]).toEqual([null, expect.stringContaining('Start Job')]);
	await pages.start('a');
	expect((await emitter.takeOnce()).page).toMatchObject({ jobId: 'a' });
	const inHand = await emitter.takeOnce();
	expect([inHand.page, noPageWords('default', inHand.answer)]).toEqual([null, expect.stringContaining('in hand')]);
});
