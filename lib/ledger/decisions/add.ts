import type { Job } from '../rows/facts';
import { isLeftAlone, newRecord, wasSynced, type RecordRow } from '../rows/record';
import { lastOfEach, subjectOf, type Subject } from '../rows/subject';
import type { Priority, Why } from '../rows/work';
import type { Change, Found, Step } from '../store/step';
import { noteFact } from './facts';
import { isOfXeroAlone } from './fromXero';
import { inDoubt } from './inDoubt';
import { isComparing } from './jobs';
import { Overlay } from './overlay';
import { NO_REMOVAL } from './removalNews';
import { rewrite } from './rewrite';
import { dueFor, newWork, type Cause } from './workRow';

/** A record that was found, by Get Changed, Get Page, a segment, or by hand. */
export interface Finding extends Subject {
	/** Intercom's updated_at; null: not known, so it is always added. */
	updatedAtSeconds: number | null;
	/** shownState() of it, where the list shows it whole: our own reference moves updated_at, and nothing that is mapped. */
	shown?: string;
}

export interface Adding {
	why: Why;
	priority: Priority;
	/** It counts for this job, which must have been begun. */
	jobId: string | null;
	/** Also what was synced in this very state: a migration after the mapping changed. */
	evenSynced: boolean;
}

export interface Added {
	added: number;
	/** Synced in that state, waiting already, or never to be synced. */
	leftOut: number;
}

/**
 * Puts records into the ledger. What was synced in that state, waits or runs is left out; what was parked wakes, because
 * what was wrong may have been mended while nobody was told. Being found proves that it is there. At most some 500 at once.
 * What a job that compares could not read whole is in doubt, so that whoever reads it compares it.
 */
export function add(findings: readonly Finding[], adding: Adding, now: number): Step<Added> {
	const unique = lastOfEach(findings, subjectOf);
	return {
		name: 'add',
		need: { subjects: unique.map(subjectOf), facts: adding.jobId === null ? [] : [`job ${adding.jobId}`] },
		decide: (found) => {
			const after = new Overlay(found);
			const job = adding.jobId === null ? undefined : found.fact(`job ${adding.jobId}`)?.value;
			let added = 0;
			for (const finding of unique) {
				const changes = addOne(finding, adding, found, now, job);
				if (changes.length > 0) added += 1;
				after.add(changes);
			}
			if (adding.jobId !== null && job !== undefined) after.add(noteFact(found, `job ${adding.jobId}`, { ...job, total: job.total + added }));
			return { answer: { added, leftOut: unique.length - added }, changes: after.done() };
		},
	};
}

function addOne(finding: Finding, { why, priority, jobId, evenSynced }: Adding, found: Found, now: number, job?: Job): Change[] {
	const compares = isComparing(job);
	const cause: Cause = { why: compares ? 'reconciliation' : why, topic: '', priority, jobId };
	const work = found.work(finding);
	const isOfXero = work !== null && work.state !== 'running' && isOfXeroAlone(work);
	if ((work !== null && work.state !== 'parked' && !isOfXero) || isLeftAlone(found.record(finding))) return [];
	if ((work === null || isOfXero) && !evenSynced && !compares && isSyncedAsFound(found.record(finding), finding)) return [];
	if (work?.state === 'held') return rewrite('work', work, { ...work, fromIntercom: true, jobId: work.jobId ?? jobId }, 'notifiedMeanwhile');
	const row = work === null ? newWork(finding, cause, now) : { ...dueFor(work, cause, now), ...NO_REMOVAL };
	const isStopped = job?.state === 'stopped';
	return [...backAgain(finding, found), ...(compares ? inDoubt(found.record(finding)) : []), ...rewrite('work', work, isStopped ? { ...row, state: 'held', heldBy: `job ${jobId}` } : row, 'added')];
}

/** Intercom's lists and search leave out who is archived or deleted. Pure. */
export function backAgain(subject: Subject, found: Found): Change[] {
	const was = found.record(subject);
	return was?.state === 'gone' ? rewrite('record', was, newRecord(subject, was.seenSweep), 'read') : [];
}

/** What was synced in just that state needs no other look. Pure. */
export function isSyncedAsFound(record: RecordRow | null, { updatedAtSeconds, shown }: Finding): boolean {
	if (!wasSynced(record) || record.state !== 'synced' || record.reference !== 'stored') return false;
	return (updatedAtSeconds !== null && record.sourceUpdatedAtSeconds === updatedAtSeconds) || (shown !== undefined && record.shown === shown);
}
