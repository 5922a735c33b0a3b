import type { WritableContact } from '../../xero/contact/contact';
import { MAX_CONTACT_PERSONS } from '../../xero/pace/limits';
import { readEmail } from '../values/email';
import {
	ADDRESS_PART_MAX_CHARS,
	mappedFields,
	MAX_CONTACT_NUMBER_CHARS,
	PERSON_PART_MAX_CHARS,
	PHONE_PART_MAX_CHARS,
	XERO_FIELDS,
	type TextField,
} from './fieldTable';
import { problem, type Problem } from './problem';

type Field = Problem['field'];

/** Every value goes on one line; our own transforms turn line breaks into blanks or lines of an address. */
const CONTROL = /\p{Cc}/u;

const OTHER_TEXTS = mappedFields().filter(isText).filter((field) => field !== 'Name');

/**
 * Checks a contact against every limit that Xero documents, before anything is sent. Values are judged as they are,
 * nothing is mended here. All breaches are reported together. Pure, never throws.
 * @returns an empty list if Xero will take the contact
 */
export function checkContact(contact: WritableContact): Problem[] {
	const found = checkText('Name', contact.Name);
	for (const field of OTHER_TEXTS) {
		// Looked up first: most fields of most contacts are absent.
		if (contact[field] !== undefined) found.push(...checkText(field, contact[field]));
	}
	for (const phone of contact.Phones ?? []) found.push(...checkParts(`Phones.${phone.PhoneType}`, phone, PHONE_PART_MAX_CHARS));
	for (const address of contact.Addresses ?? []) {
		const slot: Field = `Addresses.${address.AddressType}`;
		found.push(...checkParts(slot, address, ADDRESS_PART_MAX_CHARS), ...checkCountry(`${slot}.Country`, address.Country));
	}
	return contact.ContactPersons === undefined ? found : [...found, ...checkPersons(contact.ContactPersons)];
}

/** Checks the id that becomes Xero's ContactNumber. Pure. */
export function checkContactNumber(id: string): Problem[] {
	return tooLong('ContactNumber', 'Contact Number', id, MAX_CONTACT_NUMBER_CHARS);
}

function isText(field: keyof WritableContact): field is TextField {
	return field !== 'Phones' && field !== 'Addresses' && field !== 'ContactPersons';
}

function checkText(field: TextField, value: string | undefined): Problem[] {
	const { label, maxChars } = XERO_FIELDS[field];
	if (field === 'Name') return checkName(value ?? '');
	if (value === undefined || value === '') return [];
	if (field === 'EmailAddress') return checkEmail(field, label, value);
	if (field === 'DefaultCurrency') return checkCurrency(value);
	return checkLine(field, label, value, maxChars);
}

function checkName(name: string): Problem[] {
	if (name.trim() === '') return [nameMissing()];
	const found = checkLine('Name', 'Name', name, XERO_FIELDS.Name.maxChars);
	if (/[<>]/.test(name)) {
		found.push(problem('Name', 'angleBrackets', name, 'Name has < or >, which Xero refuses', 'Remove them from the name.'));
	}
	if (/^\s|\s$|\s{2}/.test(name)) {
		found.push(problem('Name', 'blanks', name, 'Name has blanks at an end or two in a row, which Xero refuses', 'Remove them.'));
	}
	return found;
}

function nameMissing(): Problem {
	const fix = 'Give the contact a name, a company or an email in Intercom.';
	return problem('Name', 'required', '', 'There is nothing to use as Name: no name, no company and no email', fix);
}

function checkEmail(field: Field, label: string, value: string): Problem[] {
	const read = readEmail(value);
	return read.kind === 'unusable' ? [problem(field, read.rule, value, `${label} ${read.message}`, read.fix)] : [];
}

function checkCurrency(value: string): Problem[] {
	if (/^[A-Z]{3}$/.test(value)) return [];
	return [problem('DefaultCurrency', 'currencyCode', value, 'Default Currency is not an ISO code of three letters', 'Map a code such as AUD.')];
}

function checkCountry(field: Field, value: string | undefined): Problem[] {
	if (value === undefined || /^[A-Za-z ]*$/.test(value)) return [];
	return [problem(field, 'countryLetters', value, 'Country may have English letters only', 'Map the English name of the country.')];
}

function checkPersons(persons: NonNullable<WritableContact['ContactPersons']>): Problem[] {
	const found = persons.flatMap((person, index) => {
		const field: Field = `ContactPersons.${index + 1}`;
		const email = person.EmailAddress ? checkEmail(`${field}.EmailAddress`, `Email of contact person ${index + 1}`, person.EmailAddress) : [];
		return [...checkParts(field, person, PERSON_PART_MAX_CHARS), ...email];
	});
	if (persons.length <= MAX_CONTACT_PERSONS) return found;
	const message = `There are ${persons.length} contact persons, Xero allows ${MAX_CONTACT_PERSONS}`;
	const names = persons.map(({ FirstName, LastName }) => `${FirstName ?? ''} ${LastName ?? ''}`.trim()).join(', ');
	return [problem('ContactPersons', 'maxPersons', names, message, 'Map fewer people.'), ...found];
}

/** Every part that has a limit; what is no part of the slot (its type) has none. */
function checkParts(slot: Field, parts: object, limits: Readonly<Record<string, number>>): Problem[] {
	const found: Problem[] = [];
	for (const [part, value] of Object.entries(parts)) {
		const limit = limits[part];
		if (limit === undefined || typeof value !== 'string' || (value.length <= limit && !CONTROL.test(value))) continue;
		found.push(...checkLine(`${slot}.${part}` as Field, `${slot}.${part}`, value, limit));
	}
	return found;
}

function checkLine(field: Field, label: string, value: string, maxChars: number | null): Problem[] {
	const found = maxChars === null ? [] : tooLong(field, label, value, maxChars);
	if (!CONTROL.test(value)) return found;
	return [...found, problem(field, 'controlCharacters', value, `${label} has line breaks or control characters`, 'Map a single line of text.')];
}

function tooLong(field: Field, label: string, value: string, maxChars: number): Problem[] {
	if (value.length <= maxChars) return [];
	const message = `${label} is ${value.length} characters long, Xero allows ${maxChars}`;
	return [problem(field, 'maxChars', value, message, 'Shorten the value in Intercom, or map another one.')];
}
