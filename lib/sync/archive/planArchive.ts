import type { XeroContact } from '../../xero/contact/contact';
import { isActive, type ContactView } from '../../xero/directory/contactDirectory';
import { mergeTargets, winnerOf, winnersOf } from '../../xero/directory/merges';
import type { SearchKeys } from '../../xero/reading/reading';
import { INTERCOM_ID, isNumberOfXero } from '../identity/numberOwner';

/** An Intercom record that is gone, and how its Xero contact is told. */
export interface ArchiveRequest {
	/** Intercom id of the contact or company, 24 hexadecimal digits. */
	intercomId: string;
	/** Xero ContactID that the last sync knew; absent: only the number decides. */
	xeroContactId?: string;
	action: 'archive' | 'note';
	/** Text of the history note; used by the action `note` only. */
	note: string;
}

export type ArchiveReview = 'keysDisagree' | 'ambiguous' | 'numberOfAnotherSystem';

/** What to do about one record that is gone. */
export type ArchivePlan =
	| { kind: 'archive' | 'note'; contact: XeroContact }
	| { kind: 'unchanged'; reason: 'notFound' | 'alreadyArchived'; contact?: XeroContact }
	| { kind: 'review'; because: ArchiveReview; candidates: readonly XeroContact[] };

/**
 * Decides what becomes of the Xero contact of an Intercom record that is gone. Archiving cannot be undone by the API,
 * so only a contact that carries the Intercom id as its ContactNumber is ever touched, and where the last sync knew
 * a ContactID it has to be that one; email and name never decide.
 * @param view every contact read for this record, archived ones included
 * @returns the plan with its reason. Pure, never throws.
 */
export function planArchive(request: ArchiveRequest, view: ContactView): ArchivePlan {
	const holders = winnersOf(view.byNumber(request.intercomId), view);
	if (request.xeroContactId) return planKnown(request, request.xeroContactId, holders, view);
	const [contact, ...others] = holders.some(isActive) ? holders.filter(isActive) : holders;
	if (!contact) return { kind: 'unchanged', reason: 'notFound' };
	if (!isActive(contact)) return { kind: 'unchanged', reason: 'alreadyArchived', contact };
	if (others.length > 0) return { kind: 'review', because: 'ambiguous', candidates: [contact, ...others] };
	return planOne(request, contact);
}

/** The number and the ContactID of the last sync have to lead to one contact, merges in Xero followed. */
function planKnown(request: ArchiveRequest, contactId: string, holders: XeroContact[], view: ContactView): ArchivePlan {
	const known = view.byId(contactId);
	const referenced = known && winnerOf(known, view);
	if (!referenced && holders.length === 0) return { kind: 'unchanged', reason: 'notFound' };
	if (!referenced) return { kind: 'review', because: 'keysDisagree', candidates: holders };
	if (holders.includes(referenced) || holders.length === 0) return planOne(request, referenced);
	return { kind: 'review', because: 'keysDisagree', candidates: [referenced, ...holders] };
}

function planOne(request: ArchiveRequest, contact: XeroContact): ArchivePlan {
	if (!isActive(contact)) return { kind: 'unchanged', reason: 'alreadyArchived', contact };
	if (carries(contact, request.intercomId)) return { kind: request.action, contact };
	const number = contact.ContactNumber ?? '';
	const isForeign = number !== '' && !INTERCOM_ID.test(number) && !isNumberOfXero(number);
	return { kind: 'review', because: isForeign ? 'numberOfAnotherSystem' : 'keysDisagree', candidates: [contact] };
}

/**
 * The keys to ask Xero for: the known contacts, forty at a time, and the number only where the known contact does not
 * carry it. Asked again after each reading. Pure.
 */
export function archiveKeys(requests: readonly ArchiveRequest[], view: ContactView): SearchKeys {
	const ids: string[] = [];
	const numbers: string[] = [];
	for (const { intercomId, xeroContactId } of requests) {
		const known = xeroContactId ? view.byId(xeroContactId) : undefined;
		if (xeroContactId) ids.push(xeroContactId.toLowerCase());
		if (!known || !carries(winnerOf(known, view), intercomId)) numbers.push(intercomId);
		ids.push(...mergeTargets([...(known ? [known] : []), ...view.byNumber(intercomId)], view));
	}
	return { ids, emails: [], numbers, names: [] };
}

function carries({ ContactNumber = '' }: XeroContact, intercomId: string): boolean {
	return ContactNumber.trim().toLowerCase() === intercomId.toLowerCase();
}
