import type { MappedField } from '../../sync/record/record';
import type { AddressType, PhoneType } from '../../xero/contact/contact';
import {
	ADDRESS_PART_MAX_CHARS,
	ADDRESS_SLOTS,
	mappedFields,
	PHONE_SLOTS,
	XERO_FIELDS,
	type AddressPart,
	type TextField,
} from './fieldTable';
import type { NameOfValue } from './namedValues';

/** Where the value of a form field goes. */
export type FormTarget =
	| { kind: 'text'; field: TextField }
	| { kind: 'phone'; slot: PhoneType }
	| { kind: 'address'; slot: AddressType; part: AddressPart }
	| { kind: 'persons' };

/** One line of the custom mapping's form. */
export interface FormField {
	id: string;
	label: string;
	target: FormTarget;
	/** Values of the contact that the form offers by name, see namedValues.ts; the first is what the recommended mapping takes. */
	offered?: readonly NameOfValue[];
}

const OFFERED: Readonly<Record<string, readonly NameOfValue[]>> = {
	Name: ['@name', '@company', '@email', '@firstName', '@lastName'],
	FirstName: ['@firstName', '@name', '@lastName'],
	LastName: ['@lastName', '@name', '@firstName'],
	EmailAddress: ['@email'],
	PhoneDEFAULT: ['@phone'],
};

let lines: readonly FormField[] | undefined;

/** All lines of the form, in the order of the field table: a slot of a phone or a part of an address is a line. Pure. */
export function formFields(): readonly FormField[] {
	// Made once, at first use: every record of a custom mapping asks for them.
	lines ??= mappedFields().flatMap(linesOf);
	return lines;
}

function linesOf(field: MappedField): FormField[] {
	if (field === 'Phones') return phoneFields();
	if (field === 'Addresses') return addressFields();
	if (field === 'ContactPersons') return [{ id: field, label: XERO_FIELDS[field].label, target: { kind: 'persons' } }];
	return [line(field, XERO_FIELDS[field].label, { kind: 'text', field })];
}

function phoneFields(): FormField[] {
	const slots = Object.entries(PHONE_SLOTS) as [PhoneType, string][];
	return slots.map(([slot, label]) => line(`Phone${slot}`, label, { kind: 'phone', slot }));
}

function addressFields(): FormField[] {
	const slots = Object.entries(ADDRESS_SLOTS) as [AddressType, string][];
	const parts = Object.keys(ADDRESS_PART_MAX_CHARS) as AddressPart[];
	return slots.flatMap(([slot, label]) =>
		parts.map((part) => line(`Address${slot}${part}`, `${label}: ${spaced(part)}`, { kind: 'address', slot, part })),
	);
}

function line(id: string, label: string, target: FormTarget): FormField {
	const offered = OFFERED[id];
	return { id, label, target, ...(offered !== undefined && { offered }) };
}

/** `AddressLine1` to `Line 1`, `PostalCode` to `Postal Code`. */
function spaced(part: string): string {
	return part.replace(/^Address/, '').replace(/(?<=[a-z])(?=[A-Z\d])/g, ' ');
}
