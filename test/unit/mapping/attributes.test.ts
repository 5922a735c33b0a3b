import fc from 'fast-check';
import { attributeText } from '../../../lib/mapping/values/attributeText';
import type { AttributeField } from '../../../lib/mapping/values/attributeFields';
import { mapContactToPerson, type PersonSettings } from '../../../lib/mapping/person/person';
import { hostileValue, profileOf, settingsOf } from './profiles';

const SECONDS = Date.UTC(2026, 10, 23) / 1_000;

// Every type that Intercom's data attributes have, and what else an item may hold in their place.
test.each<[string, unknown, string, string]>([
	['string', 'Gold', 'tier', 'Gold'],
	['integer', 42, 'seats', '42'],
	['a large integer', 1e21, 'seats', '1000000000000000000000'],
	['float', 12.5, 'score', '12.5'],
	['a tiny float', 1e-7, 'score', '0.0000001'],
	['boolean', true, 'is_reseller', 'true'],
	['boolean', false, 'is_reseller', 'false'],
	['date', SECONDS, 'renewal_date', '2026-11-23'],
	['date', SECONDS, 'trial_ends_at', '2026-11-23'],
	['date', SECONDS, 'Customer Since On', '1795392000'],
	['date', SECONDS, 'renews_on', '2026-11-23'],
	['a count in a name of a date', 3, 'updates_at', '3'],
	['list', ['a', 2, null, true], 'colours', 'a, 2, true'],
	['null', null, 'tier', ''],
	['relationship', { type: 'Order.list', instances: [{ id: '1' }] }, 'orders', ''],
	['not a number', Number.NaN, 'score', ''],
	['nothing', undefined, 'tier', ''],
])('%s: %j in %s is "%s"', (_, value, name, text) => {
	expect(attributeText(value, name, 'auto')).toBe(text);
});

test('the user decides what a number means', () => {
	expect(attributeText(SECONDS, 'renewal', 'date')).toBe('2026-11-23');
	expect(attributeText(String(SECONDS), 'renewal', 'date')).toBe('2026-11-23');
	expect(attributeText('2026-11-23T22:00:00-04:00', 'renewal', 'date')).toBe('2026-11-24');
	expect(attributeText('next year', 'renewal', 'date')).toBe('next year');
	expect(attributeText('2026-99-99', 'renewal', 'date')).toBe('2026-99-99');
	expect(attributeText(SECONDS, 'renewal_date', 'text')).toBe(String(SECONDS));
});

test('whatever an attribute holds, its text is the same again', () => {
	fc.assert(
		fc.property(hostileValue, fc.constantFrom('a_at', 'b'), fc.constantFrom('auto' as const, 'date' as const, 'text' as const), (value, name, reading) => {
			expect(attributeText(value, name, reading)).toBe(attributeText(structuredClone(value), name, reading));
		}),
	);
});

describe('attributes on top of a mapping', () => {
	const row = (attribute: string, field: string): AttributeField => ({ attribute, field, reading: 'auto' });
	const map = (custom_attributes: object, attributes: AttributeField[], settings: Partial<PersonSettings> = {}, contact: object = {}) => {
		const result = mapContactToPerson(profileOf({ ...contact, custom_attributes }), settingsOf({ attributes, ...settings }));
		return result.kind === 'mapped' ? result.record : result;
	};

	test('fill fields that the recommended mapping leaves alone, by the same transforms', () => {
		const attributes = [row('account', 'AccountNumber'), row('abn', 'TaxNumber'), row('town', 'AddressSTREETCity'), row('land', 'AddressSTREETCountry'), row('cell', 'PhoneMOBILE')];
		const record = map({ account: 1001, abn: '51824753556', town: ' Sydney ', land: 'au', cell: '0412 345 678' }, attributes, {}, { phone: '(02) 9374 4000' });
		expect(record).toMatchObject({
			xero: {
				Name: 'Jane Doe',
				AccountNumber: '1001',
				TaxNumber: '51 824 753 556',
				Addresses: [{ AddressType: 'STREET', City: 'Sydney', Country: 'Australia' }],
				Phones: [{ PhoneType: 'DEFAULT', PhoneAreaCode: '2' }, { PhoneType: 'MOBILE', PhoneNumber: '412 345 678' }],
			},
			rules: { AccountNumber: { update: 'ifEmpty', clear: false } },
			match: { taxNumber: '51824753556' },
		});
	});

	test('win over the mapping where they have a value, and leave it alone where they have none', () => {
		const attributes = [row('legal_name', 'Name'), row('bills_to', 'EmailAddress'), row('desk', 'PhoneDEFAULT')];
		expect(map({ legal_name: 'Jane A. Doe', bills_to: 'bills@acme.example', desk: '02 9374 4000' }, attributes, {}, { phone: '12' })).toMatchObject({
			xero: { Name: 'Jane A. Doe', FirstName: 'Jane', EmailAddress: 'bills@acme.example', Phones: [{ PhoneNumber: '9374 4000' }] },
		});
		const without = map({ legal_name: ' - ', bills_to: null }, attributes);
		expect(without).toMatchObject({ xero: { Name: 'Jane Doe', EmailAddress: 'jane@acme.example' } });
		expect(without).not.toHaveProperty('remarks');
	});

	test('empty a field that nothing else fills, so that a clear rule can act', () => {
		expect(map({}, [row('account', 'AccountNumber')])).toMatchObject({ xero: { AccountNumber: '' } });
	});

	test('of two for one field the first with a value counts; rows for no field change nothing', () => {
		expect(map({ b: 'B', c: 'C' }, [row('a', 'CompanyNumber'), row('b', 'CompanyNumber'), row('c', 'CompanyNumber')])).toMatchObject({ xero: { CompanyNumber: 'B' } });
		expect(map({ b: 'B' }, [row('b', 'Nonsense'), row('constructor', 'ContactPersons')])).toEqual(map({ b: 'B' }, []));
	});

	test('work on top of the custom mapping too, a part of an address beside the others', () => {
		const mapping = { kind: 'custom', values: { Name: 'Jane', AddressSTREETCity: 'Perth', AddressSTREETRegion: 'WA' } } as const;
		expect(map({ town: 'Sydney', zip: '2000' }, [row('town', 'AddressSTREETCity'), row('zip', 'AddressSTREETPostalCode'), row('none', 'AddressSTREETRegion')], { mapping })).toMatchObject({
			xero: { Name: 'Jane', Addresses: [{ AddressType: 'STREET', City: 'Sydney', Region: 'WA', PostalCode: '2000' }] },
		});
	});

	test('a value Xero refuses is rejected with its field', () => {
		expect(map({ abn: '12 345 678 901' }, [row('abn', 'TaxNumber')])).toMatchObject({ kind: 'rejected', reason: 'abnCheckDigits' });
		expect(map({ desk: 'call me' }, [row('desk', 'PhoneDDI')])).toMatchObject({ kind: 'rejected', problems: [{ field: 'Phones.DDI' }] });
	});
});
