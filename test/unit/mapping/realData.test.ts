import fc from 'fast-check';
import { companyFrom } from '../../../lib/intercom/companies/companyFrom';
import { contactFrom } from '../../../lib/intercom/contacts/contactFrom';
import { readEmail, emailKey } from '../../../lib/mapping/values/email';
import { isNameless } from '../../../lib/mapping/person/nameless';
import { mapCompanyToOrganisation } from '../../../lib/mapping/organisation/organisation';
import { mapContactToPerson } from '../../../lib/mapping/person/person';
import { splitPersonName } from '../../../lib/mapping/person/personName';
import { identify } from '../../../lib/sync/identity/identify';
import { planUpdate } from '../../../lib/sync/plan/plan';
import { contactBody } from '../intercom/scriptedIntercom';
import { contactOf, OPTIONS, viewOf } from '../sync/records';
import { organisationSettingsOf, profileOf, settingsOf } from './profiles';
import { BY_DEFAULT, custom, mapped } from './realPerson';

describe('names that come escaped meet the right ones in Xero', () => {
	test("Pat O'Dell stays Pat O'Dell", () => {
		const read = contactFrom(contactBody('c1', { role: 'user', name: 'Pat O&#39;Dell', email: 'pat@acme.example' }));
		const record = mapped({ ...read?.contact });
		const contact = contactOf('a', { Name: "Pat O'Dell", FirstName: 'Pat', LastName: "O'Dell", EmailAddress: 'pat@acme.example', ContactNumber: record.intercomId });
		expect(planUpdate(record, { kind: 'bind', contact, by: 'email', notes: [] }, viewOf(contact), () => false)).toMatchObject({ kind: 'unchanged', notes: [] });
	});

	test('Hill & Dale Pty Ltd is found', () => {
		const company = companyFrom({ id: 'co1', name: 'Hill &amp; Dale Pty Ltd' });
		const result = mapCompanyToOrganisation(company!, organisationSettingsOf());
		if (result.kind !== 'mapped') throw new Error(result.message);
		const contact = contactOf('a', { Name: 'Hill & Dale Pty Ltd' });
		expect(identify(result.record, viewOf(contact), { ...OPTIONS, matchByName: true })).toMatchObject({ kind: 'bind', by: 'name' });
	});
});

describe('words where a name is missing', () => {
	test.each(['undefined undefined', 'null null', 'Undefined', 'NULL', 'Unknown User', 'unknown', 'N/A', 'n/a n/a', '-', '???', '[object Object]', 'None', 'No Name', '(no name)', 'NaN', 'NA', 'Guest', '{{first_name}} {{last_name}}', '*|FNAME|*', '${name}', 'first_name last_name'])(
		'%s is no name: the company, else the email, with a remark',
		(name) => {
			expect(mapped({ name })).toMatchObject({ xero: { Name: 'jane@acme.example', FirstName: '', LastName: '' }, remarks: [expect.stringContaining('so the email is used')] });
			const company = mapped({ name }, {}, { companies: [{ id: '1', name: 'N/A' }, { id: '2', name: 'Acme Pty Ltd', created_at: 2 }] });
			expect(company).toMatchObject({ xero: { Name: 'Acme Pty Ltd' }, remarks: [expect.stringContaining('company')] });
		},
	);

	test.each(['Jane Null', 'Jennifer Null', 'Na Li', 'Nan', 'Na', 'Nil', 'Nobody Jones', 'Unknown Mortal Orchestra', 'Guest Smith', 'Undine Field', 'Noname Ltd'])('%s is somebody', (name) => {
		expect(isNameless(name)).toBe(false);
		expect(mapped({ name }).xero.Name).toBe(name);
	});

	test('half a name is a name', () => {
		expect(mapped({ name: 'Jane undefined' })).toMatchObject({ xero: { Name: 'Jane', FirstName: 'Jane', LastName: '' }, remarks: ['Name: "Jane undefined" became "Jane".'] });
		expect(mapped({ name: null, custom_attributes: { first_name: 'undefined', last_name: 'null' } }).xero).toMatchObject({ Name: 'jane@acme.example', FirstName: '', LastName: '' });
		expect(mapped({ name: null, custom_attributes: { first_name: 'Jane', last_name: 'Null' } }).xero).toMatchObject({ Name: 'Jane Null', FirstName: 'Jane', LastName: 'Null' });
	});

	test('a company of such a name is rejected with it', () => {
		expect(mapCompanyToOrganisation(companyFrom({ id: 'co1', name: 'N/A' })!, organisationSettingsOf())).toMatchObject({ kind: 'rejected', problems: [{ field: 'Name', rule: 'required', value: 'N/A' }] });
	});
});

test.each([
	['Mr & Mrs Smith', '', 'Smith'],
	['Dr & Mrs Lee', '', 'Lee'],
	['Sir & Lady Smith', '', 'Smith'],
	['Sir & Lady', '', ''],
	['Lord and Lady Hay', '', 'Hay'],
	['Lady Smith', 'Lady', 'Smith'],
	['Jane N/A', 'Jane', ''],
	['N/A Smith', 'Smith', ''],
	['N.A. Smith', 'N.A.', 'Smith'],
	['Mr and Mrs Smith', '', 'Smith'],
	['Mr. & Mrs. van der Berg', '', 'van der Berg'],
	['Mr & Mrs De Souza', '', 'De Souza'],
	['Mr/Mrs Smith', '', 'Smith'],
	['Mr&Mrs Smith', '', 'Smith'],
	['Herr und Frau Müller', '', 'Müller'],
	['M. et Mme Dupont', '', 'Dupont'],
	['Smith, Mr & Mrs', '', 'Smith'],
	['Mr & Mrs', '', ''],
	['Mr & Mrs John Smith', 'John', 'Smith'],
	['Mr John & Mrs Jane Smith', 'John & Jane', 'Smith'],
	['Mr Smith & Mrs Jones', '', 'Smith & Jones'],
	['John & Jane Smith', 'John & Jane', 'Smith'],
	['John and Jane van der Berg', 'John and Jane', 'van der Berg'],
	['John Smith & Jane Smith', 'John & Jane', 'Smith'],
	['John Smith & Jane Doe', '', ''],
	['John & Jane', 'John & Jane', ''],
	['Ana Ortega y Gasset', 'Ana', 'Ortega y Gasset'],
	['Dr Jane Doe', 'Jane', 'Doe'],
])('%s is %j %j', (name, first, last) => {
	expect(splitPersonName(name)).toMatchObject({ first, last });
});

test('a first name is never made of titles or of the word between two people, however they are written', () => {
	const title = fc.constantFrom('Mr', 'Mrs', 'Dr', 'Ms.', 'Prof');
	fc.assert(
		fc.property(title, fc.constantFrom(' & ', ' and ', '/', '&', ' + '), title, fc.constantFrom('Smith', 'Lee', "O'Brien", 'van der Berg', 'De Souza'), (a, between, b, last) => {
			expect(splitPersonName(`${a}${between}${b} ${last}`)).toMatchObject({ first: '', last });
		}),
	);
});

describe('emails', () => {
	test.each([
		['jo\u200b@acme.example', 'jo@acme.example', /^an invisible character \(U\+200B\) at position 3$/],
		['of\ufb01ce@acme.example', 'office@acme.example', /^"ﬁ" \(U\+FB01\) at position 3$/],
		['j\ufeffo@acme.example', 'jo@acme.example', /U\+FEFF/],
		['ｊｏ＠acme.example', 'jo@acme.example', /U\+FF4A/],
		['jo@ac\u00adme.example', 'jo@acme.example', /U\+00AD/],
	])('%j is mended to %s, and the remark names the character', (text, value, mended) => {
		expect(readEmail(text)).toEqual({ kind: 'email', value, mended: expect.stringMatching(mended) });
		const record = mapped({ email: text });
		expect(record).toMatchObject({ xero: { EmailAddress: value }, match: { email: value }, remarks: [expect.stringMatching(/^Email: ".+" was mended to /)] });
		expect(mapped({ name: null, email: text }).xero.Name).toBe(value);
	});

	test.each([
		['müller@example.com', 'emailNotAscii', '"ü" (U+00FC) at position 2'],
		[' jane@аcme.example', 'emailNotAscii', '"а" (U+0430) at position 7'],
		['jane doe@acme.example', 'emailInvalid', 'a blank (U+0020) at position 5'],
		['jane@acme.example\njoe@acme.example', 'emailInvalid', 'a blank (U+000A) at position 18'],
		['jane(home)@acme.example', 'emailInvalid', '"(" (U+0028) at position 5'],
	])('%j is refused with the character and its place', (text, rule, named) => {
		expect(readEmail(text)).toMatchObject({ kind: 'unusable', rule, message: expect.stringContaining(named) });
	});

	test('what nobody sees never changes which address it is', () => {
		const unseen = fc.constantFrom('\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u202a', '\u200e', '\u0000', '\ufe0f', '\u180e');
		fc.assert(
			fc.property(fc.array(fc.tuple(unseen, fc.nat(14)), { maxLength: 5 }), (inserted) => {
				const text = inserted.reduce((all, [character, at]) => all.slice(0, at) + character + all.slice(at), 'jane@acme.example');
				expect(readEmail(text)).toMatchObject({ kind: 'email', value: 'jane@acme.example' });
				expect(emailKey(text)).toBe('jane@acme.example');
			}),
		);
	});
});

describe('no side field keeps a person out', () => {
	test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
		['a tax number', { TaxNumber: '12 345 678 901' }, { TaxNumber: undefined }],
		['a phone', { PhoneMOBILE: 'ring me' }, { Phones: undefined }],
		['a line of an address', { AddressSTREETCity: 'Sydney', AddressSTREETAddressLine1: 'x'.repeat(501) }, { Addresses: [{ AddressType: 'STREET', City: 'Sydney' }] }],
		['a currency', { DefaultCurrency: 'DOLLARS' }, { DefaultCurrency: undefined }],
		['an account number', { AccountNumber: 'x'.repeat(51) }, { AccountNumber: undefined }],
		['a contact person too many', { ContactPersons: Array.from({ length: 6 }, (_, n) => ({ FirstName: `P${n}` })) }, { ContactPersons: Array.from({ length: 5 }, (_, n) => expect.objectContaining({ FirstName: `P${n}` })) }],
		['the email of a contact person', { ContactPersons: [{ FirstName: 'Ann', EmailAddress: 'ann' }] }, { ContactPersons: [expect.objectContaining({ FirstName: 'Ann', EmailAddress: '' })] }],
	])('%s that Xero would refuse is left out with a remark, or rejected on request', (_, values, left) => {
		const record = mapped({}, custom(values));
		for (const [field, value] of Object.entries(left)) expect((record.xero as Record<string, unknown>)[field]).toEqual(value);
		expect(record.remarks).toEqual([expect.stringMatching(/left out\.$/)]);
		expect(mapContactToPerson(profileOf(), settingsOf(custom(values)))).toMatchObject({ kind: 'rejected' });
	});

	test('what the record is about, and what is mapped wrongly for everybody, is rejected all the same', () => {
		const reject = (values: Record<string, unknown>) => mapContactToPerson(profileOf(), settingsOf({ ...BY_DEFAULT, ...custom(values) }));
		expect(reject({ EmailAddress: 'jane' })).toMatchObject({ kind: 'rejected', reason: 'emailInvalid' });
		expect(reject({ AddressSTREETCity: ['Sydney'] })).toMatchObject({ kind: 'rejected', reason: 'wrongType' });
	});
});
