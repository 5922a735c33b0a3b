import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { backRecord, type BackResult, type BackSettings } from '../../../../lib/mapping/back/backRecord';
import { readableFields } from '../../../../lib/mapping/back/readableFields';
import { contactFrom } from '../../../../lib/xero/contact/contactFrom';
import type { XeroContact } from '../../../../lib/xero/contact/contact';
import type { BackRecord } from '../../../../lib/sync/record/backRecord';
import { hostileValue } from '../profiles';
import { xeroNames, xeroPhone } from './people';

const ID = '6f1c2ad0-0000-4000-8000-000000000001';
const SETTINGS: BackSettings = { kind: 'ledger', country: 'au', names: 'person', phoneSlot: 'auto', abnAttribute: 'abn', assignments: [], unusableValue: 'leaveOut' };
const LEDGER = { kind: 'contact', id: '65a0b1c2d3e4f5a6b7c8d9e0', billTo: 'person', organisationId: 'org-1' };

const contact = (more: Partial<XeroContact> = {}): XeroContact => ({
	ContactID: ID, Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@acme.example', ContactNumber: LEDGER.id, ContactStatus: 'ACTIVE', UpdatedDateUTC: '/Date(1768018948000+0000)/',
	Phones: [{ PhoneType: 'DEFAULT', PhoneCountryCode: '61', PhoneAreaCode: '2', PhoneNumber: '9374 4000' }], ...more,
});
const map = (one: XeroContact, { ledger = LEDGER as Record<string, unknown> | null, ...settings }: Partial<BackSettings> & { ledger?: Record<string, unknown> | null } = {}): BackResult =>
	backRecord(one, ledger, 'org-1', { ...SETTINGS, ...settings });
const record = (...given: Parameters<typeof map>): BackRecord => {
	const result = map(...given);
	if (result.kind !== 'mapped') throw new Error(JSON.stringify(result));
	return result.record;
};
const synced = (values: object) => ({ ...LEDGER, lastSync: { xeroContactId: ID, sourceUpdatedAt: 1, xeroUpdatedAt: 2, values } });

test('a person, with what is remembered of it', () => {
	const values = { Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@acme.example', Phones: [{ PhoneType: 'DEFAULT', PhoneCountryCode: '61', PhoneNumber: '412 345 678' }] };
	expect(record(contact({ LastName: 'Smith', Name: 'Jane Smith' }), { ledger: synced(values) })).toEqual({
		kind: 'contact', xeroContactId: ID, xeroContactUrl: `https://go.xero.com/Contacts/View/${ID}`, organisationId: 'org-1', shownName: 'Jane Smith', contactNumber: LEDGER.id, email: 'jane@acme.example', status: 'ACTIVE', xeroUpdatedAt: 1_768_018_948_000,
		values: { name: 'Jane Smith', phone: '+61293744000', email: 'jane@acme.example' },
		base: { name: 'Jane Doe', phone: '+61412345678', email: 'jane@acme.example' },
		sources: { name: { FirstName: 'Jane', LastName: 'Smith', Name: 'Jane Smith' }, phone: { Phones: contact().Phones }, email: { EmailAddress: 'jane@acme.example' } },
		country: 'AU', remarks: [],
	});
});

test('an organisation goes to a company: name without our suffix, website, ABN', () => {
	const acme = contact({ Name: 'Acme Pty Ltd (c8d9e0)', FirstName: 'Ann', TaxNumber: '51824753556', Website: 'https://acme.example' });
	expect(record(acme, { ledger: { ...synced({ Name: 'Acme Pty Ltd (c8d9e0)', TaxNumber: '51 824 753 556' }), kind: 'company' } })).toMatchObject({
		kind: 'company', values: { name: 'Acme Pty Ltd', website: 'https://acme.example', custom_attributes: { abn: '51 824 753 556' } }, base: { name: 'Acme Pty Ltd', custom_attributes: { abn: '51 824 753 556' } },
		sources: { name: { Name: 'Acme Pty Ltd (c8d9e0)' }, website: { Website: 'https://acme.example' } },
	});
	expect(record(contact({ TaxNumber: '' }), { kind: 'company' }).values.custom_attributes).toEqual({ abn: null });
	expect(record(contact(), { kind: 'company', abnAttribute: '' }).values).not.toHaveProperty('custom_attributes');
});

describe('what was never agreed on is not in the base', () => {
	test.each([
		['no ledger', null, undefined],
		['never synced', { ...LEDGER, lastSync: null }, undefined],
		['nothing remembered', synced({}), {}],
		['a Name alone, where a person stands beside it now', synced({ Name: 'Acme' }), {}],
		['another slot of the phone', synced({ Phones: [{ PhoneType: 'FAX', PhoneNumber: '1' }] }), {}],
	])('%s', (_, ledger, base) => expect(record(contact(), { ledger }).base).toEqual(base));
});

describe('the phone comes from the slot that the ledger remembers', () => {
	const both = contact({ Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: '(02) 9374 4000' }, { PhoneType: 'MOBILE', PhoneNumber: '0412 345 678' }] });
	const mobile = [{ PhoneType: 'MOBILE', PhoneCountryCode: '61', PhoneAreaCode: '', PhoneNumber: '412 345 678' }];

	test('a landline that somebody adds does not replace the mobile', () => {
		expect(record(both, { ledger: synced({ Phones: mobile }) })).toMatchObject({ values: { phone: '+61412345678' }, base: { phone: '+61412345678' } });
		expect(record(both, { ledger: null }).values.phone).toBe('+61293744000');
		expect(record(contact({ Phones: [both.Phones![1]!] }), { ledger: null }).values.phone).toBe('+61412345678');
		expect(record(both, { ledger: synced({ Phones: mobile }), phoneSlot: 'DEFAULT' })).toMatchObject({ values: { phone: '+61293744000' }, base: {} });
	});

	test('one that was taken away is empty, and of the other slots nothing is said', () => {
		const ledger = synced({ Phones: [...mobile, { PhoneType: 'DEFAULT', PhoneNumber: '1' }] });
		const after = record(contact({ Phones: [{ PhoneType: 'MOBILE', PhoneNumber: '2' }, { PhoneType: 'DEFAULT', PhoneNumber: '' }] }), { ledger });
		expect(after.values.phone).toBe('');
		expect(after.sources.phone).toEqual({ Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: '' }] });
	});
});

test('a Name that an accountant gave is not remembered as ours', () => {
	const cafe = contact({ Name: 'Harbour Cafe' });
	expect(record(cafe).sources.name).toEqual({ FirstName: 'Jane', LastName: 'Doe' });
	expect(record(cafe, { ledger: synced({ Name: 'harbour cafe' }) }).sources.name).toEqual({ FirstName: 'Jane', LastName: 'Doe', Name: 'Harbour Cafe' });
	expect(record(contact({ Name: 'Acme', FirstName: '', LastName: '' })).sources.name).toMatchObject({ Name: 'Acme' });
});

test.each([
	[{ FirstName: '', LastName: '', Name: 'jane@acme.example' }, ''], [{ FirstName: '', LastName: '', Name: 'Acme Pty Ltd' }, 'Acme Pty Ltd'], [{ FirstName: '', LastName: '', Name: 'Acme (jane@acme.example)' }, 'Acme'],
	[{ FirstName: 'N/A', LastName: '-', Name: 'Jane Doe' }, 'Jane Doe'], [{ FirstName: 'Jane', LastName: 'Null' }, 'Jane Null'], [{ FirstName: ' Jane\n', LastName: 'Doe ' }, 'Jane Doe'],
])('the name of %j is "%s"', (names, name) => expect(record(contact(names)).values.name).toBe(name));

describe('status', () => {
	test('archived and merged', () => expect(record(contact({ ContactStatus: 'ARCHIVED', MergedToContactID: 'ABC' }))).toMatchObject({ status: 'ARCHIVED', mergedTo: 'abc', values: { name: 'Jane Doe' } }));
	test('restored: it was merged into nobody', () => expect(record(contact({ MergedToContactID: 'ABC' }))).not.toHaveProperty('mergedTo'));
	test('erased: nothing flows', () => expect(record(contact({ ContactStatus: 'GDPRREQUEST', Name: 'GDPR 6f1c2ad0' }))).toMatchObject({ status: 'GDPRREQUEST', values: {}, sources: {}, remarks: [expect.stringContaining('erased')] }));
	test('one that nobody knows is not active', () => expect(record(contact({ ContactStatus: 'PAUSED' })).status).toBe('ARCHIVED'));
});

describe('skipped', () => {
	test.each([
		['neverSync', { ...LEDGER, decision: { do: 'never' } }],
		['staffOfOrganisation', { ...LEDGER, billTo: 'company' }],
	])('%s', (reason, ledger) => expect(map(contact(), { ledger })).toEqual({ kind: 'skipped', xeroContactId: ID, reason, message: expect.any(String) }));
	test('the company itself is not', () => expect(record(contact(), { ledger: { ...LEDGER, kind: 'company', billTo: 'company' } }).kind).toBe('company'));
});

describe('attributes', () => {
	const rich = contact({ AccountNumber: '1001', Addresses: [{ AddressType: 'STREET', City: 'Sydney' }], ContactGroups: [{ ContactGroupID: 'g2', Name: 'VIP' }, { ContactGroupID: 'g1', Name: 'Export' }], ContactPersons: [{ FirstName: 'Ann', LastName: 'Lee' }] });
	const from = (field: string, attribute = 'x', as: 'text' | 'number' = 'text') => ({ field, attribute, as });

	test('come from any readable field', () => {
		const assignments = [from('AccountNumber', 'account', 'number'), from('AddressSTREETCity', 'town'), from('ContactGroups', 'groups'), from('ContactPersons', 'people'), from('PhoneDEFAULT', 'office'), from('PhoneFAX', 'fax'), from('ContactStatus', 'status')];
		expect(record(rich, { assignments }).values.custom_attributes).toEqual({ account: 1001, town: 'Sydney', groups: 'Export, VIP', people: 'Ann Lee', office: '+61293744000', fax: null, status: 'ACTIVE' });
		expect(record(rich, { assignments, ledger: synced({ AccountNumber: '7' }) }).base).toEqual({ custom_attributes: { account: 7 } });
	});

	test('of two for one attribute the first with a value counts', () => {
		expect(record(rich, { assignments: [from('PhoneMOBILE'), from('AccountNumber'), from('Name')] }).values.custom_attributes).toEqual({ x: '1001' });
	});

	test.each([
		['fieldUnknown', from('Nonsense')], ['attributeName', from('Name', 'a.b')], ['attributeName', from('Name', 'a$')], ['attributeOfTheSync', from('Name', 'xero_contact_id')], ['attributeOfTheSync', from('Name', 'Xero_Company_Sync')],
	])('%s is rejected whatever is chosen', (rule, assignment) => {
		expect(map(rich, { assignments: [assignment] })).toMatchObject({ kind: 'rejected', reason: rule, problems: [{ field: `custom_attributes.${assignment.attribute}`, rule, fix: expect.any(String) }] });
	});

	test.each([
		['maxChars', contact({ AccountNumber: 'x'.repeat(256) }), from('AccountNumber')], ['notANumber', rich, from('Name', 'x', 'number')],
	])('%s is left out with a remark, or rejected', (rule, one, assignment) => {
		expect(record(one, { assignments: [assignment] })).toMatchObject({ values: { name: 'Jane Doe' }, remarks: [expect.stringContaining('left out')] });
		expect(record(one, { assignments: [assignment] }).values).not.toHaveProperty('custom_attributes');
		expect(map(one, { assignments: [assignment], unusableValue: 'reject' })).toMatchObject({ kind: 'rejected', reason: rule, message: expect.stringContaining('Jane Doe (Xero contact') });
	});

	test('a text of 255 characters goes', () => expect(record(contact({ AccountNumber: 'x'.repeat(255) }), { assignments: [from('AccountNumber')] }).values.custom_attributes).toEqual({ x: 'x'.repeat(255) }));
});

test('a name that is too long is rejected; an email that is none and a long website are left out', () => {
	expect(map(contact({ FirstName: 'x'.repeat(200), LastName: 'y'.repeat(60) }))).toMatchObject({ kind: 'rejected', reason: 'maxChars', problems: [{ field: 'name', value: expect.stringContaining('…') }] });
	expect(record(contact({ EmailAddress: 'jane at acme' }))).toMatchObject({ email: 'jane at acme', remarks: [expect.stringContaining('Email')] });
	expect(record(contact({ EmailAddress: 'jane at acme' })).values).not.toHaveProperty('email');
	expect(record(contact({ Website: `https://${'x'.repeat(255)}.example` }), { kind: 'company' }).values).not.toHaveProperty('website');
});

test('whatever Xero sends and the ledger holds, it never throws, changes nothing of it and says the same again', () => {
	const hostile = fc.dictionary(fc.constantFrom('ContactID', 'Name', 'FirstName', 'LastName', 'EmailAddress', 'Phones', 'Addresses', 'ContactGroups', 'ContactStatus', 'UpdatedDateUTC', 'TaxNumber', 'Website', 'MergedToContactID', '__proto__'), hostileValue);
	const ledger = fc.option(fc.dictionary(fc.constantFrom('kind', 'id', 'billTo', 'lastSync', 'decision', 'organisationId'), fc.oneof(hostileValue, fc.record({ values: fc.oneof(hostile, hostileValue) }))), { nil: null });
	const assignments = readableFields().map(({ id }) => ({ field: id, attribute: id, as: 'text' as const }));
	fc.assert(
		fc.property(hostile, ledger, fc.constantFrom('contact' as const, 'company' as const, 'ledger' as const), (wire, carried, kind) => {
			const before = JSON.stringify([wire, carried]);
			const [one, two] = [backRecord(contactFrom(wire), carried, '', { ...SETTINGS, kind, assignments }), backRecord(contactFrom(wire), carried, '', { ...SETTINGS, kind, assignments })];
			expect(two).toEqual(one);
			expect(JSON.stringify([wire, carried])).toBe(before);
			expect(JSON.parse(JSON.stringify(one))).toEqual(one);
		}),
		{ numRuns: 400 },
	);
});

test('what is remembered once both agree is what is agreed on then', () => {
	fc.assert(
		fc.property(xeroNames, xeroPhone('DEFAULT'), xeroNames, xeroPhone('DEFAULT'), ([FirstName, LastName], phone, [first, last], oldPhone) => {
			const now = contact({ FirstName, LastName, Name: 'Harbour Cafe', Phones: [phone] });
			const before = { FirstName: first, LastName: last, Name: 'Harbour Cafe', EmailAddress: 'old@acme.example', Phones: [oldPhone] };
			const { sources, values } = record(now, { ledger: synced(before) });
			const remembered = { ...before, ...sources.name, ...sources.phone, ...sources.email };
			expect(record(now, { ledger: synced(remembered) })).toMatchObject({ values, base: values });
		}),
		{ numRuns: 300 },
	);
});

test('docs/mapping.md says of names what the mapping does', () => {
	const page = readFileSync(join(__dirname, '../../../../docs/mapping.md'), 'utf8');
	const table = page.slice(page.indexOf('| Xero holds | Intercom gets |')).split('\n\n')[0] ?? '';
	const rows = table.split('\n').slice(2).filter((line) => line !== '').map((line) => line.split('|').map((cell) => cell.trim()).slice(1, 3));
	expect(rows).toHaveLength(5);
	for (const [before = '', after = ''] of rows) {
		const held = Object.fromEntries([...before.matchAll(/(\w+) `([^`]*)`/g)].map(([, field, value]) => [field, value]));
		const name = /`([^`]*)`/.exec(after)?.[1] ?? '';
		expect([before, record({ ContactID: ID, ...held } as XeroContact, { ledger: null }).values.name]).toEqual([before, name]);
	}
});
