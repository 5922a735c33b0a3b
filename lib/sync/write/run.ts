import type { Failure } from '../../http/failure';
import type { Clock } from '../../http/transport';
import type { ContactDirectory } from '../../xero/directory/contactDirectory';
import type { DirectoryShelf } from '../../xero/directory/directoryShelf';
import type { XeroClient } from '../../xero/api/endpoints';
import type { OrganisationTurn } from '../../xero/pace/organisationTurn';
import type { DecideOptions, Pending } from '../decide/decide';
import type { Measure } from '../decide/massChange';
import { dueNotes, type SyncedOutcome } from '../plan/planNotes';
import { hasAfterWork } from '../record/afterWork';
import type { IntercomRecords, Known } from '../identity/intercomRecords';
import type { Outcome } from '../record/outcome';
import type { MappedRecord } from '../record/record';
import type { AfterState } from './afterState';
import type { ContactTurns } from './contactTurns';
import type { Gatherings } from './gathering';
import type { KeyedLock } from './keyedLock';
import type { SyncMemory } from './memory';
import type { Rehearsal } from './rehearsal';
import type { XeroLists } from './xeroLists';

export interface UpsertOptions extends DecideOptions {
	/** Contacts in one write, 1 to 50. */
	batchSize: number;
	/** Compare with Xero even where nothing changed in Intercom. */
	compareAlways: boolean;
	/** Unusually many updates in one run: let a person approve them, or write them. */
	massChange: 'review' | 'write';
	/** Contacts taken out of groups in one run at most, one call each; 0: never. Absent: 50. */
	groupRemovals?: number;
	/** Read and plan, write nothing. */
	preview: boolean;
	/** One of many runs that follow each other, as windows of one. */
	series?: Series;
	/** Of a preview that is one of many of the same dry run. */
	rehearsal?: Rehearsal;
}

/**
 * Runs over one set of records, page by page: what changed in Xero is asked for every two minutes, not by each, and they
 * fill calls together.
 */
export interface Series {
	/** Tells one series from another. */
	name: string;
	/** No run begins after this one, as far as is known. */
	isLast: boolean;
	/** Of runs that compare all records with Xero. */
	whole?: Whole;
}

/** What runs have in common that compare all records with Xero, one after the other. */
export interface Whole {
	/** Records of later runs: where those are many, this one reads the list for them. */
	toCome: number;
	/** When the first began, epoch ms: what was read of Xero before says nothing. */
	since: number;
}

export interface UpsertDeps {
	client: XeroClient;
	clock: Clock;
	shelf: DirectoryShelf;
	memory: SyncMemory;
	locks: KeyedLock;
	turns: ContactTurns;
	/** Whose turn it is at the organisation, where several processes write to it. Absent: only this one does. */
	organisationTurn?: OrganisationTurn;
	/** Absent: each run of a series does its own records. */
	gatherings?: Gatherings;
	/** Asks Intercom about other records. Absent: the user has chosen no Intercom credential. */
	intercom?: IntercomRecords;
	/** Groups and users read by earlier runs. Absent: this run reads its own. */
	lists?: XeroLists;
}

/** One run over all input records. */
export interface Run extends AfterState {
	deps: UpsertDeps;
	options: UpsertOptions;
	/** Everything to be written, each Intercom id once. */
	records: readonly MappedRecord[];
	/** This run and no other: part of the keys by which Xero knows a repeated call. */
	id: string;
	/** Under which {@link directory} is shelved. */
	shelfKey: string;
	directory: ContactDirectory;
	/** Epoch ms by our own clock at which the run last learnt what changed in Xero. */
	freshAt?: number;
	/** So long does it hold what it learnt, ms. */
	freshMs?: number;
	/** The same of the merges, where the list is not in memory. */
	mergesAt?: number;
	/** A write was lost or refused since. */
	looksAgain: boolean;
	/** No window follows the present one. */
	isLastWindow: boolean;
	/** Records that the present window leaves to the next one, or to other runs of the series. */
	carried: MappedRecord[];
	/** Intercom ids of those that are left to nobody any more. */
	hasWaited: ReadonlySet<string>;
	/** Targeted reads that the records after the present window will need. */
	callsLater: number;
	/** For each email (lower case) the Intercom record that goes first. */
	seniors: ReadonlyMap<string, string>;
	/** By Intercom id. */
	outcomes: Map<string, Outcome>;
	/** What it has learned of other Intercom records and of who holds which contact. */
	known: Known;
	/** By Intercom id: among which others a record counts for a mass change. */
	measures: ReadonlyMap<string, Measure>;
	/** A failure that every later call would meet too: nothing more is sent. */
	stopped?: { failure: Failure; attempts: number };
}

/**
 * Gives a record its outcome, and remembers what Xero holds now, so that the echo of a write costs nothing; where groups
 * or notes are still to be done, that comes after them.
 */
export function settle(run: Run, { record }: Pending, outcome: Outcome): void {
	const { intercomId } = record;
	run.outcomes.set(intercomId, outcome);
	if (outcome.outcome === 'review' || outcome.outcome === 'failed' || run.options.preview) return;
	if (outcome.reason === 'olderThanLastWritten') return;
	if (!hasAfterWork(record)) return remember(run, record, outcome);
	oweAfterWork(run, record, outcome);
}

/** From here on, until all of it is done: an execution that is stopped, or fails, comes back to it. */
function oweAfterWork({ deps, options, unfinished }: Run, record: MappedRecord, outcome: SyncedOutcome): void {
	const owed = deps.memory.owed(options.organisationId, record.intercomId);
	unfinished.set(record.intercomId, owed);
	deps.memory.owe(options.organisationId, record.intercomId, dueNotes(record, outcome, owed ?? []));
}

/** Lets this process know that Xero holds all of the record. */
export function remember(run: Run, record: MappedRecord, outcome: SyncedOutcome): void {
	run.deps.memory.paid(run.options.organisationId, record.intercomId);
	run.deps.memory.remember(run.options.organisationId, record, {
		fingerprint: record.fingerprint,
		...(record.kind === 'organisation' && { xero: record.xero }),
		...(record.staff && { staff: record.staff }),
		xeroContactId: outcome.xeroContactId,
		sourceUpdatedAt: record.source.updatedAt,
		xeroUpdatedAt: outcome.xeroUpdatedAt,
		hadReference: record.match.organisationId === run.options.organisationId && record.match.contactId !== undefined,
		at: run.deps.clock.now(),
	});
}
