import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode, type NumberType, type PhoneNumber } from 'libphonenumber-js/max';
import type { XeroPhone } from './contact';

/** The three text boxes of a Xero phone slot. */
export type PhoneParts = Pick<XeroPhone, 'PhoneCountryCode' | 'PhoneAreaCode' | 'PhoneNumber'>;

export interface ReadPhone {
	/** `+61293744000` */
	e164: string;
	/** Digits, or `''`. */
	extension: string;
	parts: Required<PhoneParts>;
}

/**
 * Reads a phone number as people type it. National spellings are read as numbers of `defaultCountry` (ISO code, `AU`);
 * an unknown country leaves only international ones readable.
 * @returns null for anything that no numbering plan knows. Pure, never throws.
 */
export function readPhone(text: string, defaultCountry: string): ReadPhone | null {
	const abroad = withPlus(text);
	// Asked only where there is something to ask: the library builds an error for what is no number.
	const valid = validNumber(text, defaultCountry) ?? (abroad === '' ? null : validNumber(abroad, defaultCountry));
	if (valid === null) return null;
	const extension = valid.phone.ext ?? '';
	return { e164: valid.phone.number, extension, parts: partsOf(valid, extension) };
}

/**
 * One comparable spelling of a phone: E.164, followed by `;ext=9` (RFC 3966) where there is an extension. Xero's parts
 * are free text: a country may be `61`, `+61` or missing, the area `2`, `02` or part of the number.
 * @returns null when it is no readable number, empty parts included. Pure, never throws.
 */
export function phoneAsE164(phone: PhoneParts | string, defaultCountry: string): string | null {
	const read = readPhone(typeof phone === 'string' ? phone : joined(phone), defaultCountry);
	if (read === null) return null;
	return read.extension === '' ? read.e164 : `${read.e164};ext=${read.extension}`;
}

/** Whether two spellings mean one number; unreadable ones are compared digit by digit, two empty ones are the same. Pure. */
export function samePhone(a: PhoneParts | string, b: PhoneParts | string, defaultCountry: string): boolean {
	const [first, second] = [phoneAsE164(a, defaultCountry), phoneAsE164(b, defaultCountry)];
	if (first !== null || second !== null) return first === second;
	return spelling(a) === spelling(b);
}

interface ValidPhone {
	phone: PhoneNumber;
	type: NumberType;
}

/** A number is valid when a numbering plan has a type for it; asking for the type alone saves half the time. */
function validNumber(text: string, defaultCountry: string): ValidPhone | null {
	const phone = parsePhoneNumberFromString(text, knownCountry(defaultCountry));
	const type = phone?.getType();
	return phone === undefined || type === undefined ? null : { phone, type };
}

/** The country as the library knows it; looked up once for many numbers in a row. */
function knownCountry(code: string): CountryCode | undefined {
	if (code !== lastCountry.code) {
		const country = code.trim().toUpperCase();
		lastCountry = { code, known: isSupportedCountry(country) ? country : undefined };
	}
	return lastCountry.known;
}

let lastCountry: { code: string; known: CountryCode | undefined } = { code: '', known: undefined };

/** `0064 ...` means `+64 ...` in most of the world, and nothing at all in Australia, where `0011` dials abroad. */
function withPlus(text: string): string {
	return /^\s*00(?!11)/.test(text) ? text.trim().replace(/^00/, '+') : '';
}

/** Country, area and number in the grouping of the country; together they always are the international spelling. */
function partsOf({ phone, type }: ValidPhone, extension: string): Required<PhoneParts> {
	// Each country writes extensions in its own way; ours is added below.
	const groups = phone.format('INTERNATIONAL', { formatExtension: (number) => number }).split(' ').slice(1);
	const area = hasAreaCode(phone, type, groups) ? (groups[0] ?? '') : '';
	const number = groups.slice(area === '' ? 0 : 1).join(' ');
	return {
		PhoneCountryCode: phone.countryCallingCode,
		PhoneAreaCode: area,
		PhoneNumber: extension === '' ? number : `${number} ext ${extension}`,
	};
}

/** Only where people write the first group apart: `(02) 9374 4000`, `020 7946 0958`; never of a mobile. */
function hasAreaCode(phone: PhoneNumber, type: NumberType, groups: readonly string[]): boolean {
	if (groups.length < 2) return false;
	if (type !== 'FIXED_LINE' && type !== 'FIXED_LINE_OR_MOBILE') return false;
	const national = phone.format('NATIONAL');
	return national.startsWith('(') || (type === 'FIXED_LINE' && !national.startsWith(groups[0] ?? ''));
}

function joined(parts: PhoneParts): string {
	const number = (parts.PhoneNumber ?? '').trim();
	if (number === '' || number.startsWith('+')) return number;
	const country = (parts.PhoneCountryCode ?? '').replace(/\D/g, '').replace(/^00/, '');
	const area = (parts.PhoneAreaCode ?? '').trim();
	return [country && `+${country}`, area, number].filter((part) => part !== '').join(' ');
}

function spelling(phone: PhoneParts | string): string {
	const text = typeof phone === 'string' ? phone : joined(phone);
	return text.toLowerCase().replace(/[^\p{L}\p{N}+]/gu, '');
}
