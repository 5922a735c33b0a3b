import { isRecord } from '../http/isRecord';
import type { CustomAttributes, XeroReference } from './profile';
import { textOf } from './wireValue';

/** The plain values among a record's custom attributes; references to custom objects (lists) are left out. Pure. */
export function customAttributesFrom(wire: unknown): CustomAttributes {
	if (!isRecord(wire)) return {};
	return Object.fromEntries(Object.entries(wire).filter((entry): entry is [string, CustomAttributes[string]] => isPlain(entry[1])));
}

/** The Xero contact an earlier sync stored on the record; null without a contact id. Pure. */
export function xeroReferenceFrom(attributes: CustomAttributes): XeroReference | null {
	const contactId = textOf(attributes.xero_contact_id);
	if (contactId === null) return null;
	return {
		xero_contact_id: contactId.trim(),
		xero_contact_url: textOf(attributes.xero_contact_url),
		xero_organisation_id: textOf(attributes.xero_organisation_id)?.trim() ?? null,
	};
}

function isPlain(value: unknown): value is CustomAttributes[string] {
	return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
