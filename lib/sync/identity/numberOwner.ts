import type { XeroContact } from '../../xero/contact/contact';
import { isActive, type ContactView } from '../../xero/directory/contactDirectory';
import { losersOf, winnerOf } from '../../xero/directory/merges';
import type { MappedRecord } from '../record/record';

/** Ids of Intercom contacts and companies: 24 hexadecimal digits. */
export const INTERCOM_ID = /^[0-9a-f]{24}$/i;

/**
 * Whether Xero itself gave a ContactNumber: that of the contact of the user who signs in has 50 hexadecimal digits in every
 * organisation that was looked at, and no other system is behind it. Documented nowhere. Pure.
 */
export function isNumberOfXero(number = ''): boolean {
	return /^[0-9a-f]{50}$/i.test(number);
}

/** Who speaks for a contact, by its ContactNumber. */
export type NumberOwner = 'none' | 'own' | 'anotherIntercomRecord' | 'anotherSystem';

/** True where the number is this record's own, under its present id or one it had before a merge. Pure. */
export function isOwnNumber(number: string | undefined, record: MappedRecord): boolean {
	if (!number) return false;
	const folded = number.toLowerCase();
	return [record.intercomId, ...record.previousIds].some((id) => id.toLowerCase() === folded);
}

/** Who holds which contact by a note in its history, see IdentifyOptions. */
export type HeldBy = ReadonlyMap<string, string>;

/**
 * Whose a contact is. Where its number names no Intercom record, it belongs to the record whose contact was merged into it
 * in Xero (that one's number stays on the archived contact, where nobody can take it from), and to the one that holds it
 * by a note. Pure.
 */
export function numberOwner(contact: XeroContact, record: MappedRecord, view: ContactView, heldBy?: HeldBy): NumberOwner {
	const number = contact.ContactNumber ?? '';
	if (isOwnNumber(number, record)) return 'own';
	if (otherRecordsOf(contact, record, view, heldBy).length > 0) return 'anotherIntercomRecord';
	if (number !== '' && !isNumberOfXero(number)) return 'anotherSystem';
	return speakersOf(contact, view, heldBy).length > 0 ? 'own' : 'none';
}

/** The other Intercom records (ids in lower case) that speak for a contact. Pure. */
export function otherRecordsOf(contact: XeroContact, record: MappedRecord, view: ContactView, heldBy?: HeldBy): string[] {
	return speakersOf(contact, view, heldBy).filter((id) => !isOwnNumber(id, record));
}

/** Every Intercom record (id in lower case, each once) that speaks for a contact. */
function speakersOf(contact: XeroContact, view: ContactView, heldBy?: HeldBy): string[] {
	const number = contact.ContactNumber ?? '';
	const numbers = INTERCOM_ID.test(number) ? [number] : [...losersOf(contact, view).map(({ ContactNumber = '' }) => ContactNumber), heldBy?.get(contact.ContactID) ?? ''];
	return [...new Set(numbers.filter((one) => INTERCOM_ID.test(one)).map((one) => one.toLowerCase()))];
}

/**
 * Whether a contact can never carry the Intercom id: another system, or Xero itself, gave it its number. Nothing but a
 * note then tells who holds it. Pure.
 */
export function needsHolder({ ContactNumber = '' }: XeroContact): boolean {
	return ContactNumber !== '' && !INTERCOM_ID.test(ContactNumber);
}

/**
 * The contact that keeps the record's number from the one that is the record's: archived, as a rule, where nobody can take it
 * from, while a reference or a person leads elsewhere. Xero gives a number only once. Pure.
 */
export function numberKeeper(contact: XeroContact, { match }: MappedRecord, view: ContactView): XeroContact | undefined {
	return view.byNumber(match.contactNumber).find(({ ContactID }) => ContactID !== contact.ContactID);
}

/**
 * Whether a contact without a number may be held by a record all the same, whose number another contact keeps: the record's
 * own, or, for whoever meets the contact by its email, one that an archived contact of that very email has. Nothing but a
 * note then tells who holds it. Merged ones tell by themselves. Pure.
 */
export function mayBeHeldWithoutNumber(contact: XeroContact, record: MappedRecord, view: ContactView): boolean {
	const { ContactNumber = '', EmailAddress = '' } = contact;
	if (ContactNumber !== '') return false;
	const alike = EmailAddress === '' ? [] : view.byEmail(EmailAddress);
	return [...view.byNumber(record.match.contactNumber), ...alike].some((other) => isKeeper(other, contact, view));
}

function isKeeper(other: XeroContact, contact: XeroContact, view: ContactView): boolean {
	return !isActive(other) && INTERCOM_ID.test(other.ContactNumber ?? '') && winnerOf(other, view).ContactID !== contact.ContactID;
}
