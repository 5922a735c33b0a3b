import type { XeroContact } from '../../xero/contact';
import type { ReviewReason } from '../record/outcome';

/** `decision`: a person's, which goes before every key. */
export type MatchKey = 'decision' | 'reference' | 'contactNumber' | 'taxNumber' | 'domain' | 'email' | 'name';

/** Which Xero contact a record is, and the rule that decided. */
export type Identity =
	| Bound
	| { kind: 'create'; notes: string[] }
	/** The email has moved here from a record whose contact still has it: once that one is synced, this one is decided. */
	| { kind: 'wait'; contact: XeroContact; notes: string[] }
	| { kind: 'review'; because: ReviewReason; candidates: readonly XeroContact[]; notes: string[] };

export interface Bound {
	kind: 'bind';
	contact: XeroContact;
	by: MatchKey;
	notes: string[];
	/** The number of a gone Intercom record makes way for the record's own. */
	takesNumber?: boolean;
	/** The contact was found through one that was merged into it in Xero. */
	followedMerge?: boolean;
	/** Active contacts of records that were merged into this one in Intercom. */
	leftBehind?: readonly XeroContact[];
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
	/** Ids (lower case) of other Intercom records that are there, and the email each has now (lower case, `''` for none). */
	present?: ReadonlyMap<string, string>;
	/** ContactID to the Intercom id that holds it by a note in its history, `''` where none does; see learnHolders. */
	heldBy?: ReadonlyMap<string, string>;
}
