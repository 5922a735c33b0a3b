import type { MappedField } from '../../sync/record/record';

/** One reason why a record may not be sent, as a person wants to read it. */
export interface Problem {
	/** Xero's name of the field; parts as `Phones.DEFAULT` or `Addresses.STREET.Country`. */
	field: MappedField | `${MappedField}.${string}` | 'ContactNumber' | 'item';
	/** Stable code of the rule that was broken, such as `maxChars`. */
	rule: string;
	/** The value, cut to 80 characters. */
	value: string;
	/** What is wrong, in words. */
	message: string;
	/** What to do about it. */
	fix: string;
}

/** Longest piece of a value that a message repeats. */
const SHOWN_CHARS = 80;

/** Builds a problem; the value is cut, so that no long body travels in items, messages or logs. Pure. */
export function problem(field: Problem['field'], rule: string, value: string, message: string, fix: string): Problem {
	return { field, rule, value: shown(value), message, fix };
}

/** At most 80 characters on one line, cut between characters and not within one. Pure. */
export function shown(value: string): string {
	// Four times the limit is enough to cut from, and keeps a megabyte of text from being walked through.
	const line = value.slice(0, SHOWN_CHARS * 4).replace(/[\s\p{C}]+/gu, ' ');
	const characters = [...line];
	return characters.length <= SHOWN_CHARS ? line : `${characters.slice(0, SHOWN_CHARS - 1).join('')}…`;
}
