import { unionBy } from 'es-toolkit';
import type { AlertRow } from '../rows/alert';
import type { ServiceHealth } from '../rows/facts';
import { NEVER_SYNC } from '../rows/otherReasons';
import { newRecord, type RecordRow } from '../rows/record';
import { kindNoun, subjectKey, xeroSubject, type Subject } from '../rows/subject';
import type { WorkRow } from '../rows/work';
import type { Change, Found, Step } from '../store/step';
import { serviceKey } from './alertTexts';
import { ledgerEntry } from './auditEntry';
import { healthOf, noteFact, VENDORS } from './facts';
import { notesLeft } from './leaving';
import { bySettings } from './published';
import { rewrite } from './rewrite';
import { SERVICE_NEED } from './serviceNews';
import { dueFor, newWork, type Cause } from './workRow';

export interface EraseAnswer {
	erased: boolean;
	/** Contacts of Xero that were erased with it, in lower case. */
	xeroContacts: readonly string[];
}

/** Who decided never to make anybody of its contact in Xero again. */
const BY = 'Erase';

const CAUSE: Cause = { why: 'person', topic: '', priority: 'live', jobId: null };

/**
 * Everything about one record goes: what was synced, its work, its review, its alerts, its lines in the log, and the same of the
 * contact in Xero that it is or was, unless that is another record's. What names it elsewhere goes too: alerts, reviews and failures
 * of others, which are looked at anew, names that a dry run found twice, and the words of a service's last failure where that was its own. An
 * execution that has it at this moment is told that it is no longer its own. The log keeps that one was erased, and by whom, not
 * which. With both ways it is kept that nobody is to be made of its contact in Xero: the ContactID and nothing else.
 * What Intercom tells of it later makes a new one: delete it there first.
 * @param jobIds jobs of which a dry run may have kept names, see withNamesakes
 */
export function erase(subject: Subject, by: string, now: number, jobIds: readonly string[] = []): Step<EraseAnswer> {
	return bySettings<EraseAnswer>((settings) => ({
		name: 'erase',
		need: { tracesOf: subject, facts: [...SERVICE_NEED.facts, ...jobIds.map((jobId) => `job ${jobId}` as const)], alerts: SERVICE_NEED.alerts },
		decide: (found) => {
			const { xeroContacts, reviews, work, alerts } = found.traces;
			const others = xeroContacts.map(xeroSubject).filter((other) => subjectKey(other) !== subjectKey(subject));
			const own = [subject, ...others];
			const isKnown = own.some((one) => found.record(one) !== null || found.work(one) !== null || found.review(one) !== null);
			const nevers = notesLeft(settings) && subject.kind !== 'company' ? xeroContacts.flatMap((id) => rewrite('record', null, neverMade(id, now), 'personDecided')) : [];
			const changes: Change[] = [
				{ do: 'erase', subject, xeroContacts }, ...others.map((other): Change => ({ do: 'erase', subject: other, xeroContacts: [] })), ...nevers,
				...unionBy(reviews, work, subjectKey).flatMap((other) => (found.review(other) !== null || found.work(other)?.state === 'parked' ? lookedAtAnew(other, found, now) : reworded(other, found))),
				...alerts.filter((key) => !VENDORS.some((vendor) => key === serviceKey(vendor))).flatMap((key) => rewrite('alert', found.alert(key), null, 'endedUnheard')),
				...VENDORS.flatMap((vendor) => serviceWithout(own, found, vendor)), ...jobIds.flatMap((jobId) => jobWithout(own, found, jobId)),
				ledgerEntry(now, 'erased', `one ${kindNoun(subject.kind)}`, by),
			];
			return { answer: { erased: isKnown, xeroContacts }, changes };
		},
	}));
}

function neverMade(xeroContactId: string, now: number): RecordRow {
	return { ...newRecord(xeroSubject(xeroContactId), 0), decision: { do: 'never', by: BY, at: now }, leftOut: NEVER_SYNC };
}

/** Its review may have offered the one that goes. What runs makes it anew by itself; what a stop holds waits on for a person, who is asked in other words. */
function lookedAtAnew(other: Subject, found: Found, now: number): Change[] {
	const review = found.review(other);
	const alerts = found.alertsAbout(other).filter(({ key }) => key === subjectKey(other) && !found.traces.alerts.includes(key));
	const work = found.work(other);
	if (work?.state === 'held') return [...(review === null ? [] : rewrite('review', review, { ...review, message: NAMED_ANOTHER, nextStep: '', candidates: [] }, 'review')), ...reworded(other, found)];
	const closed = [...rewrite('review', review, null, 'closed'), ...alerts.flatMap((alert) => rewrite('alert', alert, null, 'endedUnheard'))];
	if (work?.state === 'running') return [...closed, ...reworded(other, found)];
	return [...closed, ...rewrite('work', work, { ...dueAgain(other, work, review?.xeroChangedAt ?? null, now), ...wordsOf(other, found) }, 'personDecided')];
}

/** What it failed of stands in other words until its next try. */
function reworded(other: Subject, found: Found): Change[] {
	const work = found.work(other);
	return work === null || !isNamedInFailure(other, found) ? [] : rewrite('work', work, { ...work, ...wordsOf(other, found) }, 'reworded');
}

function wordsOf(other: Subject, found: Found): Partial<Pick<WorkRow, 'message' | 'nextStep'>> {
	return isNamedInFailure(other, found) ? { message: NAMED_ANOTHER, nextStep: '' } : {};
}

function isNamedInFailure(other: Subject, { traces }: Found): boolean {
	return traces.work.some((one) => subjectKey(one) === subjectKey(other));
}

function dueAgain(other: Subject, work: Exclude<WorkRow, { state: 'running' | 'held' }> | null, changedAt: number | null, now: number): WorkRow {
	const way = other.kind === 'xeroContact' ? { fromIntercom: false, xeroChangedAt: work?.xeroChangedAt ?? changedAt ?? 0 } : { xeroChangedAt: work?.xeroChangedAt ?? changedAt };
	if (work === null) return { ...newWork(other, CAUSE, now), ...way };
	return { ...dueFor(work, CAUSE, now), ...way };
}

const NAMED_ANOTHER = 'What was said of it named a record that was erased since.';
const OF_ANOTHER = 'The last failure was of a record that was erased since.';

/** The last failure of a service is told in the words of a record, which may name it. */
function serviceWithout(own: readonly Subject[], found: Found, vendor: (typeof VENDORS)[number]): Change[] {
	const health: ServiceHealth = healthOf(found, vendor);
	const failedRecords = health.failedRecords.filter((key) => !own.some((one) => subjectKey(one) === key));
	const alert = found.alert(serviceKey(vendor));
	const names = failedRecords.length < health.failedRecords.length || (alert !== null && found.traces.alerts.includes(alert.key));
	if (!names) return [];
	const retold: AlertRow | null = alert === null || alert.text.good ? null : { ...alert, text: { ...alert.text, message: OF_ANOTHER } };
	return [...noteFact(found, `service ${vendor}`, { ...health, failedRecords, message: OF_ANOTHER }), ...(retold === null ? [] : rewrite('alert', alert, retold, 'retold'))];
}

/** A dry run keeps the first few names that two want. */
function jobWithout(own: readonly Subject[], found: Found, jobId: string): Change[] {
	const job = found.fact(`job ${jobId}`)?.value;
	if (job?.reading?.namesakes === undefined) return [];
	const { total, shown } = job.reading.namesakes;
	const isOwn = (id: string | null) => id !== null && own.some((one) => one.id === id.toLowerCase() || one.id === id);
	const kept = shown.filter(({ id, intercomId, xeroContactId }) => ![id, intercomId, xeroContactId].some(isOwn));
	return noteFact(found, `job ${jobId}`, { ...job, reading: { ...job.reading, namesakes: { total, shown: kept } } });
}
