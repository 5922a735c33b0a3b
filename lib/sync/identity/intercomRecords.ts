import type { MappedRecord } from '../record/record';

/** What Intercom says of one of its records. */
export type RecordState =
	/** Deleted for good: neither a contact nor a company of that id is in the workspace. */
	| { state: 'gone' }
	/** @property email lower case, `''` for none */
	| { state: 'present'; email: string }
	/** Intercom gave no answer that proves either. */
	| { state: 'unknown' };

/** The way to ask Intercom, where the user has given it. */
export interface IntercomRecords {
	/**
	 * @param id of the record that is asked for
	 * @param by a record that is known to be there: where Intercom does not know that one either, it is another workspace
	 */
	look(id: string, by: Pick<MappedRecord, 'intercomId' | 'kind'>): Promise<RecordState>;
}

/** What a run has learned besides the contacts. Grows while it runs. */
export interface Known {
	/** Ids (lower case) of records that Intercom says are gone. */
	gone: Set<string>;
	/** Ids (lower case) of records that are there, with their emails (lower case). */
	present: Map<string, string>;
	/** Ids (lower case) that Intercom could say nothing of. */
	unknown: Set<string>;
	/** ContactID to the Intercom id that holds it, see IdentifyOptions. */
	heldBy: Map<string, string>;
}

/** What a run knows at its start: the emails of its own records. Pure. */
export function knownFrom(records: readonly MappedRecord[]): Known {
	const present = new Map(records.map(({ intercomId, match }) => [intercomId.toLowerCase(), (match.email ?? '').toLowerCase()]));
	return { gone: new Set(), present, unknown: new Set(), heldBy: new Map() };
}
