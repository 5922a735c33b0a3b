import type { XeroContact } from '../../xero/contact/contact';

/** A contact as a dry run foresees it in Xero. */
export interface ForeseenInXero extends XeroContact {
	/** The Intercom record that a note in its history would name, where the contact cannot carry its id; see write/holders.ts. */
	holder?: string;
}

/** What a dry run foresees in Xero after a write, or after a note. */
export interface ForeseenContact {
	contact: ForeseenInXero;
	/** By what a later record of the run may meet it, also where it would give that up; see identity/meetingKeys.ts. */
	keys: string[];
}
