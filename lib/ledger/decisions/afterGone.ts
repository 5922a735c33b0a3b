import type { Settlement } from '../events/settlement';
import { isLeftAlone } from '../rows/record';
import type { Subject } from '../rows/subject';
import type { RunningWork } from '../rows/work';
import type { Change, Found } from '../store/step';
import { goneAlert } from './alertTexts';
import { recordEntry } from './auditEntry';
import { policyFor } from './claimedRecord';
import { arrivedAsMerge, closeForGood, leave, wasNeverInXero } from './leaving';
import { raise } from './outbox';
import { rewrite } from './rewrite';
import { causeOfWork, type ItsWork, type Settled, type Settling } from './settling';
import { cleared, SEARCH_LAG_MS } from './workAfterReading';
import { dueFor, newWork, type Cause } from './workRow';

type Gone = Extract<Settlement, { outcome: 'gone' }>;
type Removed = Extract<Settlement, { outcome: 'removed' }>;

/** Archivings wait so long for each other, so that unusually many are noticed before the first is done. */
const GATHER_MS = 60_000;

/** Reading it showed that it left. Pure. */
export function afterGone(gone: Gone, work: ItsWork, shared: Settling): Settled {
	if (gone.how === 'merged') return merged(gone, work, shared);
	if (work === null) return { became: 'done', nextAt: null, changes: [] };
	const { now } = shared;
	// Told of something else meanwhile: that it is back, or of a later removal.
	if (work.removal === 'returned') return { became: 'again', nextAt: now, changes: rewrite('work', work, cleared(work, { dueAt: now, since: now, jobId: null, fromIntercom: true }), 'news') };
	const lookAt = gone.how === 'archived' ? lookAgainAt(gone, work, now) : null;
	if (lookAt === null) return leftForCertain(gone, gone.how, work, shared);
	return { became: 'waits', nextAt: lookAt, changes: rewrite('work', work, cleared(work, { dueAt: lookAt, fromIntercom: true, ...asArchived(work, now) }), 'lookAgain') };
}

/**
 * Intercom keeps no order, and Xero's API could not undo an archiving. One that changed after it was archived may be back:
 * its search, which leaves out who is archived, knows a quarter of an hour later.
 * @returns epoch ms, or null where it is certain
 */
function lookAgainAt({ changedAtSeconds }: Gone, work: RunningWork, now: number): number | null {
	const changedAt = (changedAtSeconds ?? work.removalAtSeconds) * 1_000;
	const isSureByNow = now - changedAt >= SEARCH_LAG_MS;
	const isUnchangedSince = changedAtSeconds !== undefined && work.removal === 'archived' && changedAtSeconds <= work.removalAtSeconds;
	return isSureByNow || isUnchangedSince ? null : changedAt + SEARCH_LAG_MS;
}

/** Nobody told of the archiving; a look found it. */
function asArchived(work: RunningWork, now: number): Partial<Pick<RunningWork, 'removal' | 'removalAtSeconds'>> {
	return work.removal === 'archived' ? {} : { removal: 'archived', removalAtSeconds: Math.floor(now / 1_000) };
}

/** It left: the deletion policy follows, or, where that is to leave Xero alone, nothing but that it is known. Pure. */
export function leftForCertain(event: { subject: Subject }, how: 'archived' | 'deleted', work: RunningWork, { found, settings, now }: Settling): Settled {
	const { subject } = event;
	const record = found.record(subject);
	const policy = isLeftAlone(record) || wasNeverInXero(record, work) ? 'leave' : policyFor(settings.whenDeleted, settings.billTo);
	const at = work.removalAtSeconds === 0 ? now : Math.min(now, work.removalAtSeconds * 1_000);
	if (policy === 'leave' || policy === 'tell') {
		const tells = policy === 'tell' ? tellGone(subject, how, found, now) : [];
		const entry = recordEntry(subject, causeOfWork(work), { event: 'left', reason: how }, now);
		return { became: 'done', nextAt: null, changes: [...leave(subject, found, at, settings), ...closeForGood(subject, found, now), ...rewrite('work', work, null, 'done'), ...tells, entry] };
	}
	const dueAt = policy === 'archive' ? now + GATHER_MS : now;
	const removal = { removal: work.removal === 'none' || work.removal === 'returned' ? how : work.removal, removalAtSeconds: Math.floor(at / 1_000), confirmed: true };
	return { became: 'waits', nextAt: dueAt, changes: rewrite('work', work, cleared(work, { dueAt, fromIntercom: true, ...removal }), 'leftForCertain') };
}

function tellGone(subject: Subject, how: string, found: Found, now: number): Change[] {
	const alert = goneAlert(subject, how);
	return raise(found.alertsAbout(subject).find(({ key }) => key === alert.key) ?? null, alert, now);
}

/** The policy was followed. To tell is to put it into the outbox: nothing else would tell it. Pure. */
export function afterRemoval(removed: Removed, work: ItsWork, { found, settings, now }: Settling): Settled {
	const { subject, did, requestIds } = removed;
	const entry = recordEntry(subject, causeOfWork(work), { event: 'removed', reason: did, requestIds: [...requestIds], xeroContactId: removed.xeroContactId ?? null }, now);
	const at = work === null || work.removalAtSeconds === 0 ? now : Math.min(now, work.removalAtSeconds * 1_000);
	const changes = [...leave(subject, found, at, settings), ...closeForGood(subject, found, now), ...(did === 'told' ? tellGone(subject, removed.reason, found, now) : []), entry];
	if (work?.removal === 'returned') {
		return { became: 'again', nextAt: now, changes: [...changes, ...rewrite('work', work, cleared(work, { dueAt: now, since: now, jobId: null, fromIntercom: true }), 'news')] };
	}
	return { became: 'done', nextAt: null, changes: [...changes, ...rewrite('work', work, null, 'done')] };
}

/** The winner goes on, with the ids it had before; nothing is left of the other but that it is gone. */
function merged({ subject, winnerId }: Gone, work: ItsWork, { found, settings, now }: Settling): Settled {
	const entry = recordEntry(subject, causeOfWork(work), { event: 'merged', reason: winnerId ?? 'merged' }, now);
	const changes = [...leave(subject, found, now, settings), ...closeForGood(subject, found, now), ...rewrite('work', work, null, 'done'), entry];
	if (winnerId === undefined || winnerId === subject.id) return { became: 'done', nextAt: null, changes };
	const winner: Subject = { kind: 'contact', id: winnerId };
	const cause: Cause = { why: 'merge', topic: '', priority: work?.priority ?? 'normal', jobId: null };
	const its = found.work(winner);
	if (its?.state === 'running' || its?.state === 'held') return { became: 'done', nextAt: null, changes: [...changes, ...rewrite('work', its, { ...its, fromIntercom: true, arrived: arrivedAsMerge(cause.priority, now) }, 'notifiedMeanwhile')] };
	const row = its === null ? newWork(winner, cause, now) : dueFor(its, cause, now);
	return { became: 'done', nextAt: null, changes: [...changes, ...rewrite('work', its, row, 'winnerNamed')] };
}

