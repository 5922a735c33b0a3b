import fc from 'fast-check';
import { callsFor, nextReading, type ListState, type Reading, type SearchKeys } from '../../../lib/xero/reading/reading';

const NO_KEYS: SearchKeys = { ids: [], emails: [], numbers: [], names: [] };
const UNREAD: ListState = { complete: false, hasListed: false, keysComplete: false, fresh: false, mergesFresh: false, isTooLarge: false, proven: false, size: undefined, pageSize: undefined, listedPages: 0, untried: true, callsLater: 0 };
const emails = (count: number) => ({ ...NO_KEYS, emails: Array.from({ length: count }, (_, index) => `p${index}@example.com`) });
const ids = (count: number) => ({ ...NO_KEYS, ids: Array.from({ length: count }, (_, index) => `id${index}`) });

test.each<[string, SearchKeys, Partial<ListState>, Reading]>([
	['nothing is asked where nothing is needed', NO_KEYS, {}, { kind: 'nothing' }],
	['a list that was read long ago is only asked what changed', emails(5), { complete: true }, { kind: 'changes' }],
	['a list that is up to date answers by itself', emails(5), { complete: true, fresh: true }, { kind: 'nothing' }],
	['where the size is unknown one page tells it', emails(1), {}, { kind: 'list', fromPage: 1, pages: 1 }],
	['a small organisation is read whole', emails(1), { size: 900 }, { kind: 'list', fromPage: 1, pages: 1 }],
	['a few records in a large one are looked up', emails(2), { size: 2_001 }, { kind: 'email', email: 'p0@example.com' }],
	['many records in a large one: the list is cheaper', emails(3), { size: 2_001 }, { kind: 'list', fromPage: 1, pages: 3 }],
	['pages already read count for the list', emails(2), { size: 2_001, listedPages: 1 }, { kind: 'list', fromPage: 2, pages: 2 }],
	['forty ids are one call', ids(80), { size: 2_001 }, { kind: 'ids', ids: ids(40).ids }],
	['a size that Xero never said makes the list no choice', emails(9), { listedPages: 1 }, { kind: 'email', email: 'p0@example.com' }],
	['the rest of the run counts too', emails(2), { size: 2_001, callsLater: 1 }, { kind: 'list', fromPage: 1, pages: 3 }],
	['pages as small as Xero gives them', emails(3), { size: 2_001, pageSize: 100 }, { kind: 'email', email: 'p0@example.com' }],
	['one key is asked of Xero itself, which costs no more', emails(1), { complete: true }, { kind: 'email', email: 'p0@example.com' }],
	['but not after another one', emails(1), { complete: true, untried: false }, { kind: 'changes' }],
	['nothing is left after the one key', NO_KEYS, { complete: true, untried: false }, { kind: 'nothing' }],
	['what is about to be created is counted', { ...NO_KEYS, unheld: ['a', 'b'] }, { complete: true, fresh: true }, { kind: 'count' }],
	['one that is about to be created is asked for', { ...NO_KEYS, unheld: ['a'] }, { complete: true, fresh: true }, { kind: 'email', email: 'a' }],
	['nobody is asked for where the list lacks nobody', { ...NO_KEYS, unheld: ['a', 'b'] }, { complete: true, fresh: true, proven: true }, { kind: 'nothing' }],
	['a doubt is put to Xero itself', { ...NO_KEYS, doubted: ids(2) }, { complete: true, fresh: true, size: 10 }, { kind: 'ids', ids: ids(2).ids }],
	['many doubts: the list is read anew', { ...NO_KEYS, doubted: emails(2) }, { complete: true, fresh: true, size: 10, listedPages: 1 }, { kind: 'list', fromPage: 1, pages: 1 }],
	['once, and what it does not explain nothing does', { ...NO_KEYS, doubted: emails(2) }, { complete: true, fresh: true, hasListed: true, size: 10, listedPages: 1 }, { kind: 'nothing' }],
	['a company in an organisation whose keys are known costs no list', { ...NO_KEYS, list: true }, { keysComplete: true, size: 200_000 }, { kind: 'changes' }],
	['nor, once those are up to date, anything', { ...NO_KEYS, list: true }, { keysComplete: true, fresh: true, size: 200_000 }, { kind: 'nothing' }],
	['where they are not, the list is read', { ...NO_KEYS, list: true }, { size: 200_000 }, { kind: 'list', fromPage: 1, pages: 200 }],
	['merges are asked for once the rest is read', { ...emails(1), merges: true }, { size: 9_001 }, { kind: 'email', email: 'p0@example.com' }],
	['and cost a call', { ...NO_KEYS, merges: true }, { size: 9_001 }, { kind: 'merges' }],
	['which may be as much as the list', { ...emails(1), merges: true }, { size: 2_000 }, { kind: 'list', fromPage: 1, pages: 2 }],
	['but not twice', { ...NO_KEYS, merges: true }, { size: 9_001, mergesFresh: true }, { kind: 'nothing' }],
	['where there are too many the list is read', { ...NO_KEYS, merges: true }, { size: 200_000, isTooLarge: true }, { kind: 'list', fromPage: 1, pages: 200 }],
	['once, and then what changed', { ...NO_KEYS, merges: true }, { size: 200_000, isTooLarge: true, keysComplete: true }, { kind: 'changes' }],
	['a list that is not up to date lacks merges, whatever one key would tell', { ...emails(1), merges: true }, { complete: true }, { kind: 'changes' }],
	['one that is answers', { ...emails(1), merges: true }, { complete: true, fresh: true }, { kind: 'nothing' }],
	['a last page that was full is no proof that no more come', emails(1), { size: 1_000, listedPages: 1 }, { kind: 'list', fromPage: 2, pages: 1 }],
	['an organisation that shrank to nothing', emails(1), { size: 0, listedPages: 1 }, { kind: 'list', fromPage: 2, pages: 1 }],
])('%s', (_, keys, list, expected) => {
	expect(nextReading(keys, { ...UNREAD, ...list })).toEqual(expected);
});

const texts = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 90 });
const someKeys = fc.record({ ids: texts, emails: texts, numbers: texts, names: texts });
const lists = fc.record({ complete: fc.boolean(), hasListed: fc.boolean(), keysComplete: fc.boolean(), proven: fc.boolean(), untried: fc.boolean(), callsLater: fc.nat(5), pageSize: fc.constantFrom(undefined, 100, 1_000), fresh: fc.boolean(), mergesFresh: fc.boolean(), isTooLarge: fc.boolean(), size: fc.option(fc.nat(200_000), { nil: undefined }), listedPages: fc.nat(5) });

test('the list is chosen exactly where it costs no more calls than targeted reads', () => {
	fc.assert(
		fc.property(someKeys, lists, (keys, list) => {
			const reading = nextReading(keys, list);
			const targeted = callsFor(keys);
			if (list.complete || targeted === 0 || list.size === undefined) return;
			const pages = Math.max(1, Math.ceil(list.size / (list.pageSize ?? 1_000)) - list.listedPages);
			expect(reading.kind === 'list').toBe(pages <= targeted + list.callsLater);
		}),
	);
});

test('every reading asks for at least one thing, so that reading always comes to an end', () => {
	fc.assert(
		fc.property(someKeys, lists, (keys, list) => {
			const reading = nextReading(keys, list);
			if (reading.kind === 'list') expect(reading.pages).toBeGreaterThan(0);
			if (reading.kind === 'ids') expect(reading.ids.length).toBeGreaterThan(0);
			if (reading.kind === 'nothing') expect(callsFor(keys) === 0 || list.complete).toBe(true);
		}),
	);
});

test('targeted reads of all keys take as many calls as were counted', () => {
	fc.assert(
		fc.property(someKeys, (keys) => {
			const list = { ...UNREAD, size: Number.MAX_SAFE_INTEGER, listedPages: 1 };
			let [left, calls]: [SearchKeys, number] = [keys, 0];
			for (let reading = nextReading(left, list); reading.kind !== 'nothing'; reading = nextReading(left, list)) {
				left = without(left, reading);
				calls += 1;
			}
			expect(calls).toBe(callsFor(keys));
		}),
	);
});

function without(keys: SearchKeys, reading: Reading): SearchKeys {
	switch (reading.kind) {
		case 'ids':
			return { ...keys, ids: keys.ids.filter((id) => !reading.ids.includes(id)) };
		case 'email':
			return { ...keys, emails: keys.emails.filter((email) => email !== reading.email) };
		case 'number':
			return { ...keys, numbers: keys.numbers.filter((number) => number !== reading.number) };
		case 'name':
			return { ...keys, names: keys.names.filter((name) => name !== reading.name) };
		default:
			throw new Error(`${reading.kind} is no targeted reading`);
	}
}
