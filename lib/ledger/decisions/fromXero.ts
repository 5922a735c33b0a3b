import type { Creation } from '../bothWays';
import { isLeftAlone, wasSynced, type RecordRow, type SyncedFacts } from '../rows/record';
import type { WorkRow } from '../rows/work';
import type { LedgerSettings } from '../settings';
import { syncedAs } from './syncedAs';

/** A time of Xero that lies so far ahead of ours cannot be gone by: contacts of demo companies are changed in the future. */
const UNBELIEVABLE_MS = 5 * 60_000;

type Ways = Pick<LedgerSettings, 'billTo' | 'bothWays'>;

/**
 * Whether what changes in Xero goes to this record: both ways are on, it is synced as what it is synced as now, and neither a
 * person nor the mapping leaves it out. One of a company's staff shares the contact of the company, which goes to the company. Pure.
 */
export function flowsBack(record: RecordRow | null, { billTo, bothWays }: Ways): record is RecordRow & SyncedFacts {
	if (bothWays === null || !wasSynced(record) || isLeftAlone(record) || record.leftOut !== null) return false;
	return isItsOwn(record, billTo);
}

/**
 * Which contacts of Xero become users in Intercom; null: none. Where companies are billed, the contacts of Xero are companies,
 * and no user is made of one. Pure.
 */
export function creationOf({ billTo, bothWays }: Ways): Creation | null {
	return billTo === 'person' ? (bothWays?.creation ?? null) : null;
}

/** Whether the contact in Xero is this record's own, and not the one of its company. Pure. */
export function isItsOwn({ kind, as }: Pick<RecordRow, 'kind' | 'as'>, billTo: LedgerSettings['billTo']): boolean {
	return as !== 'staff' && as === syncedAs(kind, billTo);
}

/**
 * Whether a change that Xero tells of is later than the state of the contact that is known, so that somebody has to look.
 * Events carry the time of the change; the same time is that state itself, mostly our own write. Pure.
 */
export function isNewInXero(changedAt: number, xeroUpdatedAt: number, now: number): boolean {
	return xeroUpdatedAt > now + UNBELIEVABLE_MS ? changedAt !== xeroUpdatedAt : changedAt > xeroUpdatedAt;
}

/** Whether only a change in Xero makes it work: it goes from Xero to Intercom. What is said of a removal is looked at in Intercom. Pure. */
export function isOfXeroAlone({ fromIntercom, removal }: Pick<WorkRow, 'fromIntercom' | 'removal'>): boolean {
	return !fromIntercom && removal === 'none';
}

/** What Xero told of and is not in the state that is known; null: nothing. Pure. */
export function openInXero({ xeroChangedAt }: Pick<WorkRow, 'xeroChangedAt'>, xeroUpdatedAt: number, now: number): number | null {
	return xeroChangedAt !== null && isNewInXero(xeroChangedAt, xeroUpdatedAt, now) ? xeroChangedAt : null;
}

/** What Xero told of after it had been read; null: nothing. Pure. @param toldAt the newest that was known when it was handed out */
export function toldSince({ xeroChangedAt }: Pick<WorkRow, 'xeroChangedAt'>, toldAt: number): number | null {
	return xeroChangedAt !== null && xeroChangedAt > toldAt ? xeroChangedAt : null;
}

/** The later of two times of Xero, where there is any. Pure. */
export function laterInXero(a: number | null, b: number | null): number | null {
	return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
