/** The two kinds of Intercom records that are synced. */
export const INTERCOM_KINDS = ['contact', 'company'] as const;

/** And a contact of Xero that has no Intercom record yet, where such are created: it is one only until it has. */
export const SUBJECT_KINDS = [...INTERCOM_KINDS, 'xeroContact'] as const;

export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** The record that a row is about. Both columns together are the key of records, work and reviews. */
export interface Subject {
	kind: SubjectKind;
	/** Intercom's id, 24 hexadecimal digits, never the company_id of a company; of a `xeroContact` its ContactID in lower case. */
	id: string;
}

/** Pure. */
export function xeroSubject(xeroContactId: string): Subject {
	return { kind: 'xeroContact', id: xeroContactId.toLowerCase() };
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

/** A record, in words for a person. Pure. */
export function subjectWords({ kind, id }: Subject): string {
	return kind === 'xeroContact' ? `Xero contact ${id}` : `Intercom ${kind} ${id}`;
}

/** What one of its kind is called within a sentence. Pure. */
export function kindNoun(kind: SubjectKind): string {
	return kind === 'xeroContact' ? 'contact of Xero' : kind;
}

/** The same where it begins a line. Pure. */
export function kindWords(kind: SubjectKind): string {
	return kind === 'xeroContact' ? 'Xero contact' : kind === 'company' ? 'Company' : 'Contact';
}
