import { decideRecord } from '../../../lib/ledger/decisions/person';
import { fromXeroOf, inIntercom, LedgerWorld, review, START } from './ledgerWorld';
import { jane, janeInXero, left, told } from './creationWorld';

describe('a person', () => {
	async function asked(): Promise<LedgerWorld> {
		const world = await told();
		await world.settle((await world.claim()).map((one) => ({ ...review(one, 'maybeKnown'), fromXero: fromXeroOf(one) })));
		expect(world.store.rows.tables.review.get('xeroContact x-c1')).toMatchObject({ reason: 'maybeKnown', xeroChangedAt: START });
		expect(left(world)).toEqual([]);
		return world;
	}

	test('who says that it is to be created is obeyed by the next look, and the row goes with it', async () => {
		const world = await asked();
		expect(await world.store.change(decideRecord(janeInXero, { do: 'create' }, 'ada', world.now))).toEqual({ decided: true });
		const batch = await world.claim();
		expect(batch).toMatchObject([{ output: 'changedInXero', decision: { do: 'create' } }]);
		await world.settle(batch.map((one) => inIntercom(one, 'c1')));
		expect(world.record(janeInXero)).toBeUndefined();
		expect(world.record(jane)).toMatchObject({ state: 'synced' });
	});

	test('who says never is heard: what Xero tells of it is nothing, until another decision', async () => {
		const world = await asked();
		await world.store.change(decideRecord(janeInXero, { do: 'never' }, 'ada', world.now));
		expect(await world.tellXero(jane, 5)).toBe('nothing');
		await world.store.change(decideRecord(janeInXero, { do: 'create' }, 'ada', world.now));
		expect(await world.claim()).toMatchObject([{ output: 'changedInXero' }]);
	});

	test('who wants it tried again is obeyed, and it cannot be bound to a contact of Xero, being one', async () => {
		const world = await asked();
		expect(await world.store.change(decideRecord(janeInXero, { do: 'bind', xeroContactId: 'x9' }, 'ada', world.now))).toEqual({ decided: false, because: 'notOfXero' });
		await world.store.change(decideRecord(janeInXero, { do: 'tryAgain' }, 'ada', world.now));
		expect(await world.claim()).toMatchObject([{ output: 'changedInXero' }]);
	});

	test('is asked of the same state once: only a newer change in Xero is news', async () => {
		const world = await asked();
		expect(await world.tellXero(jane)).toBe('noise');
		expect(await world.tellXero(jane, 5)).toBe('work');
	});
});
