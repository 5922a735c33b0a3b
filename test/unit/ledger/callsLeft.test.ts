import { claim } from '../../../lib/ledger/decisions/claim';
import { add } from '../../../lib/ledger/decisions/add';
import type { CallsLeft } from '../../../lib/ledger/events/callsLeft';
import { nothingWords } from '../../../lib/ledger/emitter/nothingDue';
import type { Subject } from '../../../lib/ledger/rows/subject';
import type { Priority } from '../../../lib/ledger/rows/work';
import { DEFAULT_SETTINGS } from '../../../lib/ledger/settings';
import { contact, failed, HOUR, LedgerWorld, MINUTE, ORGANISATION, START, synced } from './ledgerWorld';

const RESERVE = DEFAULT_SETTINGS.reserve;
const left = (day: number, more: Partial<CallsLeft> = {}): CallsLeft => ({ organisationId: ORGANISATION, day, knownAt: START, ...more });
const open = async () => await new LedgerWorld().open();

/** A live change whose outcome carries what Xero said. */
async function told(world: LedgerWorld, ...said: CallsLeft[]): Promise<void> {
	for (const [n] of said.entries()) await world.notify(contact(50 + n));
	await world.settle((await world.claim()).map((one, n) => synced(one, { callsLeft: said[n]! })));
}

async function add1(world: LedgerWorld, subject: Subject, priority: Priority): Promise<void> {
	await world.store.change(add([{ ...subject, updatedAtSeconds: null }], { why: 'reconciliation', priority, jobId: null, evenSynced: false }, world.now));
}

const known = (world: LedgerWorld) => world.store.rows.tables.fact.get('quota xero')?.value;
const taken = async (world: LedgerWorld) => (await world.claim()).map(({ subject }) => subject.id);
const asked = async (world: LedgerWorld) => await world.store.change(claim({ token: 'asks', holder: 'test', limit: 50 }, world.settings, world.now));

test('what Xero said of the calls left is known once an outcome is settled', async () => {
	const world = await open();
	await told(world, left(4_321, { dayEndsAt: START + HOUR }));
	expect(known(world)).toEqual({ dayRemaining: 4_321, knownAt: START, dayEndsAt: START + HOUR });
});

test('a failure tells it, too', async () => {
	const world = await open();
	await world.notify(contact(1));
	await world.settle((await world.claim()).map((one) => failed(one, { class: 'quota', quota: 'day', reason: 'xeroQuotaDay', callsLeft: left(0, { dayEndsAt: START + HOUR }) })));
	expect(known(world)).toEqual({ dayRemaining: 0, knownAt: START, dayEndsAt: START + HOUR });
});

test('the newest statement counts, within a batch and after it', async () => {
	const world = await open();
	world.now += MINUTE;
	await told(world, left(30, { knownAt: START + 2 }), left(20, { knownAt: START + 3 }), left(40, { knownAt: START + 1 }));
	expect(known(world)).toMatchObject({ dayRemaining: 20 });
	await told(world, left(500, { knownAt: START + 2 }));
	expect(known(world)).toMatchObject({ dayRemaining: 20 });
	await told(world, left(19, { knownAt: START + 3 }));
	expect(known(world)).toMatchObject({ dayRemaining: 19 });
});

test('a clock that is ahead does not make deaf for what is said later', async () => {
	const world = await open();
	await told(world, left(20, { knownAt: START + 24 * HOUR }));
	world.now += MINUTE;
	await told(world, left(4_000, { knownAt: world.now }));
	expect(known(world)).toMatchObject({ dayRemaining: 4_000 });
});

test('another organisation has calls of its own; upper case is the same one', async () => {
	const world = await open();
	await told(world, left(5, { organisationId: 'another' }));
	expect(known(world)).toBeUndefined();
	await told(world, left(5, { organisationId: ORGANISATION.toUpperCase() }));
	expect(known(world)).toMatchObject({ dayRemaining: 5 });
});

test('an outcome under a lost lease tells nothing', async () => {
	const world = await open();
	await world.notify(contact(1));
	const [lost] = await world.claim();
	await world.wait(DEFAULT_SETTINGS.leaseMs);
	await world.claim();
	await world.settle([synced(lost!, { callsLeft: left(5) })]);
	expect(known(world)).toBeUndefined();
});

test('at the reserve bulk work waits, and what is live or tried again goes', async () => {
	const world = await open();
	await told(world, left(RESERVE));
	await add1(world, contact(1), 'bulk');
	await add1(world, contact(2), 'normal');
	await world.notify(contact(3));
	expect(await taken(world)).toEqual(['c3', 'c2']);
});

test('where only bulk work is due it says so, and until when', async () => {
	const world = await open();
	await told(world, left(RESERVE));
	await add1(world, contact(1), 'bulk');
	expect(await asked(world)).toEqual({ claimed: [], because: 'reserve', nextAt: START + HOUR });
	expect(nothingWords('default', await asked(world))).toMatch(/Only bulk work is due.*Reserve for Live Changes.*by itself/);
});

test.each([
	['one call more is left', RESERVE + 1, DEFAULT_SETTINGS],
	['no reserve is kept', 3, { ...DEFAULT_SETTINGS, reserve: 0 }],
])('bulk work goes where %s', async (_, day, settings) => {
	const world = await new LedgerWorld(settings).open();
	await told(world, left(day));
	await add1(world, contact(1), 'bulk');
	expect(await taken(world)).toEqual(['c1']);
});

test('once an hour a batch of it finds out how many there are', async () => {
	const world = await open();
	await told(world, left(7));
	await add1(world, contact(1), 'bulk');
	world.now = START + HOUR - 1;
	expect(await taken(world)).toEqual([]);
	world.now += 1;
	const [probe] = await world.claim();
	await world.settle([failed(probe!, { class: 'quota', quota: 'day', reason: 'xeroDayReserve', retryAt: world.now + HOUR, callsLeft: left(6, { knownAt: world.now }) })]);
	await add1(world, contact(2), 'bulk');
	expect(await asked(world)).toEqual({ claimed: [], because: 'reserve', nextAt: START + 2 * HOUR });
	world.now += HOUR;
	await world.settle((await world.claim()).map((one) => synced(one, { callsLeft: left(4_990, { knownAt: world.now }) })));
	await add1(world, contact(3), 'bulk');
	expect(await taken(world)).toEqual(['c3']);
});

test('a day that Xero said would end is not waited for any longer', async () => {
	const world = await open();
	const dayEndsAt = START + 10 * MINUTE;
	await told(world, left(0, { dayEndsAt }));
	await add1(world, contact(1), 'bulk');
	expect(await asked(world)).toMatchObject({ because: 'reserve', nextAt: dayEndsAt });
	world.now = dayEndsAt;
	expect(await taken(world)).toEqual(['c1']);
});
