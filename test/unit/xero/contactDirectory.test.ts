import fc from 'fast-check';
import type { XeroContact } from '../../../lib/xero/contact/contact';
import { xeroTime } from '../../../lib/xero/contact/xeroTime';
import { ContactDirectory } from '../../../lib/xero/directory/contactDirectory';
import { winnerOf } from '../../../lib/xero/directory/merges';
import { contact, idsOf } from './directoryContacts';

const date = (time: number) => `/Date(${time}+0000)/`;

/** Few values of each, so that keys are shared, taken over and left. */
const contacts = fc.record({
	ContactID: fc.constantFrom('a1', 'A1', 'b2', 'c3', 'd4'),
	Name: fc.constantFrom('Jane Doe', 'JANE DOE', 'Acme', ''),
	EmailAddress: fc.constantFrom(undefined, '', 'jane@x.example', 'Jane@X.example', 'bob@x.example'),
	ContactNumber: fc.constantFrom(undefined, '', 'n1', 'N1', 'n2'),
	ContactStatus: fc.constantFrom('ACTIVE', 'ARCHIVED', 'GDPRREQUEST', undefined),
	UpdatedDateUTC: fc.option(fc.integer({ min: 1, max: 5 }).map(date), { nil: undefined }),
});

test('after any puts every key finds exactly the contacts that carry it now', () => {
	fc.assert(
		fc.property(fc.array(contacts, { maxLength: 30 }), (puts) => {
			const directory = new ContactDirectory();
			const model = new Map<string, (typeof puts)[number]>();
			for (const one of puts) {
				directory.put(one as XeroContact);
				model.set(one.ContactID.toLowerCase(), one);
			}
			const withKey = (field: 'Name' | 'EmailAddress' | 'ContactNumber', key: string) =>
				[...model].filter(([, one]) => one[field]?.toLowerCase() === key.toLowerCase());
			for (const key of ['jane@x.example', 'BOB@x.example']) expect(idsOf(directory.byEmail(key))).toEqual(withKey('EmailAddress', key).map(([id]) => id).sort());
			for (const key of ['n1', 'N2']) expect(idsOf(directory.byNumber(key))).toEqual(withKey('ContactNumber', key).map(([id]) => id).sort());
			for (const key of ['jane doe', 'ACME']) {
				const active = withKey('Name', key).filter(([, one]) => (one.ContactStatus ?? 'ACTIVE') === 'ACTIVE');
				expect(idsOf(directory.byName(key))).toEqual(active.map(([id]) => id).sort());
			}
			expect(directory.count).toBe(model.size);
			expect([directory.byEmail(''), directory.byNumber(''), directory.byName('')]).toEqual([[], [], []]);
		}),
		{ numRuns: 300 },
	);
});

describe('what was learnt last counts', () => {
	const OLD = contact('a', { EmailAddress: 'old@x.example', UpdatedDateUTC: date(1_000) });
	const NEW = contact('a', { EmailAddress: 'new@x.example', UpdatedDateUTC: date(2_000) });

	test('a page that was asked for before a write and arrives after its answer does not bring the old state back', () => {
		const directory = new ContactDirectory();
		const reading = directory.beginReading();
		directory.put(NEW);
		directory.put(OLD, reading);
		directory.endReading();
		expect([directory.byEmail('new@x.example').length, directory.byEmail('old@x.example').length]).toEqual([1, 0]);
	});

	test('of two readings the one asked for later', () => {
		const directory = new ContactDirectory();
		const [first, second] = [directory.beginReading(), directory.beginReading()];
		directory.put(NEW, second);
		directory.endReading();
		directory.put(OLD, first);
		directory.endReading();
		expect(directory.byId('a')?.EmailAddress).toBe('new@x.example');
	});

	test('a contact whose time lay in the future is not frozen by it', () => {
		const directory = new ContactDirectory();
		directory.put({ ...OLD, UpdatedDateUTC: date(9_000_000_000_000) }, directory.beginReading());
		directory.endReading();
		directory.put(NEW);
		expect(directory.byId('a')?.EmailAddress).toBe('new@x.example');
		directory.put(OLD, directory.beginReading());
		directory.endReading();
		expect(directory.byId('a')?.EmailAddress).toBe('old@x.example');
	});
});

test('a merge stays known when the answer to a write leaves it out, and ends when a read does', () => {
	const directory = new ContactDirectory();
	directory.put(contact('a', { MergedToContactID: 'b', ContactStatus: 'ARCHIVED' }), directory.beginReading());
	directory.put(contact('a', { Name: 'New', ContactStatus: 'ARCHIVED' }));
	expect(directory.byId('A')).toMatchObject({ Name: 'New', MergedToContactID: 'b' });
	expect(directory.mergedInto('B')).toMatchObject([{ ContactID: 'a' }]);
	directory.put(contact('a', { ContactStatus: 'ARCHIVED' }), directory.beginReading());
	expect(directory.byId('a')).not.toHaveProperty('MergedToContactID');
	expect(directory.mergedInto('b')).toEqual([]);
});

test.each([
	['the contact being active again', { ContactStatus: 'ACTIVE' }],
	['an active contact that says so by mistake', { MergedToContactID: 'b', ContactStatus: 'ACTIVE' }],
])('a merge is forgotten by %s', (_, later) => {
	const directory = new ContactDirectory();
	directory.put(contact('a', { MergedToContactID: 'b', ContactStatus: 'ARCHIVED' }));
	directory.put(contact('a', later));
	expect(directory.byId('a')).not.toHaveProperty('MergedToContactID');
	expect(directory.mergedInto('b')).toEqual([]);
});

test('empty values and empty slots are as good as absent, filled ones stay whole', () => {
	const directory = new ContactDirectory();
	const phone = { PhoneType: 'DEFAULT', PhoneNumber: '1', PhoneAreaCode: '', PhoneCountryCode: '' } as const;
	const Addresses = [{ AddressType: 'POBOX' as const }, { AddressType: 'STREET' as const, City: 'Sydney' }];
	directory.put(contact('a', { TaxNumber: '', Phones: [{ PhoneType: 'FAX', PhoneNumber: '' }, phone], Addresses, ContactPersons: [] }));
	expect(directory.byId('a')).toEqual({ ContactID: 'a', Name: 'Name a', ContactStatus: 'ACTIVE', Phones: [phone], Addresses: [Addresses[1]] });
});

describe('merges', () => {
	const directoryOf = (...merged: [string, string?][]) => {
		const directory = new ContactDirectory();
		for (const [id, winner] of merged) directory.put(contact(id, { ...(winner && { MergedToContactID: winner, ContactStatus: 'ARCHIVED' }) }));
		return directory;
	};

	test.each<[string, [string, string?][], string]>([
		['a contact that was never merged is itself', [['a']], 'a'],
		['a chain is followed to its end', [['a', 'b'], ['b', 'C'], ['c']], 'c'],
		['a chain that leaves what is known ends at its last known link', [['a', 'b'], ['b', 'gone']], 'b'],
	])('%s', (_, merged, winner) => {
		const directory = directoryOf(...merged);
		expect(winnerOf(directory.byId('a')!, directory).ContactID).toBe(winner);
	});

	test('a circle comes to an end', () => {
		const directory = directoryOf(['a', 'b'], ['b', 'a']);
		expect(['a', 'b']).toContain(winnerOf(directory.byId('a')!, directory).ContactID);
	});
});

test.each([
	['/Date(1439434356790)/', 1_439_434_356_790],
	['/Date(1419937200000+0000)/', 1_419_937_200_000],
	['/Date(1419937200000+1300)/', 1_419_937_200_000],
	['/Date(-5)/', -5],
	['2026-01-01T00:00:00', 0],
	['', 0],
	[undefined, 0],
])('%j is the time %i', (text, time) => {
	expect(xeroTime(text)).toBe(time);
});

test('a name with other accents counts as taken, because Xero may take both for one name', () => {
	const directory = new ContactDirectory();
	directory.put(contact('a', { Name: 'José Peña' }));
	directory.put(contact('b', { Name: 'Søren' }));
	expect(idsOf(directory.byName('jose pena'))).toEqual(idsOf(directory.byName('José Peña')));
	expect(directory.byName('Jose Pena')).toHaveLength(1);
	expect(directory.byName('Soren')).toHaveLength(0);
});
