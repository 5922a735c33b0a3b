import type { CustomAttributes, Profile } from '../../intercom/profile/profile';
import type { XeroAddress, XeroPhone, WritableContact } from '../../xero/contact/contact';
import { attributeText, type AttributeReading } from './attributeText';
import { cleanName, cleanText } from './cleanText';
import { customContact } from '../rules/custom';
import type { Draft, DraftSettings } from '../rules/draft';
import { formFields, type FormTarget } from '../rules/formFields';
import { isNameless } from '../person/nameless';
import type { Problem } from '../rules/problem';

/** One custom attribute of Intercom and the field of the form (`AddressSTREETCity`) that it fills. */
export interface AttributeField {
	attribute: string;
	field: string;
	reading: AttributeReading;
}

/**
 * Lets custom attributes of the contact fill fields on top of a mapping. An attribute with a value wins over what the
 * mapping put there; one without a value leaves that alone and empties only a field that nothing else fills. Of two
 * attributes for one field the first with a value counts. Fields that do not exist are ignored. Pure, never throws.
 */
export function withAttributes(draft: Draft, profile: Profile, fields: readonly AttributeField[], settings: DraftSettings): Draft {
	const values = valuesOf(fields, profile.contact.custom_attributes);
	const used = Object.keys(values).flatMap((id) => formFields().find((field) => field.id === id) ?? []).filter(({ id, target }) => {
		return target.kind !== 'persons' && (hasText(values[id], target) || !isMapped(draft.contact, target));
	});
	if (used.length === 0) return draft;
	// The name of the mapping goes along, so that no other is looked for where no attribute holds one.
	const filled: Record<string, string | undefined> = { Name: draft.contact.Name ?? '' };
	for (const { id } of used) filled[id] = values[id];
	const extra = customContact(filled, profile, settings);
	const replaced = used.map(({ target }) => problemField(target));
	return {
		contact: merged(draft.contact, extra.contact),
		problems: [...draft.problems.filter(({ field }) => !replaced.includes(field)), ...extra.problems],
		remarks: [...draft.remarks, ...extra.remarks],
	};
}

function valuesOf(fields: readonly AttributeField[], attributes: CustomAttributes): Record<string, string> {
	const values: Record<string, string> = {};
	for (const { attribute, field, reading } of fields) {
		const value = Object.hasOwn(attributes, attribute) ? attributes[attribute] : null;
		values[field] ||= attributeText(value, attribute, reading);
	}
	return values;
}

/** Whether a value says anything; a dash and `N/A` name nobody. */
function hasText(value: string | undefined, target: FormTarget): boolean {
	const isName = target.kind === 'text' && target.field === 'Name';
	return isName ? !isNameless(cleanName(value ?? '')) : cleanText(value ?? '') !== '';
}

function isMapped({ Phones, Addresses, ...texts }: WritableContact, target: FormTarget): boolean {
	switch (target.kind) {
		case 'text':
			return texts[target.field] !== undefined;
		case 'phone':
			return Phones?.some(({ PhoneType }) => PhoneType === target.slot) === true;
		case 'address':
			return Addresses?.find(({ AddressType }) => AddressType === target.slot)?.[target.part] !== undefined;
		case 'persons':
			return true;
	}
}

function problemField(target: FormTarget): Problem['field'] {
	switch (target.kind) {
		case 'text':
			return target.field;
		case 'phone':
			return `Phones.${target.slot}`;
		case 'address':
			return `Addresses.${target.slot}.${target.part}`;
		case 'persons':
			return 'ContactPersons';
	}
}

/** Phones are replaced slot by slot, addresses part by part. */
function merged(base: WritableContact, extra: WritableContact): WritableContact {
	const phones = bySlot<XeroPhone>(base.Phones, extra.Phones, ({ PhoneType }) => PhoneType);
	const addresses = bySlot<XeroAddress>(base.Addresses, extra.Addresses, ({ AddressType }) => AddressType);
	return { ...base, ...extra, ...(phones.length > 0 && { Phones: phones }), ...(addresses.length > 0 && { Addresses: addresses }) };
}

function bySlot<T extends object>(base: readonly T[] = [], extra: readonly T[] = [], slotOf: (one: T) => string): T[] {
	const kept = base.map((one) => ({ ...one, ...extra.find((other) => slotOf(other) === slotOf(one)) }));
	return [...kept, ...extra.filter((one) => !base.some((other) => slotOf(other) === slotOf(one)))];
}
