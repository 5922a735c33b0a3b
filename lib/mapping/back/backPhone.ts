import type { PhoneType, XeroPhone } from '../../xero/contact/contact';
import { phoneAsE164, type PhoneParts } from '../../xero/contact/phone';
import { cleanText } from '../values/cleanText';

/** Which slot of Xero holds Intercom's one phone; `auto`: the one the ledger remembers, else Default, and Mobile where that is empty. */
export type BackPhoneSlot = 'auto' | Extract<PhoneType, 'DEFAULT' | 'MOBILE' | 'DDI'>;

/** In which slots the phone may be, best first. */
const SLOTS = ['DEFAULT', 'MOBILE'] as const satisfies readonly PhoneType[];

/**
 * The slot from which the phone comes. Where the ledger remembers one it stays that one, whatever is in the others: a
 * landline that somebody adds must not replace the mobile that Intercom has. Pure.
 * @param remembered the slots of the last sync; undefined: no ledger, or it remembers none
 */
export function chosenSlot(chosen: BackPhoneSlot, phones: readonly XeroPhone[], remembered: readonly XeroPhone[] | undefined): PhoneType {
	if (chosen !== 'auto') return chosen;
	const known = SLOTS.find((slot) => remembered?.some(({ PhoneType }) => PhoneType === slot));
	return known ?? SLOTS.find((slot) => phoneIn(phones, slot) !== '') ?? SLOTS[0];
}

/** The phone of a slot for Intercom: E.164, ` ext 9` behind it where there is one; as Xero holds it where it is no number. Pure, never throws. */
export function backPhone(phones: readonly XeroPhone[], slot: PhoneType, country: string): string {
	const phone = phones.find(({ PhoneType }) => PhoneType === slot);
	if (phone === undefined) return '';
	return phoneAsE164(phone, country)?.replace(';ext=', ' ext ') ?? written(phone);
}

function phoneIn(phones: readonly XeroPhone[], slot: PhoneType): string {
	const phone = phones.find(({ PhoneType }) => PhoneType === slot);
	return phone === undefined ? '' : cleanText(phone.PhoneNumber ?? '');
}

/** A country or an area alone is no phone. */
function written({ PhoneCountryCode = '', PhoneAreaCode = '', PhoneNumber = '' }: PhoneParts): string {
	const number = cleanText(PhoneNumber);
	if (number === '' || number.startsWith('+')) return number;
	const country = PhoneCountryCode.replace(/\D/g, '');
	return cleanText([country && `+${country}`, PhoneAreaCode, number].join(' '));
}
