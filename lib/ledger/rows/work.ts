import type { FailureClass } from '../../http/failure';
import type { ContactBalance } from '../../xero/reading/contactBalances';
import type { Subject, Vendor } from './subject';

/** Claimed in this order, then by dueAt. A live change that failed goes on as `normal`: before bulk, behind what is live. */
export type Priority = 'live' | 'normal' | 'bulk';

/** As integers in a database, so that an index sorts by them. */
export const PRIORITY_ORDER: Readonly<Record<Priority, number>> = { live: 0, normal: 1, bulk: 2 };

/** Why a record is to be looked at. */
export type Why = 'notification' | 'reconciliation' | 'migration' | 'segment' | 'vanished' | 'merge' | 'person' | 'byHand' | 'changedInXero' | 'balances';

/**
 * What is known of a removal from Intercom.
 *
 * | removal | what it means |
 * |---|---|
 * | none | nobody said that it left |
 * | archived | a signed notification says so; Intercom answers for it as for any other, so it is looked for |
 * | vanished | two whole sweeps did not see it; it is looked for |
 * | deleted | a signed notification says so; nothing takes that back |
 * | returned | unarchived at removalAtSeconds: an archiving told of later and older than that is late |
 */
export type Removal = 'none' | 'archived' | 'vanished' | 'deleted' | 'returned';

/** What notifications showed while the work was running, or was held: whether they were news is known once it is settled. */
export interface Arrived {
	topic: string;
	occurredAtSeconds: number;
	/** null: not said, or several said different things. */
	updatedAtSeconds: number | null;
	shown: string | null;
	xeroContactId: string | null;
	organisationId: string | null;
	/** null: it belongs to no job. */
	jobId: string | null;
	why: Why;
	priority: Priority;
}

/** Whose values go to the other side. */
export const BOTH_CHANGED_DECISIONS = ['intercom', 'xero'] as const;
export type BothChangedDecision = (typeof BOTH_CHANGED_DECISIONS)[number];

/** A service that refused it and is to answer again; `writing`: it was only previewed, and the workflow is to write again; `creation`: creating in Intercom is to be switched on again. */
export type WaitsFor = Vendor | 'writing' | 'creation';

interface WorkColumns extends Subject {
	revision: number;
	/** Of the newest cause. */
	why: Why;
	/** Intercom's topic, '' where none. */
	topic: string;
	priority: Priority;
	jobId: string | null;
	/** Epoch ms of the first cause that is not done yet. */
	since: number;
	/** Claimed from then on; also set, and without meaning, while it is not waiting. */
	dueAt: number;
	/** Tries that the record itself used up; what a service refuses uses none. Never falls while the row lives. */
	attempts: number;
	/** When the schedule tries next; a notification may make it due before, and a failure then changes neither this nor attempts. */
	scheduledAt: number | null;
	/** An execution may have written without having told: look before sending. */
	uncertain: boolean;
	/** What makes it due at once, before dueAt. */
	waitsFor: WaitsFor | null;
	/** A person said that what held it may pass. Stays until it is settled. */
	approved: boolean;
	/** There is a cause on Intercom's side. It goes first; what changed in Xero is looked at when that is settled. */
	fromIntercom: boolean;
	/** Epoch ms of the newest change that Xero told of and nobody has looked at yet; null: none. */
	xeroChangedAt: number | null;
	/** Whose values a person chose where both sides had changed; for the next look alone. null: nobody was asked. */
	bothChangedDecision: BothChangedDecision | null;
	/** What only Xero knows of its contact, found by night and not told to Intercom yet; goes behind both other causes. null: nothing. */
	balance: ContactBalance | null;
	/** Told last about it: null before the first failure. The message may name the record and the field, never a value. */
	class: FailureClass | null;
	reason: string | null;
	message: string | null;
	nextStep: string | null;
	/** Epoch ms. */
	failedAt: number | null;
	removal: Removal;
	/** Intercom's time of the removal or return, epoch seconds; 0 with `none`. */
	removalAtSeconds: number;
	/** The removal is certain: it goes by the deletion policy, not by another look. */
	confirmed: boolean;
}

type NoLease = { token: null; leaseUntil: null; leasedBy: null; arrived: null };

/**
 * What is to be done with one record, whichever side it came from; at most one row for each. When it is done the row goes.
 *
 * | state | what it means | who moves it on |
 * |---|---|---|
 * | waiting | claimed when dueAt has come | a claim |
 * | running | an execution has it, under this token, until leaseUntil | its settlement; the end of its execution or its lease |
 * | held | a stop holds it (heldBy) until a person says so; nothing else makes it due; what is told meanwhile is noted | a decision |
 * | parked | given up, and told | the next change in Intercom or Xero, a reconciliation that finds it, a person |
 */
export type WorkRow = WorkColumns &
	(
		| ({ state: 'waiting'; heldBy: null } & NoLease)
		| ({ state: 'parked'; heldBy: null } & NoLease)
		| { state: 'running'; heldBy: null; token: string; leaseUntil: number; leasedBy: string; arrived: Arrived | null }
		| ({ state: 'held'; heldBy: HeldBy } & Omit<NoLease, 'arrived'> & { arrived: Arrived | null })
	);

export type WorkState = WorkRow['state'];
export type WaitingWork = Extract<WorkRow, { state: 'waiting' }>;
export type RunningWork = Extract<WorkRow, { state: 'running' }>;
export type HeldWork = Extract<WorkRow, { state: 'held' }>;
export type ParkedWork = Extract<WorkRow, { state: 'parked' }>;

/** `archive`: too many removals at once; `change`: the upsert's own stop; `job x`: a job that changes too many. */
export type HeldBy = 'archive' | 'change' | `job ${string}`;

/** Begins the token of a page that a job reads: it runs beside the batches of the trigger, and holds none of them up. */
export const PAGE_TOKEN = 'page ';

export const NO_LEASE: NoLease = { token: null, leaseUntil: null, leasedBy: null, arrived: null };
