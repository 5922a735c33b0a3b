import fc from 'fast-check';
import { daysSomewhere, dayOf, daysUpTo, isTimeZone } from '../../../lib/ledger/decisions/calendar';
import { withCalls, withHappened, type Happened } from '../../../lib/ledger/decisions/dayFacts';
import { DAYS_KEPT, trim } from '../../../lib/ledger/decisions/retention';
import type { Settlement } from '../../../lib/ledger/events/settlement';
import { LATENCY_ENDS_MS, NEW_DAY } from '../../../lib/ledger/rows/day';
import { DEFAULT_SETTINGS } from '../../../lib/ledger/settings';
import { contact, failed, HOUR, LedgerWorld, MINUTE, ORGANISATION, review, START, synced } from './ledgerWorld';

const claimed = { subject: contact(1), token: 't' };
const ZONES = ['UTC', 'Australia/Sydney', 'America/New_York', 'Pacific/Kiritimati', 'Etc/GMT+12', 'Asia/Kathmandu', 'Pacific/Chatham', 'America/St_Johns'];
const skipped: Settlement = { ...claimed, outcome: 'skipped', reason: 'lead', requestIds: [] };
const DAY = `day ${dayOf(START, 'UTC')}`;

describe('the calendar', () => {
	test('a day is that of the zone, over the change of clocks too', () => {
		expect(dayOf(Date.parse('2026-11-29T13:30:00Z'), 'Australia/Sydney')).toBe('2026-11-30');
		expect(dayOf(Date.parse('2026-10-03T15:59:59Z'), 'Australia/Sydney')).toBe('2026-10-04');
		expect(dayOf(Date.parse('2026-01-05T00:30:00Z'), 'America/New_York')).toBe('2026-01-04');
		expect([isTimeZone('Mars/Olympus'), dayOf(START, 'Mars/Olympus')]).toEqual([false, '2026-11-29']);
	});

	test('whatever zone is published, its day is among those that a step asks for', () => {
		const anyTime = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2040-01-01') });
		fc.assert(fc.property(anyTime, fc.constantFrom(...ZONES), (now, zone) => daysSomewhere(now).includes(`day ${dayOf(now, zone)}`)));
	});

	test('days up to one follow each other without gap', () => {
		expect(daysUpTo('2028-03-01', 3)).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
	});
});

describe('what happened', () => {
	const happened = (settlement: Settlement, more: Partial<Happened> = {}): Happened => ({ settlement, became: 'done', work: { why: 'notification', since: START }, ...more });

	test('each outcome counts once, and a removal when its policy was followed', () => {
		const gone: Settlement = { ...claimed, outcome: 'gone', how: 'deleted', reason: 'deleted', requestIds: [] };
		const removed: Settlement = { ...claimed, outcome: 'removed', did: 'noted', reason: 'deleted', requestIds: [] };
		const all = [
			happened(synced(claimed, { result: 'created' })), happened(synced(claimed)), happened(synced(claimed, { result: 'unchanged' })), happened(synced(claimed, { result: 'linked' })), happened(review(claimed), { became: 'review' }),
			happened(failed(claimed), { became: 'waits' }), happened(failed(claimed), { work: null }), happened(failed(claimed)), happened(skipped), happened(gone, { became: 'waits' }), happened(gone), happened(removed),
			happened({ ...claimed, outcome: 'previewed', reason: '', requestIds: [], inTest: false }, { became: 'waits' }),
		];
		expect(withHappened(NEW_DAY, all, START).counts).toEqual({ created: 1, updated: 1, unchanged: 2, review: 1, failed: 2, skipped: 1, removed: 3 });
	});

	test('a live change counts in the class of the time it took, and nothing else does', () => {
		const taking = (ms: number, more: Partial<Happened> = {}) => withHappened(NEW_DAY, [happened(synced(claimed), more)], START + ms).latency;
		for (const [place, end] of LATENCY_ENDS_MS.entries()) {
			expect(taking(end).indexOf(1)).toBe(place);
			expect(taking(end + 1).indexOf(1)).toBe(place + 1);
		}
		expect(taking(5, { work: { why: 'reconciliation', since: START } })).toEqual(NEW_DAY.latency);
		expect(taking(5, { work: null })).toEqual(NEW_DAY.latency);
		expect(withHappened(NEW_DAY, [happened(review(claimed))], START + 5).latency).toEqual(NEW_DAY.latency);
	});

	test('calls are what Xero counts down; where more are left than before, nothing is guessed', () => {
		const known = (dayRemaining: number | null, knownAt: number) => ({ dayRemaining, knownAt, dayEndsAt: null });
		expect(withCalls(NEW_DAY, known(null, 0), known(4_990, 1))).toMatchObject({ calls: 0, fewestLeft: 4_990 });
		const later = withCalls({ ...NEW_DAY, calls: 3, fewestLeft: 4_990 }, known(4_990, 1), known(4_970, 2));
		expect(later).toMatchObject({ calls: 23, fewestLeft: 4_970 });
		expect(withCalls(later, known(4_970, 2), known(4_998, 3))).toMatchObject({ calls: 23, fewestLeft: 4_970 });
		expect(withCalls(later, known(4_970, 2), known(4_970, 2))).toBe(later);
	});
});

describe('in the ledger', () => {
	const dayIn = (world: LedgerWorld, name = DAY) => world.store.rows.tables.fact.get(name)?.value;

	test('a batch is one row more, with all that it did; an outcome that is no longer ours counts nothing', async () => {
		const world = await new LedgerWorld().open();
		for (const n of [1, 2, 3]) await world.notify(contact(n));
		const [one, two, three] = await world.claim();
		world.now += 4_000;
		const callsLeft = { organisationId: ORGANISATION, day: 4_900, knownAt: world.now };
		await world.settle([{ ...synced(one!), callsLeft }, review(two!), { ...failed(three!), token: 'another' }]);
		const latency = [...NEW_DAY.latency];
		latency[LATENCY_ENDS_MS.indexOf(5_000)] = 1;
		expect(dayIn(world)).toEqual({ counts: { ...NEW_DAY.counts, updated: 1, review: 1 }, latency, calls: 0, fewestLeft: 4_900 });
		await world.settle([{ ...failed(three!), callsLeft: { ...callsLeft, day: 4_880, knownAt: world.now + 1 } }]);
		expect(dayIn(world)).toMatchObject({ counts: { failed: 1, updated: 1 }, calls: 20, fewestLeft: 4_880 });
		expect([...world.store.rows.tables.fact.keys()].filter((name) => name.startsWith('day '))).toEqual([DAY]);
	});

	test('the day is that of the published zone', async () => {
		const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, timeZone: 'Pacific/Kiritimati' }).open();
		world.now = Date.parse('2026-11-29T11:00:00Z');
		await world.notify(contact(1));
		await world.settle([synced((await world.claim())[0]!)]);
		expect(dayIn(world, 'day 2026-11-30')).toMatchObject({ counts: { updated: 1 } });
		expect(dayIn(world)).toBeUndefined();
	});

	test(`a day goes after ${DAYS_KEPT} days, and nothing else does`, async () => {
		const world = await new LedgerWorld().open();
		for (let day = 0; day < 3; day++) {
			await world.notify(contact(1), { shown: `${day}`, updatedAtSeconds: world.now / 1_000 });
			await world.settle([synced((await world.claim())[0]!, { sourceUpdatedAtSeconds: world.now / 1_000 })]);
			await world.wait(24 * HOUR);
		}
		const facts = () => [...world.store.rows.tables.fact.keys()].sort();
		const before = facts();
		expect(before.filter((name) => name.startsWith('day '))).toEqual(['day 2026-11-29', 'day 2026-11-30', 'day 2026-12-01']);
		await world.store.change(trim(DEFAULT_SETTINGS, START + DAYS_KEPT * 24 * HOUR + MINUTE));
		expect(facts()).toEqual(before);
		await world.store.change(trim(DEFAULT_SETTINGS, START + (DAYS_KEPT + 2) * 24 * HOUR));
		expect(facts()).toEqual(before.filter((name) => name !== 'day 2026-11-29' && name !== 'day 2026-11-30'));
	});
});
