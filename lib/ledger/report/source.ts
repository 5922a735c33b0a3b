import { daysSomewhere, dayOf, daysUpTo } from '../decisions/calendar';
import { archiveStopOf, healthOf, previewOf, quotaOf, VENDORS } from '../decisions/facts';
import { isComparing } from '../decisions/jobs';
import { settingsIn } from '../decisions/published';
import type { NumberedAuditEntry } from '../rows/audit';
import type { ForecastRow } from '../rows/forecast';
import type { JobKind } from '../rows/jobKind';
import type { DayFacts } from '../rows/day';
import type { ArchiveStop, Binding, FactName, PreviewState, QuotaKnowledge, ServiceHealth } from '../rows/facts';
import type { RecordRow } from '../rows/record';
import type { ReviewRow } from '../rows/review';
import type { Subject, Vendor } from '../rows/subject';
import type { WorkRow } from '../rows/work';
import type { PublishedSettings } from '../settings';
import { jobsOf } from '../store/jobs';
import type { LedgerCounts, LedgerStore, ListedJob } from '../store/port';
import type { Step } from '../store/step';
import { jobsToShow } from './jobSection';

/** Reviews that a report shows; the rest is counted. */
export const MOST_REVIEWS = 100;
/** Records given up that a report names; the rest is counted by reason. */
export const MOST_GIVEN_UP = 50;
/** Records that differ, on a page; a program gets more. */
export const MOST_DIFFERENCES = 100;
export const MOST_DIFFERENCES_AS_DATA = 10_000;
/** Lines of the log of one record, the newest. */
export const MOST_LINES = 200;
const MOST_JOBS = 10;

/** Everything of a ledger that a report is made from: bounded, however large the ledger is. */
export interface ReportSource {
	facts: LedgerFacts;
	counts: LedgerCounts;
	reviews: readonly ReviewRow[];
	givenUp: readonly WorkRow[];
	jobs: readonly ListedJob[];
	/** What the newest of these jobs that compares found; null: none of them does. */
	differences: DifferencesSource | null;
	record: RecordSource | null;
}

export interface DifferencesSource {
	jobId: string;
	kind: JobKind;
	rows: readonly ForecastRow[];
	hasMore: boolean;
}

export interface LedgerFacts {
	binding: Binding | null;
	timeZone: string;
	/** Calls of Xero's day that are left to live changes. */
	reserve: number;
	billTo: PublishedSettings['billTo'];
	services: Readonly<Record<Vendor, ServiceHealth>>;
	quota: QuotaKnowledge;
	archiveStop: ArchiveStop;
	preview: PreviewState;
	/** The oldest first, without gaps; null: nothing happened. */
	days: ReadonlyArray<{ day: string; facts: DayFacts | null }>;
}

/** One record and its log. */
export interface RecordSource {
	subject: Subject;
	record: RecordRow | null;
	work: WorkRow | null;
	review: ReviewRow | null;
	/** The newest first. */
	log: readonly NumberedAuditEntry[];
	/** What the last reconciliation found of it, and what that was for; null: nothing. */
	difference: { row: ForecastRow; kind: JobKind } | null;
	/** There are older ones. */
	hasMore: boolean;
}

/** What is read of a ledger for a report. */
export interface ReportQuestion {
	/** Days up to today. */
	days: number;
	/** Intercom's id of a contact or company whose log is wanted; '' for none. */
	recordId: string;
	/** Records that differ, at most; MOST_DIFFERENCES unless told otherwise. */
	differences?: number;
}

/** Reads what a report needs. @param now epoch ms @throws LedgerProblem */
export async function readSource(store: LedgerStore, { days, recordId, differences = MOST_DIFFERENCES }: ReportQuestion, now: number): Promise<ReportSource> {
	const jobs = await readJobs(store);
	const comparing = jobs.find(({ job }) => isComparing(job)) ?? null;
	return {
		facts: await store.change(readFacts(days, now)),
		counts: await store.counts(now),
		reviews: (await store.list('review', { limit: MOST_REVIEWS, after: '' })).rows,
		givenUp: (await store.list('work', { limit: MOST_GIVEN_UP, after: '', state: 'parked' })).rows,
		jobs,
		differences: comparing === null ? null : await readDifferences(store, comparing, differences),
		record: recordId === '' ? null : await readRecord(store, recordId, comparing),
	};
}

/** Facts of one moment. Which days those are is known with the published time zone: the names of all that it can be are asked for. */
function readFacts(days: number, now: number): Step<LedgerFacts> {
	const latest = daysSomewhere(now).map((name) => name.slice('day '.length)).sort().at(-1)!;
	const names = daysUpTo(latest, days + 2).map((day) => `day ${day}` as const);
	const facts: FactName[] = ['binding', 'settings', 'quota xero', 'archive stop', 'preview', ...VENDORS.map((vendor) => `service ${vendor}` as const), ...names];
	return {
		name: 'readFacts',
		need: { facts },
		decide: (found) => {
			const { timeZone, reserve, billTo } = settingsIn(found);
			const answer: LedgerFacts = {
				binding: found.fact('binding')?.value ?? null, timeZone, reserve, billTo, services: { intercom: healthOf(found, 'intercom'), xero: healthOf(found, 'xero') }, quota: quotaOf(found), archiveStop: archiveStopOf(found), preview: previewOf(found),
				days: daysUpTo(dayOf(now, timeZone), days).map((day) => ({ day, facts: found.fact(`day ${day}`)?.value ?? null })),
			};
			return { answer, changes: [] };
		},
	};
}

/** Of all of them only what is to be shown is kept. */
async function readJobs(store: LedgerStore): Promise<ListedJob[]> {
	let shown: ListedJob[] = [];
	for await (const job of jobsOf(store)) shown = jobsToShow([...shown, job], MOST_JOBS);
	return shown;
}

const AT_ONCE = 500;

async function readDifferences(store: LedgerStore, { jobId, job: { kind } }: ListedJob, most: number): Promise<DifferencesSource> {
	const rows: ForecastRow[] = [];
	let after = '';
	do {
		const page = await store.list('forecast', { jobId, after, limit: Math.min(AT_ONCE, most - rows.length) });
		rows.push(...page.rows);
		after = page.next;
	} while (after !== '' && rows.length < most);
	return { jobId, kind, rows, hasMore: after !== '' };
}

/** Of a contact, or where none has this id, of a company: Intercom gives an id once. */
async function readRecord(store: LedgerStore, id: string, comparing: ListedJob | null): Promise<RecordSource> {
	const contact = await readSubject(store, { kind: 'contact', id }, comparing);
	if (isKnown(contact)) return contact;
	const company = await readSubject(store, { kind: 'company', id }, comparing);
	return isKnown(company) ? company : contact;
}

async function readSubject(store: LedgerStore, subject: Subject, comparing: ListedJob | null): Promise<RecordSource> {
	const one = { limit: 1, after: '', subject };
	const found = comparing === null ? undefined : (await store.list('forecast', { ...one, jobId: comparing.jobId })).rows[0];
	const log = await store.list('audit', { ...one, limit: MOST_LINES });
	return {
		subject, log: log.rows, hasMore: log.next !== '', difference: found === undefined || comparing === null ? null : { row: found, kind: comparing.job.kind },
		record: (await store.list('record', one)).rows[0] ?? null, work: (await store.list('work', one)).rows[0] ?? null, review: (await store.list('review', one)).rows[0] ?? null,
	};
}

function isKnown({ record, work, review, log, difference }: RecordSource): boolean {
	return record !== null || work !== null || review !== null || difference !== null || log.length > 0;
}
