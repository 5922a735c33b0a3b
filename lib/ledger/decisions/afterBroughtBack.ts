import type { Settlement } from '../events/settlement';
import { wasSynced, type RecordRow } from '../rows/record';
import type { Change } from '../store/step';
import { agreedRecord, knownRecord } from './agreedRecord';
import { changesFor, recordEntry } from './auditEntry';
import { flowsBack, openInXero, toldSince } from './fromXero';
import { closeAll } from './leaving';
import { rewrite } from './rewrite';
import { causeOfWork, type ItsWork, type Settled, type Settling } from './settling';
import { workAfterReading } from './workAfterReading';

type BroughtBack = Extract<Settlement, { outcome: 'broughtBack' }>;

/**
 * What changed in Xero is in Intercom: what both sides hold now is remembered, and what was open about the record is closed. Its
 * fingerprint is not known, so whatever changes next in Intercom is compared with Xero. Pure.
 */
export function afterBroughtBack(brought: BroughtBack, work: ItsWork, shared: Settling): Settled {
	const { found, now } = shared;
	const was = found.record(brought.subject);
	const record = broughtRecord(brought, was, shared);
	const rest = workAfterReading(work, forNoise(record, was), shared, { xeroChangedAt: stillToCome(brought, work, record, shared), owesXero: brought.owesXero || record.reference === 'owed' || holdsNews(brought, was) });
	return { ...rest, changes: [...rewrite('record', was, record, 'broughtBack'), ...closeAll(brought.subject, found, now), ...rest.changes, ...auditOf(brought, work, shared)] };
}

/**
 * Intercom showed another state than the one that was synced last: somebody changed it meanwhile, in whatever field, and what is told
 * of it from now on looks like the state that is known.
 */
function holdsNews({ shownBefore }: BroughtBack, was: RecordRow | null): boolean {
	return shownBefore !== undefined && wasSynced(was) && was.shown !== shownBefore;
}

/** It keeps who it is; a contact that was merged in Xero is the winner now, and Intercom is to name that one. */
function broughtRecord(brought: BroughtBack, was: RecordRow | null, shared: Settling): RecordRow {
	const known = knownRecord(brought.subject, was);
	const isSame = wasSynced(known) && known.xeroContactId.toLowerCase() === brought.xeroContactId.toLowerCase();
	return agreedRecord(known, brought, isSame ? known.reference : 'owed', shared);
}

/** What Xero told of since it was read: of what was known before, the reading is the later one, whatever time Xero gives the contact. */
function stillToCome({ fromXero, xeroUpdatedAt }: BroughtBack, work: ItsWork, record: RecordRow, { settings, now }: Settling): number | null {
	if (work === null || !flowsBack(record, settings) || openInXero(work, xeroUpdatedAt, now) === null) return null;
	return toldSince(work, fromXero?.toldAt ?? 0);
}

/**
 * Our own write gave the record its time, so another change in Intercom may be older than that and news all the same: only what
 * shows the state after our write is its echo, and only what is older than the state before is late.
 */
function forNoise(record: RecordRow, was: RecordRow | null): RecordRow {
	return wasSynced(record) && wasSynced(was) ? { ...record, sourceUpdatedAtSeconds: Math.min(was.sourceUpdatedAtSeconds, record.sourceUpdatedAtSeconds) } : record;
}

/** What changed nothing is no line. */
function auditOf(brought: BroughtBack, work: ItsWork, { settings, now }: Settling): Change[] {
	if (brought.result === 'unchanged') return [];
	const { reason, requestIds, xeroContactId, xeroUpdatedAt, intercomUpdatedAtSeconds } = brought;
	const facts = { event: 'broughtBack', reason, changes: changesFor(brought.changes, settings.auditValues), requestIds: [...requestIds], xeroContactId, xeroUpdatedAt, intercomUpdatedAtSeconds };
	return [recordEntry(brought.subject, causeOfWork(work), facts, now)];
}
