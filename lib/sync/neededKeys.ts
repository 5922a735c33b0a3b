import type { XeroContact } from '../xero/contact';
import { isActive, winnerOf, type ContactView } from '../xero/contactDirectory';
import type { SearchKeys } from '../xero/reading';
import { isOwnNumber } from './identify';
import type { MappedRecord } from './record';

/** A record whose contact is being looked for. */
export interface Wanted {
	record: MappedRecord;
	/** Set after a write was refused or its answer lost: the name that was sent, so that its holder is looked up. */
	sentName?: string;
}

export interface KeyOptions {
	organisationId: string;
	matchByName: boolean;
}

type Keys = { [kind in keyof SearchKeys]: string[] };

/**
 * The keys to ask Xero for, given what has been found. A record with a usable reference needs nothing else. Without
 * one, its email. Its own number only where the email leaves a doubt, and after a refusal: Xero refuses a number that
 * another contact holds, on create and on update, so asking first would cost every new person a call. Asked again
 * after each reading. Pure.
 */
export function neededKeys(wanted: readonly Wanted[], view: ContactView, options: KeyOptions): SearchKeys {
	const keys: Keys = { ids: [], emails: [], numbers: [], names: [] };
	for (const one of wanted) {
		const { record } = one;
		const reference = record.match.organisationId === options.organisationId ? record.match.contactId : undefined;
		const referenced = reference ? view.byId(reference) : undefined;
		if (reference) keys.ids.push(reference.toLowerCase());
		if (referenced) keys.ids.push(...mergeTargets([referenced], view));
		if (one.sentName !== undefined) {
			keys.names.push(one.sentName);
			keys.numbers.push(record.intercomId);
		}
		if (!referenced) wantOtherKeys(record, view, options, keys);
	}
	return keys;
}

function wantOtherKeys(record: MappedRecord, view: ContactView, options: KeyOptions, keys: Keys): void {
	const { email, name } = record.match;
	const byEmail = email ? view.byEmail(email) : [];
	if (email) keys.emails.push(email);
	if (!isSettledByEmail(record, byEmail, view)) keys.numbers.push(record.intercomId);
	keys.numbers.push(...record.previousIds);
	if (options.matchByName) keys.names.push(name);
	const byNumber = [record.intercomId, ...record.previousIds].flatMap((id) => view.byNumber(id));
	keys.ids.push(...mergeTargets([...byEmail, ...byNumber], view));
}

/**
 * Whether the contacts with this email leave no doubt: none of them, or the one that will be bound and given the
 * number. In any other case a contact that carries the record's number goes first, so it has to be looked for.
 */
function isSettledByEmail(record: MappedRecord, byEmail: readonly XeroContact[], view: ContactView): boolean {
	if (byEmail.length === 0 || byEmail.some(({ ContactNumber }) => isOwnNumber(ContactNumber, record))) return true;
	const [contact, ...others] = [...new Set(byEmail.map((one) => winnerOf(one, view)))].filter(isActive);
	return contact !== undefined && others.length === 0 && record.role !== 'lead' && !contact.ContactNumber;
}

/** Winners of merges are part of the answer, and so are their winners. */
function mergeTargets(contacts: readonly XeroContact[], view: ContactView): string[] {
	return contacts.flatMap((contact) => {
		const { MergedToContactID } = winnerOf(contact, view);
		return MergedToContactID ? [MergedToContactID.toLowerCase()] : [];
	});
}
