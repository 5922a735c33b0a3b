import { afterFault, HOLD_DOWN_MS, NO_FAULTS } from '../../../lib/ledger/emitter/faults';
import { afterAlerts, afterHold, afterHousework, afterLook, afterTrim, ALERTS_EVERY_MS, EMITTER_LEASE_MS, GATHER_MS, isToLook, mayTellOfRecords, NEW_RHYTHM, nextMove, type Rhythm } from '../../../lib/ledger/emitter/rhythm';
import { START, MINUTE } from './ledgerWorld';

const ALL = { work: true, alerts: true };
const held: Rhythm = { ...NEW_RHYTHM, holdAt: START + 10_000, heldUntil: START + EMITTER_LEASE_MS, houseworkAt: START + MINUTE, trimAt: START + MINUTE * 1_440 };

test('first the lease, then what time decides, then the pulse', () => {
	expect(nextMove(NEW_RHYTHM, ALL, START)).toBe('hold');
	let rhythm = afterHold(NEW_RHYTHM, { isOurs: true, until: START + EMITTER_LEASE_MS }, START);
	expect(nextMove(rhythm, ALL, START)).toBe('housework');
	rhythm = afterHousework(rhythm, START);
	expect(nextMove(rhythm, ALL, START)).toBe('trim');
	rhythm = afterTrim(rhythm, START);
	expect(nextMove(rhythm, ALL, START)).toBe('feel');
	expect(nextMove(rhythm, ALL, START + 10_000)).toBe('hold');
	const renewed = afterHold(rhythm, { isOurs: true, until: START + 10_000 + EMITTER_LEASE_MS }, START + 10_000);
	expect(nextMove(renewed, ALL, START + 10_000)).toBe('feel');
});

test('while another emits it rests, and asks again when that lease ends, in five seconds at most', () => {
	const waiting = afterHold(NEW_RHYTHM, { isOurs: false, until: START + EMITTER_LEASE_MS }, START);
	expect(nextMove(waiting, ALL, START + 4_999)).toBe('rest');
	expect(nextMove(waiting, ALL, START + 5_000)).toBe('hold');
	expect(afterHold(NEW_RHYTHM, { isOurs: false, until: START + 2_000 }, START).holdAt).toBe(START + 2_000);
});

test('a process that slept past its lease asks before it takes anything', () => {
	expect(nextMove(held, ALL, START + EMITTER_LEASE_MS)).toBe('hold');
	expect(nextMove({ ...held, holdAt: START + MINUTE * 9 }, ALL, START + EMITTER_LEASE_MS)).toBe('rest');
});

test('who only tells alerts needs no lease', () => {
	expect(nextMove(NEW_RHYTHM, { work: false, alerts: true }, START)).toBe('feel');
});

test('it looks when somebody wrote, when a time has come, and now and then while something due cannot be taken', () => {
	const looked = afterLook(held, { changes: 7, nextAt: null }, null, START);
	expect(isToLook(NEW_RHYTHM, { changes: 7, nextAt: null }, START)).toBe(true);
	expect(isToLook(looked, { changes: 8, nextAt: null }, START + 1)).toBe(true);
	expect(isToLook(looked, { changes: 7, nextAt: null }, START + MINUTE)).toBe(false);
	expect(isToLook(looked, { changes: 7, nextAt: START + 3_000 }, START + 2_999)).toBe(false);
	expect(isToLook(looked, { changes: 7, nextAt: START + 3_000 }, START + 3_000)).toBe(true);
	expect(isToLook(looked, { changes: 7, nextAt: START - 1 }, START + 4_999)).toBe(false);
	expect(isToLook(looked, { changes: 7, nextAt: START - 1 }, START + 5_000)).toBe(true);
});

test('after a message of alerts it looks once more when the next one may go', () => {
	const told = afterLook(afterAlerts(held, true, START), { changes: 7, nextAt: START - 1 }, null, START);
	expect(isToLook(told, { changes: 7, nextAt: START - 1 }, START + ALERTS_EVERY_MS - 1)).toBe(false);
	expect(isToLook(told, { changes: 7, nextAt: START - 1 }, START + ALERTS_EVERY_MS)).toBe(true);
	expect(isToLook(afterLook(told, { changes: 7, nextAt: null }, null, START + ALERTS_EVERY_MS), { changes: 7, nextAt: null }, START + ALERTS_EVERY_MS + 1)).toBe(false);
});

test('messages about records: twenty in a row, then one a minute; after some minutes without any several again', () => {
	let rhythm = held;
	const minutes: number[] = [];
	for (let second = 0; second < 3_600; second++) {
		const now = START + second * 1_000;
		if (!mayTellOfRecords(rhythm, now)) continue;
		rhythm = afterAlerts(rhythm, true, now);
		minutes.push(Math.floor(second / 60));
	}
	expect(minutes.filter((minute) => minute === 0)).toHaveLength(20);
	expect(minutes.filter((minute) => minute > 0)).toEqual(Array.from({ length: 59 }, (_, minute) => minute + 1));
	const end = START + 3_600_000;
	expect(mayTellOfRecords(rhythm, end - 1_000)).toBe(false);
	let later = rhythm;
	let count = 0;
	for (; mayTellOfRecords(later, end + 5 * MINUTE); count++) later = afterAlerts(later, true, end + 5 * MINUTE);
	expect(count).toBe(6);
});

test('a message about the sync itself uses none of them', () => {
	let rhythm = held;
	for (let n = 0; n < 100; n++) rhythm = afterAlerts(rhythm, false, START + n * 1_000);
	expect(rhythm.recordMessagesAt).toBe(held.recordMessagesAt);
});

test('the end of the lease of its batch is looked at at once, whatever was looked at between', () => {
	const until = START + 9_000;
	const batch = afterHousework(afterLook(held, { changes: 1, nextAt: null }, { records: 1, limit: 50, leaseUntil: until }, START), START);
	expect(nextMove(batch, ALL, until - 1)).toBe('feel');
	expect(nextMove(batch, ALL, until)).toBe('housework');
	expect(nextMove(afterHousework(batch, until), ALL, until)).toBe('feel');
});

test.each([[1, false], [2, false], [3, true], [49, true], [50, false]])('after a batch of %i of 50 it gathers: %s', (records, gathers) => {
	const rhythm = afterLook(held, { changes: 1, nextAt: null }, { records, limit: 50, leaseUntil: START + MINUTE }, START);
	expect(nextMove(rhythm, ALL, START + GATHER_MS - 1)).toBe(gathers ? 'rest' : 'feel');
	expect(nextMove(rhythm, ALL, START + GATHER_MS)).toBe('feel');
	// What it owes to others goes on meanwhile.
	expect(nextMove({ ...rhythm, holdAt: START }, ALL, START + 1)).toBe('hold');
	expect(nextMove({ ...rhythm, houseworkAt: START }, ALL, START + 1)).toBe('housework');
	expect(nextMove(afterLook(rhythm, { changes: 2, nextAt: null }, { records: 1, limit: 50, leaseUntil: START + MINUTE }, START + GATHER_MS), ALL, START + GATHER_MS)).toBe('feel');
});

test('a database that is away for a minute is told once, after a while, and asked again ever less often', () => {
	let faults = NO_FAULTS;
	const told: number[] = [];
	const tries: number[] = [];
	for (let now = START; now < START + MINUTE; now = faults.retryAt) {
		tries.push(now - START);
		const after = afterFault(faults, 'unreachable', now);
		if (after.tell) told.push(now - START);
		faults = after.faults;
	}
	expect(tries).toEqual([0, 1_000, 3_000, 7_000, 15_000, 30_000, 45_000]);
	expect(told).toEqual([HOLD_DOWN_MS]);
});

test.each(['missing', 'damaged', 'notWritable', 'diskFull', 'noRights', 'newerPackage', null] as const)('%s is told at once, and once', (trouble) => {
	const first = afterFault(NO_FAULTS, trouble, START);
	expect(first.tell).toBe(true);
	expect(afterFault(first.faults, trouble, START + MINUTE).tell).toBe(false);
});
