import { add } from '../../../lib/ledger/decisions/add';
import omit from 'lodash/omit';
import { beginJob } from '../../../lib/ledger/decisions/jobs';
import { LOOK_AGAIN_MS, PREVIEW_RESTS_MS } from '../../../lib/ledger/decisions/afterPreview';
import { DEFAULT_SETTINGS } from '../../../lib/ledger/settings';
import { contact, failed, LedgerWorld, MINUTE, previewed, review, synced } from './ledgerWorld';
import { lone, tell } from './lifeWorld';

describe('what was only previewed', () => {
	const everything = (world: LedgerWorld) => JSON.stringify([world.store.rows.tables.record, world.store.rows.tables.review, world.store.rows.tables.alert].map((rows) => [...rows])) + JSON.stringify(world.store.rows.audit);

	test('leaves its row as it was: no try, no alert, no line of the log, and no record', async () => {
		const world = await new LedgerWorld().open();
		await world.notify(lone);
		await world.settle((await world.claim()).map((one) => failed(one)));
		world.now += MINUTE;
		const was = omit(world.work(lone)!, 'revision', 'dueAt', 'waitsFor');
		const before = everything(world);
		expect((await world.settle((await world.claim()).map((one) => previewed(one))))[0]).toEqual({ subject: lone, became: 'waits', nextAt: world.now + LOOK_AGAIN_MS });
		expect(world.work(lone)).toMatchObject(was);
		expect(everything(world)).toBe(before);
		expect(await tell(world)).toEqual([]);
	});

	test('does not come round at once: one in five minutes, the others once a day', async () => {
		const world = await new LedgerWorld().open();
		for (let n = 1; n <= 40; n++) await world.notify(contact(n));
		const taken: number[] = [];
		for (let minute = 0; minute < 24 * 60; minute++) {
			const batch = await world.claim();
			if (batch.length > 0) taken.push(batch.length);
			await world.settle(batch.map((one) => previewed(one)));
			await world.wait(MINUTE);
		}
		expect(taken).toEqual([40, ...Array<number>((24 * 60) / 5 - 1).fill(1)]);
		expect(await world.claim()).toHaveLength(40);
		expect(await tell(world)).toEqual([]);
	});

	test.each<[string, (one: Parameters<typeof synced>[0]) => ReturnType<typeof synced>]>([
		['written', synced], ['for a person to decide', review], ['refused by Xero', (one) => failed(one, { class: 'validation', retryable: false })],
	])('is due as soon as the workflow writes again: one was %s', async (_, outcome) => {
		const world = await new LedgerWorld().open();
		for (let n = 1; n <= 3; n++) await world.notify(contact(n));
		await world.settle((await world.claim()).map((one) => previewed(one)));
		await world.wait(LOOK_AGAIN_MS);
		const look = await world.claim();
		expect(look).toHaveLength(1);
		await world.settle(look.map((one) => outcome(one)));
		expect(await world.claim()).toHaveLength(2);
	});

	test('rests on while only the deletion policy is followed', async () => {
		const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, whenDeleted: 'note' }).open();
		await world.notify(lone);
		await world.notify(contact(2));
		await world.settle((await world.claim()).map((one) => previewed(one)));
		await world.notify(contact(3), { topic: 'contact.deleted' });
		await world.notify(contact(4), { topic: 'contact.deleted' });
		const [noted, doubtful] = await world.claim();
		await world.settle([{ outcome: 'removed', subject: noted!.subject, token: noted!.token, reason: '', requestIds: ['r'], did: 'noted' }, review(doubtful!, 'keysDisagree')]);
		expect([lone, contact(2)].map((subject) => world.work(subject)?.waitsFor)).toEqual(['writing', 'writing']);
		expect(PREVIEW_RESTS_MS).toBeGreaterThan(LOOK_AGAIN_MS);
	});

	test('of a test run is due at once: the published workflow has it still to do', async () => {
		const world = await new LedgerWorld().open();
		await world.notify(lone);
		const was = omit(world.work(lone)!, 'revision');
		world.now += MINUTE;
		await world.settle((await world.claim()).map((one) => previewed(one, true)));
		expect(world.work(lone)).toMatchObject(was);
		expect(await world.claim()).toHaveLength(1);
	});

	test('is due again where something came meanwhile', async () => {
		const world = await new LedgerWorld().open();
		await world.notify(lone);
		const batch = await world.claim();
		await world.notify(lone, { topic: 'contact.user.tag.created' });
		expect((await world.settle(batch.map((one) => previewed(one))))[0]?.became).toBe('again');
		expect(world.work(lone)).toMatchObject({ state: 'waiting', topic: 'contact.user.tag.created', attempts: 0, dueAt: world.now });
	});

	test('counts in no job, and is no proof that a service refuses', async () => {
		const world = await new LedgerWorld().open();
		await world.store.change(beginJob('m', 'migration', world.now));
		await world.store.change(add([{ ...lone, updatedAtSeconds: null }], { why: 'migration', priority: 'bulk', jobId: 'm', evenSynced: true }, world.now));
		await world.settle((await world.claim()).map((one) => previewed(one)));
		expect(world.store.rows.tables.fact.get('job m')).toMatchObject({ value: { done: 0 } });
		expect(world.store.rows.tables.fact.get('service xero')?.value).toMatchObject({ state: 'working' });
	});
});
