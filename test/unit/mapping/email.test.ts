import { readEmail } from '../../../lib/mapping/values/email';

test.each([
	[' Jane.Doe+tag@ACME.Example ', 'Jane.Doe+tag@acme.example'],
	['mailto:jane@acme.example', 'jane@acme.example'],
	["o'brien@a-b.co.nz", "o'brien@a-b.co.nz"],
	['jane@xn--mller-kva.example', 'jane@xn--mller-kva.example'],
])('%s is the email %s', (text, value) => {
	expect(readEmail(text)).toEqual({ kind: 'email', value });
});

test.each([
	['müller@example.com', 'emailNotAscii'],
	['jane@müller.example', 'emailNotAscii'],
	['jane😀@example.com', 'emailNotAscii'],
	['jane', 'emailInvalid'],
	['jane@', 'emailInvalid'],
	['@acme.example', 'emailInvalid'],
	['jane@localhost', 'emailInvalid'],
	['jane..doe@acme.example', 'emailInvalid'],
	['.jane@acme.example', 'emailInvalid'],
	['jane@acme..example', 'emailInvalid'],
	['jane@-acme.example', 'emailInvalid'],
	['jane doe@acme.example', 'emailInvalid'],
	['jane@acme.example, joe@acme.example', 'emailInvalid'],
	['Jane <jane@acme.example>', 'emailInvalid'],
	[`${'j'.repeat(250)}@a.example`, 'maxChars'],
])('%s is refused by the rule %s', (text, rule) => {
	expect(readEmail(text)).toMatchObject({ kind: 'unusable', rule });
});

test('no email is neither valid nor wrong', () => {
	expect(readEmail('  ')).toEqual({ kind: 'empty' });
});
