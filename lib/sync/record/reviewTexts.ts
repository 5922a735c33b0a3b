import type { ReviewReason } from './outcome';

/** A reason, or one of the ways in which it comes about that needs advice of its own. */
export type ReviewCause =
	| ReviewReason
	| 'unverifiedLinked'
	| 'unverifiedForeign'
	| 'unverifiedArchived'
	| 'archivedForgotten'
	| 'duplicateByMerge'
	| 'duplicateCompany'
	| 'emailStays'
	| 'keysOfPerson'
	| 'keysOfTwoContacts'
	| 'keysOfOtherCompany'
	| 'nameAndSuffixesTaken'
	| 'differsWithoutLastSync'
	| 'decidedUnknown'
	| 'decidedArchived'
	| 'decidedForgotten'
	| 'decidedTaken'
	| 'decidedNumberHeld'
	| 'accountOfAnotherCompany';

/** What happened and what a person can do about it. */
export interface ReviewText {
	message: string;
	nextStep: string;
}

const SET_REFERENCE = 'set xero_contact_id and xero_organisation_id on the Intercom record';
const ANYBODY = 'Anybody can type an email, so nothing was changed.';
const IF_KNOWN = 'If you know from elsewhere that the lead is this customer';
const OTHERWISE_OFF = 'Otherwise set xero_sync to off on the lead.';
const SHARE_NUMBER = 'set the option "Number of Another System" of the node to "Use the Contact, Keep Its Number"';
const DECIDE_AGAIN = 'Decide again: for another contact of this organisation, for a new one, or never to sync the record.';
const OR_DECIDE_AGAIN = 'Otherwise decide again: for another contact, or never to sync the record.';
const OTHER_IS_GONE = `If the other one is gone from Intercom, ${SET_REFERENCE}.`;

/**
 * What happened and what a person can do, for every way in which a record comes to wait. No advice may help somebody who
 * typed another one's email, and every one leads out: who follows it does not meet the same question again.
 */
export const REVIEW_TEXTS: Readonly<Record<ReviewCause, ReviewText>> = {
	unverified: {
		message: `A lead gave an email that belongs to a Xero contact. ${ANYBODY}`,
		nextStep: `${IF_KNOWN}, set xero_contact_id and xero_organisation_id on the lead in Intercom to the right contact. ${OTHERWISE_OFF}`,
	},
	unverifiedLinked: {
		message: `A lead gave an email that belongs to another Intercom record, which is synced to Xero. ${ANYBODY}`,
		nextStep: `Do not merge the two in Intercom unless you know from elsewhere that they are the same person: a merge hands the customer's record to whoever typed the email. If you do know it, merge the lead into the other record. ${OTHERWISE_OFF}`,
	},
	unverifiedForeign: {
		message: `A lead gave an email that belongs to a Xero contact with the number (Contact Code) of another system. ${ANYBODY}`,
		nextStep: `${IF_KNOWN} and both systems may share the contact, set xero_contact_id and xero_organisation_id on the lead in Intercom to it, and ${SHARE_NUMBER}. ${OTHERWISE_OFF}`,
	},
	unverifiedArchived: {
		message: `A lead gave an email that belongs to an archived Xero contact. ${ANYBODY}`,
		nextStep: `${IF_KNOWN}, restore the contact in Xero and set xero_contact_id and xero_organisation_id on the lead in Intercom to it. ${OTHERWISE_OFF}`,
	},
	duplicateInIntercom: {
		message: 'Another Intercom record goes before this one: it has the same email, or is the same Xero contact already.',
		nextStep: `If you know that the two are the same person, merge them in Intercom. If they are not, correct the email of the one that it does not belong to, or set xero_sync to off on one of them. ${OTHER_IS_GONE}`,
	},
	duplicateCompany: {
		message: 'Another Intercom company goes before this one: it has the same ABN, domain or billing email, or is the same Xero contact already.',
		nextStep: `Intercom cannot merge companies: if the two are one, move its people to one of them and set xero_sync to off on the other. If they are not, correct the ABN, website or billing email of the one that it does not belong to; where they are branches that share a domain, set the domain attribute of this one to "none". ${OTHER_IS_GONE}`,
	},
	duplicateByMerge: {
		message: 'The Xero contact of this record was merged in Xero into the contact of another Intercom record.',
		nextStep:
			'If you know that the two are the same, merge them in Intercom too, or set xero_sync to off on this one. If they are not, restore the contact of this one in Xero, where the merge archived it.',
	},
	emailStays: {
		message: 'The Xero contact of another Intercom record still has the email of this one. No sync takes it off: the other record has none by now, or is a lead, or the rule of EmailAddress keeps what Xero has.',
		nextStep: 'Nothing is double: correct or empty the email of that contact in Xero. This record then gets a contact of its own.',
	},
	ambiguous: {
		message: 'Several Xero contacts fit this record.',
		nextStep: `If they are one and the same, merge them in Xero. Otherwise ${SET_REFERENCE} to the right one.`,
	},
	archived: {
		message: 'The Xero contact that fits this record is archived, and Xero does not let it be changed by the API.',
		nextStep: `Restore the contact in Xero, or ${SET_REFERENCE} to another one.`,
	},
	archivedForgotten: {
		message: "The Xero contact that fits this record was anonymised in Xero at the person's request (GDPR), so no new contact was made.",
		nextStep: `Set xero_sync to off on the Intercom record. If the person is to be a customer again, make a contact in Xero and ${SET_REFERENCE} to it.`,
	},
	numberOfAnotherSystem: {
		message: 'The Xero contact that fits this record carries the number (Contact Code) of another system.',
		nextStep: `If it is the same customer and both systems may share the contact, ${SHARE_NUMBER}. If it is not, ${SET_REFERENCE} to the right contact, or set xero_sync to off on it.`,
	},
	keysDisagree: {
		message: 'The Xero contact that xero_contact_id names belongs to another Intercom record.',
		nextStep: 'Correct xero_contact_id on the Intercom record, or empty it. If you know that the two Intercom records are the same, keep one: merge contacts in Intercom, set xero_sync to off on a company.',
	},
	keysOfTwoContacts: {
		message: 'xero_contact_id names one Xero contact, and another one carries the number (Contact Code) of this record, perhaps restored after a merge.',
		nextStep: 'If the one that carries the number is right, empty xero_contact_id on the Intercom record. If the other one is, archive the one that carries the number in Xero, or merge it into the right one.',
	},
	keysOfPerson: {
		message: 'The Xero contact with the billing email, or the name and domain, of this company is a person.',
		nextStep: `If that contact is the company all the same, ${SET_REFERENCE} to it. Otherwise give the company another billing email, or make a contact for it in Xero and ${SET_REFERENCE} to that one.`,
	},
	keysOfOtherCompany: {
		message: 'The Xero contact with the same name or email has another ABN or website than this company.',
		nextStep: `If it is the same company, correct the ABN or website on the side where it is wrong. Otherwise change one of the names, or ${SET_REFERENCE} to the right contact.`,
	},
	sameDomain: {
		message:
			'A Xero contact or another Intercom company has the same website or email domain, and its name does not settle whether it is this company: branches of a chain share a domain.',
		nextStep: `If it is this company, ${SET_REFERENCE}. If it is another one, set the domain attribute of the company (domain, or what the mapper names) to "none", and give it a billing email of its own: the company then gets a contact of its own.`,
	},
	recordGone: {
		message: 'The Xero contact that fits this record carries the number of an Intercom record that is gone.',
		nextStep: `If it is this customer, ${SET_REFERENCE}: the contact then takes its number. Where all of Intercom was imported anew, set the option "Contacts of Gone Records" of the Xero Contact Upsert node to "Take Them Over".`,
	},
	nameTaken: {
		message: 'Another active Xero contact has the same name.',
		nextStep: 'Change one of the names, or let the node add a suffix (option "When the Name Is Taken").',
	},
	nameAndSuffixesTaken: {
		message: 'Other active Xero contacts have this name, and it with each suffix that the node may add.',
		nextStep: 'Change the name of one of them in Xero, or that of this record in Intercom.',
	},
	changedInXero: {
		message: 'The contact was changed in Xero since the last sync, in fields that Intercom has otherwise.',
		nextStep: 'Compare the two, and correct the wrong one until both say the same.',
	},
	differsWithoutLastSync: {
		message: 'Xero and Intercom differ, and without a last sync nobody can tell which of the two is newer.',
		nextStep:
			'Correct the wrong one until both say the same. From then on the newest wins where the workflow keeps the last sync, as Contact Sync does; else choose something other than Newest Wins in the option "When Changed in Xero Too".',
	},
	changedOnBothSides: {
		message: 'The same was changed in Intercom and in Xero since they last agreed, to different values, so nothing was changed.',
		nextStep: "Decide it: keep Intercom's, or take Xero's. Or correct the wrong one until both say the same.",
	},
	massChange: {
		message: 'This run would change an unusual number of contacts.',
		nextStep:
			'Look at the changes. If they are right, set the option "Unusually Many Changes" of the node to "Write Them", run it again, and set it back.',
	},
	decisionRefused: {
		message: 'What a person decided about this record cannot be done in Xero, so nothing was changed.',
		nextStep: DECIDE_AGAIN,
	},
	decidedUnknown: {
		message: 'A person decided that this record is a contact that the Xero organisation does not know: it is one of another organisation, or the ID is wrong. Nothing was changed.',
		nextStep: `${DECIDE_AGAIN} The ID of a contact stands in the address of its page in Xero.`,
	},
	decidedArchived: {
		message: 'A person decided that this record is a Xero contact that is archived, and Xero does not let it be changed by the API.',
		nextStep: `Restore the contact in Xero and let the record be tried again. ${OR_DECIDE_AGAIN}`,
	},
	decidedForgotten: {
		message: "A person decided that this record is a Xero contact that was anonymised in Xero at the person's request (GDPR). Nothing was changed.",
		nextStep: `${DECIDE_AGAIN} Or set xero_sync to off on the Intercom record.`,
	},
	decidedTaken: {
		message: 'A person decided that this record is a Xero contact that belongs to another Intercom record, and nothing shows that the other one is gone. Nothing was changed.',
		nextStep: `If you know that the two Intercom records are the same, merge contacts in Intercom, or set xero_sync to off on one of two companies. If the other one was deleted, choose an Intercom credential in the Xero Contact Upsert node, which then asks Intercom. ${OR_DECIDE_AGAIN}`,
	},
	decidedNumberHeld: {
		message: 'A person decided that this record gets a new contact, but an archived Xero contact has the number (Contact Code) of this record, or was merged with it into another one, and Xero gives a number only once.',
		nextStep: `Restore the contact that has the number in Xero, empty its Contact Code, and archive it again. ${OR_DECIDE_AGAIN}`,
	},
	accountNotOurs: {
		message: 'The chart of accounts has an entry with this code or name that this sync did not make, so nothing was written.',
		nextStep: 'Choose another code or name. If that entry is not used any more, you can give it another code and name in Xero; restore it first if it is archived.',
	},
	accountOfAnotherCompany: {
		message: 'The chart of accounts has an entry with this code or name that belongs to another Intercom company, so nothing was written.',
		nextStep: 'Give each company a code and a name of its own.',
	},
};

/** The text of a cause; a company's attributes have names of their own, because Intercom allows a name once over people and companies. Pure. */
export function reviewText(cause: ReviewCause, kind: 'person' | 'organisation'): ReviewText {
	const { message, nextStep } = REVIEW_TEXTS[cause];
	return kind === 'person' ? { message, nextStep } : { message: ofCompany(message), nextStep: ofCompany(nextStep) };
}

function ofCompany(text: string): string {
	return text.replace(/\bxero_(contact_id|organisation_id|sync)\b/g, 'xero_company_$1').replaceAll('on the Intercom record', 'on the Intercom company');
}
