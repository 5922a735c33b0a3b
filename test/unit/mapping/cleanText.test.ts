import fc from 'fast-check';
import { cleanName, cleanText } from '../../../lib/mapping/values/cleanText';
import { hostileText } from './profiles';

test.each([
	['<b>Bob</b>', 'Bob'],
	['Bob<br/>Smith', 'Bob Smith'],
	['a < b > c', 'a b c'],
	['Acme <Sydney> Pty Ltd', 'Acme Sydney Pty Ltd'],
	['Jane Doe <jane@acme.example>', 'Jane Doe'],
	['<<b>b>Bob', 'b Bob'],
	['  Jane \t\n  Doe ', 'Jane Doe'],
	['Jane\u00a0Doe', 'Jane Doe'],
	['Jane\u0000Doe', 'Jane Doe'],
	['\ufeffJane\u200b Doe\u202e', 'Jane Doe'],
	['Jane 👩‍💻 Doe 🇦🇺', 'Jane Doe'],
	['Jane \ud83d', 'Jane'],
	['Acme® ™ ©', 'Acme® ™ ©'],
	['Jose\u0301', 'Jos\u00e9'],
	['می\u200cخواهم', 'می\u200cخواهم'],
	['𠮷田', '𠮷田'],
	['😀', ''],
])('the name %j becomes %j', (name, cleaned) => {
	expect(cleanName(name)).toBe(cleaned);
});

test('text outside names keeps its angle brackets', () => {
	expect(cleanText(' a <b>  c ')).toBe('a <b> c');
});

test('a cleaned name is clean, whatever it was, and cleaning it again changes nothing', () => {
	fc.assert(
		fc.property(hostileText, (text) => {
			const cleaned = cleanName(text);
			expect(cleaned).not.toMatch(/[<>\p{Cc}\p{Surrogate}\ufeff]|^\s|\s$|\s\s/u);
			expect(cleanName(cleaned)).toBe(cleaned);
			expect(cleanText(cleaned)).toBe(cleaned);
		}),
	);
});

test('names of whole letters need no pass, and the pass they are spared would change nothing', () => {
	const ranges = [[0x20, 0x7e], [0xc0, 0x24f], [0x400, 0x481], [0x3041, 0x3096], [0x30a1, 0x30fa], [0x4e00, 0x9fff], [0xac00, 0xd7a3]] as const;
	const letter = fc.oneof(...ranges.map(([min, max]) => fc.integer({ min, max }).map((code) => String.fromCodePoint(code))));
	fc.assert(
		fc.property(fc.array(letter, { maxLength: 12 }).map((letters) => letters.join('').replace(/ {2,}/g, ' ').trim()), (text) => {
			expect(cleanText(text)).toBe(text);
			expect(text.normalize('NFC')).toBe(text);
			// A picture sends the text through every pass.
			expect(cleanText(`${text}\u{1f389}`)).toBe(text);
		}),
		{ numRuns: 500 },
	);
});
