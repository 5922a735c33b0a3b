import { newRecord, NO_SYNC, wasSynced, type RecordRow } from '../rows/record';
import type { Subject } from '../rows/subject';
import type { Arrived, Priority, WorkRow } from '../rows/work';
import type { LedgerSettings } from '../settings';
import type { Change, Found } from '../store/step';
import { endAll } from './alertTexts';
import { rewrite } from './rewrite';
import { endFacts, isFact } from './tellFacts';

/** The record after it left; what was synced says nothing any more, what a person decided goes too. Pure. */
export function goneRecord(subject: Subject, was: RecordRow | null, goneAt: number): RecordRow {
	const { seenSweep, ...record } = was ?? newRecord(subject, 0);
	return { ...record, ...NO_SYNC, seenSweep, state: 'gone', goneAt, segments: null, decision: null, leftOut: null };
}

/**
 * Whether nothing of a record that leaves is in Xero by us: the mapping left it out, such as a lead, whenever it was read. There is nothing to archive, and
 * nobody need hear. Where a try may have written it, that is not known. Pure.
 */
export function wasNeverInXero(record: RecordRow | null, work: Pick<WorkRow, 'uncertain'> | null): boolean {
	return record?.state === 'unsynced' && record.leftOut !== null && work?.uncertain !== true;
}

type Ways = Pick<LedgerSettings, 'billTo' | 'bothWays'>;

/**
 * Whether it is kept of a person's contact in Xero that the person left Intercom: with both ways one that is changed in Xero would
 * else be made a user again, now or once creating is switched on. Pure.
 */
export function notesLeft({ billTo, bothWays }: Ways): boolean {
	return bothWays !== null && billTo === 'person';
}

/** The record is gone: written only where that is new. Pure. */
export function leave(subject: Subject, found: Found, goneAt: number, ways: Ways): Change[] {
	const was = found.record(subject);
	if (was?.state === 'gone') return [];
	const ofXero: Change[] = notesLeft(ways) && wasSynced(was) && was.as === 'person' ? [{ do: 'noteLeft', xeroContactId: was.xeroContactId, at: goneAt }] : [];
	return [...rewrite('record', was, goneRecord(subject, was, goneAt), 'left'), ...ofXero];
}

/** Review and alerts of a record end without a word: it is synced, or decided. What is a fact whatever becomes of it is told all the same. Pure. */
export function closeAll(subject: Subject, found: Found, now: number): Change[] {
	return [...rewrite('review', found.review(subject), null, 'closed'), ...endAll(found.alertsAbout(subject).filter((alert) => !isFact(alert)), now)];
}

/** The same of one that is gone, with all there was to tell of it. Pure. */
export function closeForGood(subject: Subject, found: Found, now: number): Change[] {
	return [...closeAll(subject, found, now), ...endFacts(subject, found, now)];
}

/**
 * It left, and nothing is to be done about it in Xero: nothing is left but that it is gone. What runs at this moment may have
 * been read before, and be settled as if it were there: it is looked at once more, and found out then. Pure.
 */
export function quietly(subject: Subject, found: Found, on: 'leftQuietly' | 'mergedAway', goneAt: number, ways: Ways): Change[] {
	const work = found.work(subject);
	const ended = work?.state === 'running' ? rewrite('work', work, { ...work, fromIntercom: true, arrived: arrivedAsMerge('normal', goneAt) }, 'notifiedMeanwhile') : rewrite('work', work, null, on);
	return [...leave(subject, found, goneAt, ways), ...closeForGood(subject, found, goneAt), ...ended];
}

/** That a merge was told of while it ran, or was held: nothing that is known of it shows whether it is news. Pure. */
export function arrivedAsMerge(priority: Priority, at: number): Arrived {
	return { topic: '', why: 'merge', priority, occurredAtSeconds: Math.floor(at / 1_000), updatedAtSeconds: null, shown: null, xeroContactId: null, organisationId: null, jobId: null };
}
