import type { Subject } from './subject';

/** A Xero contact that a person may choose. */
export interface Candidate {
	xeroContactId: string;
	name: string;
	email: string;
	status: string;
	url: string;
}

/** By what a person knows a record again. */
export interface Who {
	name: string;
	email: string;
}

/**
 * A record that waits for a person, with all that person needs. It goes when a person decides, when a later sync goes
 * through, when the record leaves Intercom for good, or when it is erased.
 */
export interface ReviewRow extends Subject {
	revision: number;
	/** Stable code, such as `ambiguous`. */
	reason: string;
	/** Whom it is about, as it would be written to Xero; null: nobody knows. One JSON text. */
	who: Who | null;
	message: string;
	nextStep: string;
	/** One JSON text. */
	candidates: Candidate[];
	intercomUrl: string;
	/** Fields that would change; values only where the audit log shows them. One JSON text. */
	changes: { field: string; before?: string; after?: string }[];
	/** Where it came of a change in Xero, the newest that Xero had told of, epoch ms; null: of Intercom's side. */
	xeroChangedAt: number | null;
	/** Epoch ms of the first outcome with this reason. */
	since: number;
}
