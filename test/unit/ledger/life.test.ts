import { decideRecord, decideStop } from '../../../lib/ledger/decisions/person';
import { erase } from '../../../lib/ledger/decisions/erase';
import { RETRY_DELAYS_MS } from '../../../lib/ledger/decisions/schedule';
import { DEFAULT_SETTINGS } from '../../../lib/ledger/settings';
import { contact, failed, HOUR, LedgerWorld, review, synced } from './ledgerWorld';
import { lone, tell } from './lifeWorld';

test('ten notifications are one row of work, and a success leaves no work', async () => {
	const world = await new LedgerWorld().open();
	for (let n = 0; n < 10; n++) await world.notify(lone);
	expect(world.store.rows.tables.work.size).toBe(1);
	const batch = await world.claim();
	expect(batch).toHaveLength(1);
	expect((await world.settle(batch.map((one) => synced(one))))[0]?.became).toBe('done');
	expect(world.work(lone)).toBeUndefined();
	expect(world.record(lone)).toMatchObject({ state: 'synced', xeroContactId: 'x-c1' });
});

test('an archiving told of after it was undone is read as any other change: by its topic it would leave unread, and come round for ever', async () => {
	const world = await new LedgerWorld().open();
	const seconds = Math.floor(world.now / 1_000);
	await world.notify(lone, { topic: 'contact.unarchive', occurredAtSeconds: seconds });
	await world.notify(lone, { topic: 'contact.archived', occurredAtSeconds: seconds - 5 });
	const [due] = await world.claim();
	expect(due).toMatchObject({ topic: '', output: 'due' });
	expect((await world.settle([synced(due!)]))[0]?.became).toBe('done');
});

test('who is merged into another one while it is synced is looked at once more, and not kept as one that is there', async () => {
	const world = await new LedgerWorld().open();
	await world.notify(lone);
	const batch = await world.claim();
	await world.notify(lone, { topic: 'contact.user.updated', updatedAtSeconds: null });
	await world.settle(batch.map((one) => synced(one)));
	const again = await world.claim();
	await world.notify(contact(2), { topic: 'contact.merged', mergedIds: ['c1'] });
	expect((await world.settle(again.map((one) => synced(one))))[0]?.became).toBe('again');
	const look = (await world.claim()).find(({ subject }) => subject.id === 'c1');
	await world.settle([{ outcome: 'gone', subject: lone, token: look!.token, reason: '', requestIds: [], how: 'merged', winnerId: 'c2' }]);
	expect(world.record(lone)).toMatchObject({ state: 'gone' });
});

test('who lost the lease changes nothing and is told so; the record is due again as uncertain', async () => {
	const world = await new LedgerWorld().open();
	await world.notify(lone);
	const [lost] = await world.claim();
	await world.wait(DEFAULT_SETTINGS.leaseMs);
	const [again] = await world.claim();
	expect(again).toMatchObject({ uncertain: true });
	const before = JSON.stringify([...world.store.rows.tables.work]);
	expect((await world.settle([synced(lost!)]))[0]?.became).toBe('noLongerYours');
	expect(JSON.stringify([...world.store.rows.tables.work])).toBe(before);
	expect(world.record(lone)).toBeUndefined();
});

test('a record that fails alone follows the schedule, is parked and told once; the next change wakes it, its success clears all', async () => {
	const world = await new LedgerWorld().open();
	const refusal = { class: 'uncertain' as const, xeroContactId: 'x-c1' };
	await world.notify(lone);
	for (const delay of RETRY_DELAYS_MS) {
		const [one] = await world.claim();
		expect((await world.settle([failed(one!, refusal)]))[0]).toMatchObject({ became: 'waits', nextAt: world.now + delay });
		world.now += delay;
	}
	const [last] = await world.claim();
	expect((await world.settle([failed(last!, refusal)]))[0]?.became).toBe('parked');
	expect(await tell(world)).toEqual(['A contact could not be synced']);
	expect(await tell(world)).toEqual([]);
	await world.notify(lone);
	expect(world.work(lone)).toMatchObject({ state: 'waiting', attempts: 0 });
	await world.settle((await world.claim()).map((one) => synced(one)));
	expect(world.store.rows.tables.alert.size).toBe(0);
});

test('what the mass-change stop holds passes only when a person says so', async () => {
	const world = await new LedgerWorld().open();
	await world.notify(lone);
	await world.settle((await world.claim()).map((one) => review(one, 'massChange')));
	await world.notify(lone);
	await world.wait(48 * HOUR);
	expect(await world.claim()).toEqual([]);
	await world.store.change(decideStop('change', true, 'ada', world.now));
	expect(await world.claim()).toMatchObject([{ approved: true }]);
});

test('a decision is handed to the upsert, and a new contact is made once', async () => {
	const world = await new LedgerWorld().open();
	await world.notify(lone);
	await world.settle((await world.claim()).map((one) => review(one)));
	await world.store.change(decideRecord(lone, { do: 'create' }, 'ada', world.now));
	const batch = await world.claim();
	expect(batch).toMatchObject([{ decision: { do: 'create', by: 'ada' } }]);
	await world.settle(batch.map((one) => synced(one, { result: 'created' })));
	expect(world.record(lone)?.decision).toMatchObject({ do: 'bind', xeroContactId: 'x-c1' });
	expect(world.store.rows.tables.review.size).toBe(0);
	await world.store.change(decideRecord(lone, { do: 'never' }, 'ada', world.now));
	expect(await world.notify(lone)).toEqual({ took: 'nothing' });
});

test('more than twenty archivings at once wait for a person, all of them', async () => {
	const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, whenDeleted: 'archive' }).open();
	for (let n = 0; n < 21; n++) await world.notify(contact(n), { topic: 'contact.deleted' });
	expect(await world.claim()).toEqual([]);
	expect(await tell(world)).toEqual(['Unusually many contacts would be archived']);
	await world.wait(2 * HOUR);
	expect(await world.claim()).toEqual([]);
	await world.store.change(decideStop('archive', true, 'ada', world.now));
	const batch = await world.claim();
	expect(batch).toHaveLength(21);
	expect(batch[0]).toMatchObject({ output: 'gone', policy: 'archive', approved: true });
});

test('an archiving that was undone is left alone, in whatever order the two are told', async () => {
	const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, whenDeleted: 'archive' }).open();
	const seconds = Math.floor(world.now / 1_000);
	await world.notify(lone, { topic: 'contact.unarchive', occurredAtSeconds: seconds });
	expect(await world.notify(lone, { topic: 'contact.archived', occurredAtSeconds: seconds - 5 })).toEqual({ took: 'noted' });
	expect(await world.claim()).toMatchObject([{ output: 'due', findArchived: false }]);
});

test('erasing leaves nothing of a record, and an execution that has it is told', async () => {
	const world = await new LedgerWorld().open();
	await world.notify(lone);
	await world.settle((await world.claim()).map((one) => review(one)));
	await world.notify(lone);
	const [running] = await world.claim();
	await world.store.change(erase(lone, 'ada', world.now));
	expect(JSON.stringify([...world.store.rows.audit, ...Object.values(world.store.rows.tables).flatMap((rows) => [...rows.values()])])).not.toContain('c1');
	expect((await world.settle([synced(running!)]))[0]?.became).toBe('noLongerYours');
});

test('erasing takes a record out of what another one was given up for, which is tried again: else nobody heard of that', async () => {
	const world = await new LedgerWorld().open();
	for (const subject of [lone, contact(2)]) await world.notify(subject);
	await world.settle((await world.claim()).map((one) => failed(one, { class: 'validation', retryable: false, message: 'The reference stands on contact c1.', nextStep: 'Open contact c1.' })));
	await world.store.change(erase(lone, 'ada', world.now));
	expect(JSON.stringify([...world.store.rows.audit, ...Object.values(world.store.rows.tables).flatMap((rows) => [...rows.values()])])).not.toContain('c1');
	expect(await world.claim()).toMatchObject([{ subject: contact(2) }]);
});
