import type { NotificationFacts, Received } from '../events/notification';
import { isLeftAlone, type RecordRow } from '../rows/record';
import type { Subject } from '../rows/subject';
import type { Arrived, WorkRow } from '../rows/work';
import type { LedgerSettings } from '../settings';
import type { Change, Found, Step } from '../store/step';
import { isOfXeroAlone } from './fromXero';
import { quietly, wasNeverInXero } from './leaving';
import { isNoise, showsAll, shownBy } from './noise';
import { afterNotification, NO_REMOVAL, tellsOfRemoval } from './removalNews';
import { rewrite } from './rewrite';
import { dueFor, newWork, type Cause } from './workRow';

type Policy = Pick<LedgerSettings, 'billTo' | 'whenDeleted' | 'bothWays'>;

/**
 * Takes what one signed notification tells, before Intercom is answered. However many come for one record, in whatever
 * order and however often: one row of work, and nothing that was told of is lost.
 */
export function receive(facts: NotificationFacts, policy: Policy, now: number): Step<Received> {
	const losers = facts.mergedIds.map((id): Subject => ({ kind: 'contact', id }));
	const subjects = [facts.subject, ...losers];
	return {
		name: 'receive',
		need: { subjects, alertsAbout: subjects, facts: ['binding'] },
		decide: (found) => {
			const taken = take(facts, policy, found, now);
			return { answer: taken.answer, changes: [...taken.changes, ...losers.flatMap((loser) => (isKnown(loser, found) ? quietly(loser, found, 'mergedAway', now, policy) : []))] };
		},
	};
}

function isKnown(subject: Subject, found: Found): boolean {
	return found.record(subject) !== null || found.work(subject) !== null || found.review(subject) !== null;
}

interface Taken {
	answer: Received;
	changes: Change[];
}

const NOTHING: Taken = { answer: { took: 'nothing' }, changes: [] };

function take(facts: NotificationFacts, policy: Policy, found: Found, now: number): Taken {
	const { subject, topic } = facts;
	const record = found.record(subject);
	const work = found.work(subject);
	if (subject.kind === 'company' && policy.billTo === 'person') return NOTHING;
	if (work === null && (isLeftAlone(record) || isLate(record, facts))) return NOTHING;
	if (isRemoval(topic) && work?.state !== 'running' && leavesQuietly(facts, record, work, policy)) return { answer: { took: 'noted' }, changes: quietly(subject, found, 'leftQuietly', Math.min(now, facts.occurredAtSeconds * 1_000), policy) };
	// An open review waits for just such a change; work that waits may wait for one, unless it is of Xero.
	if ((work === null || (work.state !== 'running' && isOfXeroAlone(work))) && found.review(subject) === null) {
		if (isNoise(record, found.fact('binding')?.value.organisationId ?? '', shownBy(facts))) return { answer: { took: 'noise' }, changes: [] };
	}
	return toWork(facts, work, found.review(subject)?.since ?? 0, now);
}

/** @param askedAt since when a person is asked about it, epoch ms; 0: nobody is */
function toWork(facts: NotificationFacts, work: WorkRow | null, askedAt: number, now: number): Taken {
	const { subject, topic } = facts;
	const cause: Cause = { why: 'notification', topic, priority: 'live', jobId: null };
	const removal = afterNotification(work ?? NO_REMOVAL, topic, facts.occurredAtSeconds);
	if (work?.state === 'running' || work?.state === 'held') {
		// What came late, or twice, is what the stop holds.
		const isHeldAlready = work.heldBy === 'change' && facts.occurredAtSeconds * 1_000 <= askedAt;
		const noted: WorkRow = { ...work, ...removal, fromIntercom: true, arrived: isHeldAlready ? work.arrived : arrivedToo(work.arrived, facts, cause) };
		return { answer: { took: work.state === 'held' ? 'noted' : 'afterRunning' }, changes: rewrite('work', work, noted, 'notifiedMeanwhile') };
	}
	if (work === null) return { answer: { took: 'work' }, changes: rewrite('work', null, { ...newWork(subject, cause, now), ...removal }, 'notified') };
	const saysNothingNew = isRemoval(topic) && removal.removal === work.removal && removal.removalAtSeconds === work.removalAtSeconds && work.removal !== 'none';
	if (saysNothingNew && work.state === 'waiting') return { answer: { took: 'noted' }, changes: [] };
	return { answer: { took: 'work' }, changes: rewrite('work', work, { ...dueFor(work, cause, now), ...removal }, 'notified') };
}

function isRemoval(topic: string): boolean {
	return tellsOfRemoval(topic) && topic !== 'contact.unarchive';
}

/** It left for good before, and this happened before that was known: Intercom does not know it any more. */
function isLate(record: RecordRow | null, { topic, occurredAtSeconds }: NotificationFacts): boolean {
	if (record?.state !== 'gone' || topic === 'contact.unarchive') return false;
	return isRemoval(topic) || occurredAtSeconds * 1_000 <= record.goneAt;
}

/** Nothing is to be told or done in Xero, so nobody need look whether it is true; what comes back is told of anew. */
function leavesQuietly(facts: NotificationFacts, record: RecordRow | null, work: WorkRow | null, { billTo, whenDeleted }: Policy): boolean {
	const known = afterNotification(work ?? NO_REMOVAL, facts.topic, facts.occurredAtSeconds);
	return (known.removal === 'deleted' || known.removal === 'archived') && (wasNeverInXero(record, work) || whenDeleted === 'leave' || (billTo === 'company' && whenDeleted !== 'tell'));
}

/** Several that came while it ran, or was held: only what they all say is known. */
export function arrivedToo(before: Arrived | null, facts: NotificationFacts, cause: Cause): Arrived {
	const now: Arrived = { ...shownBy(facts), occurredAtSeconds: facts.occurredAtSeconds, jobId: cause.jobId, why: cause.why, priority: cause.priority };
	if (before === null) return now;
	const agreed = <Key extends 'shown' | 'xeroContactId' | 'organisationId'>(key: Key) => (before[key] === now[key] ? now[key] : null);
	const updatedAtSeconds = before.updatedAtSeconds === null || now.updatedAtSeconds === null ? null : Math.max(before.updatedAtSeconds, now.updatedAtSeconds);
	// What says most of them stays: a removal, then what shows less than has changed.
	const topic = tellsOfRemoval(before.topic) || (!showsAll(before.topic) && !tellsOfRemoval(now.topic)) ? before.topic : now.topic;
	return { ...now, topic, updatedAtSeconds, shown: agreed('shown'), xeroContactId: agreed('xeroContactId'), organisationId: agreed('organisationId') };
}

