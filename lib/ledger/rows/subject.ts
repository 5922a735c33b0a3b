/** The two kinds of Intercom records that are synced. */
export type SubjectKind = 'contact' | 'company';

/** The Intercom record that a row is about. Both columns together are the key of records, work and reviews. */
export interface Subject {
	kind: SubjectKind;
	/** Intercom's id, 24 hexadecimal digits; never the company_id of a company. */
	id: string;
}

/** A service that answers or refuses. */
export type Vendor = 'intercom' | 'xero';

/** Letters, digits, hyphen, underscore: nothing else occurs in an id of Intercom. */
const RECORD_ID = /^[\w-]{1,60}$/;

/** Whether a text can be the id of an Intercom record. Pure. */
export function isRecordId(text: string): boolean {
	return RECORD_ID.test(text);
}

/** One text for a subject, for maps and keys of alerts. Pure. */
export function subjectKey({ kind, id }: Subject): string {
	return `${kind} ${id}`;
}

/** One for each record, the last; in the order of the first. Pure. */
export function lastOfEach<One>(all: readonly One[], about: (one: One) => Subject): One[] {
	return [...new Map(all.map((one) => [subjectKey(about(one)), one])).values()];
}

/** The subject alone, of anything that has one. Pure. */
export function subjectOf({ kind, id }: Subject): Subject {
	return { kind, id };
}

/** A contact, in words for a person. Pure. */
export function subjectWords({ kind, id }: Subject): string {
	return `Intercom ${kind} ${id}`;
}
