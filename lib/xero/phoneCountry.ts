import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { PhoneParts } from './phone';

/**
 * ISO code of the country a phone with a country code belongs to, `''` where that cannot be told. Used to read the
 * other phone of a comparison when it was typed without one. Pure.
 */
export function countryOf(phone: PhoneParts): string {
	const digits = `${phone.PhoneCountryCode ?? ''}${phone.PhoneAreaCode ?? ''}${phone.PhoneNumber ?? ''}`.replace(/[^\d]/g, '');
	return parsePhoneNumberFromString(`+${digits}`)?.country ?? '';
}
