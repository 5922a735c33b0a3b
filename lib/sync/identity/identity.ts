import type { XeroContact } from '../../xero/contact/contact';
import type { ReviewReason } from '../record/outcome';
import type { ReviewCause } from '../record/reviewTexts';

/** `decision`: a person's, which goes before every key. */
export type MatchKey = 'decision' | 'reference' | 'contactNumber' | 'taxNumber' | 'domain' | 'email' | 'name';

/** Which Xero contact a record is, and the rule that decided. */
export type Identity =
	| Bound
	| { kind: 'create'; notes: string[] }
	/** The email has moved here from a record whose contact still has it: once that one is synced, this one is decided. */
	| { kind: 'wait'; contact: XeroContact; notes: string[] }
	/** @property cause where the way in which it came about cannot be told from the contacts */
	| { kind: 'review'; because: ReviewReason; candidates: readonly XeroContact[]; notes: string[]; cause?: ReviewCause };

export interface Bound {
	kind: 'bind';
	contact: XeroContact;
	by: MatchKey;
	notes: string[];
	/** The number of a gone Intercom record makes way for the record's own. */
	takesNumber?: boolean;
	/** The contact was found through one that was merged into it in Xero. */
	followedMerge?: boolean;
	/** Other active contacts that are this record's own, after a merge in Intercom. */
	leftBehind?: readonly XeroContact[];
}

/** What Intercom has of another record. */
export interface PresentRecord {
	/** Lower case, `''` for none. */
	email: string;
	isLead: boolean;
}

export interface IdentifyOptions {
	/** Xero's tenant id; a reference to another organisation says nothing here. */
	organisationId: string;
	/** Whether an equal name alone may bind. */
	matchByName: boolean;
	/** What to do with a contact whose ContactNumber another system wrote. */
	numberOfAnotherSystem: 'review' | 'bind';
	/** What to do with a contact whose ContactNumber is the id of an Intercom record that is gone. Absent: review. */
	goneRecords?: 'review' | 'takeOver';
	/** Ids (lower case) of Intercom records of which Intercom said in this run that they are gone. */
	gone?: ReadonlySet<string>;
	/** Other Intercom records that are there, by their ids (lower case), as they are now. */
	present?: ReadonlyMap<string, PresentRecord>;
	/** ContactID to the Intercom id that holds it by a note in its history, `''` where none does; see learnHolders. */
	heldBy?: ReadonlyMap<string, string>;
}
