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

/** One text for a subject, for maps and keys of alerts. Pure. */
export function subjectKey({ kind, id }: Subject): string {
	return `${kind} ${id}`;
}

/** The subject alone, of anything that has one. Pure. */
export function subjectOf({ kind, id }: Subject): Subject {
	return { kind, id };
}

/** A contact, in words for a person. Pure. */
export function subjectWords({ kind, id }: Subject): string {
	return `Intercom ${kind} ${id}`;
}
