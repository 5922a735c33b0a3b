import fc from 'fast-check';
import { formatAbn, isAbn, isAcn, isBrokenAbn } from '../../../lib/mapping/organisation/abn';

// Known answers: the Australian Business Register's own example and published numbers, not computed by this code.
test.each(['51824753556', '51 824 753 556', '51-824-753-556', '53004085616', '83914571673'])('%s is an ABN', (abn) => {
	expect(isAbn(abn)).toBe(true);
	expect(isBrokenAbn(abn)).toBe(false);
});

test.each(['12345678901', '00000000560', '51824753557', '5182475355', '518247535560', ''])('%s is no ABN', (text) => {
	expect(isAbn(text)).toBe(false);
});

// ASIC's published example.
test('the check digit of an ACN is checked', () => {
	expect(isAcn('004 085 616')).toBe(true);
	expect(isAcn('004 085 617')).toBe(false);
	expect(isAcn('51824753556')).toBe(false);
});

test('an ABN is written in the usual groups, anything else is left alone', () => {
	expect(formatAbn('51-824 753556')).toBe('51 824 753 556');
	expect(formatAbn('90 9877899')).toBe('90 9877899');
});

test.each(['12345678901', '51 824 753 557'])('%s was meant as an ABN and is wrong', (text) => {
	expect(isBrokenAbn(text)).toBe(true);
});

test.each(['GB12345678901', '90 9877899', 'exempt'])('%s is a tax number of another kind', (text) => {
	expect(isBrokenAbn(text)).toBe(false);
});

test('one wrong digit is always noticed', () => {
	fc.assert(
		fc.property(fc.nat(10), fc.integer({ min: 1, max: 9 }), (position, by) => {
			const digits = [...'51824753556'];
			digits[position] = String((Number(digits[position]) + by) % 10);
			expect(isAbn(digits.join(''))).toBe(false);
		}),
	);
});
