import type { XeroContact } from '../../xero/contact/contact';
import { isActive } from '../../xero/directory/contactDirectory';
import { losersOf, winnerOf, winnersOf } from '../../xero/directory/merges';
import { foreign, isGone, takeOver, type Search } from './bindOne';
import type { Identity } from './identity';
import { isOwnNumber, numberOwner } from './numberOwner';
import { isAnotherOrganisation } from './organisationMatch';

/** The contact that the reference on the Intercom record names. Pure. */
export function byReference(search: Search): Identity | undefined {
	const { record, view, options, notes } = search;
	const { contactId, organisationId } = record.match;
	if (!contactId) return undefined;
	if (organisationId !== options.organisationId) {
		notes.push('The stored Xero reference belongs to another organisation and was not used.');
		return undefined;
	}
	const referenced = view.byId(contactId);
	if (!referenced) {
		notes.push(`The stored Xero reference ${contactId} is not known in this organisation and was not used.`);
		return undefined;
	}
	const contact = winnerOf(referenced, view);
	if (contact !== referenced) notes.push(followed(contact));
	if (!isActive(contact)) return { kind: 'review', because: 'archived', candidates: [contact], notes };
	const rivals = isOwnNumber(contact.ContactNumber, record) || isOwnNumber(referenced.ContactNumber, record) ? [] : view.byNumber(record.intercomId).filter(isActive);
	// Somebody restored our contact after a merge that the reference has followed, or set the reference by hand: nobody can tell.
	if (rivals.length > 0) return { kind: 'review', because: 'keysDisagree', candidates: [contact, ...rivals], notes };
	const owner = numberOwner(contact, record, view, options.heldBy);
	if (owner === 'anotherSystem') return foreign(contact, 'reference', search);
	// What the sync itself stored says nothing against a number that came later; what a person set does.
	const isSet = record.lastSync?.xeroContactId !== contact.ContactID;
	if (owner === 'anotherIntercomRecord' && isSet && isGone(contact, search)) return takeOver(contact, 'reference', search);
	const isAnothers = owner === 'anotherIntercomRecord' || (contact !== referenced && isAnotherOrganisation(contact, record));
	if (!isAnothers) return { kind: 'bind', contact, by: 'reference', notes, followedMerge: contact !== referenced };
	return { kind: 'review', because: 'keysDisagree', candidates: [contact, ...holders(search).filter((one) => one !== contact)], notes };
}

/** The contact that carries the record's id as its ContactNumber, or was merged out of such a one. Pure. */
export function byNumber(search: Search): Identity | undefined {
	const { record, view, options, notes } = search;
	const own = holders(search);
	if (own.length === 0) return undefined;
	const active = own.filter(isActive);
	const [contact, ...others] = active;
	if (!contact) return { kind: 'review', because: 'archived', candidates: own, notes };
	if (others.length > 0) return { kind: 'review', because: 'ambiguous', candidates: active, notes };
	const isMerged = !numbered(search).includes(contact);
	if (isMerged) notes.push(followed(contact));
	// A merge in Xero can lead from our number to a contact that carries somebody else's.
	const owner = numberOwner(contact, record, view, options.heldBy);
	if (owner === 'anotherIntercomRecord') {
		return { kind: 'review', because: isGone(contact, search) ? 'recordGone' : 'duplicateInIntercom', candidates: [contact], notes };
	}
	if (isMerged && isAnotherOrganisation(contact, record)) return { kind: 'review', because: 'keysDisagree', candidates: [contact], notes };
	if (owner === 'anotherSystem') return foreign(contact, 'contactNumber', search);
	return { kind: 'bind', contact, by: 'contactNumber', notes, followedMerge: isMerged };
}

/**
 * The other active contacts of a record, its own and those of records that were merged into it in Intercom: they stay
 * behind, and only a person can merge them. Pure.
 */
export function leftBehind({ record, view }: Search, bound: XeroContact): XeroContact[] {
	const own = winnersOf([record.intercomId, ...record.previousIds].flatMap((id) => view.byNumber(id)), view);
	return own.filter((contact) => contact !== bound && isActive(contact) && numberOwner(contact, record, view) === 'own');
}

/**
 * Whether the contact that the record had so far was merged in Xero into this one, in however many steps, though another key
 * than that contact led here. One that carries the record's number, or is the one it had, was what it is before. Pure.
 */
export function wasMergedIn({ record, view, options }: Search, contact: XeroContact): boolean {
	const { match, lastSync } = record;
	const known = [lastSync?.xeroContactId, match.organisationId === options.organisationId ? match.contactId : undefined].map((one) => one?.toLowerCase());
	const isItsOwn = ({ ContactID, ContactNumber }: XeroContact) => known.includes(ContactID.toLowerCase()) || isOwnNumber(ContactNumber, record);
	return !isItsOwn(contact) && losersOf(contact, view).some(isItsOwn);
}

/** How it is said that a merge was followed. Pure. */
export function followed({ Name = '' }: XeroContact): string {
	return `The contact was merged in Xero into "${Name}".`;
}

/** Contacts that carry this record's number, merges followed, each once. */
function holders(search: Search): XeroContact[] {
	return winnersOf(numbered(search), search.view);
}

/** Those that carry it themselves; the present id before earlier ones. */
function numbered({ record, view }: Search): readonly XeroContact[] {
	const present = view.byNumber(record.intercomId);
	return present.length > 0 ? present : record.previousIds.flatMap((id) => view.byNumber(id));
}
