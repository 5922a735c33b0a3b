import { taxKey, taxNumbersContradict } from '../../../lib/xero/contact/taxNumber';

test.each([
	['51 824 753 556', '51824753556'],
	['51-824-753-556', '51824753556'],
	['ABN 51 824 753 556', '51824753556'],
	['ABN51824753556', '51824753556'],
	['abn: 51824753556 (GST)', '51824753556'],
	['A12345678', 'A12345678'],
	['b-12345678', 'B12345678'],
	['A 12345678', 'A12345678'],
	['IE1234567T', 'IE1234567T'],
	['IE 1234567 FA', 'IE1234567FA'],
	['VAT Reg No. GB 123 4567 82', 'GB123456782'],
	['NL123456782B01', 'NL123456782B01'],
	['22AAAAA0000A1Z5', '22AAAAA0000A1Z5'],
	['RSSMRA85T10A562S', 'RSSMRA85T10A562S'],
	['123-456-782', '123456782'],
])('%s is compared as %s', (text, key) => expect(taxKey(text)).toBe(key));

test.each([
	...['', '0', '00', '000000000', '00 000 000 000', '11 111 111 111', '99999999', '12345678', '123456789', '12 345 678 901', '987654321'],
	...['none', 'None', 'n/a', 'N.A.', 'na', 'nil', 'tba', 'TBC', '-', '?', 'x', 'xxx', 'ABN', 'pending', 'unknown', 'exempt', 'not registered'],
	...['none, applied 2026', 'pending 2026', 'pending2026', 'applied 20261129', 'tba 51824753556', 'GST 2026', 'A0000000', '12345', 'N/A - 2026/11/23', '2026-11-23', '23/11/2026', '00000000001'],
])('%j is no key', (text) => expect(taxKey(text)).toBe(''));

test.each<[string, string, boolean]>([
	['A12345678', 'B12345678', true],
	['IE1234567T', 'IE1234567FA', true],
	['51 824 753 556', '53 004 085 616', true],
	['51 824 753 556', 'ABN 51824753556', false],
	['0', '51 824 753 556', false],
	['pending 2026', 'none, applied 2026', false],
	['', '51 824 753 556', false],
	['GB123456782', '123456782', false],
	['GB123456782', 'IE123456782', true],
])('%s and %s name two companies: %s', (a, b, contradict) => {
	expect(taxNumbersContradict(a, b)).toBe(contradict);
	expect(taxNumbersContradict(b, a)).toBe(contradict);
});
