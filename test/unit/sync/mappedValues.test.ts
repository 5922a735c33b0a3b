import { mappedValues } from '../../../lib/sync/record/mappedValues';
import type { WritableContact } from '../../../lib/xero/contact/contact';
import { contactOf, recordOf } from './records';

const XERO: WritableContact = {
	Name: 'Jane Doe',
	FirstName: 'Jane',
	LastName: 'Doe',
	Phones: [{ PhoneType: 'MOBILE', PhoneNumber: '1' }],
	Addresses: [{ AddressType: 'STREET', City: 'Sydney' }],
	ContactPersons: [{ FirstName: 'Ann', IncludeInEmails: false }],
};
const record = recordOf({ xero: XERO });

/** As Xero answers: every slot, every part of a slot. */
const held = (more: Partial<WritableContact> = {}) =>
	contactOf('a', {
		...structuredClone(XERO),
		Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: '' }, { PhoneType: 'MOBILE', PhoneNumber: '1', PhoneAreaCode: '' }],
		Addresses: [{ AddressType: 'STREET', City: 'Sydney', Region: '' }, { AddressType: 'POBOX' }],
		...more,
	});

test('what Xero holds as the record says is the record\'s own, whole or by field', () => {
	expect(mappedValues(record, held())).toBe(XERO);
	const values = mappedValues(record, held({ LastName: 'Roe' }));
	expect(values).toEqual({ FirstName: 'Jane', LastName: 'Roe', Phones: XERO.Phones, Addresses: XERO.Addresses, ContactPersons: XERO.ContactPersons });
	expect(values.Phones).toBe(XERO.Phones);
});

test.each<[string, Partial<WritableContact>]>([
	['another number', { Phones: [{ PhoneType: 'MOBILE', PhoneNumber: '2' }] }],
	['a part that the record does not name', { Phones: [{ PhoneType: 'MOBILE', PhoneNumber: '1', PhoneAreaCode: '2' }] }],
	['a part less', { Addresses: [{ AddressType: 'STREET' }] }],
	['no slot', { Phones: [] }],
	['another flag of a person', { ContactPersons: [{ FirstName: 'Ann', IncludeInEmails: true }] }],
	['one person more', { ContactPersons: [{ FirstName: 'Ann', IncludeInEmails: false }, { FirstName: 'Bob' }] }],
])('Xero\'s value counts where it has %s', (_, differs) => {
	expect(mappedValues(record, held(differs))).toEqual({ ...XERO, ...differs });
});

test('a field that Xero does not have is absent, and so is a Name that somebody else gave', () => {
	expect(mappedValues(record, held({ Phones: undefined }))).toEqual({ ...XERO, Phones: undefined });
	expect(Object.keys(mappedValues(record, held({ Phones: undefined })))).not.toContain('Phones');
	expect(Object.keys(mappedValues(record, held({ Name: 'Acme' })))).not.toContain('Name');
});
