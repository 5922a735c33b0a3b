import type { LedgerSettings } from '../settings';
import type { ClaimedRecord } from './claimed';

/** Which output of which node an item left last: how Settle knows what became of its record. */
export type LeftBy =
	| 'trigger.due' | 'trigger.gone'
	| `profile.${'done' | 'gone' | 'failed'}`
	| `company.${'done' | 'gone' | 'failed'}`
	| `mapper.${'mapped' | 'rejected' | 'skipped'}`
	| `upsert.${'synced' | 'review' | 'failed'}`
	| `archive.${'synced' | 'review' | 'failed'}`
	| `reference.${'done' | 'gone' | 'failed'}`;

/**
 * What an item from a ledger carries under `ledger`, through every node of ours up to Settle: plain JSON, see docs/contracts.md.
 * The trigger makes it, each node hands it on and adds what it learned.
 */
export interface CarriedLedger extends Omit<ClaimedRecord, 'subject' | 'output' | 'occurredAtSeconds'> {
	/** Which ledger. */
	name: string;
	kind: ClaimedRecord['subject']['kind'];
	/** Intercom's id. */
	id: string;
	billTo: LedgerSettings['billTo'];
	organisationId: string;
	workspaceId: string;
	left: LeftBy;
	/** shownState() of the record as it was read. */
	shown?: string;
	/** The chosen segments it is in, sorted, `, ` between; only where segments are chosen. */
	segments?: string;
	/** Where a person opens it in Intercom. */
	url?: string;
}
