import type { Failure } from '../../http/failure';
import type { ContactBalance } from '../../xero/reading/contactBalances';
import type { AuditChange } from '../rows/audit';
import type { JsonObject } from '../rows/record';
import type { Candidate, Who } from '../rows/review';
import type { Subject, Vendor } from '../rows/subject';
import type { CallsLeft } from './callsLeft';

interface Settled {
	subject: Subject;
	/** Of the claim; '' for an item that came from no claim: it changes no work. */
	token: string;
	reason: string;
	requestIds: readonly string[];
	/** The chosen segments it is in, sorted, `, ` between; absent: they were not read. */
	segments?: string | null;
	/** Where a person opens it in Intercom; '' where nobody knows. */
	intercomUrl?: string;
	/** Absent: Xero was not asked on the way, or did not say. */
	callsLeft?: CallsLeft;
	/** It was to go from Xero to Intercom; absent: from Intercom to Xero. */
	fromXero?: FromXero;
}

/** Of what was to go from Xero to Intercom. */
export interface FromXero {
	/** The newest change that Xero had told of when it was handed out, epoch ms; 0: nobody knows. It was read later than that. */
	toldAt: number;
	/** Whether it got as far as the node that reads and writes Intercom. */
	askedIntercom: boolean;
	/** What Intercom was to be told, and nothing else: Xero was not asked. */
	balance?: ContactBalance;
}

/** Stable reason of a failure of the upsert: Intercom has not the attributes of what only Xero knows, or of another type. Of no record it would take them. */
export const ATTRIBUTES_REFUSED = 'xeroAttributesRefused';

/** What a ledger keeps of a failure: its words, and when another try makes sense. */
export type FailureFields = Pick<Failure, 'class' | 'reason' | 'message' | 'nextStep' | 'retryable' | 'retryAt' | 'quota'>;

export type ReferenceFailure = Omit<FailureFields, 'quota'>;

/** What facts may be about; see lib/sync/decide/tell.ts. */
export const TOLD_ABOUT = ['mergedInXero', 'mergedInIntercom', 'mergeInXero', 'numberKept', 'addressChanged'] as const;

/** What a person should hear of once, though the record is synced; as the upsert's items tell it, see docs/contracts.md. */
export interface ToldFact {
	/** The same for the same fact. */
	key: string;
	about: (typeof TOLD_ABOUT)[number];
	message: string;
	nextStep: string;
	/** The contact it is about, in Xero. */
	url: string;
}

/**
 * How one claimed record left the workflow: one of these for each, tied by its token to the claim. Made from the items of
 * the nodes before Settle; facts that are not known are absent, and then the ledger keeps the safe side.
 */
export type Settlement =
	| (Settled & {
			outcome: 'synced';
			result: 'created' | 'updated' | 'unchanged' | 'linked';
			as: 'person' | 'staff' | 'organisation';
			xeroContactId: string;
			/** Of the mapped record. */
			fingerprint: string;
			/** Of the subject itself: of one of a company's staff its own, not the company's. */
			sourceUpdatedAtSeconds: number;
			xeroUpdatedAt: number;
			/** What Xero holds of the mapped fields; absent: the run did not see it, and what is known stays. */
			values?: JsonObject;
			/** shownState() of the contact as it was read. */
			shown?: string;
			/** Whether the Intercom record names the Xero contact now. */
			reference: 'stored' | 'owed';
			/** Why Intercom does not take the reference, where it was tried: the contact is synced, and nothing else is held up. */
			referenceFailure?: ReferenceFailure;
			changes: readonly AuditChange[];
			/** Absent: nothing. */
			tell?: readonly ToldFact[];
			/** Xero holds a change in a field that flows back, and Intercom does not have it. */
			owesIntercom?: true;
	  })
	/** What changed in Xero is in Intercom, or was there already. */
	| (Settled & {
			outcome: 'broughtBack';
			result: 'updated' | 'unchanged';
			xeroContactId: string;
			xeroUpdatedAt: number;
			/** What both sides hold now, under Xero's names; whole. */
			values: JsonObject;
			/** Intercom's updated_at after it. */
			intercomUpdatedAtSeconds: number;
			/** shownState() of the record after it; absent: not known. */
			shown?: string;
			/** The same of the record as it was read, before anything was written; absent: not known. */
			shownBefore?: string;
			/** Intercom holds a change that Xero does not have. */
			owesXero: boolean;
			changes: readonly AuditChange[];
	  })
	/** What only Xero knows is in Intercom, or is not for it. */
	| (Settled & {
			outcome: 'told';
			result: 'updated' | 'unchanged';
			balance: ContactBalance;
			/** Whether Intercom holds it now; false: it is not for this record, such as a lead. */
			isTold: boolean;
			/** Intercom's updated_at after it. */
			intercomUpdatedAtSeconds: number;
			/** shownState() of the record as it was read, and after it; absent: not known. */
			shownBefore?: string;
			shown?: string;
			/** The record is to be looked at from Intercom's side: it is off, was merged, or names another contact. */
			owesXero: boolean;
	  })
	/** The contact in Intercom of a contact of Xero that had none: made of it, or there already. */
	| (Settled & {
			outcome: 'inIntercom';
			result: 'created' | 'unchanged';
			/** Intercom's id. */
			contactId: string;
			xeroContactId: string;
			xeroUpdatedAt: number;
			/** What both sides hold now, under Xero's names; absent: it was not made of the contact, so whether it is that one finds Intercom's side. */
			values?: JsonObject;
			/** Intercom's updated_at after it. */
			intercomUpdatedAtSeconds: number;
			/** shownState() of it; absent: not known. */
			shown?: string;
			changes: readonly AuditChange[];
	  })
	| (Settled & {
			outcome: 'review';
			/** Whom it is about; absent: the item does not say. */
			who?: Who;
			message: string;
			nextStep: string;
			candidates: readonly Candidate[];
			changes: readonly AuditChange[];
	  })
	| (Settled & FailureFields & {
			outcome: 'failed';
			/** `mapping`: Rejected. */
			vendor: Vendor | 'mapping';
			step: 'read' | 'map' | 'write' | 'remove';
			/** The contact itself is written; its groups or notes are not. */
			xeroContactId?: string;
	  })
	/** Only what would be done was looked at; `inTest`: in a test run, and the published workflow is still to do it. */
	| (Settled & { outcome: 'previewed'; inTest: boolean })
	/** The mapper does not sync it. */
	| (Settled & { outcome: 'skipped' })
	/** Reading it showed that it left. */
	| (Settled & {
			outcome: 'gone';
			how: 'merged' | 'archived' | 'deleted';
			/** The contact that lives on, where merged. */
			winnerId?: string;
			/** updated_at of an archived one, where it was read: it may be back. */
			changedAtSeconds?: number;
	  })
	/** The deletion policy was followed. */
	| (Settled & { outcome: 'removed'; did: 'left' | 'told' | 'noted' | 'archived' | 'nothingToDo'; xeroContactId?: string });

/** What became of a settlement, in the order of the settlements. */
export interface SettledAnswer {
	subject: Subject;
	/**
	 * `done`: no work is left; `again`: something came meanwhile, it is due; `waits`: tried again at nextAt; `parked`: given up
	 * and told; `review`, `held`: a person decides; `noLongerYours`: the lease was lost, another has it: nothing was changed.
	 */
	became: 'done' | 'again' | 'waits' | 'parked' | 'review' | 'held' | 'noLongerYours';
	nextAt: number | null;
}
