import type { WritableContact, XeroContact } from '../../xero/contact/contact';
import { isGivenName } from './givenName';
import type { MappedRecord } from './record';

/**
 * The contact's values in the fields that the record maps, in the slots it maps; a Name that was kept is not ours. What
 * Xero holds as the record says is the record's own: of fifty thousand contacts each value would be there twice. Pure.
 */
export function mappedValues(record: MappedRecord, contact: XeroContact): WritableContact {
	const { xero } = record;
	const fields = (Object.keys(xero) as (keyof WritableContact)[]).filter((field) => contact[field] !== undefined);
	const pairs = fields.map((field) => [field, heldIn(field, xero, contact)] as const);
	const isNamed = isGivenName(record, contact);
	const isAsMapped = pairs.length === Object.keys(xero).length && pairs.every(([field, value]) => value === xero[field]);
	if (isAsMapped && (isNamed || xero.Name === undefined)) return xero;
	return Object.fromEntries(pairs.filter(([field]) => isNamed || field !== 'Name'));
}

function heldIn(field: keyof WritableContact, xero: WritableContact, contact: XeroContact): unknown {
	const held = mappedSlots(field, xero, contact);
	if (isSame(held, xero[field])) return xero[field];
	// Without the room to grow that a filtered list has.
	return Array.isArray(held) ? held.slice() : held;
}

function mappedSlots(field: keyof WritableContact, xero: WritableContact, contact: XeroContact): unknown {
	if (field === 'Phones') return contact.Phones?.filter(({ PhoneType }) => xero.Phones?.some((one) => one.PhoneType === PhoneType));
	if (field === 'Addresses') return contact.Addresses?.filter(({ AddressType }) => xero.Addresses?.some((one) => one.AddressType === AddressType));
	return contact[field];
}

/** Xero names every part of a slot, an empty one too. */
function isSame(a: unknown, b: unknown): boolean {
	if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
	return a.length === b.length && a.every((slot: Slot, position) => isSameSlot(slot, b[position] as Slot));
}

type Slot = Readonly<Record<string, unknown>>;

function isSameSlot(a: Slot, b: Slot): boolean {
	return [...Object.keys(a), ...Object.keys(b)].every((part) => (a[part] ?? '') === (b[part] ?? ''));
}
