import type { Failure } from '../../http/failure';
import type { WritableContact } from '../../xero/contact/contact';
import type { CandidateLink, Change } from '../record/outcome';

/** Why an Intercom record that is to take something from Xero waits for a person. */
export type BackReviewReason = 'changedOnBothSides' | 'keysDisagree' | 'ambiguous' | 'emailTaken' | 'notKept' | 'archivedInXero' | 'maybeKnown' | 'leftIntercom' | 'takenInIntercom';

interface Said {
	/** `''` where it is not known. */
	intercomId: string;
	xeroContactId: string;
	xeroContactUrl: string;
	organisationId: string;
	/** Vendor request ids of the calls of this record. */
	requestIds: string[];
	notes: string[];
	changes: Change[];
}

/** The one way a record leaves the Intercom Contact Upsert. Every input item has exactly one. */
export type BackOutcome =
	| (Said & {
			outcome: 'created' | 'updated' | 'unchanged';
			/** Stable code, such as `changedInXero`. */
			reason: string;
			/** Only looked at. */
			preview?: true;
			message?: string;
			/** Xero's UpdatedDateUTC of what was taken, epoch ms. */
			xeroUpdatedAt: number;
			/** What both sides agree on now, under Xero's names. */
			values: WritableContact;
			/** Intercom's updated_at after it, epoch seconds. */
			intercomUpdatedAt: number;
			/** shownState() of the record after it; absent: not read. */
			shown?: string;
			/** The same of the record as it was read and merged, before anything was written. */
			shownBefore?: string;
			/** Intercom holds a change that Xero is to have. */
			owesXero: boolean;
			/** Of a contact that nobody was bound to: the user was made of it, now or by a try before. */
			madeOfIt?: true;
	  })
	| (Said & { outcome: 'review'; reason: BackReviewReason; message: string; nextStep: string; candidates: CandidateLink[] })
	| (Said & { outcome: 'failed'; reason: string; failure: Failure; attempts: number });

export type FailedBack = Extract<BackOutcome, { outcome: 'failed' }>;

/** What became of telling an Intercom record what only Xero knows, where nothing failed. */
export interface ToldOutcome extends Said {
	outcome: 'updated' | 'unchanged';
	/** `balances`, `nothingChanged`, `wouldUpdate`; where it is not for this record `lead`, `switchedOff`, `mergedInIntercom`, `keysDisagree`. */
	reason: string;
	/** Whether Intercom holds it now. */
	told: boolean;
	/** Only looked at. */
	preview?: true;
	message?: string;
	/** Intercom's updated_at after it, epoch seconds; 0: it was not read. */
	intercomUpdatedAt: number;
	/** shownState() of the record as it was read, and after it; absent: not known. */
	shownBefore?: string;
	shown?: string;
	/** The record is to be looked at from Intercom's side. */
	owesXero: boolean;
}
