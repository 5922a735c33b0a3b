import type { AlertRow } from '../rows/alert';
import type { NumberedAuditEntry } from '../rows/audit';
import type { Job } from '../rows/facts';
import type { ForecastRow } from '../rows/forecast';
import type { RecordRow } from '../rows/record';
import type { ReviewRow } from '../rows/review';
import type { Subject, SubjectKind } from '../rows/subject';
import type { WorkRow, WorkState } from '../rows/work';
import type { Decided, Step } from './step';

/**
 * What a store must do; it knows no rule. Two real ones (SQLite, PostgreSQL) and one in the memory of the tests pass the
 * same suite. Promises:
 *
 * - **One change of a ledger at a time**, over all processes (`begin immediate`; an advisory lock that ends with the
 *   transaction): a decision that found no row may rely on that.
 * - **All or nothing**: an error or a kill at any instant leaves a step whole or undone.
 * - **On disk when `change` resolves**: what a vendor is then promised survives the loss of power.
 * - A write that changes no row undoes the step; it is read and decided anew, five times, then LedgerProblem `busy`.
 * - Errors are LedgerProblem; the vendor's error stands in `cause`.
 */
export interface LedgerStore {
	/**
	 * Opens the ledger, makes it where there is none, and brings it up to the newest migration, in one transaction each.
	 * @throws LedgerProblem `newerPackage` rather than touch the ledger of a newer package
	 */
	open(): Promise<Opened>;

	/** Ends all waiting; a second call does nothing. */
	close(): Promise<void>;

	/** Reads, decides and writes one step. */
	change<Answer>(step: Step<Answer>): Promise<Answer>;

	/**
	 * What a step would answer and change now: reads and decides it outside any transaction, and writes nothing. Cheap, and
	 * a hint only: by the time it is known another process may have changed all of it.
	 */
	look<Answer>(step: Step<Answer>): Promise<Decided<Answer>>;

	/** A page of rows to look at, outside any transaction. */
	list<Name extends ListName>(name: Name, page: ListPage): Promise<Listed<Name>>;

	/** How things stand. */
	counts(now: number): Promise<LedgerCounts>;

	/**
	 * What the trigger asks every second: `changes` grows with every step that wrote work or alerts, in whatever process.
	 * Cheap: two rows of an index.
	 */
	pulse(): Promise<Pulse>;

	/** Called after each commit of this process that wrote work or alerts. @returns ends it */
	onWake(listener: () => void): () => void;

	/** Looks at the store itself, writes and takes back a row. Never throws for what it can say in words. */
	check(): Promise<CheckLine[]>;
}

export interface Opened {
	/** Where it lies: a path, or host, database and schema; no secrets. */
	place: string;
	/** Number of the newest migration, and the one it had before; 0: it was new. */
	version: number;
	versionBefore: number;
}

export interface Pulse {
	changes: number;
	/** Earliest dueAt of waiting work and of due alerts, earliest end of a lease; null: nothing at all is to come. */
	nextAt: number | null;
}

export type ListName = 'record' | 'work' | 'review' | 'alert' | 'audit' | 'job' | 'forecast';

/** A job with its name. */
export interface ListedJob {
	jobId: string;
	job: Job;
}

export interface ListRows {
	record: RecordRow;
	work: WorkRow;
	review: ReviewRow;
	alert: AlertRow;
	/** The newest first; the others in the order of their keys. */
	audit: NumberedAuditEntry;
	job: ListedJob;
	/** Of one job, see jobId. */
	forecast: ForecastRow;
}

export interface ListPage {
	limit: number;
	/** `next` of the page before; '' for the first. */
	after: string;
	subject?: Subject;
	kind?: SubjectKind;
	/** Of work and records. */
	state?: WorkState | RecordRow['state'];
	/** Of reviews. */
	reason?: string;
	/** Of forecasts, which are listed by job only. */
	jobId?: string;
	/** Of the audit log: entries from then on, epoch ms. */
	since?: number;
}

export interface Listed<Name extends ListName> {
	rows: ListRows[Name][];
	/** '' on the last page. */
	next: string;
}

export interface LedgerCounts {
	records: Record<RecordRow['state'], number>;
	/** By state; `due` are the waiting ones whose time has come. */
	work: Record<WorkState, number> & { due: number };
	/** dueAt of the oldest waiting work that is due; null: none. */
	oldestDueAt: number | null;
	reviews: Record<string, number>;
	/** Records that are not to be in Xero, by `leftOut`. */
	leftOut: Record<string, number>;
	/** Work that failed, most of one kind first; kinds beyond MOST_FAILURE_KINDS are left out. */
	failures: FailureCount[];
	alerts: Record<AlertRow['state'], number>;
	audit: number;
	/** Bytes on disk; null where nobody knows. */
	bytes: number | null;
}

/** Kinds of failures that are counted apart. */
export const MOST_FAILURE_KINDS = 100;

/** How much work failed last in one way. */
export interface FailureCount {
	/** `waiting` and `running`: tried again; `parked`: given up; `held`: a person decides. */
	state: WorkState;
	class: string;
	reason: string;
	count: number;
	/** Of one of them, in words for a person. */
	message: string;
	nextStep: string;
	/** Epoch ms of the earliest and of the latest last failure. */
	firstFailedAt: number;
	lastFailedAt: number;
}

export interface CheckLine {
	what: 'place' | 'rights' | 'write' | 'version' | 'disk' | 'integrity' | 'binding';
	ok: boolean;
	message: string;
	/** '' where all is well. */
	nextStep: string;
}
