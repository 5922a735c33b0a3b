import type { Subject } from '../rows/subject';
import { NO_LEASE, PRIORITY_ORDER, type ParkedWork, type Priority, type RunningWork, type WaitingWork, type Why, type WorkRow } from '../rows/work';

/** Why and how urgently a record is to be looked at. */
export interface Cause {
	why: Why;
	topic: string;
	priority: Priority;
	jobId: string | null;
}

/** Xero told of a change: as urgent as one that Intercom tells of. */
export const CHANGED_IN_XERO: Cause = { why: 'changedInXero', topic: '', priority: 'live', jobId: null };

/** What only Xero knows: behind everything live. */
export const BALANCES: Cause = { why: 'balances', topic: '', priority: 'bulk', jobId: null };

const NO_FAILURE = { class: null, reason: null, message: null, nextStep: null, failedAt: null } as const;

/** A row of work for a record that had none, of a cause on Intercom's side. Pure. */
export function newWork({ kind, id }: Subject, cause: Cause, now: number): WaitingWork {
	return {
		kind, id, revision: 0, state: 'waiting', heldBy: null, ...NO_LEASE, ...NO_FAILURE, why: cause.why, topic: cause.topic, priority: cause.priority, jobId: cause.jobId, since: now, dueAt: now, attempts: 0,
		scheduledAt: null, uncertain: false, waitsFor: null, approved: false, removal: 'none', removalAtSeconds: 0, confirmed: false, fromIntercom: true, xeroChangedAt: null,
		bothChangedDecision: null, balance: null,
	};
}

/** The row, waiting: what it learned stays, its lease goes. Pure. */
export function waiting(row: WorkRow, changes: Partial<Omit<WaitingWork, 'state' | 'heldBy' | keyof typeof NO_LEASE>>): WaitingWork {
	return { ...row, ...NO_LEASE, state: 'waiting', heldBy: null, ...changes };
}

/**
 * The row with one more cause on Intercom's side, due at once. A try that was planned stays planned, and its count too; one that was given up
 * begins anew, because what was wrong may have been mended. The more urgent priority wins; bulk never pushes live back. Pure.
 */
export function dueFor(row: WaitingWork | ParkedWork, cause: Cause, now: number): WaitingWork {
	const anew = row.state === 'parked' ? { attempts: 0, scheduledAt: null, since: now } : {};
	return waiting(row, { ...causeOf(row, cause), fromIntercom: true, dueAt: Math.min(row.state === 'parked' ? now : row.dueAt, now), ...anew });
}

/** The newest cause, never less urgent than before. A row of a job stays of it. Pure. */
export function causeOf(row: Pick<WorkRow, 'priority' | 'jobId' | 'state'>, cause: Cause): Cause {
	const isUrgent = row.state !== 'parked' && PRIORITY_ORDER[row.priority] < PRIORITY_ORDER[cause.priority];
	return { why: cause.why, topic: cause.topic, priority: isUrgent ? row.priority : cause.priority, jobId: row.jobId ?? cause.jobId };
}

/** After a failure a live change goes behind what is live now. Pure. */
export function afterItsFirstTry(priority: Priority): Priority {
	return priority === 'live' ? 'normal' : priority;
}

/** Whether an outcome under this token is still awaited of the row: else the lease was lost. Pure. */
export function isLeasedTo(row: WorkRow | null, token: string): row is RunningWork {
	return row?.state === 'running' && row.token === token && token !== '';
}
