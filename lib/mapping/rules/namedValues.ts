import type { Profile } from '../../intercom/profile/profile';
import { companyName } from './draft';
import { namesOf } from './recommended';

/** A value of a contact that a field of the custom mapping takes by its name: what the recommended mapping would take. */
export interface NamedValue {
	label: string;
	description: string;
	of(profile: Profile): string;
}

/**
 * By what the form keeps in the field. Names are split here, with particles, single names and "Last, First", as no
 * expression could; the sign in front keeps them apart from what a person types.
 */
export const NAMED_VALUES = {
	'@name': { label: 'Name of the Contact', description: 'The whole name; where there is none that of the company, else the email', of: ({ contact }) => namesOf(contact).whole },
	'@firstName': { label: 'First Name, Split From the Name', description: 'The attribute first_name, else split from the name', of: ({ contact }) => namesOf(contact).first },
	'@lastName': { label: 'Last Name, Split From the Name', description: 'The attribute last_name, else split from the name, with its particles ("van der Berg")', of: ({ contact }) => namesOf(contact).last },
	'@email': { label: 'Email of the Contact', description: 'Mended where a typing error is plain', of: ({ contact }) => contact.email ?? '' },
	'@phone': { label: 'Phone of the Contact', description: 'Read into country, area and number', of: ({ contact }) => contact.phone ?? '' },
	'@company': { label: 'Name of the Company', description: 'The name of the oldest company of the contact', of: ({ companies }) => companyName(companies) },
} as const satisfies Readonly<Record<string, NamedValue>>;

export type NameOfValue = keyof typeof NAMED_VALUES;

/** What the field holds, or what it names. Pure. */
export function resolved(value: unknown, profile: Profile): unknown {
	return isNameOfValue(value) ? NAMED_VALUES[value].of(profile) : value;
}

function isNameOfValue(value: unknown): value is NameOfValue {
	return typeof value === 'string' && Object.hasOwn(NAMED_VALUES, value);
}
