import type { XeroContact } from '../../xero/contact/contact';
import { isActive, type ContactView } from '../../xero/directory/contactDirectory';
import type { MappedRecord } from '../record/record';
import { mayWrite, ruleFor } from '../record/rules';
import type { Identity, IdentifyOptions, MatchKey, PresentRecord } from './identity';
import { needsHolder, numberOwner, otherRecordsOf } from './numberOwner';

/** One record that looks for its contact, and what is known. */
export interface Search {
	record: MappedRecord;
	view: ContactView;
	options: IdentifyOptions;
	/** Facts worth telling, collected on the way. */
	notes: string[];
}

/** Exactly one active contact binds; none leaves it to the next key. Pure. */
export function theOneOf(found: readonly XeroContact[], by: MatchKey, search: Search): Identity | undefined {
	const { notes } = search;
	if (found.length === 0) return undefined;
	const active = found.filter(isActive);
	const [contact, ...others] = active;
	if (!contact) return { kind: 'review', because: 'archived', candidates: found, notes };
	if (others.length > 0) return { kind: 'review', because: 'ambiguous', candidates: active, notes };
	return bindUnlessTaken(contact, by, search);
}

/** Binds unless somebody else speaks for the contact, or only a lead says that it is its own. Pure. */
export function bindUnlessTaken(contact: XeroContact, by: MatchKey, search: Search): Identity {
	const { record, view, options, notes } = search;
	const owner = numberOwner(contact, record, view, options.heldBy);
	if (owner === 'anotherIntercomRecord' && !isGone(contact, search)) return takenBy(contact, search);
	// A visitor can type anybody's email: that is no proof of being that customer.
	if (record.role === 'lead') return { kind: 'review', because: 'unverified', candidates: [contact], notes };
	if (owner === 'anotherIntercomRecord') return ofGoneRecord(contact, by, search);
	if (owner === 'anotherSystem') return foreign(contact, by, search);
	return { kind: 'bind', contact, by, notes };
}

/** A contact that carries the number of another system, and that nobody else holds. Pure. */
export function foreign(contact: XeroContact, by: MatchKey, { options, notes }: Search): Identity {
	if (options.numberOfAnotherSystem === 'review') {
		return { kind: 'review', because: 'numberOfAnotherSystem', candidates: [contact], notes };
	}
	const kept = `ContactNumber "${contact.ContactNumber}" of another system was left as it is.`;
	return { kind: 'bind', contact, by, notes: [...notes, kept] };
}

/** Whether Intercom said that every other record which speaks for the contact is gone. Pure. */
export function isGone(contact: XeroContact, { record, view, options }: Search): boolean {
	const others = otherRecordsOf(contact, record, view, options.heldBy);
	return others.length > 0 && others.every((id) => options.gone?.has(id));
}

/** A contact that lost its record in Intercom is taken over with its number. Pure. */
export function takeOver(contact: XeroContact, by: MatchKey, { notes }: Search): Identity {
	// The number of another system, or of Xero, stays where it is.
	const takesNumber = !needsHolder(contact);
	const told = takesNumber && contact.ContactNumber ? [`ContactNumber ${contact.ContactNumber} belonged to an Intercom record that is gone.`] : [];
	return { kind: 'bind', contact, by, notes: [...notes, ...told], ...(takesNumber && { takesNumber }) };
}

function ofGoneRecord(contact: XeroContact, by: MatchKey, search: Search): Identity {
	if (search.options.goneRecords === 'takeOver') return takeOver(contact, by, search);
	return { kind: 'review', because: 'recordGone', candidates: [contact], notes: search.notes };
}

/**
 * Another Intercom record speaks for the contact. Where Intercom says that its email is another one by now, the email was
 * given up and Xero has not heard of it yet: nothing is double. Where the other record's sync will never tell Xero, a person does.
 */
function takenBy(contact: XeroContact, search: Search): Identity {
	const { record, view, options, notes } = search;
	const others = otherRecordsOf(contact, record, view, options.heldBy);
	const present = others.flatMap((id) => options.present?.get(id) ?? []);
	const email = record.match.email?.toLowerCase();
	const isAllKnown = present.length === others.length;
	const moved = email !== undefined && contact.EmailAddress?.toLowerCase() === email && isAllKnown && present.every((one) => one.email !== email);
	if (moved && present.every((one) => givesUp(one, record))) return { kind: 'wait', contact, notes };
	if (moved && record.role !== 'lead') return { kind: 'review', because: 'duplicateInIntercom', candidates: [contact], notes, cause: 'emailStays' };
	// Whoever follows these for a lead would give it the customer's contact.
	const isToTell = record.role !== 'lead' && !isAllKnown;
	const told = isToTell ? others.map(waysOut) : [];
	return { kind: 'review', because: 'duplicateInIntercom', candidates: [contact], notes: [...notes, ...told] };
}

/** Whether a sync takes the email off the contact of the record that has another one now; as it is mapped for the one, it is for the other. */
function givesUp({ email, isLead }: PresentRecord, record: MappedRecord): boolean {
	return !isLead && mayWrite(ruleFor(record, 'EmailAddress'), email === '', false);
}

function waysOut(id: string): string {
	return [
		`The contact belongs to Intercom record ${id}: its Contact Code, that of a contact merged into it, or a note in its history says so.`,
		'If its email moved to this one, nothing has to be merged: sync the other record first, then this one.',
		'If it was deleted in Intercom, choose an Intercom credential in the Xero Contact Upsert node: it then asks Intercom, and follows xero_contact_id on this record, or the option "Contacts of Gone Records".',
	].join(' ');
}
