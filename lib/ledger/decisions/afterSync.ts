import type { Settlement } from '../events/settlement';
import { newRecord, wasSynced, type PersonsDecision, type RecordRow } from '../rows/record';
import type { Change } from '../store/step';
import { refusesAll } from '../../intercom/api/refusals';
import { referenceAlert, REFERENCE_KEY } from './alertTexts';
import { changesFor, recordEntry } from './auditEntry';
import { boundMeanwhile } from './afterInIntercom';
import { flowsBack, laterInXero, openInXero } from './fromXero';
import { closeAll } from './leaving';
import { end, raise } from './outbox';
import { rewrite } from './rewrite';
import { nextTry, sparedTry } from './schedule';
import { causeOfWork, seen, type ItsWork, type Settled, type Settling } from './settling';
import { tellFacts } from './tellFacts';
import { workAfterReading } from './workAfterReading';
import { afterItsFirstTry, waiting } from './workRow';

type Synced = Extract<Settlement, { outcome: 'synced' }>;

/** It went through: everything that was open about it is closed, and what both sides hold now is remembered. Pure. */
export function afterSync(synced: Synced, work: ItsWork, shared: Settling): Settled {
	const { found, now } = shared;
	const was = found.record(synced.subject);
	const record = syncedRecord(synced, was, shared);
	const rest = workAfterReading(work, record, shared, { xeroChangedAt: stillToCome(synced, work, record, shared) });
	const owed = rest.became === 'done' && synced.reference === 'owed' ? referenceOwed(synced, work, shared) : null;
	const reference = synced.reference === 'stored' && synced.requestIds.length > 0 ? end(found.alert(REFERENCE_KEY), found.alert(REFERENCE_KEY)?.text ?? NO_TEXT, now) : [];
	const changes = [...rewrite('record', was, record, record.state === 'synced' ? 'synced' : 'read'), ...closeAll(synced.subject, found, now), ...tellFacts(synced, found, now), ...(owed ?? rest).changes, ...reference, ...boundMeanwhile(synced.xeroContactId, synced.xeroUpdatedAt, found, now), ...auditOf(synced, work, shared)];
	return { ...(owed ?? rest), changes };
}

/**
 * What is to go from Xero to Intercom after it: what the run saw and could not bring, or what Xero told of and is later than the
 * state that is known now. Where Xero was not asked, that is the state that was known before.
 */
function stillToCome({ owesIntercom, xeroUpdatedAt }: Synced, work: ItsWork, record: RecordRow, { settings, now }: Settling): number | null {
	if (work === null || !flowsBack(record, settings)) return null;
	if (owesIntercom) return laterInXero(work.xeroChangedAt, xeroUpdatedAt);
	return openInXero(work, xeroUpdatedAt, now);
}

const NO_TEXT = { title: '', message: '', nextStep: '', links: [], good: true };

/** What is remembered: an older state than what was written last brings nothing but that it was seen. Pure. */
export function syncedRecord(synced: Synced, was: RecordRow | null, { now, sweep }: Pick<Settling, 'now' | 'sweep'>): RecordRow {
	const known: RecordRow = { ...seen(was ?? newRecord(synced.subject, 0), synced, sweep), leftOut: null };
	const isSameContact = wasSynced(known) && known.xeroContactId === synced.xeroContactId && known.as === synced.as;
	if (isSameContact && known.sourceUpdatedAtSeconds > synced.sourceUpdatedAtSeconds) return known;
	const { as, fingerprint, sourceUpdatedAtSeconds, xeroUpdatedAt, xeroContactId, reference } = synced;
	const values = synced.values ?? (isSameContact ? known.values : {});
	const facts = { as, fingerprint, sourceUpdatedAtSeconds, xeroUpdatedAt, xeroContactId, values, shown: synced.shown ?? null, reference, syncedAt: now };
	return { ...known, ...facts, state: 'synced', goneAt: null, decision: spent(known.decision, xeroContactId) };
}

/** A contact is made once: from then on the decision is to be that one. */
function spent(decision: PersonsDecision | null, xeroContactId: string): PersonsDecision | null {
	return decision?.do === 'create' ? { ...decision, do: 'bind', xeroContactId } : decision;
}

/** In Xero all is well; the note of it in Intercom follows by the schedule, and holds up nothing else. */
function referenceOwed({ referenceFailure }: Synced, work: ItsWork, { found, health, now }: Settling): Settled | null {
	if (work === null) return null;
	const isSpared = referenceFailure !== undefined && refusesAll(referenceFailure);
	const next = (isSpared ? sparedTry : nextTry)(work, now, referenceFailure?.retryAt);
	const facts = referenceFailure ?? { class: null, reason: 'referenceOwed', message: 'Intercom does not name the Xero contact yet.', nextStep: '', retryable: true };
	const failed = { attempts: next.attempts, class: facts.class, reason: facts.reason, message: facts.message, nextStep: facts.nextStep, failedAt: now, uncertain: false, approved: false, waitsFor: isSpared ? ('intercom' as const) : null };
	const row = waiting(work, { ...failed, priority: afterItsFirstTry(work.priority) });
	// Where Intercom refuses all it is asked, that is what is told.
	const tells: Change[] = referenceFailure && health.intercom.state !== 'refusing' ? raise(found.alert(REFERENCE_KEY), referenceAlert(referenceFailure), now) : [];
	if (next.kind === 'giveUp' || (!facts.retryable && facts.class !== 'auth')) {
		return { became: 'parked', nextAt: null, changes: [...rewrite('work', work, { ...row, scheduledAt: null, jobId: null, state: 'parked' }, 'referenceOwed'), ...tells] };
	}
	const changes = rewrite('work', work, { ...row, dueAt: next.dueAt, scheduledAt: next.scheduledAt }, 'referenceOwed');
	return { became: 'waits', nextAt: next.dueAt, changes: facts.class === 'auth' ? [...changes, ...tells] : changes };
}

/** What changed nothing is no line. */
function auditOf(synced: Synced, work: ItsWork, { settings, now }: Settling): Change[] {
	if (synced.result === 'unchanged') return [];
	const { requestIds, xeroContactId, xeroUpdatedAt, sourceUpdatedAtSeconds } = synced;
	const facts = { event: synced.result, reason: synced.reason, changes: changesFor(synced.changes, settings.auditValues), requestIds: [...requestIds], xeroContactId, xeroUpdatedAt, intercomUpdatedAtSeconds: sourceUpdatedAtSeconds };
	return [recordEntry(synced.subject, causeOfWork(work), facts, now)];
}
