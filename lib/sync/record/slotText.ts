import type { XeroAddress, XeroPhone } from '../../xero/contact/contact';

/** The parts of an address in the order in which people read them. */
export const ADDRESS_PARTS = [
	'AddressLine1',
	'AddressLine2',
	'AddressLine3',
	'AddressLine4',
	'City',
	'Region',
	'PostalCode',
	'Country',
	'AttentionTo',
] as const;

/** A phone as a person reads it: `+61 2 93744000`. */
export function phoneText(phone: XeroPhone | undefined): string {
	if (!phone) return '';
	const country = (phone.PhoneCountryCode ?? '').trim();
	const parts = [country === '' || country.startsWith('+') ? country : `+${country}`, phone.PhoneAreaCode, phone.PhoneNumber];
	return parts.map((part) => (part ?? '').trim()).filter(Boolean).join(' ');
}

/** An address in one line. */
export function addressText(address: XeroAddress | undefined): string {
	if (!address) return '';
	return ADDRESS_PARTS.map((part) => (address[part] ?? '').trim())
		.filter(Boolean)
		.join(', ');
}
