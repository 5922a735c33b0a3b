import { randomUUID } from 'node:crypto';
import type { Switches } from '../switches/switches';
import {
	ADDRESS_LIMITS,
	ADDRESS_TYPES,
	emptyRecord,
	NESTED_FIELDS,
	PHONE_LIMITS,
	PHONE_TYPES,
	TEXT_FIELDS,
	type ContactRecord,
	type Person,
} from './contactRecord';

/** A contact as a client sends it, in Xero's names; anything unknown in it is dropped silently. */
export type ContactInput = Readonly<Record<string, unknown>>;

type Slots = Partial<Record<string, Partial<Record<string, string>>>>;

/** Lays a sent contact over a record: what is left out keeps its value. Changes and returns `record`. */
export function applyInput(record: ContactRecord, input: ContactInput, switches: Switches): ContactRecord {
	applyText(record, input, switches.get('xero.nullText') === 'clears');
	const merge = switches.get('xero.slotParts') === 'merged';
	applySlots(record.phones, list(input.Phones), { key: 'PhoneType', types: PHONE_TYPES, parts: PHONE_LIMITS, merge });
	applySlots(record.addresses, list(input.Addresses), {
		key: 'AddressType',
		types: ADDRESS_TYPES,
		parts: ADDRESS_LIMITS,
		merge,
	});
	applyPersons(record, input.ContactPersons);
	for (const field of NESTED_FIELDS) if (input[field] !== undefined) record.nested[field] = input[field];
	if (input.ContactStatus === 'ARCHIVED') record.status = 'ARCHIVED';
	return record;
}

/** A record out of a seed: id, status, merge, read-only fields and times may be set freely. */
export function seedRecord(input: ContactInput, now: number): ContactRecord {
	const id = typeof input.ContactID === 'string' ? input.ContactID.toLowerCase() : randomUUID();
	const record = emptyRecord(id, now);
	applyText(record, input, true);
	applySlots(record.phones, list(input.Phones), { key: 'PhoneType', types: PHONE_TYPES, parts: PHONE_LIMITS, merge: true });
	applySlots(record.addresses, list(input.Addresses), { key: 'AddressType', types: ADDRESS_TYPES, parts: ADDRESS_LIMITS, merge: true });
	applyPersons(record, input.ContactPersons);
	for (const field of NESTED_FIELDS) if (input[field] !== undefined) record.nested[field] = input[field];
	if (typeof input.ContactStatus === 'string') record.status = input.ContactStatus as ContactRecord['status'];
	if (typeof input.MergedToContactID === 'string') record.mergedTo = input.MergedToContactID;
	if (typeof input.Website === 'string') record.readOnly.Website = input.Website;
	if (typeof input.IsCustomer === 'boolean') record.readOnly.IsCustomer = input.IsCustomer;
	if (typeof input.IsSupplier === 'boolean') record.readOnly.IsSupplier = input.IsSupplier;
	if (typeof input.updatedAt === 'number') record.updatedAt = input.updatedAt;
	return record;
}

function applyText(record: ContactRecord, input: ContactInput, nullClears: boolean): void {
	for (const field of TEXT_FIELDS) {
		const value = input[field];
		if (value === undefined || (value === null && !nullClears)) continue;
		record.text[field] = value === null ? '' : String(value);
	}
}

interface SlotRules {
	key: string;
	types: readonly string[];
	parts: Readonly<Record<string, number>>;
	/** Whether parts that were left out keep their value. */
	merge: boolean;
}

function applySlots(slots: Slots, sent: unknown[], rules: SlotRules): void {
	for (const element of sent) {
		const type = isObject(element) ? element[rules.key] : undefined;
		if (!isObject(element) || typeof type !== 'string' || !rules.types.includes(type)) continue;
		const slot: Partial<Record<string, string>> = rules.merge ? { ...slots[type] } : {};
		for (const part of Object.keys(rules.parts)) {
			const value = element[part];
			if (value !== undefined && value !== null) slot[part] = String(value);
		}
		slots[type] = slot;
	}
}

/** The sent list replaces the old one; an empty list changes nothing, one empty person empties the list. */
function applyPersons(record: ContactRecord, sent: unknown): void {
	const persons = list(sent).filter(isObject).map(person);
	if (persons.length === 0) return;
	record.persons = persons
		.filter((one) => one.FirstName + one.LastName + one.EmailAddress !== '')
		.slice(0, 5);
}

function person(sent: Record<string, unknown>): Person {
	const text = (name: string): string => (sent[name] === undefined || sent[name] === null ? '' : String(sent[name]));
	return {
		FirstName: text('FirstName'),
		LastName: text('LastName'),
		EmailAddress: text('EmailAddress'),
		IncludeInEmails: sent.IncludeInEmails === true || sent.IncludeInEmails === 'true',
	};
}

export function list(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
