import { companyNumberOf, postcodeOf } from '../../../lib/mapping/values/leadingZeros';
import { custom, mapped } from './realPerson';

describe('numbers that lost their zeros in an attribute of type number', () => {
	test.each([
		['4085616', 'AU', '004085616'],
		['4 085 616', 'AU', '004085616'],
		['4085617', 'AU', '4085617'],
		['85616', 'AU', '85616'],
		['4085616', 'NZ', '4085616'],
		['6500244', 'GB', '06500244'],
	])('the company number %s in %s is %s', (text, country, whole) => {
		expect(companyNumberOf(text, country).text).toBe(whole);
	});

	test.each([
		['800', 'AU', '0800'],
		['299', 'AU', '0299'],
		['345', 'AU', '345'],
		['2000', 'AU', '2000'],
		['610', 'NZ', '0610'],
		['2134', 'US', '02134'],
		['1067', 'DE', '01067'],
		['800', '', '800'],
		['800', 'CH', '800'],
	])('the postcode %s in %s is %s', (text, country, whole) => {
		expect(postcodeOf(text, country).text).toBe(whole);
	});

	test('a record is mended with a remark; the country of the address decides', () => {
		const record = mapped({}, custom({ CompanyNumber: 4085616, AddressSTREETPostalCode: 800, AddressSTREETCity: 'Darwin', AddressPOBOXPostalCode: 2134, AddressPOBOXCountry: 'USA' }));
		expect(record.xero).toMatchObject({ CompanyNumber: '004085616', Addresses: expect.arrayContaining([expect.objectContaining({ PostalCode: '0800' }), expect.objectContaining({ PostalCode: '02134' })]) });
		expect(record.remarks).toHaveLength(3);
	});

	test.each([
		[412345678, 'AU', { PhoneCountryCode: '61', PhoneNumber: '412 345 678' }, 0],
		[61412345678, 'NZ', { PhoneCountryCode: '61', PhoneNumber: '412 345 678' }, 1],
		[612345678, 'IT', { PhoneCountryCode: '39', PhoneNumber: '06 1234 5678' }, 1],
	])('the phone %d in %s', (phone, defaultCountry, parts, remarks) => {
		const record = mapped({}, custom({ PhoneDEFAULT: phone }, { defaultCountry }));
		const [one] = record.xero.Phones ?? [];
		const number = [one?.PhoneAreaCode, one?.PhoneNumber].filter(Boolean).join(' ');
		expect([{ PhoneCountryCode: one?.PhoneCountryCode, PhoneNumber: number }, record.remarks ?? []]).toEqual([parts, Array.from({ length: remarks }, () => expect.stringContaining('lose their plus or leading zero'))]);
	});
});
