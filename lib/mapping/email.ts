import { MAX_EMAIL_CHARS } from './fieldTable';

/** What a text in an email field turned out to be. */
export type ReadEmail =
	| { kind: 'email'; value: string }
	| { kind: 'empty' }
	| { kind: 'unusable'; rule: 'emailNotAscii' | 'emailInvalid' | 'maxChars'; message: string; fix: string };

const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;

/**
 * Reads an email address for Xero: trimmed, `mailto:` dropped, the domain in lower case (the part before the @ is kept
 * as written). Pure, never throws.
 * @see https://developer.xero.com/documentation/api/accounting/contacts "umlauts not supported", 255 characters
 */
export function readEmail(text: string): ReadEmail {
	const email = text.trim().replace(/^mailto:/i, '');
	if (email === '') return { kind: 'empty' };
	if (email.length > MAX_EMAIL_CHARS) {
		return unusable('maxChars', `is ${email.length} characters long, Xero allows ${MAX_EMAIL_CHARS}`);
	}
	if (/[^\s!-~]/.test(email)) {
		return unusable('emailNotAscii', 'has letters outside English, and Xero does not support umlauts in email addresses');
	}
	const at = email.lastIndexOf('@');
	const [local, domain] = [email.slice(0, Math.max(at, 0)), email.slice(at + 1).toLowerCase()];
	if (!LOCAL_PART.test(local) || !DOMAIN.test(domain)) return unusable('emailInvalid', 'is not a valid email address');
	return { kind: 'email', value: `${local}@${domain}` };
}

/** The key by which contacts are compared: trimmed and all in lower case, `''` if there is none. Pure. */
export function emailKey(email: string | null | undefined): string {
	return (email ?? '').trim().toLowerCase();
}

function unusable(rule: 'emailNotAscii' | 'emailInvalid' | 'maxChars', message: string): ReadEmail {
	return { kind: 'unusable', rule, message, fix: 'Correct the email of the contact in Intercom.' };
}
