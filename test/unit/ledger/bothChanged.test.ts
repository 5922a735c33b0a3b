import { decideRecord } from '../../../lib/ledger/decisions/person';
import { broughtBack, failed, fromXeroOf, MINUTE, review, START } from './ledgerWorld';
import { jane, settled, unchanged } from './bothWaysWorld';

describe('a review of what changed on both sides', () => {
	const open = async () => {
		const world = await settled();
		await world.tellXero(jane, 5);
		await world.settle((await world.claim()).map((one) => ({ ...review(one, 'changedOnBothSides'), fromXero: fromXeroOf(one) })));
		return world;
	};

	test('waits as any review, and what it is about is told again in vain', async () => {
		const world = await open();
		expect(world.work(jane)).toBeUndefined();
		expect(world.store.rows.tables.review.get('contact c1')).toMatchObject({ reason: 'changedOnBothSides', xeroChangedAt: START + 5 });
		expect(world.alert('contact c1')).toMatchObject({ state: 'due' });
		expect(await unchanged(world, () => world.tellXero(jane, 5))).toBe('noise');
		expect(await world.tellXero(jane, 6)).toBe('work');
		expect(await world.claim()).toMatchObject([{ output: 'changedInXero' }]);
	});

	test('tried again goes the way it went', async () => {
		const world = await open();
		await world.store.change(decideRecord(jane, { do: 'tryAgain' }, 'ada', world.now));
		const batch = await world.claim();
		expect(batch).toMatchObject([{ output: 'changedInXero', why: 'person', xeroChangedAt: START + 5 }]);
		expect(batch[0]).not.toHaveProperty('bothChangedDecision');
	});

	test.each([['keepIntercom', 'intercom'], ['takeXero', 'xero']] as const)('%s is carried once, also through a failure, and is spent by the settlement', async (verdict, bothChangedDecision) => {
		const world = await open();
		expect(await world.store.change(decideRecord(jane, { do: verdict }, 'ada', world.now))).toEqual({ decided: true });
		expect(world.store.rows.tables.review.size).toBe(0);
		await world.settle((await world.claim()).map((one) => failed(one, { vendor: 'intercom', fromXero: fromXeroOf(one) })));
		world.now += MINUTE;
		const batch = await world.claim();
		expect(batch).toMatchObject([{ output: 'changedInXero', bothChangedDecision }]);
		await world.settle(batch.map((one) => broughtBack(one, { owesXero: verdict === 'keepIntercom' })));
		expect(world.work(jane)?.bothChangedDecision ?? null).toBeNull();
		expect(world.store.rows.audit.filter(({ event }) => event === 'decided')).toMatchObject([{ reason: verdict, by: 'ada' }]);
	});

	test('of Intercom\'s side goes by Intercom', async () => {
		const world = await settled();
		await world.notify(jane, { shown: 's2' });
		await world.settle((await world.claim()).map((one) => review(one, 'changedOnBothSides')));
		await world.store.change(decideRecord(jane, { do: 'takeXero' }, 'ada', world.now));
		expect(await world.claim()).toMatchObject([{ output: 'due', bothChangedDecision: 'xero' }]);
	});

	test('is what those two decide, and nothing else', async () => {
		const world = await settled();
		await world.notify(jane, { shown: 's2' });
		await world.settle((await world.claim()).map((one) => review(one)));
		expect(await unchanged(world, () => world.store.change(decideRecord(jane, { do: 'takeXero' }, 'ada', world.now)))).toEqual({ decided: false, because: 'notBothChanged' });
	});
});

test('while a person is to say who the contact is, nothing of Xero goes to Intercom, and nothing is lost', async () => {
	const world = await settled();
	await world.notify(jane, { shown: 's2' });
	await world.settle((await world.claim()).map((one) => review(one, 'keysDisagree')));
	expect(await world.tellXero(jane, 5)).toBe('work');
	const batch = await world.claim();
	expect(batch).toMatchObject([{ output: 'due' }]);
	expect(await world.settle(batch.map((one) => review(one, 'keysDisagree')))).toMatchObject([{ became: 'review' }]);
	expect(world.work(jane)).toBeUndefined();
	// Whatever mends it, the next sync compares with Xero.
	expect(world.record(jane)).toMatchObject({ state: 'doubted', fingerprint: '' });
});
