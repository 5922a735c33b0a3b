import fc from 'fast-check';
import { claimAlerts, confirmAlerts } from '../../../lib/ledger/decisions/alerts';
import { endBatch, endLeases } from '../../../lib/ledger/decisions/lease';
import { MINUTE, synced } from './ledgerWorld';
import { PagesWorld, records } from './pagesWorld';

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
