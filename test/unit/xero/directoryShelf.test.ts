import { ContactDirectory } from '../../../lib/xero/directory/contactDirectory';
import { DirectoryShelf } from '../../../lib/xero/directory/directoryShelf';
import { contact, idsOf } from './directoryContacts';

describe('the shelf', () => {
	const DAY_MS = 24 * 3_600_000;
	const listOf = (count: number) => {
		const directory = new ContactDirectory();
		for (let index = 0; index < count; index++) directory.put({ ContactID: `id${index}`, Website: `site${index}.example` });
		return Object.assign(directory, { complete: true, keysComplete: true, size: count, listedAt: 0, knownUntil: 5 });
	};

	test('keeps a complete list, and of an incomplete one only the size', () => {
		const shelf = new DirectoryShelf();
		const list = listOf(3);
		shelf.keep('a', list);
		shelf.keep('b', Object.assign(new ContactDirectory(), { size: 5_000 }));
		expect(shelf.take('a', 1)).toBe(list);
		expect(shelf.take('b', 1)).toMatchObject({ complete: false, size: 5_000, count: 0 });
		expect(shelf.take('c', 1)).toMatchObject({ complete: false, size: undefined });
	});

	test('a list serves for a day: what moves no time in Xero shows only in a new one', () => {
		const shelf = new DirectoryShelf();
		shelf.keep('a', listOf(3));
		expect(shelf.take('a', DAY_MS - 1)).toMatchObject({ complete: true, count: 3 });
		expect(shelf.take('a', DAY_MS)).toMatchObject({ complete: false, keysComplete: false, count: 0, size: 3 });
	});

	test('lets go of the list used longest ago when there are too many contacts, but not of the keys of its companies', () => {
		const shelf = new DirectoryShelf();
		const third = listOf(60_000);
		for (const key of ['a', 'b']) shelf.keep(key, Object.assign(listOf(1), { contacts: third['contacts'] }));
		shelf.take('a', 1);
		shelf.keep('c', third);
		expect(['a', 'b', 'c'].map((key) => shelf.take(key, 1).complete)).toEqual([true, false, true]);
		const rest = shelf.take('b', 1);
		expect(rest).toMatchObject({ keysComplete: true, count: 0, knownUntil: 5 });
		expect([rest.byDomain('site0.example'), rest.unreadCompanies({ domain: 'site0.example' })]).toEqual([[], ['id0']]);
		expect(shelf.take('b', DAY_MS)).toMatchObject({ keysComplete: false });
	});

	test('a company found by a key it has no longer is not found', () => {
		const directory = listOf(1);
		const rest = Object.assign(new ContactDirectory(directory.keys), { keysComplete: true });
		rest.put({ ContactID: 'id0', Website: 'other.example' });
		expect([rest.byDomain('site0.example'), idsOf(rest.byDomain('OTHER.example'))]).toEqual([[], ['id0']]);
	});

	test('what a run wrote is told to every other run that has read the organisation', () => {
		const shelf = new DirectoryShelf();
		const [first, second, other] = ['a', 'a', 'b'].map((key) => shelf.take(key, 0));
		shelf.tell('a', contact('x'));
		expect([first, second, other].map((directory) => directory!.count)).toEqual([1, 1, 0]);
		shelf.keep('a', second!);
		shelf.tell('a', contact('y'));
		expect([first!.count, second!.count]).toEqual([2, 1]);
	});
});
