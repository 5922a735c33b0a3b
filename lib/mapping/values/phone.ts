import type { PhoneType, XeroPhone } from '../../xero/contact/contact';
import { readPhone, type ReadPhone } from '../../xero/contact/phone';
import { cleanText } from './cleanText';
import { problem, shown, type Problem } from '../rules/problem';
import { PHONE_SLOTS } from '../rules/fieldTable';

/** How phones are read and what happens to one that is no number. */
export interface PhoneSettings {
	/** ISO code of the country of numbers written without one, `AU`. */
	defaultCountry: string;
	unreadablePhone: 'reject' | 'leaveOut';
}

export type PhoneSlot =
	/** `remark` says what was put back in front of a number that had lost it. */
	| { kind: 'slot'; phone: XeroPhone; remark?: string }
	/** Left out on the user's wish; `remark` says so. */
	| { kind: 'leftOut'; remark: string }
	| { kind: 'rejected'; problem: Problem };

/**
 * Puts a phone into a slot, whole: Xero's handling of a slot with missing parts is not documented. No text gives the
 * slot with empty parts, which is how a phone that Intercom does not have is told apart from one that is not mapped.
 * Pure, never throws.
 */
export function phoneSlot(text: string, slot: PhoneType, settings: PhoneSettings): PhoneSlot {
	const written = cleanText(text);
	if (written === '') return slotOf(slot, { PhoneCountryCode: '', PhoneAreaCode: '', PhoneNumber: '' });
	const read = readPhone(written, settings.defaultCountry);
	if (read !== null) return slotOf(slot, read.parts);
	const label = PHONE_SLOTS[slot];
	const whole = withLostBeginning(written, settings.defaultCountry);
	if (whole !== null) {
		const remark = `${label}: ${written} became +${whole.parts.PhoneCountryCode} ${whole.parts.PhoneAreaCode} ${whole.parts.PhoneNumber}: attributes of type number lose their plus or leading zero.`;
		return { kind: 'slot', phone: { PhoneType: slot, ...whole.parts }, remark: remark.replace(/ {2}/g, ' ') };
	}
	if (settings.unreadablePhone === 'leaveOut') {
		return { kind: 'leftOut', remark: `${label}: "${shown(written)}" is not a phone number and was left out.` };
	}
	return { kind: 'rejected', problem: unreadable(written, slot, settings.defaultCountry) };
}

/** Digits alone that a numbering plan lists once their 0 or their plus is back: an attribute of type number holds neither. */
function withLostBeginning(text: string, country: string): ReadPhone | null {
	if (!/^[1-9]\d+$/.test(text)) return null;
	const spellings = text.length < WITH_COUNTRY_MIN_DIGITS ? [`0${text}`] : [`0${text}`, `+${text}`];
	return spellings.map((spelling) => readPhone(spelling, country)).find((read) => read?.listed === true) ?? null;
}

/** Fewer digits may be a number of any kind. */
const WITH_COUNTRY_MIN_DIGITS = 10;

function slotOf(slot: PhoneType, parts: Omit<XeroPhone, 'PhoneType'>): PhoneSlot {
	return { kind: 'slot', phone: { PhoneType: slot, ...parts } };
}

function unreadable(text: string, slot: PhoneType, country: string): Problem {
	const message = `${PHONE_SLOTS[slot]} "${shown(text)}" is not a phone number, neither an international one nor one of ${country}`;
	const fix =
		'Correct the phone of the contact in Intercom (with country code, such as +61 2 9374 4000), set Default Country, or set Unreadable Phone to Leave Out.';
	return problem(`Phones.${slot}`, 'phoneUnreadable', text, message, fix);
}
