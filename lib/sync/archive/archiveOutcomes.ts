import type { XeroContact } from '../../xero/contact/contact';
import { INTERCOM_ID } from '../identity/numberOwner';
import type { Change, Outcome } from '../record/outcome';
import { contactUrl } from '../../xero/contact/contactId';
import { candidateLink, updatedAtOf } from '../record/outcomes';
import type { ReviewText } from '../record/reviewTexts';
import type { ArchiveRequest, ArchiveReview } from './planArchive';

/** What happened and what a person can do, for every reason an archive waits, and where its contact is somebody else's by now. */
const REVIEW_TEXTS: Record<ArchiveReview | 'massChange' | 'belongsToAnother', ReviewText> = {
	belongsToAnother: {
		message: 'The Xero contact of this deleted Intercom record belongs to another Intercom record by now (merged in Xero, most likely), so nothing was changed.',
		nextStep: 'Leave the contact as it is, unless the other record is gone from Intercom too.',
	},
	keysDisagree: {
		message: 'The Xero contact of this deleted Intercom record cannot be told for certain: the stored Xero ID and the Contact Code (the Intercom ID) do not lead to one contact, so nothing was changed.',
		nextStep: 'Look at the contact. If it is not needed any more, archive it in Xero.',
	},
	ambiguous: {
		message: 'Several active Xero contacts carry the ID of this deleted Intercom record, so nothing was changed.',
		nextStep: 'Archive those that are not needed any more in Xero, or give the node the Xero Contact ID of the one to archive.',
	},
	numberOfAnotherSystem: {
		message: 'The Xero contact of this deleted Intercom record carries the number (Contact Code) of another system, so nothing was changed.',
		nextStep: 'If the other system does not need the contact either, archive it in Xero. Otherwise leave it as it is.',
	},
	massChange: {
		message: "This run would archive an unusual number of contacts, and Xero's API cannot undo that.",
		nextStep:
			'Check in Intercom that these records are really gone. If they are, set the option "Unusually Many at Once" of the node to "Archive Them", run it again, and set it back.',
	},
};

export interface ArchiveFacts {
	/** `preview`: what would be done, see the reason. */
	outcome: 'updated' | 'unchanged' | 'preview';
	reason: 'archived' | 'noted' | 'notFound' | 'alreadyArchived' | 'alreadyNoted' | 'wouldArchive' | 'wouldNote';
	contact?: XeroContact;
	notes?: string[];
}

/** An archive, or a contact that needs none, as the contract has it; there is nothing to store for a next sync. */
export function archiveSettled(
	request: ArchiveRequest,
	{ outcome, reason, contact, notes = [] }: ArchiveFacts,
	run: { organisationId: string; requestIds: string[] },
): Outcome {
	return {
		outcome,
		reason,
		intercomId: request.intercomId,
		xeroContactId: contact?.ContactID ?? '',
		xeroContactUrl: contact ? contactUrl(contact.ContactID) : '',
		...(outcome === 'preview' && { message: wouldHappen(request, contact) }),
		changes: outcome === 'unchanged' ? [] : changesOf(request),
		fingerprint: '',
		sourceUpdatedAt: 0,
		xeroUpdatedAt: contact ? updatedAtOf(contact) : 0,
		notes,
		...run,
	};
}

export function archiveReview(
	request: ArchiveRequest,
	because: ArchiveReview | 'massChange',
	candidates: readonly XeroContact[],
	requestIds: string[],
): Outcome {
	const other = candidates.find((contact) => isOfAnother(contact, request));
	const text = REVIEW_TEXTS[because === 'keysDisagree' && other ? 'belongsToAnother' : because];
	return {
		outcome: 'review',
		reason: because,
		intercomId: request.intercomId,
		message: `${text.message} Intercom record: ${request.intercomId}.${other ? ` The other Intercom record: ${other.ContactNumber}.` : ''}`,
		nextStep: text.nextStep,
		candidates: candidates.map(candidateLink),
		...(other?.ContactNumber !== undefined && { otherIntercomId: other.ContactNumber }),
		changes: because === 'massChange' ? changesOf(request) : [],
		requestIds,
		notes: [],
	};
}

/** It carries the id of another Intercom record. */
function isOfAnother({ ContactNumber = '' }: XeroContact, { intercomId }: ArchiveRequest): boolean {
	return INTERCOM_ID.test(ContactNumber) && ContactNumber.toLowerCase() !== intercomId.toLowerCase();
}

function wouldHappen({ action, intercomId }: ArchiveRequest, contact: XeroContact | undefined): string {
	const who = contact?.Name ?? `The contact of Intercom record ${intercomId}`;
	return `${who} would ${action === 'note' ? 'get a note in its history in Xero' : 'be archived in Xero'}. Nothing was written.`;
}

function changesOf({ action, note }: ArchiveRequest): Change[] {
	if (action === 'note') return [{ field: 'History', before: '', after: note }];
	return [{ field: 'ContactStatus', before: 'ACTIVE', after: 'ARCHIVED' }];
}
