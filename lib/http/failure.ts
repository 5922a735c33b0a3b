/**
 * Everything that can go wrong between Intercom and Xero, by what can be done about it.
 *
 * | class | what it means | next step |
 * |---|---|---|
 * | transient | the vendor or the network hiccuped, nothing was written | try again later |
 * | quota | a rate limit (minute, day, concurrency) | try again at `retryAt` |
 * | auth | the connection is refused | a person reconnects the credential |
 * | validation | the vendor refuses the data | a person mends the record |
 * | conflict | a key (name, number) is taken by another record | decide again, else a person |
 * | uncertain | a write was sent and its answer lost | look it up, never blindly resend |
 * | gone | the record no longer exists | deletion policy |
 * | defect | our own mistake or an answer nobody foresaw | report it |
 */
export const FAILURE_CLASSES = ['transient', 'quota', 'auth', 'validation', 'conflict', 'uncertain', 'gone', 'defect'] as const;

export type FailureClass = (typeof FAILURE_CLASSES)[number];

/** The next step where a repeat may help. Not every workflow repeats: only the reader knows whether the item came through Contact Sync. */
export const TRY_LATER = 'Send the item again later; the workflow Contact Sync does so by itself.';

/** The same after a write whose answer got lost. */
export const LOOK_UP_LATER = 'Send the item again: what became of it is looked up first, and nothing is written twice. The workflow Contact Sync does so by itself.';

/** Xero's limits. @see https://developer.xero.com/documentation/guides/oauth2/limits */
export const QUOTA_KINDS = ['minute', 'day', 'concurrency'] as const;

export type QuotaKind = (typeof QUOTA_KINDS)[number];

export interface Failure {
	class: FailureClass;
	/** Stable code, the same in item, log, audit and test, such as `xeroNameTaken`. */
	reason: string;
	/** What happened, which record and field; no secrets, vendor text cut to 300 characters. */
	message: string;
	/** How to fix it, for a person. */
	nextStep: string;
	retryable: boolean;
	/** Epoch ms before which a retry is pointless. */
	retryAt?: number;
	quota?: QuotaKind;
	/** HTTP status, where there was an answer. */
	status?: number;
	/** The vendor's id of the request, for its support. */
	requestId?: string;
	/** The vendor field the failure is about. */
	field?: string;
}
