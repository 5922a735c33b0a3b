import type { XeroContact } from '../../xero/contact';
import type { ContactView } from '../../xero/contactDirectory';
import { losersOf } from '../../xero/merges';
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

/**
 * Whose a contact is. One without a number belongs to the Intercom record whose contact was merged into it in Xero: that
 * one's number stays on the archived contact, where nobody can take it from. Pure.
 */
export function numberOwner(contact: XeroContact, record: MappedRecord, view: ContactView): NumberOwner {
	const number = contact.ContactNumber ?? '';
	if (number !== '' && !isNumberOfXero(number)) return ownerOf(number, record);
	const inherited = losersOf(contact, view).map(({ ContactNumber = '' }) => ContactNumber).filter((one) => INTERCOM_ID.test(one));
	if (inherited.length === 0) return 'none';
	return inherited.every((one) => isOwnNumber(one, record)) ? 'own' : 'anotherIntercomRecord';
}

/** The other Intercom records (ids in lower case) that speak for a contact. Pure. */
export function otherRecordsOf(contact: XeroContact, record: MappedRecord, view: ContactView): string[] {
	const own = contact.ContactNumber ?? '';
	const numbers = own === '' || isNumberOfXero(own) ? losersOf(contact, view).map(({ ContactNumber = '' }) => ContactNumber) : [own];
	return numbers.filter((one) => INTERCOM_ID.test(one) && !isOwnNumber(one, record)).map((one) => one.toLowerCase());
}

function ownerOf(number: string, record: MappedRecord): NumberOwner {
	if (isOwnNumber(number, record)) return 'own';
	return INTERCOM_ID.test(number) ? 'anotherIntercomRecord' : 'anotherSystem';
}
