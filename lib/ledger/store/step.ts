import type { Happening } from '../decisions/transitions';
import type { AlertRow } from '../rows/alert';
import type { AuditEntry } from '../rows/audit';
import type { TableName, Tables } from '../rows/columns';
import type { FactName, FactRow } from '../rows/facts';
import type { ForecastRow } from '../rows/forecast';
import type { RecordRow } from '../rows/record';
import type { ReviewRow } from '../rows/review';
import { subjectKey, type Subject, type SubjectKind } from '../rows/subject';
import type { HeldBy, WorkRow } from '../rows/work';
import type { ManyRows } from './manyRows';

/**
 * One step of the ledger: which rows it needs, and what becomes of them. The store reads, calls `decide` and writes in one
 * transaction. `decide` is pure and may be called again with rows read anew, so nothing in it may leave a mark.
 */
export interface Step<Answer> {
	/** For logs and for tests that stop a store within a step. */
	name: string;
	need: Need;
	decide(found: Found): Decided<Answer>;
}

export interface Decided<Answer> {
	answer: Answer;
	/** Written in this order, all or none. */
	changes: readonly Change[];
}

/** The rows a decision wants to see. What is not there is simply not found. */
export interface Need {
	/** Their record, their work and their review. */
	subjects?: readonly Subject[];
	/** All alerts about these subjects. */
	alertsAbout?: readonly Subject[];
	/** Alerts by key. */
	alerts?: readonly string[];
	facts?: readonly FactName[];
	/** For each job that found work belongs to: its fact and the alert of its stop, both called `job <id>`. */
	jobsOfWork?: true;
	/** All work running under this token, with records and reviews. */
	batch?: string;
	/** All alerts claimed under this token. */
	alertBatch?: string;
	/** Work that is due; of contacts of Xero that nobody is bound to with the alerts about them. */
	due?: DueQuestion;
	/** Running work whose lease has ended, oldest lease first, with records and reviews. */
	expired?: { now: number; limit: number };
	/** Whether a batch runs under a lease that has not ended; pages of a job stand beside the batches, see rows/work.ts. */
	running?: { now: number };
	/** Alerts that are due, or whose lease has ended: those about no record first, then the oldest. */
	dueAlerts?: DueAlertsQuestion;
	/** Records not gone that no sweep from `seenBefore` on saw, by id, after this one; with their work. */
	vanished?: { kind: SubjectKind; seenBefore: number; afterId: string; limit: number };
	/** Records bound to these Xero contacts, by kind and id; with their work and reviews. */
	xeroContacts?: readonly string[];
	/** How many rows of work a stop holds. */
	held?: HeldBy;
	/** How many rows of work belong to this job. */
	workOfJob?: string;
	/** How many removals are confirmed, not approved, and waiting and due, or running: for the stop before many archivings. */
	dueRemovals?: { now: number };
	/** How many rows of work of this job run now. */
	runningOfJob?: string;
	/** What a dry run foresaw of these records, and of those that share a key. */
	forecasts?: ForecastQuestion;
	/** What else is kept of the one this is; with all rows of it. */
	tracesOf?: Subject;
}

/** What else a ledger keeps of one record. */
export interface Traces {
	/** Contacts of Xero that it is or was, by its rows and its lines in the log, and that are no other record's; in lower case, sorted. */
	xeroContacts: readonly string[];
	/** Other records whose review names it or one of these, by kind and id. */
	reviews: readonly Subject[];
	/** Other records whose last failure does, likewise. */
	work: readonly Subject[];
	/** Keys of alerts about others, or about no record, that name it or one of these. */
	alerts: readonly string[];
}

/** Forecasts of one dry run: of these records, or with one of these keys, of each key `limit` at most; ordered by kind and id. */
export interface ForecastQuestion {
	jobId: string;
	subjects: readonly Subject[];
	keys: readonly string[];
	limit: number;
}

/** Waiting work that is due, by priority and then by dueAt, kind, id; with records and reviews. */
export interface DueQuestion {
	now: number;
	limit: number;
	/** Only where a balance is to be told, and nothing else is to be done. */
	balancesAlone?: true;
}

export interface DueAlertsQuestion {
	now: number;
	limit: number;
	/** None that is about a record. */
	aboutNoRecord?: boolean;
}

/** What a store found. Lists are in the order of the question, without gaps for what is missing. */
export interface FoundRows {
	records: readonly RecordRow[];
	work: readonly WorkRow[];
	reviews: readonly ReviewRow[];
	alerts: readonly AlertRow[];
	facts: readonly FactRow[];
	/** Answers to `due`, `batch`, `expired`, `vanished` and `xeroContacts`: the keys, in their order; the rows are among those above. */
	due: readonly Subject[];
	batch: readonly Subject[];
	expired: readonly Subject[];
	vanished: readonly Subject[];
	bound: readonly Subject[];
	/** Keys of alerts that answer `dueAlerts` and `alertBatch`. */
	dueAlerts: readonly string[];
	alertBatch: readonly string[];
	/** Answers to `running`, `held`, `workOfJob`, `dueRemovals` (two) and `runningOfJob`; 0 where nobody asked. */
	running: number;
	held: number;
	workOfJob: number;
	dueRemovals: number;
	runningRemovals: number;
	runningOfJob: number;
	forecasts: readonly ForecastRow[];
	/** Answers `tracesOf`; empty where nobody asked. */
	traces: Traces;
}

/** The same, as decisions look things up. */
export interface Found extends Pick<FoundRows, 'due' | 'batch' | 'expired' | 'vanished' | 'bound' | 'running' | 'held' | 'workOfJob' | 'dueRemovals' | 'runningRemovals' | 'runningOfJob' | 'forecasts' | 'traces'> {
	record(subject: Subject): RecordRow | null;
	work(subject: Subject): WorkRow | null;
	review(subject: Subject): ReviewRow | null;
	alert(key: string): AlertRow | null;
	alertsAbout(subject: Subject): AlertRow[];
	dueAlerts: readonly AlertRow[];
	alertBatch: readonly AlertRow[];
	fact<Name extends FactName>(name: Name): FactRow<Name> | null;
}

/**
 * What is written. A `write` repeats key and guards of `was` (columns.ts) in its where: `was: null` inserts a row that must
 * not be there yet, `is: null` deletes. Where a write changes no row, the store rolls all of the step back, reads anew and
 * decides anew. `revision` is the store's: 1 with an insert, one more than `was` with an update, whatever `is` says.
 */
export type Change = { [Table in TableName]: Write<Table> }[TableName] | AppendAudit | ManyRows;

export interface Write<Table extends TableName> {
	do: 'write';
	table: Table;
	was: Tables[Table] | null;
	is: Tables[Table] | null;
	/** What happened, see decisions/transitions.ts; no concern of the store. */
	on: Happening;
}

export interface AppendAudit {
	do: 'audit';
	entries: readonly AuditEntry[];
}

/** Looks things up in what a store found. Pure. */
export function foundIn(rows: FoundRows): Found {
	const records = new Map(rows.records.map((row) => [subjectKey(row), row]));
	const work = new Map(rows.work.map((row) => [subjectKey(row), row]));
	const reviews = new Map(rows.reviews.map((row) => [subjectKey(row), row]));
	const alerts = new Map(rows.alerts.map((row) => [row.key, row]));
	const alertsIn = (keys: readonly string[]) => keys.flatMap((key) => alerts.get(key) ?? []);
	return {
		...rows,
		record: (subject) => records.get(subjectKey(subject)) ?? null,
		work: (subject) => work.get(subjectKey(subject)) ?? null,
		review: (subject) => reviews.get(subjectKey(subject)) ?? null,
		alert: (key) => alerts.get(key) ?? null,
		alertsAbout: ({ kind, id }) => [...alerts.values()].filter((alert) => alert.kind === kind && alert.id === id),
		dueAlerts: alertsIn(rows.dueAlerts),
		alertBatch: alertsIn(rows.alertBatch),
		fact: <Name extends FactName>(name: Name) => (rows.facts.find((fact): fact is FactRow<Name> => fact.name === name) ?? null),
	};
}

