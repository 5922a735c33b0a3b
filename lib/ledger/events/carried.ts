import type { LedgerSettings } from '../settings';
import type { BothWays } from '../bothWays';
import type { CallsLeft } from './callsLeft';
import type { ClaimedRecord } from './claimed';

/** Every output by which an item can leave a node of ours, those of an operation that Settle does not take (account) among them. */
export const LEFT = [
	'trigger.due', 'trigger.gone', 'profile.done', 'profile.gone', 'profile.failed', 'company.done', 'company.gone', 'company.failed', 'mapper.mapped', 'mapper.rejected', 'mapper.skipped',
	'upsert.synced', 'upsert.review', 'upsert.failed', 'archive.synced', 'archive.review', 'archive.failed', 'reference.done', 'reference.gone', 'reference.failed',
	'preview.synced', 'preview.review', 'preview.failed', 'account.synced', 'account.review', 'account.failed',
	'trigger.changedInXero', 'xero.read', 'xero.missing', 'back.mapped', 'back.rejected', 'back.skipped', 'intercom.synced', 'intercom.review', 'intercom.failed',
] as const;

/** Which output of which node an item left last: how Settle knows what became of its record. */
export type LeftBy = (typeof LEFT)[number];

/** What the pages of a job that compares all with Xero have in common. */
export interface WholeCompared {
	/** Contacts on later pages: where those are many, one reading of Xero's list is cheaper than asking for each. */
	toCome: number;
	/** When the job began, epoch ms: what was read of Xero before says nothing. */
	since: number;
}

/**
 * What an item from a ledger carries under `ledger`, through every node of ours up to Settle: plain JSON, see docs/contracts.md.
 * The trigger makes it, each node hands it on and adds what it learned.
 */
export interface CarriedLedger extends Omit<ClaimedRecord, 'subject' | 'output' | 'occurredAtSeconds' | 'xeroContactId'> {
	/** Which ledger. */
	name: string;
	kind: ClaimedRecord['subject']['kind'];
	/** Intercom's id. */
	id: string;
	billTo: LedgerSettings['billTo'];
	organisationId: string;
	workspaceId: string;
	left: LeftBy;
	/** Only where changes in Xero reach Intercom. */
	bothWays?: BothWays;
	/** shownState() of the record as it was read. */
	shown?: string;
	/** The chosen segments it is in, sorted, `, ` between; only where segments are chosen. */
	segments?: string;
	/** Where a person opens it in Intercom. */
	url?: string;
	/** Token of the page whose contacts a dry run looks at; absent: what is done is done. */
	dryRun?: string;
	/** Of a job that compares all with Xero. */
	whole?: WholeCompared;
	/** Calls of Xero's day that a migration leaves to live changes. */
	reserve?: number;
	/** Of a page after which none follows. */
	isLastPage?: true;
	/** From whatever asked Xero, for the ledger as a whole. */
	callsLeft?: CallsLeft;
}
