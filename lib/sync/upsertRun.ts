import type { Failure } from '../http/failure';
import type { Clock } from '../http/transport';
import type { ContactDirectory } from '../xero/contactDirectory';
import type { DirectoryShelf } from '../xero/directoryShelf';
import type { XeroClient } from '../xero/endpoints';
import type { DecideOptions, Pending } from './decide';
import type { KeyedLock } from './keyedLock';
import type { SyncMemory } from './memory';
import type { Outcome } from './outcome';

export interface UpsertOptions extends DecideOptions {
	/** Contacts in one write, 1 to 50. */
	batchSize: number;
	/** Compare with Xero even where nothing changed in Intercom. */
	compareAlways: boolean;
	/** Unusually many updates in one run: let a person approve them, or write them. */
	massChange: 'review' | 'write';
	/** Read and plan, write nothing. */
	preview: boolean;
}

export interface UpsertDeps {
	client: XeroClient;
	clock: Clock;
	shelf: DirectoryShelf;
	memory: SyncMemory;
	locks: KeyedLock;
}

/** One run over all input records. */
export interface Run {
	deps: UpsertDeps;
	options: UpsertOptions;
	directory: ContactDirectory;
	/** For each email (lower case) the Intercom record that goes first. */
	seniors: ReadonlyMap<string, string>;
	/** By Intercom id. */
	outcomes: Map<string, Outcome>;
	/** Intercom ids of records whose contact is known, and of those to be updated, so far. */
	bound: Set<string>;
	updated: Set<string>;
	/** Epoch ms at which Xero was last asked what changed; 0 asks again. */
	checkedAt: number;
	/** A failure that every later call would meet too: nothing more is sent. */
	stopped?: { failure: Failure; attempts: number };
}

/** Gives a record its outcome, and remembers what Xero holds now, so that the echo of a write costs nothing. */
export function settle(run: Run, { record }: Pending, outcome: Outcome): void {
	run.outcomes.set(record.intercomId, outcome);
	if (outcome.outcome === 'review' || outcome.outcome === 'failed' || run.options.preview) return;
	if (outcome.reason === 'olderThanLastWritten') return;
	run.deps.memory.remember(run.options.organisationId, record, {
		fingerprint: record.fingerprint,
		xeroContactId: outcome.xeroContactId,
		sourceUpdatedAt: record.source.updatedAt,
		xeroUpdatedAt: outcome.xeroUpdatedAt,
		hadReference: record.match.organisationId === run.options.organisationId && record.match.contactId !== undefined,
		at: run.deps.clock.now(),
	});
}
