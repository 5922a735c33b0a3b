import type { BackValues } from '../../sync/record/backRecord';
import { readEmail } from '../values/email';
import { shown } from '../rules/problem';

/** Characters of a text in Intercom; documented for attributes, and held to for names and websites. @see https://www.intercom.com/help/en/articles/179-create-and-track-custom-data-attributes-cdas */
export const MAX_TEXT_CHARS = 255;

/** One reason why a value of Xero may not go to Intercom, as a person wants to read it. */
export interface BackProblem {
	/** Intercom's name of the field; attributes as `custom_attributes.plan`. */
	field: string;
	/** Stable code of the rule that was broken, such as `maxChars`. */
	rule: string;
	/** The value, cut to 80 characters. */
	value: string;
	message: string;
	/** What to do about it. */
	fix: string;
}

/** Builds a problem; the value is cut. Pure. */
export function backProblem(field: string, rule: string, value: string, message: string, fix: string): BackProblem {
	return { field, rule, value: shown(value), message, fix };
}

const LABELS = { name: 'Name', phone: 'Phone', website: 'Website' } as const;

/** Checks values against what Intercom takes, all breaches together. Attributes were checked when they were assigned. Pure. */
export function checkValues(values: BackValues): BackProblem[] {
	const long = (['name', 'phone', 'website'] as const).flatMap((field) => {
		const text = values[field] ?? '';
		const message = `${LABELS[field]} is ${text.length} characters long, Intercom takes ${MAX_TEXT_CHARS}`;
		return text.length <= MAX_TEXT_CHARS ? [] : [backProblem(field, 'maxChars', text, message, 'Shorten it in Xero.')];
	});
	return [...long, ...checkEmail(values.email ?? '')];
}

function checkEmail(email: string): BackProblem[] {
	const read = readEmail(email);
	return read.kind === 'unusable' ? [backProblem('email', read.rule, email, `Email ${read.message}`, 'Correct the email of the contact in Xero.')] : [];
}
