import fc from 'fast-check';
import { companyFrom, namedRecordsFrom } from '../../../lib/intercom/companies/companyFrom';
import { contactFrom } from '../../../lib/intercom/contacts/contactFrom';
import { conversationSummaryFrom } from '../../../lib/intercom/profile/conversationSummary';
import { perhapsUnescaped, unescaped } from '../../../lib/intercom/profile/escapedText';
import { mapContactToPerson } from '../../../lib/mapping/person/person';
import { profileOf, settingsOf } from '../mapping/profiles';
import { contactBody } from './scriptedIntercom';

/** Names full of what escaping is about. */
const names = fc.array(fc.oneof(fc.constantFrom('&', '<', '>', '"', "'", 'amp;', '&amp;', '#39;', 'lt', ' ', 'R', 'é'), fc.string({ unit: 'grapheme', maxLength: 3 })), { maxLength: 12 }).map((parts) => parts.join(''));

const FORMS: ReadonlyArray<Readonly<Record<string, string>>> = [
	{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
	{ '&': '&#38;', '<': '&#60;', '>': '&#62;', '"': '&#34;', "'": '&#039;' },
	{ '&': '&#x26;', '<': '&#x3C;', '>': '&#x3e;', '"': '&#x22;', "'": '&apos;' },
];
const escapedAs = (form: Readonly<Record<string, string>>, text: string) => text.replace(/[&<>"']/g, (character) => form[character] ?? character);

test.each([
	['R&amp;amp;D', 'R&amp;D'],
	['R&amp;D', 'R&D'],
	['Pat O&#39;Dell', "Pat O'Dell"],
	['Pat O&#x27;Dell', "Pat O'Dell"],
	['&lt;b&gt;Jane&lt;/b&gt;', '<b>Jane</b>'],
	['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
	['&#38;lt;', '&lt;'],
	['AT&T', 'AT&T'],
	['a &nbsp; b &copy; &#8217; &', 'a &nbsp; b &copy; &#8217; &'],
	['&ampere; &LT;', '&ampere; <'],
])('%s is %s', (wire, text) => {
	expect(unescaped(wire)).toBe(text);
});

test('whatever was typed, and whichever entities are used: one layer off gives it back', () => {
	fc.assert(
		fc.property(names, fc.constantFrom(...FORMS), (text, form) => {
			expect(unescaped(escapedAs(form, text))).toBe(text);
			expect(perhapsUnescaped(escapedAs(form, text))).toBe(text);
		}),
		{ numRuns: 2_000 },
	);
});

test('where nobody knows whether it is escaped, a text with a bare ampersand stays, and so does one without any', () => {
	expect(['A & B &amp; C', 'Tom & Jerry', 'plain', '?a=1&lt=2'].map(perhapsUnescaped)).toEqual(['A & B &amp; C', 'Tom & Jerry', 'plain', '?a=1&lt=2']);
});

test('every name on the wire is read as a person reads it', () => {
	const contact = contactFrom(contactBody('c1', { name: 'Pat O&#39;Dell', email: 'pat.o&#39;dell@acme.example', custom_attributes: { note: 'R&amp;D', raw: 'R&D &amp; co', n: 7 }, location: { city: 'Coeur d&#39;Alene' } }))?.contact;
	expect(contact).toMatchObject({ name: "Pat O'Dell", email: "pat.o'dell@acme.example", custom_attributes: { note: 'R&D', raw: 'R&D &amp; co', n: 7 }, location: { city: "Coeur d'Alene" } });
	const company = companyFrom({ id: 'co1', name: 'Hill &amp; Dale Pty Ltd', company_id: 'H&amp;D', plan: { name: 'Bed &amp; Breakfast' }, industry: 'R&amp;D', tags: { tags: [{ id: '1', name: 'B&amp;B' }] }, custom_attributes: { parent: 'Smith &amp; Sons' } });
	expect(company).toMatchObject({ name: 'Hill & Dale Pty Ltd', company_id: 'H&D', plan: 'Bed & Breakfast', industry: 'R&D', tags: [{ name: 'B&B' }], custom_attributes: { parent: 'Smith & Sons' } });
	expect(namedRecordsFrom([{ id: '1', name: 'VIP &gt; 10' }])).toEqual([{ id: '1', name: 'VIP > 10' }]);
	const conversations = { total_count: 1, conversations: [{ id: '9', title: null, updated_at: 1, state: 'open', source: { subject: '&lt;p&gt;Bed &amp; Breakfast&lt;/p&gt;' } }] };
	expect(conversationSummaryFrom(conversations, 'w', 'https://app').last?.subject).toBe('<p>Bed & Breakfast</p>'.replace(/<[^>]*>/g, ''));
});

test('markup that appears by it is cleaned from the name as before', () => {
	const name = contactFrom(contactBody('c1', { name: '&lt;b&gt;Jane&lt;/b&gt; &amp; Joe' }))?.contact.name;
	const result = mapContactToPerson(profileOf({ name }), settingsOf());
	expect(result).toMatchObject({ kind: 'mapped', record: { xero: { Name: 'Jane & Joe' } } });
});
