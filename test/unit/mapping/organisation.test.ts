import fc from 'fast-check';
import { checkContact } from '../../../lib/mapping/rules/checks';
import { mapCompanyToOrganisation, mapContactToOrganisation } from '../../../lib/mapping/organisation/organisation';
import type { Mapped } from '../../../lib/mapping/person/person';
import { readCompany, readProfile } from '../../../lib/mapping/profileInput';
import { hostileProfile, hostileValue, organisationSettingsOf as settingsOf, profileOf } from './profiles';

const ACME = { id: 'c1', company_id: 'A-1', name: 'Acme Pty Ltd', website: 'https://www.Acme.com.au/about', created_at: 3, updated_at: 4 };
const company = (custom_attributes: object = {}, more: object = {}) => readCompany({ ...ACME, custom_attributes, ...more })!;
const recordOf = (result: ReturnType<typeof mapCompanyToOrganisation>) => {
	expect(result).toMatchObject({ kind: 'mapped' });
	return (result as Mapped).record;
};
const mapped = (custom_attributes: object = {}, more: object = {}, settings = {}) =>
	recordOf(mapCompanyToOrganisation(company(custom_attributes, more), settingsOf(settings)));

test('a company becomes an organisation with its keys, and fields of the accountant are filled only if empty', () => {
	const fields = { PhoneDEFAULT: 'phone', AddressPOBOXCity: 'town', Name: 'phone' };
	const attributes = { ...settingsOf().attributes, fields };
	const custom = { abn: '51824753556', acn: '004 085 616', billing_email: 'Accounts@ACME.com.au', phone: '(02) 9374 4000', town: 'Sydney' };
	const record = mapped(custom, {}, { attributes });
	expect(record).toMatchObject({ intercomId: 'c1', role: 'company', kind: 'organisation', source: { createdAt: 3, updatedAt: 4 } });
	expect(record).not.toHaveProperty('staff');
	expect(record.xero).toMatchObject({
		Name: 'Acme Pty Ltd',
		TaxNumber: '51 824 753 556',
		AccountNumber: 'A-1',
		EmailAddress: 'Accounts@acme.com.au',
		Phones: [{ PhoneType: 'DEFAULT', PhoneAreaCode: '2', PhoneNumber: '9374 4000' }],
		Addresses: [{ AddressType: 'POBOX', City: 'Sydney' }],
	});
	expect(record.xero).not.toHaveProperty('Website');
	expect(record.match).toEqual({ contactNumber: 'c1', email: 'accounts@acme.com.au', taxNumber: '51824753556', domain: 'acme.com.au', name: 'Acme Pty Ltd' });
	for (const field of ['TaxNumber', 'AccountNumber', 'CompanyNumber', 'EmailAddress'] as const) {
		expect(record.rules[field]).toEqual({ update: 'ifEmpty', clear: false });
	}
});

test('an id that Intercom generated is no account number', () => {
	expect(mapped({}, { company_id: '65a0-qualification-company' }).xero).not.toHaveProperty('AccountNumber');
	expect(mapped({}, { company_id: 'x'.repeat(51) })).toMatchObject({ remarks: [expect.stringContaining('company_id')] });
});

test.each([
	['facebook.com/acme', '', 'facebook.com'],
	['https://www.telstra.com/business', '', 'telstra.com'],
	['acme.com', 'none', undefined],
	['acme.com', 'Acme.NET', 'acme.net'],
	['acme', '', undefined],
])('website %s with the attribute "%s" gives the domain %s', (website, domain, expected) => {
	expect(mapped({ domain }, { website }).match.domain).toBe(expected);
});

test('the domain of the billing email is no key: a bookkeeper reads the mail of many companies', () => {
	expect(mapped({ billing_email: 'acme@bookkeeper.example' }, { website: null }).match).not.toHaveProperty('domain');
});

test('a wrong ABN or ACN is rejected with the rule, or left out on request', () => {
	expect(mapCompanyToOrganisation(company({ abn: '12 345 678 901' }), settingsOf())).toMatchObject({ kind: 'rejected', reason: 'abnCheckDigits', intercomId: 'c1' });
	expect(mapCompanyToOrganisation(company({ acn: '123' }), settingsOf())).toMatchObject({ kind: 'rejected', reason: 'acnCheckDigits' });
	const record = mapped({ abn: '12 345 678 901' }, {}, { invalidAbn: 'leaveOut' });
	expect(record.xero).not.toHaveProperty('TaxNumber');
	expect(record.remarks).toEqual([expect.stringContaining('ABN')]);
	expect(mapped({ abn: '12-345' }, {}, { defaultCountry: 'NZ' }).xero.TaxNumber).toBe('12-345');
});

test('a company without a name is rejected once, one that is switched off is skipped', () => {
	const nameless = mapCompanyToOrganisation(company({}, { name: ' - ' }), settingsOf());
	expect(nameless).toMatchObject({ kind: 'rejected', problems: [{ field: 'Name', rule: 'required' }] });
	expect(mapCompanyToOrganisation(company({ xero_sync: 'OFF' }), settingsOf())).toMatchObject({ kind: 'skipped', reason: 'switchedOff' });
});

describe('Map Contact to Organisation', () => {
	const map = (contact: Record<string, unknown>, companies: unknown, settings = {}) =>
		mapContactToOrganisation(profileOf(contact, { companies }), settingsOf(settings));

	test('the contact is staff of the company, never a contact of its own', () => {
		const record = recordOf(map({}, [ACME]));
		expect(record).toMatchObject({ intercomId: 'c1', kind: 'organisation', staff: { intercomId: '65a0' }, source: { updatedAt: 4 } });
		expect(record.xero).toMatchObject({ Name: 'Acme Pty Ltd', ContactPersons: [{ FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@acme.example', IncludeInEmails: false }] });
		expect(record.xero).not.toHaveProperty('EmailAddress');
	});

	test('the person with the billing role, or with the billing email, is the first person', () => {
		const first = { FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@acme.example' };
		expect(recordOf(map({ custom_attributes: { job_title: 'accounts' } }, [ACME])).xero).toMatchObject(first);
		expect(recordOf(map({}, [{ ...ACME, custom_attributes: { billing_email: 'JANE@acme.example' } }])).xero).toMatchObject({ ...first, EmailAddress: 'JANE@acme.example' });
		const other = recordOf(map({ custom_attributes: { job_title: 'accounts' } }, [{ ...ACME, custom_attributes: { billing_email: 'bills@acme.example' } }]));
		expect(other.xero).toMatchObject({ EmailAddress: 'bills@acme.example' });
		expect(other.xero).not.toHaveProperty('FirstName');
	});

	test('several companies wait for a person, or follow the choice; the switched off do not count', () => {
		const older = { ...ACME, id: 'c2', name: 'Older', created_at: 1 };
		expect(map({}, [ACME, older])).toMatchObject({ kind: 'rejected', reason: 'severalCompanies', message: expect.stringContaining('Acme Pty Ltd, Older') });
		expect(recordOf(map({}, [ACME, older], { severalCompanies: 'oldest' })).intercomId).toBe('c2');
		expect(recordOf(map({}, [ACME, older], { severalCompanies: 'first' })).intercomId).toBe('c1');
		expect(recordOf(map({}, [ACME, { ...older, custom_attributes: { xero_sync: 'off' } }])).intercomId).toBe('c1');
	});

	test.each([
		['no company', {}, [], { kind: 'skipped', reason: 'noCompany' }],
		['companies not read', {}, null, { kind: 'rejected', reason: 'companiesNotRead' }],
		['a lead', { role: 'lead' }, [ACME], { kind: 'skipped', reason: 'lead' }],
	])('%s', (_, contact, companies, expected) => expect(map(contact, companies)).toMatchObject(expected));
});

test('whatever an item holds, the answer passes every limit of Xero or names the rule, and comes the same again', () => {
	const attributes = fc.dictionary(fc.constantFrom('abn', 'acn', 'billing_email', 'domain', 'phone', '__proto__'), hostileValue);
	const wild = fc.record({ id: fc.oneof(fc.constant('c1'), hostileValue), name: hostileValue, website: hostileValue, company_id: hostileValue, custom_attributes: attributes });
	fc.assert(
		fc.property(hostileProfile, fc.array(wild, { maxLength: 2 }), fc.constantFrom('reject' as const, 'leaveOut' as const), (item, companies, invalidAbn) => {
			const profile = readProfile({ ...(item as object), companies });
			if (profile === null) return;
			const fields = { PhoneDEFAULT: 'phone', AddressSTREETCountry: 'phone' };
			const settings = settingsOf({ invalidAbn, unreadablePhone: invalidAbn, severalCompanies: 'first', attributes: { ...settingsOf().attributes, fields } });
			const results = [mapContactToOrganisation(profile, settings), ...(profile.companies ?? []).map((one) => mapCompanyToOrganisation(one, settings))];
			expect([mapContactToOrganisation(profile, settings), ...(profile.companies ?? []).map((one) => mapCompanyToOrganisation(one, settings))]).toEqual(results);
			for (const result of results) {
				if (result.kind === 'mapped') expect(checkContact(result.record.xero)).toEqual([]);
				if (result.kind === 'rejected') expect(result.problems.every(({ rule, value }) => rule !== '' && [...value].length <= 80)).toBe(true);
			}
		}),
		{ numRuns: 500 },
	);
});
