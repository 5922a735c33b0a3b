import { isRecord } from '../../http/isRecord';
import { ATTRIBUTE_NAMES, REFERENCE_PARTS, SWITCH_PART } from './attributeNames';
import { perhapsUnescaped } from '../profile/escapedText';
import type { CustomAttributes, XeroReference } from '../profile/profile';
import { textOf } from '../api/wireValue';

/**
 * The plain values among a record's custom attributes, texts as a person would read them; references to custom objects
 * (lists) are left out. Pure.
 */
export function customAttributesFrom(wire: unknown): CustomAttributes {
	if (!isRecord(wire)) return {};
	const plain = Object.entries(wire).filter((entry): entry is [string, CustomAttributes[string]] => isPlain(entry[1]));
	return Object.fromEntries(plain.map(([name, value]) => [name, typeof value === 'string' ? perhapsUnescaped(value) : value]));
}

/**
 * The plain values among a company's custom attributes, its reference and its switch also under the names they have on
 * contacts. The reference comes from the company's own attributes alone: those are the ones that are kept closed to
 * visitors. A company is out of the sync as soon as either switch says so. Pure.
 */
export function companyAttributesFrom(wire: unknown): CustomAttributes {
	const attributes = customAttributesFrom(wire);
	const own = ATTRIBUTE_NAMES.company;
	const others = Object.entries(attributes).filter(([name]) => !isReferencePart(name));
	const reference = REFERENCE_PARTS.map((part) => [part, attributes[own[part]] ?? null] as const).filter(([, value]) => value !== null);
	const switched = isOff(attributes[own[SWITCH_PART]]) ? [[SWITCH_PART, 'off'] as const] : [];
	return Object.fromEntries([...others, ...reference, ...switched]);
}

/** Whether a person took a record out of the sync, by its attributes as they are read here. Pure. */
export function isSwitchedOff(attributes: CustomAttributes): boolean {
	return isOff(attributes[SWITCH_PART]);
}

function isReferencePart(name: string): boolean {
	return REFERENCE_PARTS.some((part) => part === name);
}

function isOff(value: unknown): boolean {
	return textOf(value)?.trim().toLowerCase() === 'off';
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
