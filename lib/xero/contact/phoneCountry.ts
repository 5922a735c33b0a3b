import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { PhoneParts } from './phone';

/**
 * ISO code of the country a phone with a country code belongs to, the largest of those that share the code where no plan
 * lists the number; `''` where that cannot be told. Used to read the other phone of a comparison when it was typed
 * without one. Pure.
 */
export function countryOf(phone: PhoneParts): string {
	const number = (phone.PhoneNumber ?? '').replace(/\s*ext .*$/i, '');
	const digits = `${phone.PhoneCountryCode ?? ''}${phone.PhoneAreaCode ?? ''}${number}`.replace(/[^\d]/g, '');
	const parsed = parsePhoneNumberFromString(`+${digits}`);
	return parsed?.country ?? parsed?.getPossibleCountries()[0] ?? '';
}
