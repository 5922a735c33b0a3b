import fc from 'fast-check';
import type { HttpRequest, HttpResponse } from '../../../lib/http/transport';
import { ContactDirectory } from '../../../lib/xero/directory/contactDirectory';
import { contactFrom } from '../../../lib/xero/contact/contactFrom';
import { quoted } from '../../../lib/xero/api/endpoints';
import { findContacts, newFinder } from '../../../lib/xero/reading/findContacts';
import type { SearchKeys } from '../../../lib/xero/reading/reading';
import { scriptedXero, wireContact } from './scriptedXero';

const NO_KEYS: SearchKeys = { ids: [], emails: [], numbers: [], names: [] };
const PAGE = 1_000;
const guid = (index: number) => `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;

function finderOf(answer: (request: HttpRequest) => Partial<HttpResponse>, directory = new ContactDirectory()) {
	const { client, sent } = scriptedXero(answer);
	const finder = newFinder(client, directory);
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
	expect(sent.length).toBe(Math.max(1, Math.ceil(count / PAGE)));
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
	expect(new Set(sent.map(({ headers }) => headers?.['If-Modified-Since']))).toEqual(new Set(['2025-12-31T23:55:00']));
	expect(directory).toMatchObject({ count: 1_500, knownUntil: Date.UTC(2026, 10, 23, 12) });
});

test.each([[304, ''], [200, { Contacts: [] }]])('nothing changed, said with %i', async (status, body) => {
	const directory = Object.assign(new ContactDirectory(), { complete: true, knownUntil: 1 });
	const { finder, sent } = finderOf(() => ({ status, body }), directory);
	expect(await findContacts(finder, () => NO_KEYS)).toEqual({ ok: true });
	expect([sent.length, finder.freshAt]).toEqual([1, finder.client.context.clock.now()]);
});

test.each<[string, Partial<HttpResponse>]>([
	['Xero does not know', { status: 404, body: '<html></html>' }],
	['Xero cannot read', { status: 400, body: 'cannot be parsed' }],
])('one id among forty that %s hides nobody, whichever it is', async (_, refusal) => {
	await fc.assert(
		fc.asyncProperty(fc.nat(39), fc.nat(39), async (first, second) => {
			const ids = Array.from({ length: 40 }, (_, index) => guid(index));
			const unknown = new Set([guid(first), guid(second)]);
			const { finder, directory, sent } = finderOf((request) => {
				const asked = String(request.query?.IDs).split(',');
				if (asked.some((id) => unknown.has(id))) return refusal;
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

test('what is no id is not sent with the others, nor a value that no contact can have', async () => {
	const { finder, sent, directory } = finderOf(() => ({ body: { Contacts: [{ ContactID: guid(1) }] } }));
	directory.size = 50_000;
	const ids = ['7ea42cf-d555-4ec8-831d-87599d461b60', 'https://go.xero.com/Contacts/View/1', 'n/a', guid(1)];
	const emails = ['a\u0000@x.example', 'half \ud800', `${'ü'.repeat(300)}@x.example`];
	expect(await findContacts(finder, () => ({ ...NO_KEYS, ids, emails, names: ['a\nb'] }))).toEqual({ ok: true });
	expect(sent.map(({ query }) => query?.IDs)).toEqual([guid(1)]);
});

test('a value that Xero refuses concerns whoever has it, and nobody else', async () => {
	const { finder, directory } = finderOf(({ query }) => (String(query?.where).includes('odd') ? { status: 400, body: { Type: 'QueryParseException' } } : { body: { Contacts: [wireContact(0)] } }));
	directory.size = 50_000;
	expect(await findContacts(finder, () => ({ ...NO_KEYS, emails: ['odd@x.example', 'p0@example.com'] }))).toEqual({ ok: true });
	expect([[...finder.refused.keys()], directory.byEmail('p0@example.com').length]).toEqual([['email:odd@x.example'], 1]);
});

describe('the end of a list is what Xero says', () => {
	/** So many contacts in pages of a size of its own. */
	const served = (count: number, size: number, said: (page: number) => object) => (request: HttpRequest) => {
		const page = Number(request.query?.page ?? 1);
		const length = Math.min(size, Math.max(0, count - (page - 1) * size));
		return { body: { Contacts: Array.from({ length }, (_, index) => wireContact((page - 1) * size + index)), ...said(page) } };
	};

	test.each<[string, (page: number) => object]>([
		['by the number of pages', (page) => ({ pagination: { page, pageSize: 100, pageCount: 3, itemCount: 250 } })],
		['by the number of contacts', () => ({ pagination: { itemCount: 250 } })],
		['by an empty page where it says nothing', () => ({})],
	])('%s, however few contacts a page has', async (_, said) => {
		const { finder, directory, sent } = finderOf(served(250, 100, said));
		directory.size = 250;
		expect(await findContacts(finder, () => ({ ...NO_KEYS, emails: ['a@x.example', 'b@x.example'] }))).toEqual({ ok: true });
		expect([directory.complete, directory.count, sent.length <= 4]).toEqual([true, 250, true]);
	});

	test('a full last page is one, too, where Xero says so', async () => {
		const { finder, directory, sent } = finderOf(served(PAGE, PAGE, (page) => ({ pagination: { page, pageSize: PAGE, pageCount: 1, itemCount: PAGE } })));
		expect(await findContacts(finder, () => ({ ...NO_KEYS, emails: ['a@x.example'] }))).toEqual({ ok: true });
		expect([directory.complete, sent.length]).toEqual([true, 1]);
	});
});

test('a contact that gave up the email since the list was read is not found by it', async () => {
	const directory = Object.assign(new ContactDirectory(), { complete: true, knownUntil: 1 });
	directory.put({ ContactID: guid(1), EmailAddress: 'jane@x.example' });
	const { finder, sent } = finderOf(({ query }) => ({ body: { Contacts: query?.IDs ? [{ ContactID: guid(1), EmailAddress: 'new@x.example' }] : [] } }), directory);
	expect(await findContacts(finder, () => ({ ...NO_KEYS, emails: ['jane@x.example'] }))).toEqual({ ok: true });
	expect([sent.length, directory.byEmail('jane@x.example'), directory.byEmail('new@x.example').length]).toEqual([2, [], 1]);
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
