import { CONTACTS_PER_PAGE_MAX } from '../../intercom/contacts/contactPages';
import type { Job } from '../rows/facts';
import type { JobReading, Selection } from '../rows/jobReading';
import type { LedgerSettings } from '../settings';
import type { Change, Found, Step } from '../store/step';
import { endAll, pageAlert, pageAlertKey } from './alertTexts';
import { reservedUntil } from './callsLeft';
import { healthOf, noteFact, quotaOf, VENDORS } from './facts';
import { jobState } from './jobProgress';
import { raise } from './outbox';
import { afterProbe, isProbeDue } from './service';

/** A page that an execution is to read, and what becomes of its contacts. */
export interface ClaimedPage {
	jobId: string;
	kind: Job['kind'];
	token: string;
	leaseUntil: number;
	selection: Selection;
	/** null: the first page. */
	cursor: string | null;
	/** Contacts to read. */
	size: number;
	/** Calls of Xero's day that are left to live changes. */
	reserve: number;
}

export type PageAnswer =
	| { page: ClaimedPage }
	/** `behindLive`: live changes are due, and somebody takes them; `inHand`: what was taken is not settled yet. */
	| { page: null; because: 'nothing' | 'notBound' | 'inHand' | 'behindLive' | 'serviceRefuses' | 'reserve' | 'waits'; nextAt: number | null };

/** So long may live changes be due until a page waits for them: a batch of them takes some seconds. */
const LIVE_IS_LATE_MS = 15_000;

/**
 * So many whole pages may be under way when the next one is read: while one waits for Xero, another stores references, and
 * what does not fill a call of one goes with the next.
 */
const PAGES_BESIDE = 2;

/** Who takes a page. */
export interface PageHolder {
	/** New and unique, begins with PAGE_TOKEN. */
	token: string;
	holder: string;
	/** Whether a holder is surely no more. */
	isOver: (holder: string) => boolean;
}

/** Takes the next page of a job, behind everything live, and not while what was taken before is far from done. */
export function claimPage(jobId: string, by: PageHolder, settings: LedgerSettings, now: number): Step<PageAnswer> {
	return {
		name: 'claimPage',
		need: { facts: ['binding', 'emitter', 'service intercom', 'service xero', 'quota xero', `job ${jobId}`], runningOfJob: jobId, due: { now: now - LIVE_IS_LATE_MS, limit: 1 } },
		decide: (found) => {
			const job = found.fact(`job ${jobId}`)?.value;
			const waits = whyNot(found, job, by.isOver, settings, now);
			if (waits !== null || job?.reading == null) return { answer: { page: null, ...(waits ?? { because: 'nothing', nextAt: null }) }, changes: [] };
			const { reading, kind } = job;
			const { token, holder } = by;
			const isProbe = VENDORS.some((vendor) => healthOf(found, vendor).state === 'refusing');
			const left = reading.sample === 0 ? CONTACTS_PER_PAGE_MAX : reading.sample - reading.read;
			const size = isProbe ? 1 : Math.min(CONTACTS_PER_PAGE_MAX, left);
			const leaseUntil = now + settings.leaseMs;
			const probes = VENDORS.flatMap((vendor) => noteFact(found, `service ${vendor}`, afterProbe(healthOf(found, vendor), now)));
			const page: ClaimedPage = { jobId, kind, token, leaseUntil, selection: reading.selection, cursor: reading.cursor, size, reserve: settings.reserve };
			return { answer: { page }, changes: [...noteReading(found, jobId, job, { ...reading, page: { token, holder, until: leaseUntil, read: null } }), ...probes] };
		},
	};
}

type Waits = Omit<Extract<PageAnswer, { page: null }>, 'page'>;

function whyNot(found: Found, job: Job | undefined, isOver: PageHolder['isOver'], { reserve }: LedgerSettings, now: number): Waits | null {
	if (job?.reading == null || job.state !== 'running' || job.allAdded) return { because: 'nothing', nextAt: null };
	const { page, notBefore } = job.reading;
	if (found.fact('binding') === null) return { because: 'notBound', nextAt: null };
	if (notBefore > now) return { because: 'waits', nextAt: notBefore };
	if (page !== null && page.until > now && !isOver(page.holder)) return { because: 'inHand', nextAt: page.until };
	if (found.runningOfJob > PAGES_BESIDE * CONTACTS_PER_PAGE_MAX) return { because: 'inHand', nextAt: null };
	if (isBehindLive(found, now)) return { because: 'behindLive', nextAt: null };
	const refusing = VENDORS.map((vendor) => healthOf(found, vendor)).filter((health) => !isProbeDue(health, now));
	if (refusing.length > 0) return { because: 'serviceRefuses', nextAt: Math.max(...refusing.map(({ nextProbeAt }) => nextProbeAt)) };
	const reserved = reservedUntil(quotaOf(found), reserve, now);
	return reserved === null ? null : { because: 'reserve', nextAt: reserved };
}

/** Nothing waits for what nobody takes: the workflow of the live changes need not be published yet. */
function isBehindLive(found: Found, now: number): boolean {
	const [first] = found.due;
	const isTaken = (found.fact('emitter')?.value.until ?? 0) > now;
	return isTaken && first !== undefined && found.work(first)?.priority !== 'bulk';
}

/** Why a page could not be read. */
export interface PageFailure {
	message: string;
	nextStep: string;
	retryable: boolean;
	/** Epoch ms. */
	retryAt?: number;
}

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** After so many tries in a row a person hears of it; the job goes on trying. */
export const TELL_AFTER = 5;

/**
 * The page was not read, or its execution ended before all of a dry run's page was foreseen: read once more after a while.
 * What no other try mends pauses the job, and a person hears of it. Nothing where the page is no longer in hand.
 */
export function endPage(jobId: string, token: string, failure: PageFailure, now: number): Step<{ isOurs: boolean }> {
	return {
		name: 'endPage',
		need: { facts: [`job ${jobId}`], alerts: [pageAlertKey(jobId)] },
		decide: (found) => {
			const job = found.fact(`job ${jobId}`)?.value;
			const isOurs = job?.reading?.page?.token === token;
			return { answer: { isOurs }, changes: isOurs ? putBack(found, jobId, job, failure, now) : [] };
		},
	};
}

/** The page is nobody's; it is read once more, after a while that grows. Pure. */
export function putBack(found: Found, jobId: string, job: Job, failure: PageFailure, now: number): Change[] {
	if (job.reading === null) return [];
	const failures = job.reading.failures + 1;
	const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 10));
	const reading: JobReading = { ...job.reading, page: null, failures, message: failure.message, nextStep: failure.nextStep, notBefore: Math.max(now + waitMs, failure.retryAt ?? 0) };
	const is: Job = { ...job, state: failure.retryable || job.state !== 'running' ? job.state : 'paused', reading };
	const alert = is.state === 'paused' || failures >= TELL_AFTER ? raise(found.alert(pageAlertKey(jobId)), pageAlert(jobId, failure, is.state === 'paused'), now) : [];
	return [...noteFact(found, `job ${jobId}`, is), ...alert];
}

/** A page is done: the job reads on behind it. Pure. */
export function afterPage(job: Job & { reading: JobReading }, page: { contacts: number; nextCursor: string | null }): Job & { reading: JobReading } {
	const { reading } = job;
	const read = reading.read + page.contacts;
	const isLast = page.nextCursor === null || (reading.sample > 0 && read >= reading.sample);
	return { ...job, allAdded: isLast, reading: { ...reading, page: null, cursor: page.nextCursor, pages: reading.pages + 1, read, failures: 0, message: '', nextStep: '', notBefore: 0 } };
}

/** The job as it stands after a page, and the end of what was told about its reading. Pure. */
export function notePage(found: Found, jobId: string, job: Job, now: number): Change[] {
	const alert = found.alert(pageAlertKey(jobId));
	return [...noteFact(found, `job ${jobId}`, jobState(job, now)), ...endAll(alert === null ? [] : [alert], now)];
}

function noteReading(found: Found, jobId: string, job: Job, reading: JobReading): Change[] {
	return noteFact(found, `job ${jobId}`, { ...job, reading });
}
