import { mapped, rejected } from './mappedPerson';

const custom = (values: Record<string, unknown>) => ({ mapping: { kind: 'custom', values } }) as const;

describe('custom mapping', () => {
	test('runs the same transforms as the recommended one', () => {
		const record = mapped({}, {}, custom({
			Name: ' <i>Acme</i>  Pty Ltd',
			EmailAddress: 'Accounts@ACME.example',
			PhoneMOBILE: '0412 345 678 ext 9',
			PhoneFAX: null,
			TaxNumber: '51-824-753-556',
			DefaultCurrency: 'aud',
			AccountNumber: 1001,
			AddressSTREETAddressLine1: '1 Main St\nLevel 2',
			AddressSTREETCountry: 'au',
			AddressPOBOXCity: '',
			Unknown: 'x',
		}));
		expect(record.xero).toEqual({
			Name: 'Acme Pty Ltd',
			EmailAddress: 'Accounts@acme.example',
			TaxNumber: '51 824 753 556',
			DefaultCurrency: 'AUD',
			AccountNumber: '1001',
			Phones: [
				{ PhoneType: 'MOBILE', PhoneCountryCode: '61', PhoneAreaCode: '', PhoneNumber: '412 345 678 ext 9' },
				{ PhoneType: 'FAX', PhoneCountryCode: '', PhoneAreaCode: '', PhoneNumber: '' },
			],
			Addresses: [
				{ AddressType: 'STREET', AddressLine1: '1 Main St', AddressLine2: 'Level 2', Country: 'Australia' },
				{ AddressType: 'POBOX', City: '' },
			],
		});
		expect(record.match).toMatchObject({ email: 'accounts@acme.example', taxNumber: '51824753556', name: 'Acme Pty Ltd' });
		expect(record.rules).toEqual({
			TaxNumber: { update: 'ifEmpty', clear: false },
			AccountNumber: { update: 'ifEmpty', clear: false },
			DefaultCurrency: { update: 'ifEmpty', clear: false },
		});
	});

	test('a form without Name takes that of the contact as fallback, and its email stays the key', () => {
		expect(mapped({}, {}, custom({ FirstName: 'Jane' }))).toMatchObject({ xero: { Name: 'jane@acme.example', FirstName: 'Jane' }, match: { email: 'jane@acme.example' } });
	});

	test('people are cleaned, never get invoices by email, and five are the limit', () => {
		const person = { FirstName: ' <b>Ann</b> ', LastName: 'Lee', EmailAddress: 'ANN@Acme.example', IncludeInEmails: true };
		expect(mapped({}, {}, custom({ ContactPersons: [person, { FirstName: ' ', LastName: null }] })).xero.ContactPersons).toEqual([
			{ FirstName: 'Ann', LastName: 'Lee', EmailAddress: 'ANN@acme.example', IncludeInEmails: false },
		]);
		expect(rejected({}, {}, custom({ ContactPersons: Array.from({ length: 6 }, () => person) }))).toMatchObject({ reason: 'maxPersons' });
		expect(rejected({}, {}, custom({ ContactPersons: 'Ann Lee' }))).toMatchObject({ reason: 'wrongType' });
	});

	test('an invalid ABN is rejected in Australia and a tax number of its own elsewhere', () => {
		expect(rejected({}, {}, custom({ TaxNumber: '12 345 678 901' }))).toMatchObject({ reason: 'abnCheckDigits' });
		expect(mapped({}, {}, { ...custom({ TaxNumber: '12 345 678 901' }), defaultCountry: 'NZ' }).xero.TaxNumber).toBe('12 345 678 901');
	});

	test('a list in a field of text is rejected with the field', () => {
		expect(rejected({}, {}, custom({ FirstName: ['Jane'] })).problems).toMatchObject([{ field: 'FirstName', rule: 'wrongType' }]);
	});

	test("the user's rules are on the record", () => {
		const rules = { EmailAddress: { update: 'ifEmpty', clear: false }, Phones: { update: 'always', clear: true } } as const;
		expect(mapped({}, {}, { rules }).rules).toEqual(rules);
	});
});
