import fc from 'fast-check';
import type { HttpRequest, HttpResponse } from '../../../lib/http/transport';
import { ContactDirectory } from '../../../lib/xero/contactDirectory';
import { contactFrom } from '../../../lib/xero/contactFrom';
import { quoted } from '../../../lib/xero/endpoints';
import { findContacts, type Finder } from '../../../lib/xero/findContacts';
import type { SearchKeys } from '../../../lib/xero/reading';
import { scriptedXero, wireContact } from './scriptedXero';

const NO_KEYS: SearchKeys = { ids: [], emails: [], numbers: [], names: [] };
const PAGE = 1_000;

function finderOf(answer: (request: HttpRequest) => Partial<HttpResponse>, directory = new ContactDirectory()) {
	const { client, sent } = scriptedXero(answer);
	const finder: Finder = { client, directory, asked: new Set(), fresh: false, requestIds: [] };
	return { finder, sent, directory };
}

/** An organisation of so many contacts, served page by page. */
const pagesOf = (count: number) => (request: HttpRequest) => {
	const page = Number(request.query?.page ?? 1);
	const Contacts = Array.from({ length: Math.min(PAGE, Math.max(0, count - (page - 1) * PAGE)) }, (_, index) => wireContact((page - 1) * PAGE + index));
	return { body: { Contacts, pagination: { itemCount: count } }, headers: { date: 'Mon, 23 Nov 2026 12:00:00 GMT' } };
};

test.each([0, 1, 999, 1_000, 1_001, 2_000, 2_001])('an organisation of %i contacts is read to its end and then asked no more', async (count) => {
	const { finder, sent, directory } = finderOf(pagesOf(count));
	directory.size = count;
	const emails = Array.from({ length: 5 }, (_, index) => `p${index}@example.com`);
	expect(await findContacts(finder, () => ({ ...NO_KEYS, emails }))).toEqual({ ok: true });
	expect(directory).toMatchObject({ complete: true, count });
	// One page more where the last one is full, and one look at what changed meanwhile where there was more than one.
	const pages = Math.floor(count / PAGE) + 1;
	expect(sent.length).toBeLessThanOrEqual(pages > 1 ? 2 * pages : 1);
	expect(sent.every(({ query }) => query?.includeArchived === true && query.pageSize === PAGE)).toBe(true);
});

test('an answer without contacts is a failure and no empty organisation', async () => {
	const { finder, directory } = finderOf(() => ({ body: {} }));
	const result = await findContacts(finder, () => ({ ...NO_KEYS, emails: ['a@b.example'] }));
	expect(result).toMatchObject({ ok: false, failure: { reason: 'xeroUnreadableAnswer' } });
	expect(directory.complete).toBe(false);
});

test('what changed is asked for again from the old time when a later page of it could not be read', async () => {
	const directory = Object.assign(new ContactDirectory(), { complete: true, knownUntil: Date.UTC(2026, 0, 1) });
	const changed = pagesOf(1_500);
	let isDown = true;
	const { finder, sent } = finderOf((request) => (request.query?.page === 2 && isDown ? { status: 400, body: {} } : changed(request)), directory);
	expect(await findContacts(finder, () => NO_KEYS)).toMatchObject({ ok: false });
	isDown = false;
	expect(await findContacts(finder, () => NO_KEYS)).toEqual({ ok: true });
	expect(new Set(sent.map(({ headers }) => headers?.['If-Modified-Since']))).toEqual(new Set(['2025-12-31T23:59:55']));
	expect(directory).toMatchObject({ count: 1_500, knownUntil: Date.UTC(2026, 10, 23, 12) });
});

test.each([[304, ''], [200, { Contacts: [] }]])('nothing changed, said with %i', async (status, body) => {
	const directory = Object.assign(new ContactDirectory(), { complete: true, knownUntil: 1 });
	const { finder, sent } = finderOf(() => ({ status, body }), directory);
	expect(await findContacts(finder, () => NO_KEYS)).toEqual({ ok: true });
	expect([sent.length, finder.fresh]).toEqual([1, true]);
});

test('one unknown id among forty hides nobody, whichever it is', async () => {
	await fc.assert(
		fc.asyncProperty(fc.nat(39), fc.nat(39), async (first, second) => {
			const unknown = new Set([`id${first}`, `id${second}`]);
			const ids = Array.from({ length: 40 }, (_, index) => `id${index}`);
			const { finder, directory, sent } = finderOf((request) => {
				const asked = String(request.query?.IDs).split(',');
				if (asked.some((id) => unknown.has(id))) return { status: 404, body: '<html></html>' };
				return { body: { Contacts: asked.map((ContactID) => ({ ContactID })) } };
			});
			Object.assign(directory, { size: 50_000 });
			expect(await findContacts(finder, () => ({ ...NO_KEYS, ids }))).toEqual({ ok: true });
			expect(ids.filter((id) => !directory.byId(id))).toEqual(ids.filter((id) => unknown.has(id)));
			expect(sent.length).toBeLessThan(30);
		}),
		{ numRuns: 20 },
	);
});

test('where Xero has too many contacts for a filter by number, the search stands in', async () => {
	const { finder, sent, directory } = finderOf(({ query }) =>
		query?.where ? { status: 400, body: { Type: 'HighVolumeException' } } : { body: { Contacts: [{ ContactID: 'a', ContactNumber: 'n1' }] } },
	);
	directory.size = 200_000;
	expect(await findContacts(finder, () => ({ ...NO_KEYS, numbers: ['n1'] }))).toEqual({ ok: true });
	expect([sent.length, sent[1]?.query?.searchTerm, directory.byNumber('n1').length]).toEqual([2, 'n1', 1]);
});

test.each([
	['plain', '"plain"'],
	['Jane "JD" Doe', '"Jane ""JD"" Doe"'],
	['"', '""""'],
])('the value %s stands in a filter as %s', (value, expected) => {
	expect(quoted(value)).toBe(expected);
});

test('whatever stands in the list, reading it never throws and keeps only contacts with an id', () => {
	const element = fc.oneof(
		fc.anything(),
		fc.record({ ContactID: fc.anything(), Name: fc.anything(), Phones: fc.anything(), Addresses: fc.array(fc.anything()), ContactPersons: fc.array(fc.dictionary(fc.string(), fc.anything())), ValidationErrors: fc.anything() }, { requiredKeys: [] }),
	);
	fc.assert(
		fc.property(element, (given) => {
			const contact = contactFrom(given);
			const directory = new ContactDirectory();
			if (contact.ContactID !== '') directory.put(contact);
			for (const [name, value] of Object.entries(contact)) {
				const isList = ['Phones', 'Addresses', 'ContactPersons', 'ValidationErrors', 'Warnings'].includes(name);
				expect(isList ? Array.isArray(value) : ['string', 'boolean'].includes(typeof value)).toBe(true);
			}
		}),
	);
});

test('the id of no contact is no id, ids are compared without case, and a slot keeps its errors', () => {
	expect(contactFrom({ ContactID: '00000000-0000-0000-0000-000000000000' }).ContactID).toBe('');
	expect(contactFrom({ ContactID: 'ABC' }).ContactID).toBe('abc');
	const phone = { PhoneType: 'FAX', PhoneNumber: 5, ValidationErrors: [{ Message: 'too long' }] };
	expect(contactFrom({ ContactID: 'a', Phones: [phone, null] }).Phones).toEqual([{ PhoneType: 'FAX', ValidationErrors: [{ Message: 'too long' }] }]);
});
