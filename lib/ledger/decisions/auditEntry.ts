import type { AuditChange, AuditEntry } from '../rows/audit';
import type { Subject } from '../rows/subject';
import type { WorkRow } from '../rows/work';
import type { Change } from '../store/step';

type Cause = Pick<WorkRow, 'why' | 'topic'>;
type Facts = Pick<AuditEntry, 'event' | 'reason'> & Partial<Omit<AuditEntry, 'at' | 'kind' | 'id' | 'why' | 'topic'>>;

const NO_FACTS = { changes: [], requestIds: [], xeroContactId: null, by: '', intercomUpdatedAtSeconds: null, xeroUpdatedAt: null };

/** One line about a record. Pure. */
export function recordEntry({ kind, id }: Subject, cause: Cause, facts: Facts, now: number): Change {
	return { do: 'audit', entries: [{ ...NO_FACTS, ...facts, at: now, kind, id, why: cause.why, topic: cause.topic }] };
}

/** One line about the ledger itself. Pure. */
export function ledgerEntry(now: number, event: string, reason: string, by = ''): Change {
	return { do: 'audit', entries: [{ ...NO_FACTS, at: now, kind: null, id: null, why: 'ledger', topic: '', event, reason, by }] };
}

/** Names of the changed fields, and values only where the user wants them in the log. Pure. */
export function changesFor(changes: readonly AuditChange[], values: boolean): AuditChange[] {
	return changes.map(({ field, before, after }) => (values ? { field, ...(before !== undefined && { before }), ...(after !== undefined && { after }) } : { field }));
}
