import { ATTRIBUTES_REFUSED, type Settlement } from '../events/settlement';
import { newRecord, type RecordRow } from '../rows/record';
import { subjectKey } from '../rows/subject';
import type { RunningWork } from '../rows/work';
import type { Change } from '../store/step';
import { balanceRefusedAlert, BALANCE_REFUSED_KEY, parkedAlert } from './alertTexts';
import { recordEntry } from './auditEntry';
import { isLost, isOwnFault, outrightRefusal } from './evidence';
import { leftForCertain } from './afterGone';
import { noteFact, sweepOf } from './facts';
import { raise } from './outbox';
import { rewrite } from './rewrite';
import { nextTry, sparedTry } from './schedule';
import { inDoubt } from './inDoubt';
import { isComparing } from './jobs';
import { againFor, causeOfWork, type ItsWork, type Settled, type Settling } from './settling';
import { workAfterReading } from './workAfterReading';
import { afterItsFirstTry, waiting } from './workRow';

type Failed = Extract<Settlement, { outcome: 'failed' }>;

/** Intercom knows no such record, or none any more. */
const UNKNOWN: ReadonlySet<string> = new Set(['intercomNotFound', 'intercomGone']);
const NEVER_BY_ITSELF: ReadonlySet<string> = new Set(['validation', 'conflict', 'gone', 'defect']);

/** It failed: tried again by the schedule, without using up a try where the service is to blame, or given up and told. Pure. */
export function afterFailure(failed: Failed, work: ItsWork, shared: Settling): Settled {
	const { found, now } = shared;
	const doubt = failed.fromXero !== undefined ? [] : mayDiffer(failed, found.record(failed.subject), isComparing(work?.jobId ? found.fact(`job ${work.jobId}`)?.value : null));
	// A balance is no change of the record: who could not be told stands in one alert, and in no line for each.
	const entry = failed.fromXero?.balance !== undefined ? [] : [recordEntry(failed.subject, causeOfWork(work), { event: 'failed', reason: failed.reason, requestIds: [...failed.requestIds] }, now)];
	if (work === null) return { became: 'done', nextAt: null, changes: [...doubt, ...entry] };
	if (failed.fromXero === undefined && UNKNOWN.has(failed.reason) && failed.step === 'read') {
		const settled = afterUnknown(failed, work, shared);
		if (settled !== null) return settled;
	}
	const planned = plan(failed, work, shared);
	return { ...planned, changes: [...doubt, ...planned.changes, ...entry] };
}

/**
 * Intercom does not know it. Of one that is looked for, that proves the removal: at once where two sweeps missed it, at the
 * second time where it was said to be archived, because a single 404 is no proof. Of one that left before it is no news.
 */
function afterUnknown(failed: Failed, work: RunningWork, shared: Settling): Settled | null {
	if (work.arrived !== null) return null;
	if (work.removal === 'vanished' || (work.removal === 'archived' && work.reason === failed.reason)) return leftForCertain(failed, 'deleted', work, shared);
	if (work.removal !== 'none' || shared.found.record(failed.subject)?.state !== 'gone') return null;
	return { became: 'done', nextAt: null, changes: rewrite('work', work, null, 'done') };
}

function plan(failed: Failed, work: RunningWork, shared: Settling): Settled {
	const { now } = shared;
	const isSpared = sparesATry(failed, work, shared);
	const next = (isSpared ? sparedTry : nextTry)(work, now, failed.retryAt);
	const facts = {
		attempts: next.attempts, class: failed.class, reason: failed.reason, message: failed.message, nextStep: failed.nextStep, failedAt: now, waitsFor: isSpared && failed.vendor !== 'mapping' ? failed.vendor : null,
		uncertain: work.uncertain || failed.class === 'uncertain', priority: afterItsFirstTry(work.priority),
		// What Intercom does not know is looked for there.
		fromIntercom: work.fromIntercom || (failed.fromXero !== undefined && UNKNOWN.has(failed.reason) && work.kind !== 'xeroContact'),
	};
	// What came meanwhile may have mended it: tried at once, by the plan that stands.
	if (work.arrived !== null) return againFor(work.arrived, work, { ...facts, scheduledAt: next.kind === 'wait' ? next.scheduledAt : null }, now);
	const isGivenUp = next.kind === 'giveUp' || !(isSpared || triesAgain(failed, work));
	if (isGivenUp && failed.fromXero?.balance !== undefined) return untold(failed, work, shared);
	if (isGivenUp) return giveUp(failed, waiting(work, facts), work, shared);
	return { became: 'waits', nextAt: next.dueAt, changes: rewrite('work', work, waiting(work, { ...facts, dueAt: next.dueAt, scheduledAt: next.scheduledAt }), 'failed') };
}

/** What only Xero knows could not be told: the next night finds it again, and where it is so of everybody, nobody else is tried before. What changed in Xero meanwhile goes on, and so does a reference that is owed. */
function untold(failed: Failed, work: RunningWork, shared: Settling): Settled {
	const { found, now } = shared;
	const record = found.record(failed.subject) ?? newRecord(failed.subject, 0);
	const rest = workAfterReading(work, record, shared, { xeroChangedAt: work.xeroChangedAt, owesXero: record.reference === 'owed', balance: null });
	const known = sweepOf(found, 'balances');
	const refused = failed.reason === ATTRIBUTES_REFUSED ? noteFact(found, 'balances', { ...known, refused: known.number }) : [];
	return { ...rest, changes: [...rest.changes, ...refused, ...raise(found.alert(BALANCE_REFUSED_KEY), balanceRefusedAlert(failed), now)] };
}

function giveUp(failed: Failed, row: ReturnType<typeof waiting>, work: RunningWork, { found, now }: Settling): Settled {
	const was = found.alertsAbout(failed.subject).find(({ key }) => key === subjectKey(failed.subject)) ?? null;
	const changes = [...rewrite('work', work, { ...row, scheduledAt: null, jobId: null, state: 'parked' }, 'gaveUp'), ...raise(was, parkedAlert(failed.subject, failed), now)];
	return { became: 'parked', nextAt: null, changes };
}

/**
 * What the service refuses does not use up a record's tries: what it says outright (access, limits), and what got no answer
 * while it is down or several records fail with it. A record that alone fails uses its own.
 */
function sparesATry(failed: Failed, work: RunningWork, { health, answered }: Settling): boolean {
	if (failed.vendor === 'mapping') return false;
	if (failed.class === 'quota' || outrightRefusal(failed) !== null) return true;
	const service = health[failed.vendor];
	if (!isLost(failed) || answered.has(failed.vendor) || isOwnFault(work, service)) return false;
	return service.state === 'refusing' || service.failedRecords.length > 1;
}

/** A contact that Intercom does not know is looked for once more: it may be a second old. */
function triesAgain(failed: Failed, work: RunningWork): boolean {
	if (UNKNOWN.has(failed.reason)) return failed.retryable || work.attempts === 0;
	return failed.retryable || !NEVER_BY_ITSELF.has(failed.class);
}

/** Written in part, or the answer got lost, or not compared as it was to be: a change back must not look like no change. */
function mayDiffer({ step, xeroContactId, class: kind, reason }: Failed, record: RecordRow | null, isUncompared: boolean): Change[] {
	const mayBeWritten = step === 'write' && (xeroContactId !== undefined || (!NEVER_BY_ITSELF.has(kind) && reason !== 'xeroDayReserve'));
	return isUncompared || mayBeWritten ? inDoubt(record) : [];
}

