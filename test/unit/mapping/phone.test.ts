import fc from 'fast-check';
import { getCountries, getExampleNumber } from 'libphonenumber-js';
import examples from 'libphonenumber-js/examples.mobile.json';
import { phoneSlot } from '../../../lib/mapping/values/phone';
import { mapContactToPerson } from '../../../lib/mapping/person/person';
import { phoneAsE164, readPhone, samePhone } from '../../../lib/xero/contact/phone';
import { countryOf } from '../../../lib/xero/contact/phoneCountry';
import { hostileText, profileOf, settingsOf } from './profiles';

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

test.each([
	['+61 445 854 722', '61', '445 854 722'],
	['0445 854 722', '61', '445 854 722'],
	['0011 61 445 854 722', '61', '445 854 722'],
	['+61 (0)445 854 722 ext 9', '61', '445 854 722 ext 9'],
	['+5215512345678', '52', '15512345678'],
	['+1 555 123 4567', '1', '555 123 4567'],
	['+44 7700 900123', '44', '7700 900123'],
])('%s is well formed and taken, whether or not the bundled plan lists it', (text, country, number) => {
	const read = slot(text);
	expect(read).toEqual({ kind: 'slot', phone: { PhoneType: 'DEFAULT', PhoneCountryCode: country, PhoneAreaCode: '', PhoneNumber: number } });
	const parts = read.kind === 'slot' ? read.phone : {};
	expect([samePhone(parts, text, 'AU'), samePhone(text, parts, countryOf(parts))]).toEqual([true, true]);
});

test.each([
	[{ PhoneNumber: '0445 854 722' }, { PhoneCountryCode: '61', PhoneNumber: '445 854 722' }],
	[{ PhoneCountryCode: '61', PhoneAreaCode: '0445', PhoneNumber: '854722' }, { PhoneCountryCode: '61', PhoneNumber: '445 854 722' }],
	[{ PhoneCountryCode: '52', PhoneAreaCode: '55', PhoneNumber: '1234 5678' }, { PhoneCountryCode: '52', PhoneNumber: '15512345678' }],
	[{ PhoneNumber: '0445 854 722 ext 9' }, { PhoneCountryCode: '61', PhoneNumber: '445 854 722 ext 9' }],
])('%j in Xero is the %j that we would write', (present, desired) => {
	expect(samePhone(present, desired, countryOf(desired))).toBe(true);
});

test('a number that another plan lists is never taken for another one: only equal digits are equal', () => {
	const digits = fc.stringMatching(/^\+(61|64|44|1|52|54|49)[1-9]\d{7,9}$/);
	fc.assert(
		fc.property(digits, digits, (a, b) => {
			const [first, second] = [a, b].map((text) => readPhone(text, 'AU')?.e164.replace(/^\+521(?=\d{10}$)/, '+52'));
			fc.pre(first !== undefined && second !== undefined);
			expect(samePhone(a, b, 'AU')).toBe(first === second);
		}),
	);
});

test.each(['ring me', '0412 345 678 or 02 9374 4000', '0412345678/0298765432', '+61412345678 +61293744000', '+1 123456789', '+61 44585472', '+61 000 000 000', '+61 111 111 111', '+10000000000', '1234567890', '61 445 854 722', '+999 12345678'])(
	'%s is no number that can be read: the contact stays in, the phone is left out',
	(text) => {
		expect(readPhone(text, 'AU')).toBeNull();
		expect(mapContactToPerson(profileOf({ phone: text }), settingsOf({ unreadablePhone: 'leaveOut' }))).toMatchObject({
			kind: 'mapped',
			record: { remarks: [expect.stringMatching(/^Phone: ".+" is not a phone number and was left out\.$/)] },
		});
	},
);

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
