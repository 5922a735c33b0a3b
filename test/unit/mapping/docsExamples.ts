import omit from 'lodash/omit';
import set from 'lodash/set';
import { isoDate } from '../../../lib/mapping/values/isoDate';
import { mapCompanyToOrganisation, mapContactToOrganisation, type ContactToOrganisationSettings } from '../../../lib/mapping/organisation/organisation';
import { mapContactToPerson, type PersonResult, type PersonSettings } from '../../../lib/mapping/person/person';
import { readCompany } from '../../../lib/mapping/profileInput';
import type { XeroAddress, XeroContactPerson, XeroPhone } from '../../../lib/xero/contact/contact';
import { organisationSettingsOf, profileOf, settingsOf } from './profiles';

/** An example of docs/mapping.md: what Intercom holds, by path in the item, and what Xero gets of it, as the page shows both. */
export interface DocsExample {
	/** What the page says in front of it: fields of Intercom, or what the example is about. */
	title: string;
	before: Readonly<Record<string, unknown>>;
	/** What is set in the mapper, in words; absent: nothing but the defaults. */
	setting?: string;
	map(item: Record<string, unknown>): PersonResult;
	after: Readonly<Record<string, string>>;
}

const profile = ({ contact, ...rest }: Record<string, unknown>) => profileOf(contact as Record<string, unknown>, rest);
const person = (settings: Partial<PersonSettings> = {}) => (item: Record<string, unknown>) => mapContactToPerson(profile(item), settingsOf(settings));
const company = (settings: Partial<ContactToOrganisationSettings> = {}) => (item: Record<string, unknown>) =>
	mapCompanyToOrganisation(readCompany({ id: '66f1', ...(item.company as object) })!, organisationSettingsOf(settings));
const staff = (item: Record<string, unknown>) => mapContactToOrganisation(profile(item), organisationSettingsOf());
/** What the expressions of a custom mapping give for the item. */
const located = (item: Record<string, unknown>) => {
	const { location, name } = profile(item).contact;
	return person({ mapping: { kind: 'custom', values: { Name: name, AddressSTREETCity: location.city, AddressSTREETCountry: location.country_code } } })(item);
};
const BY_DEFAULT = { unreadablePhone: 'leaveOut', invalidAbn: 'leaveOut', unusableValue: 'leaveOut' } as const;
const groups = { tags: [], segments: [], parentAttribute: '', owner: false };
const notes = { when: 'create', timestamps: false, conversations: false, actions: false } as const;
const named = (...names: string[]) => names.map((name, index) => ({ id: String(index), name }));
const day = (date: string) => Date.parse(`${date}T09:00:00Z`) / 1_000;

/** One or two for each row of the table. */
export const ROWS: readonly DocsExample[] = [
	{
		title: 'first_name / name',
		before: { 'contact.name': '<b>Jane</b>  van der Berg' },
		map: person(),
		after: { Name: 'Jane van der Berg' },
	},
	{
		title: 'last_name / name',
		before: { 'contact.name': 'Dr. Jane van der Berg' },
		map: person(),
		after: { Name: 'Dr. Jane van der Berg', FirstName: 'Jane', LastName: 'van der Berg' },
	},
	{
		title: 'first_name, last_name',
		before: { 'contact.custom_attributes.first_name': 'Jane', 'contact.custom_attributes.last_name': 'Doe' },
		setting: 'Preset: Literal',
		map: person({ mapping: { kind: 'recommended', preset: 'literal', phoneSlot: 'DEFAULT' } }),
		after: { Name: 'Jane', FirstName: 'Doe' },
	},
	{
		title: 'email',
		before: { 'contact.email': ' Jane.Doe@ACME.example' },
		map: person(),
		after: { EmailAddress: 'Jane.Doe@acme.example' },
	},
	{
		title: 'phone',
		before: { 'contact.phone': '+61 2 9374 4000' },
		map: person(),
		after: { Phone: 'country 61, area 2, number 9374 4000' },
	},
	{
		title: 'location',
		before: { 'contact.location.city': 'Sydney', 'contact.location.country_code': 'AU' },
		setting: 'Mapping: Custom, the two fields of the street address',
		map: located,
		after: { 'Street Address': 'City Sydney, Country Australia' },
	},
	{
		title: 'custom attributes',
		before: { 'contact.custom_attributes.customer_number': 1001, 'contact.custom_attributes.abn': '51824753556' },
		setting: 'Custom Attributes: customer_number to Account Number, abn to Tax Number',
		map: person({
			attributes: [
				{ attribute: 'customer_number', field: 'AccountNumber', reading: 'auto' },
				{ attribute: 'abn', field: 'TaxNumber', reading: 'auto' },
			],
		}),
		after: { AccountNumber: '1001', TaxNumber: '51 824 753 556' },
	},
	{
		title: 'companies',
		before: { 'company.name': 'Acme Pty Ltd', 'company.company_id': 'A-1001', 'company.custom_attributes.abn': '51824753556', 'company.custom_attributes.billing_email': 'accounts@acme.example' },
		setting: 'Map Company to Organisation',
		map: company(),
		after: { Name: 'Acme Pty Ltd', AccountNumber: 'A-1001', TaxNumber: '51 824 753 556', EmailAddress: 'accounts@acme.example' },
	},
	{
		title: 'companies',
		before: { 'contact.name': 'Jane Doe', 'contact.email': 'jane@acme.example', companies: [{ id: '66f1', name: 'Acme Pty Ltd' }] },
		setting: 'Map Contact to Organisation',
		map: staff,
		after: { Name: 'Acme Pty Ltd', 'Contact Persons': 'Jane Doe, jane@acme.example, no invoices by email' },
	},
	{
		title: 'companies',
		before: { 'company.name': 'Acme Pty Ltd', 'company.custom_attributes.parent_company': 'Acme Holdings' },
		setting: 'Map Company to Organisation, Parent Company Attribute: parent_company',
		map: company({ groups: { ...groups, parentAttribute: 'parent_company' } }),
		after: { Name: 'Acme Pty Ltd', Groups: 'Parent: Acme Holdings' },
	},
	{
		title: 'timestamps',
		before: { 'contact.created_at': day('2026-11-23'), 'contact.signed_up_at': day('2026-11-24'), 'contact.updated_at': day('2026-11-25') },
		setting: 'Notes: When Created, Note Content: Timestamps',
		map: person({ notes: { ...notes, timestamps: true } }),
		after: { 'History note': 'Intercom contact: created 2026-11-23, signed up 2026-11-24, last updated 2026-11-25' },
	},
	{
		title: 'record ids',
		before: { 'contact.id': '65a0b1c2d3e4f5a6b7c8d9e0' },
		map: person(),
		after: { ContactNumber: '65a0b1c2d3e4f5a6b7c8d9e0' },
	},
	{
		title: 'owner',
		before: { owner: { id: '7', name: 'Jo Lee', email: 'jo@us.example' } },
		setting: 'Owner to Group: on',
		map: person({ groups: { ...groups, owner: true } }),
		after: { Owner: 'jo@us.example' },
	},
	{
		title: 'conversations',
		before: {
			conversations: {
				count: 3,
				last: { id: '99', state: 'closed', subject: 'Invoice 77', updated_at: day('2026-11-23'), url: 'https://app.intercom.com/a/inbox/ab12/inbox/shared/all/conversation/99' },
			},
		},
		setting: 'Notes: When Created, Note Content: Conversations',
		map: person({ notes: { ...notes, conversations: true } }),
		after: { 'History note': 'Intercom conversations: 3, the last one closed, changed 2026-11-23, "Invoice 77", https://app.intercom.com/a/inbox/ab12/inbox/shared/all/conversation/99' },
	},
	{
		title: 'segments',
		before: { segments: named('Paying', 'Active') },
		setting: 'Segments to Groups: paying',
		map: person({ groups: { ...groups, segments: ['paying'] } }),
		after: { Groups: 'Segment: Paying' },
	},
	{
		title: 'tags',
		before: { tags: named('VIP', 'Wholesale', 'spoke to Bob') },
		setting: 'Tags to Groups: VIP, Wholesale',
		map: person({ groups: { ...groups, tags: ['VIP', 'Wholesale'] } }),
		after: { Groups: 'Tag: VIP; Tag: Wholesale' },
	},
];

/** What people ask about: names, numbers and phones as they really are. */
export const CASES: readonly DocsExample[] = [
	{
		title: 'Last name first, particles, a nickname',
		before: { 'contact.name': "O'Brien-van der Berg, José (Pepe)" },
		map: person(),
		after: { Name: "O'Brien-van der Berg, José (Pepe)", FirstName: 'José', LastName: "O'Brien-van der Berg" },
	},
	{ title: 'A mononym', before: { 'contact.name': 'Madonna' }, map: person(), after: { Name: 'Madonna', FirstName: 'Madonna', LastName: '' } },
	{ title: 'A Chinese name', before: { 'contact.name': '王小明' }, map: person(), after: { Name: '王小明', FirstName: '王小明', LastName: '' } },
	{ title: 'A Chinese name in two parts', before: { 'contact.name': '王 小明' }, map: person(), after: { Name: '王 小明', FirstName: '小明', LastName: '王' } },
	{ title: 'A company in the person field', before: { 'contact.name': 'ACME Pty Ltd' }, map: person(), after: { Name: 'ACME Pty Ltd', FirstName: '', LastName: '' } },
	{
		title: 'No name at all',
		before: { 'contact.name': null, 'contact.email': 'jane@acme.example' },
		map: person(),
		after: { Name: 'jane@acme.example', Remark: 'Name: the contact has no name and no company in Intercom, so the email is used.' },
	},
	{
		title: 'A word where a name is missing',
		before: { 'contact.name': 'undefined undefined', 'contact.email': 'jane@acme.example' },
		map: person(),
		after: { Name: 'jane@acme.example', Remark: 'Name: "undefined undefined" names nobody, and the contact has no name and no company in Intercom, so the email is used.' },
	},
	{ title: 'A real name that looks like one', before: { 'contact.name': 'Jane Null' }, map: person(), after: { Name: 'Jane Null', FirstName: 'Jane', LastName: 'Null' } },
	{ title: 'A couple', before: { 'contact.name': 'Mr & Mrs Smith' }, map: person(), after: { Name: 'Mr & Mrs Smith', FirstName: '', LastName: 'Smith' } },
	{ title: 'Two people of one family', before: { 'contact.name': 'John and Jane Smith' }, map: person(), after: { FirstName: 'John and Jane', LastName: 'Smith' } },
	{
		title: 'An email with a character that nobody sees',
		before: { 'contact.email': 'jo\u200b@acme.example' },
		map: person(),
		after: { EmailAddress: 'jo@acme.example', Remark: 'Email: "jo @acme.example" was mended to "jo@acme.example", because it had an invisible character (U+200B) at position 3.' },
	},
	{
		title: 'An email that Xero does not take',
		before: { 'contact.email': 'm\u00fcller@acme.example' },
		map: person(),
		after: { Rejected: 'Email has "ü" (U+00FC) at position 2, and Xero takes nothing but English letters, digits and signs in email addresses (umlauts are not supported). Correct the email of the contact in Intercom.' },
	},
	{ title: 'An ABN with spaces', before: { 'company.custom_attributes.abn': '51 824753 556' }, map: company(), after: { TaxNumber: '51 824 753 556' } },
	{
		title: 'An invalid ABN',
		before: { 'company.custom_attributes.abn': '12 345 678 901' },
		map: company(BY_DEFAULT),
		after: { TaxNumber: '(absent)', Remark: '"12 345 678 901" is not an ABN and was left out.' },
	},
	{
		title: 'An invalid ABN',
		before: { 'company.custom_attributes.abn': '12 345 678 901' },
		setting: 'Invalid ABN: Reject',
		map: company({ ...BY_DEFAULT, invalidAbn: 'reject' }),
		after: { Rejected: '"12 345 678 901" is not an ABN. Correct the ABN of the company in Intercom, or set Invalid ABN to Leave Out.' },
	},
	{
		title: 'An ACN from an attribute of type number',
		before: { 'company.custom_attributes.acn': 4085616 },
		map: company(),
		after: { CompanyNumber: '004085616', Remark: 'Company Number: 4085616 became 004085616: attributes of type number lose their leading zeros.' },
	},
	{ title: 'A landline', before: { 'contact.phone': '(02) 9374-4000' }, map: person(), after: { Phone: 'country 61, area 2, number 9374 4000' } },
	{ title: 'A mobile of another country', before: { 'contact.phone': '+64 21 123 456' }, map: person(), after: { Phone: 'country 64, number 21 123 456' } },
	{ title: 'An extension', before: { 'contact.phone': '0412 345 678 ext 9' }, map: person(), after: { Phone: 'country 61, number 412 345 678 ext 9' } },
	{ title: 'A number that is newer than this package', before: { 'contact.phone': '+61 445 854 722' }, map: person(), after: { Phone: 'country 61, number 445 854 722' } },
	{
		title: 'No phone number',
		before: { 'contact.phone': 'ring me' },
		map: person(BY_DEFAULT),
		after: { Phone: '(absent)', Remark: 'Phone: "ring me" is not a phone number and was left out.' },
	},
	{
		title: 'No phone number',
		before: { 'contact.phone': 'ring me' },
		setting: 'Unreadable Phone: Reject',
		map: person({ ...BY_DEFAULT, unreadablePhone: 'reject' }),
		after: {
			Rejected:
				'Phone "ring me" is not a phone number, neither an international one nor one of AU. Correct the phone of the contact in Intercom (with country code, such as +61 2 9374 4000), set Default Country, or set Unreadable Phone to Leave Out.',
		},
	},
	{ title: 'A country as a code', before: { 'contact.location.city': 'Auckland', 'contact.location.country_code': 'NZL' }, setting: 'Mapping: Custom', map: located, after: { 'Street Address': 'City Auckland, Country New Zealand' } },
	{
		title: 'A code that is no country',
		before: { 'contact.location.city': 'Sydney', 'contact.location.country_code': 'ZZ' },
		setting: 'Mapping: Custom',
		map: located,
		after: { 'Street Address': 'City Sydney', Remark: 'Street Address: "ZZ" is no country that Xero takes and was left out.' },
	},
];

/** Maps an example and shows what came out in the words of its expectation; what it does not name is not shown. */
export function resultOf({ before, map, after }: DocsExample): Record<string, string> {
	const item = Object.entries(before).reduce<Record<string, unknown>>((all, [path, value]) => set(all, path, value), { company: { name: 'Acme Pty Ltd' } });
	const result = map(item);
	return Object.fromEntries(Object.keys(after).map((name) => [name, shown(result, name)]));
}

function shown(result: PersonResult, name: string): string {
	if (result.kind === 'rejected') return name === 'Rejected' ? result.problems.map(({ message, fix }) => `${message}. ${fix}`).join(' ') : `(rejected: ${result.message})`;
	if (result.kind === 'skipped') return `(skipped: ${result.message})`;
	const { xero, groups: inGroups, notes: texts, owner, match, remarks } = result.record;
	const others: Readonly<Record<string, string | undefined>> = {
		Phone: xero.Phones?.map(phoneText).join('; '),
		'Street Address': xero.Addresses?.map(addressText).join('; '),
		'Contact Persons': xero.ContactPersons?.map(personText).join('; '),
		Groups: inGroups.join('; '),
		'History note': texts.join('; '),
		Owner: owner?.email,
		ContactNumber: match.contactNumber,
		Remark: remarks?.join(' '),
	};
	const fields: Readonly<Record<string, unknown>> = { ...xero };
	return others[name] ?? (typeof fields[name] === 'string' ? fields[name] : '(absent)');
}

function phoneText({ PhoneCountryCode: country, PhoneAreaCode: area, PhoneNumber: number }: XeroPhone): string {
	return [country && `country ${country}`, area && `area ${area}`, number && `number ${number}`].filter(Boolean).join(', ');
}

function addressText(address: XeroAddress): string {
	return Object.entries(omit(address, 'AddressType')).filter(([, text]) => text !== '').map(([part, text]) => `${part} ${text}`).join(', ');
}

function personText({ FirstName, LastName, EmailAddress, IncludeInEmails }: XeroContactPerson): string {
	return `${FirstName} ${LastName}, ${EmailAddress}${IncludeInEmails ? '' : ', no invoices by email'}`;
}

/** A table of the page, as it must stand there. */
export function tableOf(heading: string, examples: readonly DocsExample[]): string {
	const lines = examples.map(({ title, before, setting, after }) => `| ${title} | ${cell(before, setting)} | ${cell(after)} |`);
	return [`| ${heading} | Intercom holds | Xero gets |`, '|---|---|---|', ...lines].join('\n');
}

function cell(values: Readonly<Record<string, unknown>>, setting?: string): string {
	const lines = Object.entries(values).map(([name, value]) => `${name.replace(/^(?:contact|company)\./, '').replace('custom_attributes.', '')}: ${codeOf(value)}`);
	return [...lines, ...(setting === undefined ? [] : [`*${setting}*`])].join('<br>');
}

/** Times as the day they mean, records by their name; a bar would end the cell. */
function codeOf(value: unknown): string {
	if (value === null || value === '') return '(empty)';
	if (Array.isArray(value)) return value.map((entry: { name: string }) => `\`${entry.name}\``).join(', ');
	if (typeof value === 'object') return Object.entries(value).filter(([key]) => key !== 'id').map(([key, part]) => (typeof part === 'object' ? codeOf(part) : `${key} ${codeOf(part)}`)).join(', ');
	const text = typeof value === 'number' && value > 1_000_000_000 ? isoDate(value) : String(value);
	return `\`${text.replaceAll('|', '\\|').replaceAll('\u200b', '\\u200b')}\``;
}
