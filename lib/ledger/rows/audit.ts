import type { SubjectKind } from './subject';
import type { Why } from './work';

export interface AuditChange {
	field: string;
	/** Absent where values are hidden. */
	before?: string;
	after?: string;
}

/** One line of the log; only ever appended. It goes by age and by count, and with its record when that is erased. */
export interface AuditEntry {
	/** Epoch ms. */
	at: number;
	/** null: about the ledger, not about a record. */
	kind: SubjectKind | null;
	id: string | null;
	why: Why | 'ledger';
	topic: string;
	/** What happened, such as `created`, `review`, `failed`, `removed`, `decided`, `noLongerYours`. */
	event: string;
	reason: string;
	/** Names of the changed fields, and values where the user switched them on. One JSON text. */
	changes: AuditChange[];
	/** The vendors' ids of the requests. One JSON text. */
	requestIds: string[];
	xeroContactId: string | null;
	/** Who decided; '' where nobody did. */
	by: string;
	intercomUpdatedAtSeconds: number | null;
	xeroUpdatedAt: number | null;
}

/** As it is read. */
export interface NumberedAuditEntry extends AuditEntry {
	/** Grows with every entry, with gaps. */
	seq: number;
}
