import fc from 'fast-check';
import { addressOf, countryName } from '../../../lib/mapping/address';
import { hostileText } from './profiles';

test.each([
	['Australia', 'Australia'],
	['au', 'Australia'],
	['NZ', 'New Zealand'],
	['US', 'United States'],
	["Côte d'Ivoire", 'Cote d Ivoire'],
	['ZQ', 'ZQ'],
	['中国', ''],
	['', ''],
])('the country %s is sent as %j', (text, name) => {
	expect(countryName(text)).toBe(name);
});

test('parts that are not mapped stay absent, empty ones stay empty', () => {
	expect(addressOf('STREET', { City: ' Sydney ', Region: '' })).toEqual({ AddressType: 'STREET', City: 'Sydney', Region: '' });
});

test('a first line of several lines is spread over the lines below it', () => {
	expect(addressOf('POBOX', { AddressLine1: 'Level 2\r\n3 Park St\nPO Box 1' })).toEqual({
		AddressType: 'POBOX',
		AddressLine1: 'Level 2',
		AddressLine2: '3 Park St',
		AddressLine3: 'PO Box 1',
	});
	expect(addressOf('STREET', { AddressLine1: 'a\nb\nc\nd\ne' })).toMatchObject({ AddressLine3: 'c', AddressLine4: 'd, e' });
	expect(addressOf('STREET', { AddressLine1: 'a\nb', AddressLine2: 'own' })).toMatchObject({ AddressLine1: 'a, b', AddressLine2: 'own' });
});

test('a country has nothing but letters and single blanks, and naming it twice changes nothing', () => {
	fc.assert(
		fc.property(hostileText, (text) => {
			const name = countryName(text);
			expect(name).toMatch(/^(?:[A-Za-z]+(?: [A-Za-z]+)*)?$/);
			expect(countryName(name)).toBe(/^[A-Za-z]{2}$/.test(name) ? countryName(name) : name);
		}),
	);
});
