import type { CustomAttributes, IntercomContact } from '../../intercom/profile/profile';
import type { XeroContact } from '../../xero/contact/contact';
import { splitPersonName } from '../person/personName';
import { namesOf } from '../rules/recommended';
import { joinedName } from './joinedName';

type Named = Pick<IntercomContact, 'name' | 'custom_attributes'>;

/**
 * The name of an Intercom contact as the mapping to Xero reads it, for comparing: its attributes first_name and last_name win
 * over its name. `''` where nobody is named. Pure.
 */
export function nameInIntercom(contact: Named): string {
	const { first, last, whole } = namesOf(contact);
	return joinedName(first, last) || whole;
}

/**
 * The attributes that have to change with the name of an Intercom contact: where it has first_name or last_name, the
 * mapping to Xero goes by them and would undo the new name. Pure.
 * @param name as it is written to Intercom
 * @param names FirstName and LastName of Xero, of which it is made
 * @returns nothing where the contact has neither; null empties one
 */
export function nameAttributes({ custom_attributes }: Named, name: string, names: Readonly<Pick<XeroContact, 'FirstName' | 'LastName'>>): CustomAttributes {
	const hasBoth = isHeld(custom_attributes.first_name) && isHeld(custom_attributes.last_name);
	// Beside one attribute the other half comes from the name, so it has to be the half that the name is split into.
	const split = splitPersonName(name);
	const halves = hasBoth && names.FirstName ? { first_name: names.FirstName, last_name: names.LastName } : { first_name: split.first, last_name: split.last };
	return Object.fromEntries(Object.entries(halves).flatMap(([half, value]) => (isHeld(custom_attributes[half]) ? [[half, value || null]] : [])));
}

function isHeld(value: CustomAttributes[string] | undefined): boolean {
	return typeof value === 'string' && value.trim() !== '';
}
