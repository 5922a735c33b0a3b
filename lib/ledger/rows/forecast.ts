import type { AuditChange } from './audit';
import type { JsonObject } from './record';
import type { Subject } from './subject';

/** Why a field stays as Xero has it; see WhyKept of lib/sync. */
export const WHY_KEPT = ['ifEmpty', 'onCreate', 'notOurs', 'lead', 'byRule'] as const;

/** A field that changes, or that differs and stays. */
export interface ForeseenChange extends AuditChange {
	/** Somebody changed it in Xero since the last sync. */
	changedInXero?: true;
	/** It differs, and stays as Xero has it; absent: it is written. */
	kept?: (typeof WHY_KEPT)[number];
}

/** The columns beside the key, as an item of a dry run, or of a reconciliation, tells them. */
export interface Foreseen {
	/** How the record would leave the workflow. */
	outcome: 'created' | 'updated' | 'unchanged' | 'linked' | 'review' | 'failed' | 'rejected' | 'skipped';
	/** Stable code, such as `wouldCreate`. */
	reason: string;
	message: string;
	nextStep: string;
	/** The contact of Xero it would be; null: none that is there. */
	xeroContactId: string | null;
	/** Fields that would change, or did, or differ and stay; values only where the audit log shows them. One JSON text. */
	changes: ForeseenChange[];
	/** The contact of Xero as it would be; null: as it is, or another forecast of the page has it. One JSON text. */
	contact: JsonObject | null;
}

/**
 * What a dry run foresees of one record, or what a reconciliation found to differ. It stands until the next job begins,
 * unless that follows it, 30 days at most, and goes with the record when that is erased.
 */
export interface ForecastRow extends Subject, Foreseen {
	jobId: string;
	revision: number;
	/** Epoch ms. */
	at: number;
}

/** One of the keys by which a later record of the same run may meet the contact of a forecast, as the upsert makes them. */
export interface ForecastKey extends Subject {
	key: string;
}

/** The one of a record; null: there is none. Pure. */
export function forecastOf(rows: readonly ForecastRow[], subject: Subject): ForecastRow | null {
	return rows.find(({ kind, id }) => kind === subject.kind && id === subject.id) ?? null;
}
