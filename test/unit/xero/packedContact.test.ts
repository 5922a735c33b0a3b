import fc from 'fast-check';
import type { XeroContact } from '../../../lib/xero/contact/contact';
import { ACCOUNTANTS_FIELDS } from '../../../lib/xero/contact/accountantsFields';
import { contactFrom } from '../../../lib/xero/contact/contactFrom';
import { keptContact } from '../../../lib/xero/contact/keptContact';
import { packed, packedTime, unpacked } from '../../../lib/xero/contact/packedContact';
import { PackedContacts } from '../../../lib/xero/directory/packedContacts';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const texts = (...names: string[]) => fc.record(Object.fromEntries(names.map((name) => [name, text])), { requiredKeys: [] });
const date = fc.oneof(fc.integer({ min: 0, max: 2 ** 45 }).map((time) => `/Date(${time}+0000)/`), fc.constantFrom('/Date(-62135596800000+0000)/', '/Date(0123+0000)/', '/Date(5+1000)/', '2026-11-30T01:02:03', '/Date(99999999999999999999+0000)/', '0'));

/** A contact as Xero may send it, with fields in its lists that nobody knows yet. */
const sent = fc
	.tuple(
		texts('Name', 'ContactNumber', 'EmailAddress', 'FirstName', 'LastName', 'Website', 'MergedToContactID', ...ACCOUNTANTS_FIELDS),
		fc.record(
			{
				UpdatedDateUTC: date,
				ContactStatus: fc.constantFrom('ACTIVE', 'ARCHIVED', 'GDPRREQUEST', 'NEW'),
				Phones: fc.array(texts('PhoneType', 'PhoneNumber', 'PhoneAreaCode', 'PhoneCountryCode', 'Extension', 'rest'), { maxLength: 3 }),
				Addresses: fc.array(texts('AddressType', 'AddressLine1', 'City', 'AttentionTo', 'Country', 'Latitude'), { maxLength: 3 }),
				ContactPersons: fc.array(fc.tuple(texts('FirstName', 'LastName', 'EmailAddress'), fc.record({ IncludeInEmails: fc.boolean() }, { requiredKeys: [] })).map(([a, b]) => ({ ...a, ...b })), { maxLength: 3 }),
				ContactGroups: fc.array(fc.record({ ContactGroupID: fc.uuid(), Name: text, Status: text }, { requiredKeys: ['ContactGroupID', 'Name'] }), { maxLength: 3 }),
			},
			{ requiredKeys: [] },
		),
	)
	.map(([one, other]) => contactFrom({ ContactID: 'A1', ...one, ...other }));

test('a contact that was packed comes out as it went in', () => {
	fc.assert(
		fc.property(sent, fc.boolean(), (contact, isRead) => {
			const kept = keptContact(contact, undefined, isRead);
			expect(unpacked('a1', packed(kept))).toEqual(kept);
		}),
		{ numRuns: 2_000 },
	);
});

test('its time is found without unpacking, where Xero wrote one', () => {
	expect([{ UpdatedDateUTC: '/Date(1439434356790+0000)/' }, { UpdatedDateUTC: '2026-11-30' }, { Name: '12' }, {}].map((fields) => packedTime(packed({ ContactID: 'a', ...fields })))).toEqual([1_439_434_356_790, undefined, undefined, undefined]);
});

test('how many have changed since a moment is counted whatever the time looks like', () => {
	fc.assert(
		fc.property(fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }).map((time) => `/Date(${time}+0000)/`), fc.constantFrom('/Date(5+1000)/', '', undefined, 'soon'))), fc.integer({ min: 1, max: 9 }), (dates, since) => {
			const contacts = new PackedContacts();
			dates.forEach((UpdatedDateUTC, at) => contacts.put(contacts.add(String(at)), { ContactID: String(at), UpdatedDateUTC }));
			expect(contacts.updatedSince(since)).toBe(dates.filter((one) => Number(/\d+/.exec(one ?? '')?.[0] ?? 0) >= since).length);
		}),
	);
});

test('who holds a contact is told by its identity whether another state was put since', () => {
	const contacts = new PackedContacts();
	const place = contacts.add('a');
	const put = (Name: string) => contacts.put(place, { ContactID: 'a', Name } satisfies XeroContact);
	put('Jane');
	const held = contacts.at(place);
	for (let other = 0; other < 3_000; other++) {
		const one = contacts.add(`other ${other}`);
		contacts.put(one, { ContactID: `other ${other}` });
		contacts.at(one);
	}
	expect(contacts.at(place)).toBe(held);
	put('Jane');
	expect(contacts.at(place)).not.toBe(held);
	expect(contacts.at(place)).toEqual(held);
});
