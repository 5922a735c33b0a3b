import fc from 'fast-check';
import { getCountries } from 'libphonenumber-js';
import { addressOf } from '../../../lib/mapping/values/address';
import { countryCode, countryName } from '../../../lib/mapping/values/country';
import { hostileText } from './profiles';

test.each([
	['Australia', 'Australia'],
	['au', 'Australia'],
	['NZ', 'New Zealand'],
	['US', 'United States'],
	["Côte d'Ivoire", 'Cote d Ivoire'],
	['ZQ', ''],
	['ZZ', ''],
	['zz', ''],
	['XYZ', ''],
	['EU', ''],
	['AUS', 'Australia'],
	['nzl', 'New Zealand'],
	['GBR', 'United Kingdom'],
	['IRL', 'Ireland'],
	['USA', 'United States'],
	['U.S.A.', 'United States'],
	['UK', 'United Kingdom'],
	['IND', 'India'],
	['N/A', ''],
	['undefined', ''],
	['T1', ''],
	['A1', ''],
	['Unknown Region', ''],
	['St. Lucia', 'St Lucia'],
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
			expect(countryName(name)).toBe(name);
		}),
	);
});

test('a code of three letters, one of two and the name are one country', () => {
	const codes: Array<[string, string, string]> = [['AUS', 'AU', 'Australia'], ['NZL', 'NZ', 'new zealand'], ['DEU', 'DE', 'Germany'], ['ZAF', 'ZA', 'South Africa']];
	for (const [three, two, name] of codes) expect([three, two, name].map(countryCode)).toEqual([two, two, two]);
	expect(['', 'ZZ', 'Nowhere'].map(countryCode)).toEqual(['', '', '']);
	for (const country of getCountries()) expect([country, /^[A-Z]/.test(countryName(country))]).toEqual([country, !['AC', 'TA'].includes(country)]);
});
