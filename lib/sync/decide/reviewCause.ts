import type { XeroContact } from '../../xero/contact/contact';
import { isActive, type ContactView } from '../../xero/directory/contactDirectory';
import { winnerOf } from '../../xero/directory/merges';
import type { Identity } from '../identity/identity';
import { isNumberOfXero, isOwnNumber, otherRecordsOf, type HeldBy } from '../identity/numberOwner';
import { standsForPerson } from '../identity/organisationMatch';
import type { MappedRecord } from '../record/record';
import type { ReviewCause } from '../record/reviewTexts';

type Review = Extract<Identity, { kind: 'review' }>;

/**
 * In which of its ways a question came about: one reason has several, and what helps in one harms in another. Pure.
 * @param view the contacts that were read for the record
 */
export function reviewCause(record: MappedRecord, { because, candidates, cause }: Review, view: ContactView, heldBy?: HeldBy): ReviewCause {
	if (cause) return cause;
	switch (because) {
		case 'unverified':
			return unverifiedCause(record, candidates, otherRecordOf(record, candidates, view, heldBy));
		case 'archived':
			return candidates.every(({ ContactStatus }) => ContactStatus === 'GDPRREQUEST') ? 'archivedForgotten' : 'archived';
		case 'duplicateInIntercom':
			if (view.byNumber(record.intercomId).length > 0) return 'duplicateByMerge';
			return record.kind === 'organisation' ? 'duplicateCompany' : 'duplicateInIntercom';
		case 'keysDisagree':
			return keysCause(record, candidates, view);
		case 'decisionRefused':
			return decisionCause(record, candidates);
		default:
			return because;
	}
}

/** Why a person's decision cannot be obeyed. */
function decisionCause({ decision }: MappedRecord, candidates: readonly XeroContact[]): ReviewCause {
	if (decision?.do === 'create') return 'decidedNumberHeld';
	const [contact] = candidates;
	if (contact === undefined) return 'decidedUnknown';
	if (contact.ContactStatus === 'GDPRREQUEST') return 'decidedForgotten';
	return isActive(contact) ? 'decidedTaken' : 'decidedArchived';
}

/** The Intercom record that the candidates already belong to, if it is another one than this. Pure. */
export function otherRecordOf(record: MappedRecord, candidates: readonly XeroContact[], view: ContactView, heldBy?: HeldBy): string | undefined {
	return candidates.flatMap((contact) => otherRecordsOf(contact, record, view, heldBy))[0];
}

/** What a person has to do for a lead that is the customer depends on whom the contact belongs to. */
function unverifiedCause(record: MappedRecord, candidates: readonly XeroContact[], other: string | undefined): ReviewCause {
	if (candidates.length > 0 && candidates.every(({ ContactStatus = 'ACTIVE' }) => ContactStatus !== 'ACTIVE')) return 'unverifiedArchived';
	if (other !== undefined) return 'unverifiedLinked';
	const isForeign = ({ ContactNumber = '' }: XeroContact) => ContactNumber !== '' && !isOwnNumber(ContactNumber, record) && !isNumberOfXero(ContactNumber);
	return candidates.length > 0 && candidates.every(isForeign) ? 'unverifiedForeign' : 'unverified';
}

/** Only a stored reference leads a person's record here; a company comes by its email or name as well. */
function keysCause(record: MappedRecord, candidates: readonly XeroContact[], view: ContactView): ReviewCause {
	const referenced = record.match.contactId === undefined ? undefined : view.byId(record.match.contactId);
	if (candidates.slice(1).some(({ ContactNumber }) => isOwnNumber(ContactNumber, record))) return 'keysOfTwoContacts';
	if (record.kind === 'person' || (referenced && candidates.includes(winnerOf(referenced, view)))) return 'keysDisagree';
	return candidates.some((contact) => standsForPerson(contact, record)) ? 'keysOfPerson' : 'keysOfOtherCompany';
}
