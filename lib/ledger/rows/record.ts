import { xeroSubject, type Subject } from './subject';

/** Plain JSON; kept as one JSON text (never jsonb: it refuses what Intercom may send, and costs more). */
export type JsonObject = { [key: string]: unknown };

/**
 * What a person decided about a record. It stands until another one, is obeyed before any key, and goes with the record.
 * `create` becomes `bind` once the contact exists, or each sync would make another one.
 */
export type PersonsDecision =
	| { do: 'bind'; xeroContactId: string; by: string; at: number }
	| { do: 'create'; by: string; at: number }
	| { do: 'never'; by: string; at: number };

interface RecordColumns extends Subject {
	/** Grows by one with every write; the store sets it. */
	revision: number;
	/** The last sweep that saw it, or during which it was synced. */
	seenSweep: number;
	/** The chosen segments it was in when it was read last, sorted, `, ` between them; null: none was chosen. */
	segments: string | null;
	decision: PersonsDecision | null;
	/** Why it is not to be in Xero, such as `lead`: by the mapper when it was read last, or `neverSync` by a person; null: it is to be. */
	leftOut: string | null;
	/** What of what only Xero knows Intercom was told last, see decisions/balances.ts; null: nothing yet. */
	told: string | null;
}

/** What the last sync left behind. */
export interface SyncedFacts {
	/** As what: what was synced as one says nothing of another. */
	as: 'person' | 'staff' | 'organisation';
	/** Of the mapped values; '': not known, so the next sync compares. So it is in a doubted record, and in one that was brought back from Xero. */
	fingerprint: string;
	/** Intercom's updated_at of what was written last, to either side. */
	sourceUpdatedAtSeconds: number;
	/** Xero's UpdatedDateUTC after it, epoch ms. */
	xeroUpdatedAt: number;
	xeroContactId: string;
	/** The values both sides agreed on, under Xero's names. */
	values: JsonObject;
	/** What a notification shows of the state that was written, see shownState.ts; null: not known, so no notification is noise. */
	shown: string | null;
	/** Whether the Intercom record names the Xero contact; `owed`: it does not yet, and the work goes on until it does. */
	reference: 'stored' | 'owed';
	/** Epoch ms. */
	syncedAt: number;
}

type NoSync = { [Column in keyof SyncedFacts]: null };

/**
 * One Intercom record that the ledger knows. Work says what is to be done with it, this row what was done. At most 600
 * bytes with its keys: a fingerprint of 64, two ids of 60, values of some 200.
 *
 * | state | what it means | who moves it on, when it goes |
 * |---|---|---|
 * | unsynced | read or decided about, not in Xero by us: skipped, in review, `never` | a sync; a removal |
 * | synced | Xero held these values at syncedAt | a failure that leaves doubt; a removal |
 * | doubted | Xero may hold other values: its fingerprint says nothing, the rest still helps | the next sync |
 * | gone | left Intercom for good at goneAt; what is told of it later is late. Of a contact of Xero: the contact that it was in Intercom did | an unarchived or synced one is back; 30 days, of a contact of Xero never |
 */
export type RecordRow = RecordColumns &
	(
		| ({ state: 'unsynced'; goneAt: null } & NoSync)
		| ({ state: 'synced' | 'doubted'; goneAt: null } & SyncedFacts)
		| ({ state: 'gone'; goneAt: number } & NoSync)
	);

export const NO_SYNC: NoSync = {
	as: null, fingerprint: null, sourceUpdatedAtSeconds: null, xeroUpdatedAt: null, xeroContactId: null, values: null, shown: null, reference: null, syncedAt: null,
};

/** A record nothing is known of yet. Pure. */
export function newRecord({ kind, id }: Subject, seenSweep: number): RecordRow {
	return { kind, id, revision: 0, seenSweep, segments: null, decision: null, leftOut: null, told: null, state: 'unsynced', goneAt: null, ...NO_SYNC };
}

/** That the contact which a contact of Xero was in Intercom left: its ContactID, and when. Pure. */
export function leftRecord(xeroContactId: string, goneAt: number): RecordRow {
	return { ...newRecord(xeroSubject(xeroContactId), 0), ...NO_SYNC, state: 'gone', goneAt };
}

/** Whether something was synced of it, doubted or not. Pure. */
export function wasSynced(record: RecordRow | null | undefined): record is RecordRow & SyncedFacts {
	return record?.state === 'synced' || record?.state === 'doubted';
}

/** A person said never to sync it: nothing that is told of it makes work. Pure. */
export function isLeftAlone(record: RecordRow | null): boolean {
	return record?.decision?.do === 'never';
}
