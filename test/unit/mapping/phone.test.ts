import fc from 'fast-check';
import { getCountries, getExampleNumber } from 'libphonenumber-js';
import examples from 'libphonenumber-js/examples.mobile.json';
import { phoneSlot } from '../../../lib/mapping/phone';
import { phoneAsE164, readPhone, samePhone } from '../../../lib/xero/phone';
import { hostileText } from './profiles';

const slot = (text: string) => phoneSlot(text, 'DEFAULT', { defaultCountry: 'AU', unreadablePhone: 'reject' });

test.each([
	['(02) 9374-4000', '61', '2', '9374 4000'],
	['+61 (0)2 9374 4000', '61', '2', '9374 4000'],
	['0412 345 678', '61', '', '412 345 678'],
	['0412 345 678 ext 9', '61', '', '412 345 678 ext 9'],
	['0412 345 678 (work)', '61', '', '412 345 678'],
	['+64 21 123 456', '64', '', '21 123 456'],
	['0011 64 21 123 456', '64', '', '21 123 456'],
	['0064 21 123 456', '64', '', '21 123 456'],
	['tel:+64-9-555-1234', '64', '9', '555 1234'],
	['+1 (212) 555-0199', '1', '212', '555 0199'],
	['+44 20 7946 0958', '44', '20', '7946 0958'],
	['+45 32 12 34 56', '45', '', '32 12 34 56'],
	['1300 655 506', '61', '', '1300 655 506'],
	['13 11 14', '61', '', '131114'],
])('%s goes into the slot as %s | %s | %s', (text, country, area, number) => {
	expect(slot(text)).toEqual({
		kind: 'slot',
		phone: { PhoneType: 'DEFAULT', PhoneCountryCode: country, PhoneAreaCode: area, PhoneNumber: number },
	});
});

test.each(['12', 'call me', '9374 4000', '0412 345', '+61 2 999', '000', '0412345678 / 0293744000', '1'.repeat(300)])(
	'%s is rejected with slot, value and what to do',
	(text) => {
		const result = slot(text);
		expect(result).toMatchObject({ kind: 'rejected', problem: { field: 'Phones.DEFAULT', rule: 'phoneUnreadable' } });
		expect(result.kind === 'rejected' && result.problem.value.length <= 80).toBe(true);
	},
);

test('an unreadable phone is left out with a remark if the user says so', () => {
	expect(phoneSlot('call me', 'MOBILE', { defaultCountry: 'AU', unreadablePhone: 'leaveOut' })).toEqual({
		kind: 'leftOut',
		remark: 'Mobile: "call me" is not a phone number and was left out.',
	});
});

test('no phone is the whole slot with empty parts', () => {
	expect(slot(' ')).toEqual({ kind: 'slot', phone: { PhoneType: 'DEFAULT', PhoneCountryCode: '', PhoneAreaCode: '', PhoneNumber: '' } });
});

test.each([
	[{ PhoneCountryCode: '61', PhoneAreaCode: '2', PhoneNumber: '93744000' }, '+61 2 9374 4000'],
	[{ PhoneCountryCode: '+61', PhoneAreaCode: '02', PhoneNumber: '9374-4000' }, '+61 2 9374 4000'],
	[{ PhoneCountryCode: '0061', PhoneAreaCode: '(02)', PhoneNumber: '9374 4000' }, '(02) 9374 4000'],
	[{ PhoneCountryCode: '', PhoneAreaCode: '02', PhoneNumber: '9374 4000' }, '+61293744000'],
	[{ PhoneNumber: '+61 2 9374 4000', PhoneCountryCode: '61' }, '0293744000'],
	[{ PhoneAreaCode: '0412', PhoneNumber: '345 678' }, '+61 412 345 678'],
	[{ PhoneNumber: '0412 345 678 x9' }, '0412345678 ext 9'],
	[{}, ''],
	['Ask Jane', 'ask  jane'],
])('%j and %s are one phone', (a, b) => {
	expect(samePhone(a, b, 'AU')).toBe(true);
	expect(samePhone(b, a, 'AU')).toBe(true);
});

test.each([
	['0412 345 678', '0412 345 679'],
	['0412 345 678', '0412 345 678 ext 9'],
	['0412 345 678', ''],
	['ask Jane', 'ask Joe'],
	['+61 412 345 678', '+64 412 345 678'],
])('%s and %s are two phones', (a, b) => {
	expect(samePhone(a, b, 'AU')).toBe(false);
});

test('an unknown default country leaves international numbers readable and no others', () => {
	expect(phoneAsE164('+61 2 9374 4000', 'Australia')).toBe('+61293744000');
	expect(phoneAsE164('(02) 9374 4000', '')).toBeNull();
	expect(phoneAsE164('(02) 9374 4000', ' au ')).toBe('+61293744000');
});

test('parts of a number of any country read back as the same number, within the lengths of Xero', () => {
	const countries = getCountries().filter((country) => getExampleNumber(country, examples)?.isValid());
	expect(countries.length).toBeGreaterThan(200);
	for (const country of countries) {
		const e164 = getExampleNumber(country, examples)?.number ?? '';
		const read = readPhone(e164, 'AU');
		if (read === null) continue;
		expect(phoneAsE164(read.parts, 'AU')).toBe(e164);
		expect(read.parts.PhoneAreaCode.length).toBeLessThanOrEqual(10);
	}
});

test('mapping the parts Xero then holds changes nothing', () => {
	const digits = fc.stringMatching(/^\+(61|64|44|1|49|65|33|81|86|91)[1-9]\d{6,10}( ext \d{1,5})?$/);
	fc.assert(
		fc.property(digits, (text) => {
			const read = readPhone(text, 'AU');
			fc.pre(read !== null);
			expect(read && samePhone(read.parts, text, 'AU')).toBe(true);
		}),
	);
});

test('never throws, whatever stands in a phone field', () => {
	fc.assert(
		fc.property(hostileText, hostileText, (a, b) => {
			expect(samePhone(a, a, 'AU')).toBe(true);
			expect(samePhone({ PhoneCountryCode: a, PhoneNumber: b }, b, a)).toEqual(expect.any(Boolean));
		}),
	);
});
