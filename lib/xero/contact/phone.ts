import MOBILE_EXAMPLES from 'libphonenumber-js/examples.mobile.json';
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
	/** Whether a numbering plan knows it; otherwise it is only well formed. */
	listed: boolean;
}

/**
 * Reads a phone number as people type it. National spellings are read as numbers of `defaultCountry` (ISO code, `AU`);
 * an unknown country leaves only international ones readable. Numbers that the bundled plans do not list, which are as
 * old as the package, are taken where they are well formed, see isWellFormed.
 * @returns null for anything else. Pure, never throws.
 */
export function readPhone(text: string, defaultCountry: string): ReadPhone | null {
	const abroad = withPlus(text);
	const asWritten = numberIn(text, defaultCountry);
	// Read a second time only where there is something to read: the library builds an error for what is no number.
	const found = abroad === '' || asWritten?.type !== undefined ? asWritten : numberIn(abroad, defaultCountry);
	if (found === null || (found.type === undefined && !isWellFormed(found.phone, abroad === '' ? text : abroad))) return null;
	const extension = found.phone.ext ?? '';
	return { e164: found.phone.number, extension, parts: partsOf(found, extension), listed: found.type !== undefined };
}

/**
 * One comparable spelling of a phone: E.164, followed by `;ext=9` (RFC 3966) where there is an extension. Xero's parts
 * are free text: a country may be `61`, `+61` or missing, the area `2`, `02` or part of the number.
 * @returns null when it is no readable number, empty parts included. Pure, never throws.
 */
export function phoneAsE164(phone: PhoneParts | string, defaultCountry: string): string | null {
	const read = readPhone(typeof phone === 'string' ? phone : joined(phone), defaultCountry);
	if (read === null) return null;
	const number = withoutMexicos1(read.e164);
	return read.extension === '' ? number : `${number};ext=${read.extension}`;
}

/** Whether two spellings mean one number; unreadable ones are compared digit by digit, two empty ones are the same. Pure. */
export function samePhone(a: PhoneParts | string, b: PhoneParts | string, defaultCountry: string): boolean {
	const [first, second] = [phoneAsE164(a, defaultCountry), phoneAsE164(b, defaultCountry)];
	if (first !== null || second !== null) return first === second;
	return phoneSpelling(a) === phoneSpelling(b);
}

interface FoundPhone {
	phone: PhoneNumber;
	/** undefined for a number that no plan lists. */
	type: NumberType | undefined;
}

/** A number is listed when a numbering plan has a type for it; asking for the type alone saves half the time. */
function numberIn(text: string, defaultCountry: string): FoundPhone | null {
	const phone = parsePhoneNumberFromString(text, knownCountry(defaultCountry));
	return phone === undefined ? null : { phone, type: phone.getType() };
}

/**
 * Whether a number that no plan lists is one all the same: written with its country, or with the 0 in front of the area of
 * the default country, and as long as a mobile number of that country at least. Shorter ones have lost a digit, and a row
 * of one digit holds the place of a number.
 */
function isWellFormed(phone: PhoneNumber, text: string): boolean {
	if (/^(\d)\1*$/.test(phone.nationalNumber)) return false;
	const isComplete = MEXICOS_1.test(phone.number) || (phone.isPossible() && phone.nationalNumber.length >= mobileLength(phone));
	return isComplete && isWrittenWhole(text, phone);
}

function isWrittenWhole(text: string, { countryCallingCode: country, nationalNumber: number, ext = '' }: PhoneNumber): boolean {
	const digits = text.replace(/\D/g, '');
	if (/^\s*(?:tel:)?[\s(]*\+/i.test(text)) return digits.startsWith(country);
	return digits === `0${number}${ext}` || digits === `0011${country}${number}${ext}`;
}

/** Digits of a mobile number in the country, or in the first of the countries that share its code. */
function mobileLength(phone: PhoneNumber): number {
	const country = phone.country ?? phone.getPossibleCountries()[0];
	return country === undefined ? Number.POSITIVE_INFINITY : MOBILE_EXAMPLES[country]?.length ?? Number.POSITIVE_INFINITY;
}

/**
 * Mexican mobiles had a 1 behind the country code until 2019, and WhatsApp writes it to this day.
 * @see https://faq.whatsapp.com/1294841057948784 (international phone number format)
 */
const MEXICOS_1 = /^\+521(\d{10})$/;

/** Both spellings reach the same phone. */
function withoutMexicos1(e164: string): string {
	return e164.replace(MEXICOS_1, '+52$1');
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
function partsOf({ phone, type }: FoundPhone, extension: string): Required<PhoneParts> {
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
function hasAreaCode(phone: PhoneNumber, type: NumberType | undefined, groups: readonly string[]): boolean {
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

/** The letters and digits of a phone, by which one that is no readable number is compared. Pure. */
export function phoneSpelling(phone: PhoneParts | string): string {
	const text = typeof phone === 'string' ? phone : joined(phone);
	return text.toLowerCase().replace(/[^\p{L}\p{N}+]/gu, '');
}
