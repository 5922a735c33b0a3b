import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { decideRecord } from '../../../lib/ledger/decisions/person';
import { xeroSubject } from '../../../lib/ledger/rows/subject';
import { DEFAULT_SETTINGS, type LedgerSettings } from '../../../lib/ledger/settings';
import { balanceOf, broughtBack, contact, failed, fromXeroOf, LedgerWorld, MINUTE, review, START, synced, told } from './ledgerWorld';

/** What only Xero knows, beside what else waits of the same record. */
const jane = contact(1);
const ON: LedgerSettings = { ...DEFAULT_SETTINGS, bothWays: DEFAULT_BOTH_WAYS, whatXeroKnows: true };

async function bound(more: Parameters<typeof synced>[1] = {}): Promise<LedgerWorld> {
	const world = await new LedgerWorld({ ...ON }).open();
	await world.notify(jane);
	await world.settle((await world.claim()).map((one) => synced(one, { shown: 's1', ...more })));
	return world;
}

describe('a person decides what came from Xero while a balance waits', () => {
	async function asked(reason: string): Promise<LedgerWorld> {
		const world = await bound();
		world.now = START + MINUTE;
		await world.tellXero(jane);
		await world.settle((await world.claim()).map((one) => ({ ...review(one, reason), fromXero: fromXeroOf(one) })));
		expect(await world.night(balanceOf(jane))).toMatchObject({ due: 1 });
		return world;
	}

	test.each([['keepIntercom', 'intercom'], ['takeXero', 'xero']] as const)('%s goes first and is not lost', async (verdict, bothChangedDecision) => {
		const world = await asked('changedOnBothSides');
		await world.store.change(decideRecord(jane, { do: verdict }, 'ada', world.now));
		const [one] = await world.claim();
		expect(one).toMatchObject({ output: 'changedInXero', xeroChangedAt: START + MINUTE, bothChangedDecision });
		expect(one).not.toHaveProperty('balance');
		await world.settle([broughtBack(one!)]);
		expect(await world.claim()).toMatchObject([{ why: 'balances', balance: balanceOf(jane) }]);
	});

	test('to try again looks at what was asked, and tells the balance behind it', async () => {
		const world = await asked('archivedInXero');
		await world.store.change(decideRecord(jane, { do: 'tryAgain' }, 'ada', world.now));
		const [one] = await world.claim();
		expect(one).toMatchObject({ output: 'changedInXero', xeroChangedAt: START + MINUTE });
		await world.settle([broughtBack(one!)]);
		expect(await world.claim()).toMatchObject([{ why: 'balances', balance: balanceOf(jane) }]);
	});
});

describe('a reference that Intercom does not hold yet', () => {
	async function owed(): Promise<LedgerWorld> {
		const world = await bound();
		await world.notify(jane, { shown: 's2' });
		await world.night(balanceOf(jane));
		await world.settle((await world.claim()).map((one) => synced(one, { reference: 'owed' })));
		expect(world.record(jane)).toMatchObject({ reference: 'owed' });
		return world;
	}

	test('is followed up once the balance is told', async () => {
		const world = await owed();
		const [one] = await world.claim();
		expect(one).toMatchObject({ why: 'balances' });
		await world.settle([told(one!)]);
		expect(await world.claim()).toMatchObject([{ output: 'due' }]);
	});

	test('is followed up where the balance could not be told', async () => {
		const world = await owed();
		await world.settle((await world.claim()).map((one) => failed(one, { vendor: 'intercom', class: 'validation', reason: 'notKept', retryable: false, fromXero: fromXeroOf(one) })));
		expect(await world.claim()).toMatchObject([{ output: 'due' }]);
	});
});

test('a balance that could not be told for good counts as failed, and nobody as removed', async () => {
	const world = await bound();
	await world.night(balanceOf(jane));
	expect(await world.settle((await world.claim()).map((one) => failed(one, { vendor: 'intercom', class: 'validation', reason: 'notKept', retryable: false, fromXero: fromXeroOf(one) })))).toMatchObject([{ became: 'done' }]);
	const [day] = [...world.store.rows.tables.fact.values()].filter(({ name }) => name.startsWith('day '));
	expect(day?.value).toMatchObject({ counts: { removed: 0, failed: 1 } });
});

describe('what only Xero knows is switched off', () => {
	test('nobody is told what a night had found, and nothing is read for it', async () => {
		const world = await bound();
		await world.night(balanceOf(jane));
		Object.assign(world.settings, { whatXeroKnows: false });
		expect(await world.claim()).toEqual([]);
		expect(world.work(jane)).toBeUndefined();
	});

	test('what was to be told behind other work is not told', async () => {
		const world = await bound();
		await world.tellXero(jane, 5);
		await world.night(balanceOf(jane));
		Object.assign(world.settings, { whatXeroKnows: false });
		await world.settle((await world.claim()).map((one) => broughtBack(one)));
		expect(world.work(jane)).toBeUndefined();
	});
});

test('a decision to create a user is spent once somebody else is bound to the contact', async () => {
	const world = await new LedgerWorld({ ...ON, bothWays: { ...DEFAULT_BOTH_WAYS, creation: { of: 'customers' } } }).open();
	const inXero = xeroSubject('x-c1');
	await world.tellXero(jane);
	await world.settle((await world.claim()).map((one) => ({ ...review(one, 'maybeKnown'), fromXero: fromXeroOf(one) })));
	await world.store.change(decideRecord(inXero, { do: 'create' }, 'ada', world.now));
	await world.settle([synced({ subject: jane, token: '' })]);
	expect(world.work(inXero)).toBeUndefined();
	expect(world.record(inXero)).toBeUndefined();
});
