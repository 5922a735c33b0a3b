import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checkContact, checkContactNumber } from '../../../lib/mapping/rules/checks';
import { ADDRESS_PART_MAX_CHARS, mappedFields, PHONE_PART_MAX_CHARS, rulesFor, XERO_FIELDS } from '../../../lib/mapping/rules/fieldTable';
import { formFields } from '../../../lib/mapping/rules/formFields';
import { problem } from '../../../lib/mapping/rules/problem';
import type { WritableContact } from '../../../lib/xero/contact/contact';

const rulesOf = (contact: WritableContact) => checkContact({ Name: 'Jane', ...contact }).map(({ field, rule }) => `${field} ${rule}`);

test.each<[string, WritableContact, string]>([
	['a missing name', { Name: undefined }, 'Name required'],
	['a blank name', { Name: '  ' }, 'Name required'],
	['256 characters', { Name: 'x'.repeat(256) }, 'Name maxChars'],
	['angle brackets', { Name: 'a <b>' }, 'Name angleBrackets'],
	['double blanks', { Name: 'a  b' }, 'Name blanks'],
	['a blank at the end', { Name: 'a ' }, 'Name blanks'],
	['a line break', { FirstName: 'a\nb' }, 'FirstName controlCharacters'],
	['a long first name', { FirstName: 'x'.repeat(256) }, 'FirstName maxChars'],
	['an umlaut in an email', { EmailAddress: 'ü@a.example' }, 'EmailAddress emailNotAscii'],
	['a broken email', { EmailAddress: 'jane' }, 'EmailAddress emailInvalid'],
	['a long account number', { AccountNumber: 'x'.repeat(51) }, 'AccountNumber maxChars'],
	['a long tax number', { TaxNumber: '1'.repeat(51) }, 'TaxNumber maxChars'],
	['a currency in words', { DefaultCurrency: 'dollar' }, 'DefaultCurrency currencyCode'],
	['a long phone', { Phones: [{ PhoneType: 'FAX', PhoneNumber: '1'.repeat(51) }] }, 'Phones.FAX.PhoneNumber maxChars'],
	['a long area', { Phones: [{ PhoneType: 'DEFAULT', PhoneAreaCode: '1'.repeat(11) }] }, 'Phones.DEFAULT.PhoneAreaCode maxChars'],
	['a long line', { Addresses: [{ AddressType: 'STREET', AddressLine1: 'x'.repeat(501) }] }, 'Addresses.STREET.AddressLine1 maxChars'],
	['digits in a country', { Addresses: [{ AddressType: 'POBOX', Country: 'A1' }] }, 'Addresses.POBOX.Country countryLetters'],
	['six people', { ContactPersons: Array.from({ length: 6 }, () => ({ FirstName: 'A' })) }, 'ContactPersons maxPersons'],
	['a broken email of a person', { ContactPersons: [{ EmailAddress: 'x' }] }, 'ContactPersons.1.EmailAddress emailInvalid'],
])('%s is refused', (_, contact, expected) => {
	expect(rulesOf(contact)).toEqual([expected]);
});

test('what Xero allows passes, up to the last character, and cleared fields too', () => {
	expect(
		rulesOf({
			Name: 'x'.repeat(255),
			FirstName: '',
			EmailAddress: '',
			DefaultCurrency: 'AUD',
			TaxNumber: '51 824 753 556',
			Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: '1'.repeat(50), PhoneAreaCode: '1'.repeat(10), PhoneCountryCode: '1'.repeat(20) }],
			Addresses: [{ AddressType: 'STREET', AddressLine4: 'x'.repeat(500), Country: 'United States' }],
			ContactPersons: Array.from({ length: 5 }, () => ({ FirstName: 'A', EmailAddress: 'a@b.example', IncludeInEmails: false })),
		}),
	).toEqual([]);
});

test('all breaches are reported together', () => {
	expect(rulesOf({ Name: 'a  <', EmailAddress: 'x', FirstName: 'x'.repeat(300) })).toHaveLength(4);
});

test('the Intercom id must fit into ContactNumber', () => {
	expect(checkContactNumber('x'.repeat(50))).toEqual([]);
	expect(checkContactNumber('x'.repeat(51))).toMatchObject([{ field: 'ContactNumber', rule: 'maxChars' }]);
});

test('a problem never repeats more than 80 characters of a value, and never half a character', () => {
	const { value } = problem('Name', 'maxChars', '😀'.repeat(5_000), 'm', 'f');
	expect([...value]).toHaveLength(80);
	expect(value).not.toMatch(/\p{Surrogate}/u);
	expect(problem('Name', 'r', 'a\nb', 'm', 'f').value).toBe('a b');
});

test('every field of the table has a line in the form, none that moves money, and ids are unique', () => {
	const ids = formFields().map(({ id }) => id);
	expect(new Set(ids).size).toBe(ids.length);
	expect(ids.join(' ')).not.toMatch(/Bank|BatchPayments|XeroNetworkKey|ContactNumber/);
	const covered = new Set(formFields().map(({ id, target }) => (target.kind === 'text' ? id : target.kind)));
	expect([...covered].sort()).toEqual([...mappedFields().filter((f) => !['Phones', 'Addresses', 'ContactPersons'].includes(f)), 'address', 'persons', 'phone'].sort());
});

test('what the accountant owns is filled only if empty; the user decides otherwise', () => {
	expect(rulesFor(['Name', 'TaxNumber', 'AccountNumber'], {})).toEqual({
		TaxNumber: { update: 'ifEmpty', clear: false },
		AccountNumber: { update: 'ifEmpty', clear: false },
	});
	expect(rulesFor(['Name', 'TaxNumber'], { TaxNumber: { update: 'always', clear: false }, Name: { update: 'onCreate', clear: true }, Phones: { update: 'always', clear: false } })).toEqual({
		TaxNumber: { update: 'always', clear: false },
		Name: { update: 'onCreate', clear: true },
	});
});

const SPEC = join(__dirname, '../../../../shared/specs/xero_accounting.yaml');

test("the table's limits are those of Xero's own OpenAPI description", () => {
	if (!existsSync(SPEC)) {
		console.warn(`\n*** NOT CHECKED: ${SPEC} is absent, the limits were not compared with Xero's description ***\n`);
		return;
	}
	const { schemas } = parse(readFileSync(SPEC, 'utf8')).components;
	const limit = (schema: string, name: string): number | undefined => schemas[schema].properties[name]?.maxLength;
	const compared = [
		...mappedFields().map((name) => [XERO_FIELDS[name].maxChars, limit('Contact', name)]),
		...Object.entries(PHONE_PART_MAX_CHARS).map(([name, max]) => [max, limit('Phone', name)]),
		...Object.entries(ADDRESS_PART_MAX_CHARS).map(([name, max]) => [max, limit('Address', name)]),
	].filter(([, documented]) => documented !== undefined);
	expect(compared.length).toBeGreaterThan(15);
	for (const [ours, documented] of compared) expect(ours).toBe(documented);
});
