import { add } from '../../../lib/ledger/decisions/add';
import { claim } from '../../../lib/ledger/decisions/claim';
import { noteBalances } from '../../../lib/ledger/decisions/balances';
import { endBatch } from '../../../lib/ledger/decisions/lease';
import { decideRecord } from '../../../lib/ledger/decisions/person';
import type { LedgerSettings } from '../../../lib/ledger/settings';
import { balanceOf, broughtBack, contact, failed, fromXeroOf, LedgerWorld, ORGANISATION, review, START, synced, told } from './ledgerWorld';
import { bound, jane, ON } from './balancesWorld';

describe('a night', () => {
	test('finds who was told something else, once; what is told is found no more until it changes', async () => {
		const world = await bound();
		expect(await world.night(balanceOf(jane), balanceOf(contact(2)))).toEqual({ isCurrent: true, due: 1 });
		expect(await world.night(balanceOf(jane))).toEqual({ isCurrent: true, due: 0 });
		expect(world.work(jane)).toMatchObject({ state: 'waiting', why: 'balances', priority: 'bulk', fromIntercom: false, xeroChangedAt: null, balance: balanceOf(jane) });
		const batch = await world.claim();
		expect(batch).toMatchObject([{ output: 'changedInXero', why: 'balances', xeroContactId: 'x-c1', balance: balanceOf(jane) }]);
		expect(batch[0]).not.toHaveProperty('xeroChangedAt');
		const before = world.record(jane);
		expect(await world.settle(batch.map((one) => told(one)))).toMatchObject([{ became: 'done' }]);
		expect(world.record(jane)).toEqual({ ...before, revision: before!.revision + 1, told: '100 0 AUD ACTIVE' });
		expect(await world.night(balanceOf(jane))).toMatchObject({ due: 0 });
		expect(await world.night(balanceOf(jane, 0))).toMatchObject({ due: 1 });
	});

	test.each<[string, Partial<LedgerSettings>, Parameters<typeof synced>[1]]>([
		['both ways are off', { bothWays: null }, {}],
		['the record is one of the staff of a company', { billTo: 'company' }, { as: 'staff' }],
		['it is another contact', {}, { xeroContactId: 'x-other' }],
	])('finds nobody where %s', async (_, settings, more) => {
		expect(await (await bound(settings, more)).night(balanceOf(jane))).toMatchObject({ due: 0 });
	});

	test.each(['never', 'create'] as const)('finds nobody of whom a person decided: %s', async (verdict) => {
		const world = await bound();
		await world.store.change(decideRecord(jane, { do: verdict }, 'ada', world.now));
		await world.night(balanceOf(jane));
		expect(world.work(jane)?.balance ?? null).toBeNull();
	});

	test('finds nobody whom a person bound to another contact, and drops what was found before that', async () => {
		const world = await bound();
		await world.night(balanceOf(jane));
		await world.store.change(decideRecord(jane, { do: 'bind', xeroContactId: 'x-other' }, 'ada', world.now));
		const [one] = await world.claim();
		expect(one).toMatchObject({ output: 'due' });
		expect(await world.settle([synced(one!, { xeroContactId: 'x-other' })])).toMatchObject([{ became: 'done' }]);
		expect(await world.night(balanceOf(jane))).toMatchObject({ due: 0 });
	});

	test('tells nobody who waits for a person on the side of Intercom; on the side of Xero it does', async () => {
		const world = await bound();
		await world.notify(jane, { shown: 's2' });
		await world.night(balanceOf(jane));
		await world.settle((await world.claim()).map((one) => review(one)));
		expect(world.work(jane)).toBeUndefined();
		expect(await world.night(balanceOf(jane))).toMatchObject({ due: 0 });
		const other = await bound();
		await other.tellXero(jane, 5);
		await other.settle((await other.claim()).map((one) => ({ ...review(one, 'changedOnBothSides'), fromXero: fromXeroOf(one) })));
		expect(await other.night(balanceOf(jane))).toMatchObject({ due: 1 });
	});

	test('that another has begun beside writes nothing', async () => {
		const world = await bound();
		await world.night();
		await world.night();
		expect(await world.store.change(noteBalances(1, [balanceOf(jane)], world.now))).toEqual({ isCurrent: false, due: 0 });
		expect(world.work(jane)).toBeUndefined();
	});
});

describe('beside other work', () => {
	test('it goes behind everything live, and behind both causes of its own record', async () => {
		const world = await bound({ batchSize: 1 });
		await world.night(balanceOf(jane));
		await world.notify(contact(7));
		expect(await world.claim()).toMatchObject([{ subject: contact(7) }]);
		await world.settle([synced({ subject: contact(7), token: 't2' })]);
		await world.notify(jane, { shown: 's2' });
		await world.tellXero(jane, 5);
		const [first] = await world.claim();
		expect(first).toMatchObject({ output: 'due', why: 'notification' });
		expect(first).not.toHaveProperty('balance');
		expect(await world.settle([synced(first!)])).toMatchObject([{ became: 'again' }]);
		const [second] = await world.claim();
		expect(second).toMatchObject({ output: 'changedInXero', why: 'changedInXero' });
		expect(second).not.toHaveProperty('balance');
		expect(await world.settle([broughtBack(second!)])).toMatchObject([{ became: 'again' }]);
		const [third] = await world.claim();
		expect(third).toMatchObject({ output: 'changedInXero', why: 'balances' });
		expect(await world.settle([told(third!)])).toMatchObject([{ became: 'done' }]);
	});

	test('what Xero tells of while it is told goes next, also where the execution ended and settled nothing', async () => {
		const world = await bound();
		await world.night(balanceOf(jane));
		const [one] = await world.claim();
		expect(await world.tellXero(jane, 5)).toBe('afterRunning');
		await world.store.change(endBatch(one!.token, world.now));
		const [again] = await world.claim();
		expect(again).toMatchObject({ output: 'changedInXero', why: 'changedInXero', xeroChangedAt: START + 5 });
		expect(again).not.toHaveProperty('balance');
		await world.settle([broughtBack(again!)]);
		const [last] = await world.claim();
		expect(last).toMatchObject({ why: 'balances', balance: balanceOf(jane) });
		await world.tellXero(jane, 50);
		expect(await world.settle([told(last!)])).toMatchObject([{ became: 'again' }]);
		expect(await world.claim()).toMatchObject([{ why: 'changedInXero' }]);
	});

	test('what the next night finds while it is told is told after it', async () => {
		const world = await bound();
		await world.night(balanceOf(jane));
		const [one] = await world.claim();
		expect(await world.night(balanceOf(jane, 5))).toMatchObject({ due: 1 });
		expect(await world.settle([told(one!)])).toMatchObject([{ became: 'again' }]);
		expect(await world.claim()).toMatchObject([{ balance: { outstanding: 5 } }]);
	});
});

describe('where the last calls of Xero\'s day are left to live changes', () => {
	async function atReserve(bulk: number): Promise<LedgerWorld> {
		const world = await bound({ batchSize: 2 });
		await world.settle([synced({ subject: contact(8), token: '' }, { shown: 's1', callsLeft: { organisationId: ORGANISATION, day: ON.reserve, knownAt: START } })]);
		const findings = Array.from({ length: bulk }, (_, n) => ({ ...contact(20 + n), updatedAtSeconds: null }));
		await world.store.change(add(findings, { why: 'reconciliation', priority: 'bulk', jobId: null, evenSynced: false }, world.now - 1));
		await world.night(balanceOf(jane));
		return world;
	}

	test('what is to be told goes, because it asks nothing of Xero, and what else is bulk waits', async () => {
		const world = await atReserve(1);
		expect(await world.claim()).toMatchObject([{ subject: jane, why: 'balances' }]);
	});

	test('also behind more bulk work than a batch takes; what changed in Xero meanwhile costs a call, and is live', async () => {
		const world = await atReserve(5);
		const claimed = async (more: object) => await world.store.change(claim({ token: 't', holder: 'test', limit: 2, ...more }, world.settings, world.now));
		expect(await claimed({})).toMatchObject({ claimed: [], because: 'reserve' });
		expect(await claimed({ balancesAlone: true })).toMatchObject({ claimed: [{ subject: jane, why: 'balances' }] });
	});

	test('it waits as all does while Intercom refuses', async () => {
		const world = await atReserve(0);
		await world.notify(contact(9));
		await world.settle((await world.claim()).map((one) => failed(one, { vendor: 'intercom', class: 'auth', retryable: false })));
		expect(await world.claim()).toEqual([]);
	});
});
