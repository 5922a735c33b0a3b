import { SyncMemory, whyNotAgain, type Written } from '../../../lib/sync/write/memory';
import { id, ME, recordOf } from './records';

const MINUTE_MS = 60_000;
const WRITTEN: Written = { fingerprint: 'f1', xeroContactId: 'x1', sourceUpdatedAt: 1_760_000_000, xeroUpdatedAt: 5, hadReference: false, at: 0 };
const remembering = (written: Partial<Written> = {}) => {
	const memory = new SyncMemory();
	memory.remember('org', recordOf(), { ...WRITTEN, ...written });
	return memory;
};

test('a write is recalled for ten minutes, in its organisation only', () => {
	const memory = remembering();
	expect(memory.recall('org', ME, 10 * MINUTE_MS)).toEqual(WRITTEN);
	expect(memory.recall('org', ME, 10 * MINUTE_MS + 1)).toBeUndefined();
	expect(memory.recall('org-2', ME, 0)).toBeUndefined();
	expect(memory.recall('org', id(2), 0)).toBeUndefined();
});

test('the newest write counts', () => {
	const memory = remembering();
	memory.remember('org', recordOf(), { ...WRITTEN, fingerprint: 'f2' });
	expect(memory.recall('org', ME, 0)?.fingerprint).toBe('f2');
});

test('ten thousand are kept, and what was written longest ago is forgotten first', () => {
	const memory = remembering();
	for (let number = 2; number <= 10_000; number++) memory.remember('org', recordOf({ intercomId: id(number) }), WRITTEN);
	memory.remember('org', recordOf(), WRITTEN);
	memory.remember('org', recordOf({ intercomId: id(10_001) }), WRITTEN);
	expect([id(2), ME, id(3), id(10_001)].map((one) => memory.recall('org', one, 0) !== undefined)).toEqual([false, true, true, true]);
});

describe('a record is not written again', () => {
	test.each<[string, Parameters<typeof recordOf>[0], Partial<Written>, ReturnType<typeof whyNotAgain>]>([
		['an older state', { source: { updatedAt: 1_759_999_999 }, fingerprint: 'f0' }, {}, 'olderThanLastWritten'],
		['the same state, announced twice', {}, {}, 'justWritten'],
		['the echo of the reference that was stored', { source: { updatedAt: 1_760_000_009 }, match: { contactId: 'x1' } }, {}, 'justWritten'],
		['a newer state with the same values: they may have been others meanwhile', { source: { updatedAt: 1_760_000_009 } }, {}, undefined],
		['the same values and a reference it had all along', { source: { updatedAt: 1_760_000_009 }, match: { contactId: 'x1' } }, { hadReference: true }, undefined],
		['a reference to another contact', { source: { updatedAt: 1_760_000_009 }, match: { contactId: 'x2' } }, {}, undefined],
		['other values', { fingerprint: 'f2' }, {}, undefined],
	])('%s', (_, parts, written, why) => {
		expect(whyNotAgain(recordOf(parts), { ...WRITTEN, ...written })).toBe(why);
	});
});

test('what is owed to a record is kept until it is paid, for the last ten thousand, in its organisation only', () => {
	const memory = remembering();
	memory.owe('org', ME, ['a note']);
	expect([memory.owed('org', ME), memory.owed('org-2', ME), memory.owed('org', id(2))]).toEqual([['a note'], undefined, undefined]);
	memory.paid('org', ME);
	expect(memory.owed('org', ME)).toBeUndefined();
	for (let number = 1; number <= 10_001; number++) memory.owe('org', id(number), []);
	expect([memory.owed('org', id(1)), memory.owed('org', id(2))]).toEqual([undefined, []]);
});

test('what is forgotten is no longer known as written', () => {
	const memory = remembering();
	memory.forget('org', ME);
	expect(memory.recall('org', ME, 0)).toBeUndefined();
});
