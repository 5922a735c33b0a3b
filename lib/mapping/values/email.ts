import { MAX_EMAIL_CHARS } from '../rules/fieldTable';

/** What a text in an email field turned out to be. */
export type ReadEmail =
	/** `mended`: what had to be taken out or replaced to get there, in words; absent where nothing had to. */
	| { kind: 'email'; value: string; mended?: string }
	| { kind: 'empty' }
	| { kind: 'unusable'; rule: 'emailNotAscii' | 'emailInvalid' | 'maxChars'; message: string; fix: string };

const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;
/** Everything an address may hold, and the blanks around it. */
const ALLOWED = /[a-z0-9!#$%&'*+/=?^_`{|}~@.-]/i;
/**
 * Characters nobody sees: formats (zero width, direction, soft hyphen, byte order mark), fillers, variation selectors and
 * control characters. A line break is none of them: it stands between two addresses.
 */
const INVISIBLE = /\u034f|\u17b4|\u17b5|(?![\t\n\v\f\r\u0085])[\p{Cf}\p{Cc}\p{Variation_Selector}\u115f\u1160\u3164\uffa0]/gu;

/**
 * Reads an email address for Xero: trimmed, `mailto:` dropped, the domain in lower case (the part before the @ is kept
 * as written). Characters that nobody sees go, and those that only look like letters of English (a ligature, full-width
 * letters) become them, by Unicode's NFKC. Pure, never throws.
 * @see https://developer.xero.com/documentation/api/accounting/contacts "umlauts not supported", 255 characters
 */
export function readEmail(text: string): ReadEmail {
	const visible = mendedText(text).trim();
	const email = visible.replace(/^mailto:/i, '');
	if (email === '') return { kind: 'empty' };
	if (email.length > MAX_EMAIL_CHARS) {
		return unusable('maxChars', `is ${email.length} characters long, Xero allows ${MAX_EMAIL_CHARS}`);
	}
	if (/[^\s!-~]/.test(email)) {
		return unusable('emailNotAscii', `has ${firstOddCharacter(text)}, and Xero takes nothing but English letters, digits and signs in email addresses (umlauts are not supported)`);
	}
	const at = email.lastIndexOf('@');
	const [local, domain] = [email.slice(0, Math.max(at, 0)), email.slice(at + 1).toLowerCase()];
	if (!LOCAL_PART.test(local) || !DOMAIN.test(domain)) {
		const odd = firstOddCharacter(text);
		return unusable('emailInvalid', odd === undefined ? 'is not a valid email address' : `is not a valid email address: it has ${odd}`);
	}
	const value = `${local}@${domain}`;
	return visible === text.trim() ? { kind: 'email', value } : { kind: 'email', value, mended: mendedCharacters(text) };
}

/** The key by which contacts are compared: as readEmail mends it, trimmed and all in lower case, `''` if there is none. Pure. */
export function emailKey(email: string | null | undefined): string {
	return mendedText(email ?? '').trim().toLowerCase();
}

function mendedText(text: string): string {
	// Most addresses have nothing to mend.
	return /^[ -~\t\n\r]*$/.test(text) ? text : text.normalize('NFKC').replace(INVISIBLE, '');
}

/** The first character that no mending makes part of an address, with its code point and its place. */
function firstOddCharacter(text: string): string | undefined {
	return charactersOf(text).find(({ character }) => ![...mendedText(character)].every((one) => ALLOWED.test(one)))?.words;
}

function mendedCharacters(text: string): string {
	const mended = charactersOf(text).filter(({ character }) => mendedText(character) !== character);
	return mended.slice(0, MAX_NAMED).map(({ words }) => words).join(', ') || 'characters that belong together';
}

/** More would fill a message with one kind of character. */
const MAX_NAMED = 3;

/** The characters between the blanks at the ends, each as it is named to a person: `"ü" (U+00FC) at position 2`. */
function charactersOf(text: string): Array<{ character: string; words: string }> {
	const start = text.length - text.trimStart().length;
	return [...text.slice(start).trimEnd()].map((character, index) => ({ character, words: named(character, [...text.slice(0, start)].length + index + 1) }));
}

function named(character: string, position: number): string {
	const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
	const seen = /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `"${character}" (${code})` : /\s/.test(character) && character !== '\ufeff' ? `a blank (${code})` : `an invisible character (${code})`;
	return `${seen} at position ${position}`;
}

function unusable(rule: 'emailNotAscii' | 'emailInvalid' | 'maxChars', message: string): ReadEmail {
	return { kind: 'unusable', rule, message, fix: 'Correct the email of the contact in Intercom.' };
}
