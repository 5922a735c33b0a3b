import type { MappedRecord } from '../record/record';
import type { PresentRecord } from './identity';

/** What Intercom says of one of its records. */
export type RecordState =
	/** Deleted for good: neither a contact nor a company of that id is in the workspace. */
	| { state: 'gone' }
	| ({ state: 'present' } & PresentRecord)
	/** It lives on in another one. */
	| { state: 'merged'; winnerId: string }
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
	/** Ids (lower case) of records that are there. */
	present: Map<string, PresentRecord>;
	/** Ids (lower case) of records that were merged away, and those into which they were, as Intercom spells them. */
	merged: Map<string, string>;
	/** Ids (lower case) that Intercom could say nothing of. */
	unknown: Set<string>;
	/** ContactID to the Intercom id that holds it, see IdentifyOptions. */
	heldBy: Map<string, string>;
}

/** What a run knows at its start: the emails of its own records. Pure. */
export function knownFrom(records: readonly MappedRecord[]): Known {
	const present = new Map(records.map(({ intercomId, role, match }) => [intercomId.toLowerCase(), { email: (match.email ?? '').toLowerCase(), isLead: role === 'lead' }]));
	return { gone: new Set(), present, merged: new Map(), unknown: new Set(), heldBy: new Map() };
}

/**
 * The record with the ids of those that were merged into it over others, as far as Intercom was asked about them: the record
 * itself names only those that were merged straight into it. Pure.
 */
export function withEarlierIds(record: MappedRecord, merged: Known['merged']): MappedRecord {
	const ids = [record.intercomId, ...record.previousIds];
	const more = [...merged].filter(([id, winner]) => winner === record.intercomId && !ids.includes(id)).map(([id]) => id);
	return more.length === 0 ? record : { ...record, previousIds: [...record.previousIds, ...more] };
}
