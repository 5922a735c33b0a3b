import fc from 'fast-check';
import { firstFreeName, foldName, nameCandidates, sameName, splitOurSuffix, withSuffix } from '../../../lib/sync/record/contactName';
import { contactOf, recordOf } from './records';

const record = (company?: string, email?: string) => recordOf({ match: { company, email } });

test.each([
	['Jane Doe', 'Acme', 'jane@x.example', ['Jane Doe', 'Jane Doe (Acme)', 'Jane Doe (jane@x.example)', 'Jane Doe (000001)']],
	['Jane Doe', undefined, undefined, ['Jane Doe', 'Jane Doe (000001)']],
	['Jane Doe', 'jane doe', undefined, ['Jane Doe', 'Jane Doe (000001)']],
	['Jane Doe', 'A <b> C', undefined, ['Jane Doe', 'Jane Doe (A b C)', 'Jane Doe (000001)']],
	['Jane Doe', '<>', undefined, ['Jane Doe', 'Jane Doe (000001)']],
	['Jane Doe', 'a@x.example', 'A@x.example', ['Jane Doe', 'Jane Doe (a@x.example)', 'Jane Doe (000001)']],
])('%s of %j with %j may be called %j', (base, company, email, names) => {
	expect(nameCandidates(base, record(company, email))).toEqual(names);
});

/** Any name Xero would take: no angle brackets, no blanks around or repeated, at most 255 UTF-16 units, emoji included. */
const name = fc
	.string({ unit: fc.oneof(fc.constantFrom('a', 'B', ' ', '(', ')', 'ë', '😀', '𝒥'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })), minLength: 1, maxLength: 300 })
	.map((text) => text.replace(/[<>\p{Cs}]/gu, '').replace(/\s+/g, ' ').trim())
	.filter((text) => text !== '' && text.length <= 255);
const email = fc.option(fc.emailAddress(), { nil: undefined });

test('names to try fit into Xero, are all different, and cut no character in half', () => {
	fc.assert(
		fc.property(name, fc.option(name, { nil: undefined }), email, (base, company, address) => {
			const names = nameCandidates(base, record(company, address));
			expect(names[0]).toBe(base);
			expect(new Set(names.map(foldName)).size).toBe(names.length);
			for (const one of names) {
				expect(one.length).toBeLessThanOrEqual(255);
				expect(one).toMatch(/^[^<>]+$/u);
				expect(one).not.toMatch(/\p{Cs}/u);
				expect(one).toBe(one.trim());
				expect(one).not.toMatch(/ {2}/);
			}
		}),
		{ numRuns: 300 },
	);
});

test('a name we gave is taken apart again, into the known part and our suffix', () => {
	fc.assert(
		fc.property(name, fc.option(name, { nil: undefined }), email, (base, company, address) => {
			const me = record(company, address);
			// A person whose own name ends like a suffix of ours looks as if it had one.
			fc.pre(splitOurSuffix(base, me, contactOf('a')).suffix === '');
			for (const given of nameCandidates(base, me).slice(1)) {
				const { base: known, suffix } = splitOurSuffix(given, me, contactOf('a'));
				expect(known + suffix).toBe(given);
				expect(base.startsWith(known)).toBe(true);
				expect(withSuffix(base, suffix)).toBe(given);
			}
		}),
		{ numRuns: 300 },
	);
});

test.each([
	['Jane Doe (Acme)', 'Jane Doe', ' (Acme)'],
	['JANE DOE (ACME)', 'JANE DOE', ' (ACME)'],
	['Jane Doe (before@x.example)', 'Jane Doe', ' (before@x.example)'],
	['Jane Doe (000002)', 'Jane Doe', ' (000002)'],
	['Jane Doe (VIP)', 'Jane Doe (VIP)', ''],
	['Jane Doe', 'Jane Doe', ''],
])('%s is %j with our suffix %j', (present, base, suffix) => {
	const me = recordOf({ previousIds: ['000000000000000000000002'], match: { company: 'Acme' } });
	expect(splitOurSuffix(present, me, contactOf('a', { EmailAddress: 'before@x.example' }))).toEqual({ base, suffix });
});

test.each([
	['Jane  Doe', ' jane doe ', true],
	['JANE DOE', 'jane doe', true],
	['Jane Doe', 'Jane Do', false],
])('%j and %j are the same name: %s', (a, b, same) => {
	expect(sameName(a, b)).toBe(same);
});

test('the first name that nobody holds is taken, and none where all are held', () => {
	const held = new Set(['a', 'b']);
	expect([firstFreeName(['a', 'b', 'c', 'd'], (one) => held.has(one)), firstFreeName(['a', 'b'], (one) => held.has(one))]).toEqual(['c', undefined]);
});
