import { noteBalances } from '../../../lib/ledger/decisions/balances';
import { answeredIn } from '../../../lib/ledger/decisions/evidence';
import { beginSweep } from '../../../lib/ledger/decisions/sweep';
import type { ClaimedRecord } from '../../../lib/ledger/events/claimed';
import { settlementFrom } from '../../../lib/ledger/items/settlementFrom';
import { balanceOf, broughtBack, contact, failed, fromXeroOf, MINUTE, START, synced, told } from './ledgerWorld';
import { bound, jane } from './balancesWorld';

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
