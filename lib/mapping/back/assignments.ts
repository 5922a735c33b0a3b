import { isOwnName } from '../../intercom/attributes/attributeNames';
import type { BackValues } from '../../sync/record/backRecord';
import { backProblem, MAX_TEXT_CHARS, type BackProblem } from './problems';
import { readableFields, type ReadableField } from './readableFields';
import type { ReadableContact } from './recommendedBack';

/** An attribute of Intercom that is filled from a field of Xero. */
export interface Assignment {
	/** Id of a readable field. */
	field: string;
	attribute: string;
	/** `number`: for an attribute of that type; a text that is none is left out. */
	as: 'text' | 'number';
}

export interface Assigned {
	attributes: NonNullable<BackValues['custom_attributes']>;
	problems: BackProblem[];
}

/**
 * The values of the assigned attributes, null where Xero has none. Of two assignments to one attribute the first with a
 * value counts. An assignment of an unknown field or to an attribute that Intercom cannot have is a problem of every record. Pure, never throws.
 */
export function assigned(contact: ReadableContact, assignments: readonly Assignment[], country: string): Assigned {
	const attributes = new Map<string, string | number | null>();
	const problems: BackProblem[] = [];
	for (const assignment of assignments) {
		const field = readableFields().find(({ id }) => id === assignment.field);
		const fault = faultOf(assignment, field);
		if (fault !== undefined || field === undefined) {
			if (fault !== undefined) problems.push(fault);
			continue;
		}
		const { value, problem } = valueOf(assignment, field, field.read(contact, country));
		if (problem !== undefined) problems.push(problem);
		else attributes.set(assignment.attribute, attributes.get(assignment.attribute) ?? value);
	}
	return { attributes: Object.fromEntries(attributes), problems };
}

/** The same of what the ledger remembers: of a source that it does not remember nothing. Pure. */
export function agreedAttributes(remembered: ReadableContact, assignments: readonly Assignment[], country: string): Assigned['attributes'] {
	const known = assignments.filter(({ field }) => {
		const readable = readableFields().find(({ id }) => id === field);
		return readable !== undefined && remembered[readable.source] !== undefined;
	});
	return assigned(remembered, known, country).attributes;
}

function faultOf({ attribute, field: id }: Assignment, field: ReadableField | undefined): BackProblem | undefined {
	const at = `custom_attributes.${attribute}`;
	if (field === undefined) return backProblem(at, 'fieldUnknown', id, `"${id}" is no field of a Xero contact`, 'Choose the Xero field of this attribute from the list.');
	if (/[.$]/.test(attribute)) return backProblem(at, 'attributeName', attribute, 'The name of the attribute has a full stop or a dollar sign, which Intercom does not take', 'Choose another attribute.');
	if (isOwnName(attribute)) return backProblem(at, 'attributeOfTheSync', attribute, `${attribute} says which Xero contact the record is, and only Set Xero Reference writes it`, 'Choose another attribute.');
	return undefined;
}

function valueOf({ attribute, as }: Assignment, { label }: ReadableField, text: string): { value: string | number | null; problem?: BackProblem } {
	if (text === '') return { value: null };
	const at = `custom_attributes.${attribute}`;
	if (as === 'number') {
		const number = /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
		return Number.isFinite(number) ? { value: number } : { value: null, problem: backProblem(at, 'notANumber', text, `${label} is no number`, 'Correct it in Xero, or write the attribute as text.') };
	}
	if (text.length <= MAX_TEXT_CHARS) return { value: text };
	return { value: null, problem: backProblem(at, 'maxChars', text, `${label} is ${text.length} characters long, Intercom takes ${MAX_TEXT_CHARS} in an attribute`, 'Shorten it in Xero, or leave the attribute out.') };
}
