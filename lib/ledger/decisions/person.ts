import { NEVER_SYNC } from '../rows/otherReasons';
import { newRecord, type PersonsDecision, type RecordRow } from '../rows/record';
import type { ReviewRow } from '../rows/review';
import type { Subject } from '../rows/subject';
import type { BothChangedDecision, HeldBy, WorkRow } from '../rows/work';
import type { Change, Found, Step } from '../store/step';
import { ARCHIVE_STOP_KEY, jobStopKey } from './alertTexts';
import { ledgerEntry, recordEntry } from './auditEntry';
import { archiveStopOf, noteFact } from './facts';
import { isOfXeroAlone, laterInXero } from './fromXero';
import { doubted } from './inDoubt';
import { closeAll, notesLeft } from './leaving';
import { end } from './outbox';
import { bySettings } from './published';
import { rewrite } from './rewrite';
import { dueFor, newWork, waiting, type Cause } from './workRow';

/** What a person may decide about one record. */
export type Verdict = { do: 'bind'; xeroContactId: string } | { do: 'create' } | { do: 'never' } | { do: 'tryAgain' } | { do: BothChangedVerdict };

/** Of a field that was changed on both sides: whose value goes to the other. */
export const BOTH_CHANGED_VERDICTS = ['keepIntercom', 'takeXero'] as const;
export type BothChangedVerdict = (typeof BOTH_CHANGED_VERDICTS)[number];

const CHOSEN: Readonly<Record<BothChangedVerdict, BothChangedDecision>> = { keepIntercom: 'intercom', takeXero: 'xero' };

/** Reason of a review of what was changed on both sides, each to another value. */
export const CHANGED_ON_BOTH_SIDES = 'changedOnBothSides';

export type DecideAnswer = { decided: true } | { decided: false; because: 'unknownRecord' | 'runningNow' | 'notBothChanged' | 'notOfXero' };

const CAUSE: Cause = { why: 'person', topic: '', priority: 'live', jobId: null };

/**
 * A person decides about one record: bind to this contact, create a new one, never sync this one, try again (which also
 * lets pass what a stop held), or whose values count where both sides changed, for this once. The first three stand until another
 * decision. One that runs at this moment is decided in a minute.
 * @param by who decided, for the audit log
 */
export function decideRecord(subject: Subject, verdict: Verdict, by: string, now: number): Step<DecideAnswer> {
	return {
		name: 'decideRecord',
		need: { subjects: [subject], alertsAbout: [subject] },
		decide: (found) => {
			const work = found.work(subject);
			if (work?.state === 'running') return { answer: { decided: false, because: 'runningNow' }, changes: [] };
			if (work === null && found.record(subject) === null && found.review(subject) === null) return { answer: { decided: false, because: 'unknownRecord' }, changes: [] };
			const review = found.review(subject);
			if (subject.kind === 'xeroContact' && verdict.do === 'bind') return { answer: { decided: false, because: 'notOfXero' }, changes: [] };
			if (isAboutBoth(verdict) && review?.reason !== CHANGED_ON_BOTH_SIDES) return { answer: { decided: false, because: 'notBothChanged' }, changes: [] };
			const reason = verdict.do === 'bind' ? `bind ${verdict.xeroContactId}` : verdict.do;
			const entry = recordEntry(subject, CAUSE, { event: 'decided', reason, by, xeroContactId: verdict.do === 'bind' ? verdict.xeroContactId : null }, now);
			return { answer: { decided: true }, changes: [...standing(subject, verdict, by, found, now), ...closeAll(subject, found, now), ...rewrite('work', work, workFor(subject, verdict, work, review, now), 'personDecided'), entry] };
		},
	};
}

function standing(subject: Subject, verdict: Verdict, by: string, found: Found, now: number): Change[] {
	if (verdict.do === 'tryAgain' || isAboutBoth(verdict)) return [];
	const was = found.record(subject);
	const decision: PersonsDecision = { ...verdict, by, at: now };
	const present = was === null || was.state === 'gone' ? newRecord(subject, was?.seenSweep ?? 0) : was;
	// Another contact than before: what was synced to that one says nothing.
	const is: RecordRow = { ...present, decision, leftOut: verdict.do === 'never' ? NEVER_SYNC : null };
	return rewrite('record', was, doubted(is), 'personDecided');
}

function isAboutBoth(verdict: Verdict): verdict is { do: BothChangedVerdict } {
	return BOTH_CHANGED_VERDICTS.some((one) => one === verdict.do);
}

function workFor(subject: Subject, verdict: Verdict, work: Exclude<WorkRow, { state: 'running' }> | null, review: ReviewRow | null, now: number): WorkRow | null {
	const { do: what } = verdict;
	if (what === 'never') return null;
	if (subject.kind === 'xeroContact') return workInXero(subject, work, review, now);
	const isOnceMore = what === 'tryAgain' || isAboutBoth(verdict);
	const way = { ...(isOnceMore && wayOf(work, review)), bothChangedDecision: isAboutBoth(verdict) ? CHOSEN[verdict.do] : null };
	if (work === null) return { ...newWork(subject, CAUSE, now), ...way, approved: isOnceMore };
	if (work.state === 'held') return waiting(work, { ...CAUSE, ...way, jobId: work.jobId, dueAt: now, approved: true });
	return { ...dueFor(work, CAUSE, now), ...way, approved: work.approved || isOnceMore };
}

/** Of a contact of Xero that is nobody's there is only the way to Intercom. */
function workInXero(subject: Subject, work: Parameters<typeof dueFor>[0] | null | WorkRow, review: ReviewRow | null, now: number): WorkRow {
	const way = { fromIntercom: false, xeroChangedAt: work?.xeroChangedAt ?? review?.xeroChangedAt ?? 0 };
	return work === null || work.state === 'running' || work.state === 'held' ? { ...newWork(subject, CAUSE, now), ...way } : { ...dueFor(work, CAUSE, now), ...way };
}

/** It is tried again the way it went: from Xero to Intercom, where the work or the review says so. */
function wayOf(work: WorkRow | null, review: ReviewRow | null): Partial<Pick<WorkRow, 'fromIntercom' | 'xeroChangedAt'>> {
	// Beside a review of what came from Xero a balance may wait, which knows nothing of that change.
	const xeroChangedAt = laterInXero(work?.xeroChangedAt ?? null, review?.xeroChangedAt ?? null);
	if (work !== null) return { fromIntercom: !isOfXeroAlone(work), xeroChangedAt };
	return xeroChangedAt === null ? {} : { fromIntercom: false, xeroChangedAt };
}

/** A person decides about all that a stop holds. */
export interface StopDecided {
	/** Rows of work that were held. */
	held: number;
}

/**
 * Lets pass all that a stop holds, or sends it away: held archivings then leave Xero as it is, a job is cancelled. Nothing
 * passes a stop but by this, or one record by `try again`.
 */
export function decideStop(heldBy: HeldBy, passes: boolean, by: string, now: number): Step<StopDecided> {
	const jobId = heldBy.startsWith('job ') ? heldBy.slice('job '.length) : null;
	const key = jobId === null ? ARCHIVE_STOP_KEY : jobStopKey(jobId);
	return bySettings((settings) => ({
		name: 'decideStop',
		need: { held: heldBy, alerts: [key], facts: jobId === null ? ['archive stop'] : [`job ${jobId}`] },
		decide: (found) => {
			const many: Change[] = passes ? [{ do: 'approveHeld', heldBy, dueAt: now }] : [{ do: 'dropHeld', heldBy, at: now, notesLeft: notesLeft(settings) }];
			const reviews: Change[] = heldBy === 'change' ? [{ do: 'closeReviews', reason: 'massChange' }] : [];
			const alert = heldBy === 'change' ? null : found.alert(key);
			const changes = [...many, ...reviews, ...stopFacts(found, heldBy, jobId, passes, by, now), ...end(alert, alert?.text ?? { title: '', message: '', nextStep: '', links: [], good: true }, now)];
			return { answer: { held: found.held }, changes: [...changes, ledgerEntry(now, passes ? 'letPass' : 'sentAway', `${heldBy} (${found.held})`, by)] };
		},
	}));
}

function stopFacts(found: Found, heldBy: HeldBy, jobId: string | null, passes: boolean, by: string, now: number): Change[] {
	if (heldBy === 'archive') return noteFact(found, 'archive stop', { ...archiveStopOf(found), state: 'open', hourBegan: now, inHour: 0, held: 0 });
	const job = jobId === null ? undefined : found.fact(`job ${jobId}`)?.value;
	if (job === undefined) return [];
	return noteFact(found, `job ${jobId}`, passes ? { ...job, state: 'running', approvedBy: by } : { ...job, state: 'cancelled', finishedAt: now });
}
