import { omit } from 'es-toolkit';
import { isRecord } from '../../http/isRecord';
import type { XeroContact } from './contact';
import { groupsFrom } from '../api/groupFrom';

/** The contacts of an answer of Xero; undefined where the answer is none about contacts. Pure. */
export function contactList(body: unknown): unknown[] | undefined {
	const list = isRecord(body) ? body.Contacts : undefined;
	return Array.isArray(list) ? list : undefined;
}

const LISTS = new Set(['Phones', 'Addresses', 'ContactPersons', 'ValidationErrors', 'Warnings']);

/** Xero's way to say that an element has no contact. */
const NO_CONTACT = '00000000-0000-0000-0000-000000000000';

/**
 * One contact as Xero sent it. A value of another type than documented counts as absent, so that whoever compares
 * contacts may rely on texts being texts and lists being lists; an element without a usable id has ContactID `''`.
 * Pure, never throws.
 */
export function contactFrom(element: unknown): XeroContact {
	const fields = isRecord(element) ? Object.entries(element) : [];
	const read = Object.fromEntries(fields.flatMap(([name, value]) => wellTyped(name, value)));
	const id = typeof read.ContactID === 'string' ? read.ContactID.toLowerCase() : '';
	return { ...read, ContactID: id === NO_CONTACT ? '' : id };
}

/** The fields of a contact that is remembered or mapped, read as one that Xero sent. Pure, never throws. */
export function contactFields(element: unknown): Omit<XeroContact, 'ContactID'> {
	return omit(contactFrom(element), ['ContactID']);
}

function wellTyped(name: string, value: unknown): [string, unknown][] {
	if (name === 'ContactGroups') return Array.isArray(value) ? [[name, groupsFrom(value)]] : [];
	if (LISTS.has(name)) return Array.isArray(value) ? [[name, value.filter(isRecord).map(textsOf)]] : [];
	if (name === 'HasValidationErrors' || name === 'IsCustomer') return [[name, value === true]];
	return typeof value === 'string' ? [[name, value]] : [];
}

/** Slots, people and messages hold texts, one flag, and errors of their own. */
function textsOf(entry: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(entry).flatMap(([name, value]) => {
			if (name === 'IncludeInEmails') return typeof value === 'boolean' ? [[name, value]] : [];
			return wellTyped(name, value);
		}),
	);
}
