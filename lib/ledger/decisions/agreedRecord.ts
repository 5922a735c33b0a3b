import { newRecord, wasSynced, type RecordRow, type SyncedFacts } from '../rows/record';
import type { Subject } from '../rows/subject';
import type { Settling } from './settling';
import { syncedAs } from './syncedAs';

/** What both sides hold after something went from Xero to Intercom. */
interface Agreed extends Pick<SyncedFacts, 'xeroContactId' | 'xeroUpdatedAt' | 'values'> {
	intercomUpdatedAtSeconds: number;
	/** Absent: not known. */
	shown?: string;
}

/** What is known of a record; one that is gone begins anew. Pure. */
export function knownRecord(subject: Subject, was: RecordRow | null): RecordRow {
	return was === null || was.state === 'gone' ? newRecord(subject, was?.seenSweep ?? 0) : was;
}

/** The record once both sides agree. Its fingerprint is not known, so whatever changes next in Intercom is compared with Xero. Pure. */
export function agreedRecord(known: RecordRow, agreed: Agreed, reference: SyncedFacts['reference'], { settings, now, sweep }: Settling): RecordRow {
	const { xeroContactId, xeroUpdatedAt, values, intercomUpdatedAtSeconds, shown = null } = agreed;
	return {
		...known, seenSweep: Math.max(known.seenSweep, sweep), leftOut: null, state: 'synced', goneAt: null, as: wasSynced(known) ? known.as : syncedAs(known.kind, settings.billTo), fingerprint: '', sourceUpdatedAtSeconds: intercomUpdatedAtSeconds, xeroUpdatedAt,
		xeroContactId, values, shown, reference, syncedAt: now,
	};
}
