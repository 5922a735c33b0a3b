import type { Failure } from '../../http/failure';
import type { XeroContact } from '../../xero/contact/contact';
import type { ContactDirectory } from '../../xero/directory/contactDirectory';
import type { Outcome } from '../record/outcome';
import { failed } from '../record/outcomes';
import type { UpsertDeps } from '../write/run';
import { archiveSettled, type ArchiveFacts } from './archiveOutcomes';
import type { ArchiveRequest } from './planArchive';

export interface ArchiveOptions {
	/** Xero's tenant id. */
	organisationId: string;
	/** More archives than usual in one run: let a person approve them, or archive them. */
	massChange: 'review' | 'write';
	/** Look and decide, write nothing. */
	preview?: boolean;
}

export type ArchiveDeps = Pick<UpsertDeps, 'client' | 'clock' | 'shelf' | 'memory' | 'locks'>;

/** One request on its way through a run. */
export interface PendingArchive {
	key: string;
	request: ArchiveRequest;
	/** An archive was sent; whatever the answer, the contact is looked at again. */
	isSent: boolean;
	/** Why Xero refused it, if it did. */
	refusals?: string[];
	requestIds: string[];
}

/** A request whose contact is known to be ours. */
export interface PlannedArchive {
	one: PendingArchive;
	contact: XeroContact;
}

export interface ArchiveRun {
	deps: ArchiveDeps;
	options: ArchiveOptions;
	/** See newRunId. */
	id: string;
	/** Under which {@link directory} is shelved. */
	shelfKey: string;
	directory: ContactDirectory;
	/** By key of the request. */
	outcomes: Map<string, Outcome>;
	/** A failure that every later call would meet too: nothing more is sent. */
	stopped?: { failure: Failure; attempts: number };
}

export function settleArchive(run: ArchiveRun, { key, request, requestIds }: PendingArchive, facts: ArchiveFacts): void {
	run.outcomes.set(key, archiveSettled(request, facts, { organisationId: run.options.organisationId, requestIds }));
}

export function failArchive(run: ArchiveRun, { key, request, requestIds }: PendingArchive, failure: Failure, attempts: number): void {
	run.outcomes.set(key, failed(request.intercomId, failure, attempts, requestIds));
}

/** Failures that are about one contact alone; any other one the next call would meet as well. */
export function isAboutOneContact({ class: kind }: Failure): boolean {
	return kind === 'validation' || kind === 'gone' || kind === 'uncertain';
}
