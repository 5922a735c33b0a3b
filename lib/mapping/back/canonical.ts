import { siteDomain } from '../../xero/contact/webDomain';
import { phoneAsE164, phoneSpelling } from '../../xero/contact/phone';
import { taxKey } from '../../xero/contact/taxNumber';
import { cleanName, cleanText } from '../values/cleanText';
import { emailKey, readEmail } from '../values/email';
import { isNameless, withoutUndefined } from '../person/nameless';
import { splitPersonName } from '../person/personName';
import { phoneSlot } from '../values/phone';
import { joinedName } from './joinedName';

/** The fields that both systems have. */
export type SharedField = 'name' | 'phone' | 'email' | 'website' | 'abn';

/** How values are read for comparing them. */
export interface CanonicalSettings {
	/** ISO code of the country of phones without one; the one that both mappers are set to. */
	country: string;
	/** Of a company the name is one piece. Absent: a contact. */
	kind?: 'contact' | 'company';
}

/**
 * A value as it would come back after going to Xero and back, in one spelling: names without titles and nicknames, `Last,
 * First` in the order of the other way, phones as E.164, emails in lower case, of a website the domain, of an ABN the
 * digits. Two values are the same if and only if their canonical forms are equal; `''`: there is none. The canonical form
 * of a canonical form is itself. For comparing, not for showing. Pure, never throws.
 * @example canonicalOf('name', 'van der Berg, Dr. Jan', { country: 'AU' }) // 'Jan van der Berg'
 */
export function canonicalOf(field: SharedField, value: string | null | undefined, settings: CanonicalSettings): string {
	const text = value ?? '';
	switch (field) {
		case 'name':
			return settings.kind === 'company' ? wholeName(text) : personsName(text);
		case 'phone':
			return phoneKey(text, settings.country);
		case 'email':
			return emailKey(cleanText(text).replace(/^mailto:/i, ''));
		case 'website':
			return siteDomain(text) || cleanText(text).toLowerCase();
		case 'abn':
			return taxKey(text) || cleanText(text).toLowerCase();
	}
}

/** Whether two values of a field mean the same. Pure. */
export function sameValue(field: SharedField, a: string | null | undefined, b: string | null | undefined, settings: CanonicalSettings): boolean {
	return a === b || canonicalOf(field, a, settings) === canonicalOf(field, b, settings);
}

/** A name without what nobody is called by; `''` where nothing is left. An email only stands where a name is missing. Pure. */
export function wholeName(text: string): string {
	const name = withoutUndefined(cleanName(text));
	return isNameless(name) || isEmail(name) ? '' : name;
}

/** Whether a text is an email address and nothing else. Pure. */
export function isEmail(text: string): boolean {
	return text.includes('@') && readEmail(text).kind === 'email';
}

/** Taking one thing off can lay bare another (a degree that stood in front of a comma), so it is done until nothing changes. */
function personsName(text: string): string {
	let [before, after] = ['', wholeName(text)];
	for (let pass = 0; after !== before && pass < MAX_PASSES; pass++) [before, after] = [after, splitAndJoined(after)];
	return after;
}

/** Each pass but the last takes a word off; no name has so many that may go. */
const MAX_PASSES = 20;

function splitAndJoined(name: string): string {
	const { first, last } = splitPersonName(name);
	return wholeName(joinedName(first, last)) || name;
}

/** A phone that the mapping leaves out is compared by its letters and digits: it is no other one, and no empty one. */
function phoneKey(text: string, country: string): string {
	const slot = phoneSlot(text, 'DEFAULT', { defaultCountry: country, unreadablePhone: 'leaveOut' });
	const number = slot.kind === 'slot' ? phoneAsE164(slot.phone, country) : null;
	return number ?? phoneSpelling(text);
}
