import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { add } from '../../../lib/ledger/decisions/add';
import { claim } from '../../../lib/ledger/decisions/claim';
import { noteBalances } from '../../../lib/ledger/decisions/balances';
import { answeredIn } from '../../../lib/ledger/decisions/evidence';
import { beginSweep } from '../../../lib/ledger/decisions/sweep';
import type { ClaimedRecord } from '../../../lib/ledger/events/claimed';
import { endBatch } from '../../../lib/ledger/decisions/lease';
import { decideRecord } from '../../../lib/ledger/decisions/person';
import { settlementFrom } from '../../../lib/ledger/items/settlementFrom';
import { DEFAULT_SETTINGS, type LedgerSettings } from '../../../lib/ledger/settings';
import { balanceOf, broughtBack, contact, failed, fromXeroOf, LedgerWorld, MINUTE, ORGANISATION, review, START, synced, told } from './ledgerWorld';

/** What only Xero knows, in the ledger. */
const jane = contact(1);
const ON: LedgerSettings = { ...DEFAULT_SETTINGS, bothWays: DEFAULT_BOTH_WAYS, whatXeroKnows: true };

async function bound(settings: Partial<LedgerSettings> = {}, more: Parameters<typeof synced>[1] = {}): Promise<LedgerWorld> {
	const world = await new LedgerWorld({ ...ON, ...settings }).open();
	await world.notify(jane);
	await world.settle((await world.claim()).map((one) => synced(one, { shown: 's1', ...more })));
	return world;
}

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

describe('what it comes to', () => {
	test('our own write is known by its time only where it shows nothing else than what was synced', async () => {
		for (const [shownBefore, shown, seconds] of [['s1', 's1', START / 1_000 + 60], ['s1', 's2', START / 1_000], ['s2', 's2', START / 1_000]] as const) {
			const world = await bound();
			await world.night(balanceOf(jane));
			await world.settle((await world.claim()).map((one) => told(one, { shownBefore, shown })));
			expect(world.record(jane)).toMatchObject({ sourceUpdatedAtSeconds: seconds, shown: 's1' });
		}
	});

	test('a record that it is not for keeps nothing of it, and is found by the next night', async () => {
		const world = await bound();
		await world.night(balanceOf(jane));
		expect(await world.settle((await world.claim()).map((one) => told(one, { isTold: false, result: 'unchanged' })))).toMatchObject([{ became: 'done' }]);
		expect(world.record(jane)).toMatchObject({ told: null });
		expect(await world.night(balanceOf(jane))).toMatchObject({ due: 1 });
		expect(await world.settle((await world.claim()).map((one) => told(one, { isTold: false, result: 'unchanged', owesXero: true })))).toMatchObject([{ became: 'again' }]);
		expect(await world.claim()).toMatchObject([{ output: 'due', why: 'reconciliation' }]);
	});

	test('a failure is tried again by the schedule; what Intercom refuses is told once for all, and a success ends that', async () => {
		const world = await bound();
		await world.night(balanceOf(jane));
		const lost = (await world.claim()).map((one) => failed(one, { fromXero: fromXeroOf(one), vendor: 'intercom', reason: 'intercomStatus503' }));
		expect(await world.settle(lost)).toMatchObject([{ became: 'waits', nextAt: START + MINUTE }]);
		await world.wait(MINUTE);
		const refused = (await world.claim()).map((one) => failed(one, { fromXero: fromXeroOf(one), vendor: 'intercom', class: 'validation', reason: 'attributeUnknown', retryable: false }));
		expect(await world.settle(refused)).toMatchObject([{ became: 'done' }]);
		expect(world.work(jane)).toBeUndefined();
		expect(world.record(jane)).toMatchObject({ state: 'synced', fingerprint: 'f1' });
		expect(world.alert('balance refused')).toMatchObject({ state: 'due', kind: null, text: { title: 'Intercom does not take what only Xero knows' } });
		expect(world.alert('contact c1')).toBeUndefined();
		expect(world.store.rows.audit.filter(({ event, kind }) => event === 'failed' && kind !== null)).toEqual([]);
		await world.night(balanceOf(jane));
		await world.settle((await world.claim()).map((one) => told(one)));
		expect(world.alert('balance refused')).toBeUndefined();
	});

	test('where Intercom takes the attributes of nobody, one is tried a night; what has other work goes on with that, and the next night tries again', async () => {
		const world = await bound({ batchSize: 1 });
		const others = [2, 3].map(contact);
		for (const other of others) await world.settle([synced({ subject: other, token: '' }, { shown: 's1' })]);
		const { sweep } = await world.store.change(beginSweep(world.now, 'balances'));
		await world.store.change(noteBalances(sweep, [balanceOf(jane), balanceOf(others[0]!)], world.now));
		const refused = (one: ClaimedRecord) => failed(one, { fromXero: fromXeroOf(one), vendor: 'intercom', class: 'validation', reason: 'xeroAttributesRefused', retryable: false });
		await world.settle((await world.claim()).map(refused));
		await world.tellXero(others[0]!, 5);
		// A later page of the same night.
		expect(await world.store.change(noteBalances(sweep, [balanceOf(others[1]!)], world.now))).toEqual({ isCurrent: true, due: 0 });
		const [changed] = await world.claim();
		expect(changed).toMatchObject({ subject: others[0], why: 'changedInXero' });
		expect(await world.settle([broughtBack(changed!)])).toMatchObject([{ became: 'again' }]);
		expect(await world.claim()).toEqual([]);
		expect(world.store.rows.tables.work.size).toBe(0);
		expect(world.store.rows.tables.alert.size).toBe(1);
		expect(await world.night(balanceOf(jane), ...others.map((other) => balanceOf(other)))).toMatchObject({ due: 3 });
		await world.settle((await world.claim()).map((one) => told(one)));
		expect(await world.claim()).toHaveLength(1);
		expect(world.alert('balance refused')).toBeUndefined();
	});

	test('it proves that Intercom answers, and says nothing of Xero', () => {
		const one = { subject: jane, token: 't', balance: balanceOf(jane) };
		expect(answeredIn(told(one))).toEqual(['intercom']);
		expect(answeredIn(failed(one, { fromXero: fromXeroOf(one), vendor: 'intercom', reason: 'intercomStatus503' }))).toEqual([]);
		expect(answeredIn(failed(one, { fromXero: fromXeroOf(one), vendor: 'intercom', class: 'validation' }))).toEqual(['intercom']);
	});
});

describe('its item', () => {
	const balance = { ...balanceOf(jane), contactId: '45e4708e-d862-4111-ab3a-dd8cd03913e1' };
	const ledger = { name: 'default', kind: 'contact', id: 'c1', token: 't', organisationId: 'o', left: 'intercom.synced', why: 'balances', balance };
	const item = { outcome: 'updated', reason: 'balances', told: true, intercomId: 'c1', xeroContactId: balance.contactId, organisationId: 'o', intercomUpdatedAt: 7, shown: 's', shownBefore: 's', owesXero: false, requestIds: [], ledger };

	test('is settled as told', () => {
		expect(settlementFrom(item, 0)).toMatchObject({ kind: 'settlement', settlement: { outcome: 'told', result: 'updated', balance, isTold: true, intercomUpdatedAtSeconds: 7, fromXero: { balance, askedIntercom: true } } });
	});

	test.each([
		['of another record', { intercomId: 'c2' }, 'unreadable'],
		['of another organisation', { organisationId: 'p' }, 'unreadable'],
		['without its time', { intercomUpdatedAt: undefined }, 'unreadable'],
		['with a balance that is none', { ledger: { ...ledger, balance: { outstanding: 'much' } } }, 'unknown'],
	])('%s is not kept', (_, wrong, kind) => {
		expect(settlementFrom({ ...item, ...wrong }, 0)).toMatchObject({ kind });
	});
});
