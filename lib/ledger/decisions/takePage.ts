import { groupBy, mapValues } from 'es-toolkit';
import type { WholeCompared } from '../events/carried';
import type { ClaimedRecord } from '../events/claimed';
import type { Job } from '../rows/facts';
import { comparesAll, isDry } from '../rows/jobKind';
import type { JobReading } from '../rows/jobReading';
import { NEVER_SYNC, WITH_ANOTHER, withReasons, type OtherReasons } from '../rows/otherReasons';
import { isLeftAlone } from '../rows/record';
import { lastOfEach, subjectOf } from '../rows/subject';
import type { RunningWork, WorkRow } from '../rows/work';
import type { LedgerSettings } from '../settings';
import type { Change, Found, Step } from '../store/step';
import { backAgain, isSyncedAsFound, type Finding } from './add';
import { pageAlertKey } from './alertTexts';
import { claimedRecord } from './claimedRecord';
import { isOfXeroAlone } from './fromXero';
import { noteFact } from './facts';
import { NO_COUNTS } from './jobs';
import { Overlay } from './overlay';
import { afterPage, notePage } from './pages';
import { NO_REMOVAL } from './removalNews';
import { rewrite } from './rewrite';
import { dueFor, newWork, type Cause } from './workRow';

/** A page as Intercom gave it. */
export interface ReadPage {
	contacts: readonly Finding[];
	/** null: it was the last one. */
	nextCursor: string | null;
	/** How many there are in all; null: Intercom did not say. */
	total: number | null;
}

export type TakenPage =
	/** `left`: synced in that state, in other hands, or never to be synced; `isLast`: no page follows. */
	| {
			taken: true;
			records: ClaimedRecord[];
			left: number;
			isLast: boolean;
			/** Of a job that compares with Xero. */
			whole?: WholeCompared;
	  }
	/** The lease of the page was lost: another execution reads it. */
	| { taken: false };

/**
 * A job takes the contacts of a page that it read: their work is its own under a lease, and the next page may be read. One
 * that compares with Xero takes those that are synced in that very state, too: Xero may hold something else by now. In
 * a dry run nothing is taken; the page stays in hand until its contacts are foreseen.
 */
export function takePage(jobId: string, token: string, holder: string, page: ReadPage, settings: LedgerSettings, now: number): Step<TakenPage> {
	const unique = { ...page, contacts: lastOfEach(page.contacts, subjectOf) };
	return {
		name: 'takePage',
		need: { subjects: unique.contacts.map(subjectOf), facts: [`job ${jobId}`], alerts: [pageAlertKey(jobId)] },
		decide: (found) => {
			const job = found.fact(`job ${jobId}`)?.value;
			if (!isInHand(job, token)) return { answer: { taken: false }, changes: [] };
			const taking: Taking = { found, jobId, token, holder, settings, now };
			return isDry(job.kind) ? look(taking, job, unique) : take(taking, job, unique);
		},
	};
}

/** Whether this token holds the page of the job. Pure. */
export function isInHand(job: Job | undefined, token: string): job is Job & { reading: JobReading & { page: NonNullable<JobReading['page']> } } {
	return job?.reading?.page?.token === token;
}

interface Taking {
	found: Found;
	jobId: string;
	token: string;
	holder: string;
	settings: LedgerSettings;
	now: number;
}

type Decided = { answer: TakenPage; changes: Change[] };
type ReadingJob = Job & { reading: JobReading };

function take(taking: Taking, job: ReadingJob, { contacts, nextCursor, total }: ReadPage): Decided {
	const { found, jobId, settings, now } = taking;
	const after = new Overlay(found);
	const { free, unchanged, other, otherReasons } = sorted(contacts, found, job);
	const records = free.map((finding) => {
		const is = taken(finding, taking, job);
		after.add([...backAgain(finding, found), ...rewrite('work', found.work(finding), is, 'taken')]);
		return asked(claimedRecord(is, after.found.record(finding), settings), job);
	});
	const counts = { ...job.counts, unchanged: job.counts.unchanged + unchanged, other: job.counts.other + other };
	const left = unchanged + other;
	const is: ReadingJob = afterPage({ ...job, total: job.total + contacts.length, done: job.done + left, counts, ...whyOther(job, otherReasons), reading: known(job.reading, total) }, { contacts: contacts.length, nextCursor });
	return { answer: { taken: true, records, left, isLast: is.allAdded, ...whole(is) }, changes: [...after.done(), ...notePage(found, jobId, is, now)] };
}

/** Those that are this job's, and how many are not. */
function sorted(contacts: readonly Finding[], found: Found, { kind }: Job): { free: Finding[]; unchanged: number; other: number; otherReasons: OtherReasons } {
	const { free = [], synced = [], neverSync = [], withAnother = [] } = groupBy(contacts, (finding) => isFree(finding, found, comparesAll(kind))) as Partial<Record<ReturnType<typeof isFree>, Finding[]>>;
	return { free, unchanged: synced.length, other: neverSync.length + withAnother.length, otherReasons: { [NEVER_SYNC]: neverSync.length, [WITH_ANOTHER]: withAnother.length } };
}

/**
 * What runs elsewhere, is held by a stop, was left alone by a person, or waits for a change that was told is not this job's: a
 * page of Intercom's search may be older than the change, and whoever takes that reads the contact itself.
 */
function isFree(finding: Finding, found: Found, evenSynced: boolean): 'free' | 'synced' | typeof NEVER_SYNC | typeof WITH_ANOTHER {
	const [work, record] = [found.work(finding), found.record(finding)];
	const isOfXero = work?.state === 'waiting' && isOfXeroAlone(work);
	const isAnothers = work !== null && work.state !== 'parked' && !isOfXero && !(work.state === 'waiting' && work.priority === 'bulk');
	if (isLeftAlone(record)) return NEVER_SYNC;
	if (isAnothers) return WITH_ANOTHER;
	return (work === null || isOfXero) && !evenSynced && isSyncedAsFound(record, finding) ? 'synced' : 'free';
}

/** The record, to be compared where the job compares. */
function asked(record: ClaimedRecord, { kind }: Job): ClaimedRecord {
	return comparesAll(kind) ? { ...record, compare: true } : record;
}

/** @param job as it stands after the page */
function whole({ kind, startedAt, reading: { expected, read }, allAdded }: ReadingJob): { whole?: WholeCompared } {
	if (!comparesAll(kind)) return {};
	return { whole: { toCome: allAdded || expected === null ? 0 : Math.max(0, expected - read), since: startedAt } };
}

/** Found in Intercom's list, so it is there whatever was told of it. */
function taken(finding: Finding, { found, jobId, token, holder, settings, now }: Taking, { kind }: Job): RunningWork {
	const cause: Cause = { why: comparesAll(kind) ? 'reconciliation' : 'migration', topic: '', priority: 'bulk', jobId };
	const was: WorkRow | null = found.work(finding);
	const row = was === null || (was.state !== 'waiting' && was.state !== 'parked') ? newWork(finding, cause, now) : { ...dueFor(was, cause, now), ...NO_REMOVAL };
	return { ...row, state: 'running', heldBy: null, token, leaseUntil: now + settings.leaseMs, leasedBy: holder, arrived: null };
}

/** The contacts as a claim would hand them out; nothing is written but how many there are. */
function look(taking: Taking, job: ReadingJob, { contacts, nextCursor, total }: ReadPage): Decided {
	const { found, jobId, token, holder, settings, now } = taking;
	const { free, unchanged, other, otherReasons } = sorted(contacts, found, job);
	const records = free.map((finding) => ({ ...asked(claimedRecord(taken(finding, taking, job), found.record(finding), settings), job), token: '' }));
	const reading = known(job.reading, total);
	const read = { contacts: contacts.length, toForesee: records.length, foreseen: 0, nextCursor, counts: { ...NO_COUNTS, unchanged, other }, otherReasons };
	const is = afterPage({ ...job, reading }, read);
	const answer: TakenPage = { taken: true, records, left: unchanged + other, isLast: is.allAdded, ...whole(is) };
	if (records.length === 0) return { answer, changes: notePage(found, jobId, afterForeseen({ ...job, reading }, read), now) };
	return { answer, changes: noteFact(found, `job ${jobId}`, { ...job, reading: { ...reading, page: { token, holder, until: now + settings.leaseMs, read } } }) };
}

/** All of a page is foreseen. Pure. */
export function afterForeseen(job: ReadingJob, page: NonNullable<NonNullable<JobReading['page']>['read']>): Job {
	const { contacts, counts, otherReasons } = page;
	return afterPage({ ...job, total: job.total + contacts, done: job.done + contacts, counts: sumOf(job.counts, counts), ...whyOther(job, otherReasons) }, page);
}

/** With those of a page; a job of which none is left out says nothing. */
function whyOther({ otherReasons: before }: Job, more?: OtherReasons): Pick<Job, 'otherReasons'> {
	const otherReasons = withReasons(before, more);
	return Object.keys(otherReasons).length === 0 ? {} : { otherReasons };
}

function sumOf(a: Job['counts'], b: Job['counts']): Job['counts'] {
	return mapValues(a, (count, what) => count + b[what]);
}

function known(reading: JobReading, total: number | null): JobReading {
	const most = reading.sample === 0 ? Infinity : reading.sample;
	return total === null ? reading : { ...reading, expected: Math.min(total, most) };
}
