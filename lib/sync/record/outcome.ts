import type { Failure } from '../../http/failure';
import type { WritableContact } from '../../xero/contact/contact';
import type { ForeseenContact } from './foreseen';
import type { Told } from './told';

/** One changed field, as a person wants to read it. */
export interface Change {
	field: string;
	before: string;
	after: string;
}

/**
 * Why Xero's value stays though Intercom has another: `ifEmpty`: the accountant's, only filled where empty; `onCreate`: set with
 * a new contact only; `notOurs`: a name that this sync did not write; `lead`: a lead types what it likes; `byRule`: the options
 * of the run, or parts of an address that nobody maps.
 */
export type WhyKept = 'ifEmpty' | 'onCreate' | 'notOurs' | 'lead' | 'byRule';

/** One field in which Intercom and Xero differed when they were compared. */
export interface Difference {
	/** As changes name it; `xero_contact_id` is Intercom's own. */
	field: string;
	/** What Xero had, and what Intercom has, as it is mapped. */
	xero: string;
	intercom: string;
	/** Xero does not hold what the last sync left there: somebody changed it in Xero since. */
	changedInXero: boolean;
	/** Absent: it is the sync's, and repaired. */
	kept?: WhyKept;
}

/** Who else wants the name that a record is to have in Xero, where names are unique. */
export interface Namesake {
	/** The name that both want. */
	name: string;
	/** The Intercom record that has it, or will; absent: no Intercom record is known to. */
	intercomId?: string;
	/** Its contact in Xero; absent: none yet. */
	xeroContactId?: string;
}

/** A Xero contact a person may choose from. */
export interface CandidateLink {
	xeroContactId: string;
	name: string;
	email: string;
	status: string;
	url: string;
}

/** Why a record waits for a person. */
export type ReviewReason =
	| 'unverified'
	| 'duplicateInIntercom'
	| 'ambiguous'
	| 'archived'
	| 'numberOfAnotherSystem'
	| 'keysDisagree'
	| 'sameDomain'
	| 'recordGone'
	| 'nameTaken'
	| 'changedInXero'
	| 'changedOnBothSides'
	| 'massChange'
	| 'decisionRefused'
	| 'accountNotOurs';

interface Settled {
	intercomId: string;
	/** Vendor request ids that this record's calls had. */
	requestIds: string[];
	/** Facts worth knowing that changed nothing ("Name kept: ..."). */
	notes: string[];
	/** Only looked at: nothing was written, and nothing may act on it. */
	preview?: true;
	/** Of a preview: somebody else has the name, so that it gets another one, or waits. */
	namesake?: Namesake;
}

/**
 * The one way a record leaves the upsert. Every input item has exactly one.
 */
export type Outcome =
	| (Settled & {
			/** `preview`: what would be created or updated, see the reason. */
			outcome: 'created' | 'updated' | 'unchanged' | 'linked' | 'preview';
			/** Stable code, such as `matchedByEmail`. */
			reason: string;
			/** What would happen, in words; of a preview only. */
			message?: string;
			/** `''` where a preview would create the contact; so is the link. */
			xeroContactId: string;
			xeroContactUrl: string;
			/** Xero's OrganisationID. */
			organisationId: string;
			changes: Change[];
			/** What a person should hear of once; absent where there is nothing. */
			tell?: Told[];
			/** To be stored for the next run; see LastSync. */
			fingerprint: string;
			sourceUpdatedAt: number;
			xeroUpdatedAt: number;
			/** Of a preview: contact groups it would be put into that Xero does not have yet, and how many more Xero takes. */
			newGroups?: { names: string[]; room: number };
			/** Of a dry run over many pages: the contact as it would be. */
			foreseen?: ForeseenContact;
			/** Of a record that was to be compared: in what both sides differed; absent where they agreed. */
			differences?: Difference[];
			/** Xero's present values of the mapped fields, a Name only where it is ours, see agreement.ts; to be stored, where the run saw them. */
			values?: WritableContact;
			/** Xero holds a change that Intercom is to have. */
			owesIntercom?: true;
	  })
	| (Settled & {
			outcome: 'review';
			reason: ReviewReason;
			/** What happened, in words. */
			message: string;
			/** What the person can do. */
			nextStep: string;
			candidates: CandidateLink[];
			/** Another Intercom record that the question is about, and its page in Intercom where the workspace is known. */
			otherIntercomId?: string;
			otherIntercomUrl?: string;
			xeroContactId?: string;
			changes: Change[];
	  })
	| (Settled & {
			outcome: 'failed';
			reason: string;
			failure: Failure;
			attempts: number;
			xeroContactId?: string;
	  });
