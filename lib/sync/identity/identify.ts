import type { XeroContact } from '../../xero/contact';
import { isActive, winnerOf, type ContactView } from '../../xero/contactDirectory';
import { sameName } from '../record/contactName';
import type { ReviewReason } from '../record/outcome';
import type { MappedRecord } from '../record/record';
import { isAnotherOrganisation, isPersonContact, organisationHits } from './organisationMatch';

export type MatchKey = 'reference' | 'contactNumber' | 'taxNumber' | 'domain' | 'email' | 'name';

/** Which Xero contact a record is, and the rule that decided. */
export type Identity =
	| { kind: 'bind'; contact: XeroContact; by: MatchKey; notes: string[] }
	| { kind: 'create'; notes: string[] }
	| { kind: 'review'; because: ReviewReason; candidates: readonly XeroContact[]; notes: string[] };

export interface IdentifyOptions {
	/** Xero's tenant id; a reference to another organisation says nothing here. */
	organisationId: string;
	/** Whether an equal name alone may bind. */
	matchByName: boolean;
	/** What to do with a contact whose ContactNumber another system wrote. */
	numberOfAnotherSystem: 'review' | 'bind';
}

/** Ids of Intercom contacts and companies: 24 hexadecimal digits. */
export const INTERCOM_ID = /^[0-9a-f]{24}$/i;

/**
 * Whether Xero itself gave a ContactNumber: that of the contact of the user who signs in has 50 hexadecimal digits in every
 * organisation that was looked at, and no other system is behind it. Documented nowhere. Pure.
 */
export function isNumberOfXero(number: string): boolean {
	return /^[0-9a-f]{50}$/i.test(number);
}

/**
 * Decides which Xero contact a mapped record is. The first key that hits wins; two candidates are never settled by
 * guessing, and a key that points elsewhere is never overruled by a weaker one.
 * @param view every contact read for this record, archived ones included
 * @returns bind, create or review, with the reason. Pure, never throws.
 */
export function identify(record: MappedRecord, view: ContactView, options: IdentifyOptions): Identity {
	const notes: string[] = [];
	return (
		byReference(record, view, options, notes) ??
		byNumber(record, view, options, notes) ??
		byOrganisationKeys(record, view, options, notes) ??
		unlessStranger(record, byEmail(record, view, options, notes) ?? (options.matchByName ? byName(record, view, notes) : undefined)) ?? { kind: 'create', notes }
	);
}

/** A visitor can type anybody's email and name: whatever they lead to, no question about it may speak as if the lead were that customer. */
function unlessStranger(record: MappedRecord, found: Identity | undefined): Identity | undefined {
	if (record.role !== 'lead' || found === undefined || found.kind === 'create') return found;
	const candidates = found.kind === 'bind' ? [found.contact] : found.candidates;
	return { kind: 'review', because: 'unverified', candidates, notes: found.notes };
}

/** True where the number is this record's own, under its present id or one it had before a merge. */
export function isOwnNumber(number: string | undefined, record: MappedRecord): boolean {
	if (!number) return false;
	const folded = number.toLowerCase();
	return [record.intercomId, ...record.previousIds].some((id) => id.toLowerCase() === folded);
}

function byReference(
	record: MappedRecord,
	view: ContactView,
	options: IdentifyOptions,
	notes: string[],
): Identity | undefined {
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
	if (contact !== referenced) notes.push(`The referenced contact was merged in Xero into "${contact.Name ?? ''}".`);
	if (!isActive(contact)) return { kind: 'review', because: 'archived', candidates: [contact], notes };
	const owner = numberOwner(contact, record);
	if (owner === 'own' || owner === 'none') return bind(contact, 'reference', notes);
	if (owner === 'anotherSystem') return foreign(contact, 'reference', options, notes);
	return { kind: 'review', because: 'keysDisagree', candidates: [contact, ...holders(record, view)], notes };
}

function byNumber(
	record: MappedRecord,
	view: ContactView,
	options: IdentifyOptions,
	notes: string[],
): Identity | undefined {
	const own = holders(record, view);
	if (own.length === 0) return undefined;
	const active = own.filter(isActive);
	const [contact, ...others] = active;
	if (!contact) return { kind: 'review', because: 'archived', candidates: own, notes };
	if (others.length > 0) return { kind: 'review', because: 'ambiguous', candidates: active, notes };
	// A merge in Xero can lead from our number to a contact that carries somebody else's.
	const owner = numberOwner(contact, record);
	if (owner === 'anotherIntercomRecord') {
		return { kind: 'review', because: 'duplicateInIntercom', candidates: [contact], notes };
	}
	if (owner === 'anotherSystem') return foreign(contact, 'contactNumber', options, notes);
	return bind(contact, 'contactNumber', notes);
}

/** Contacts that carry this record's number, merges followed, each once; the present id before earlier ones. */
function holders(record: MappedRecord, view: ContactView): XeroContact[] {
	const present = view.byNumber(record.intercomId);
	const found = present.length > 0 ? present : record.previousIds.flatMap((id) => view.byNumber(id));
	return winnersOf(found, view);
}

/** ABN, then domain; they find organisations alone. */
function byOrganisationKeys(
	record: MappedRecord,
	view: ContactView,
	options: IdentifyOptions,
	notes: string[],
): Identity | undefined {
	for (const { by, found } of organisationHits(record, view)) {
		const identity = theOneOf(winnersOf(found, view), by, record, options, notes);
		if (identity) return identity;
	}
	return undefined;
}

function byEmail(
	record: MappedRecord,
	view: ContactView,
	options: IdentifyOptions,
	notes: string[],
): Identity | undefined {
	if (!record.match.email) return undefined;
	const found = winnersOf(view.byEmail(record.match.email), view);
	const others = found.filter((contact) => isAnotherOrganisation(contact, record));
	const namesake = others.find((contact) => sameName(contact.Name ?? '', record.match.name));
	if (namesake) return { kind: 'review', because: 'keysDisagree', candidates: [namesake], notes };
	if (others.length > 0) notes.push('A contact with the same email has another ABN or website and was left alone.');
	const identity = theOneOf(found.filter((contact) => !others.includes(contact)), 'email', record, options, notes);
	const binds = record.kind === 'organisation' && identity?.kind === 'bind';
	// A company must not take over the contact of the person who reads its mail.
	if (!binds || !isPersonContact(identity.contact)) return identity;
	return { kind: 'review', because: 'keysDisagree', candidates: [identity.contact], notes };
}

/** Merges followed, each contact once. */
function winnersOf(found: readonly XeroContact[], view: ContactView): XeroContact[] {
	return [...new Set(found.map((contact) => winnerOf(contact, view)))];
}

/** Exactly one active contact binds; none leaves it to the next key. */
function theOneOf(
	found: readonly XeroContact[],
	by: MatchKey,
	record: MappedRecord,
	options: IdentifyOptions,
	notes: string[],
): Identity | undefined {
	if (found.length === 0) return undefined;
	const active = found.filter(isActive);
	const [contact, ...others] = active;
	if (!contact) return { kind: 'review', because: 'archived', candidates: found, notes };
	if (others.length > 0) return { kind: 'review', because: 'ambiguous', candidates: active, notes };
	return bindUnlessTaken(contact, by, record, options, notes);
}

function byName(record: MappedRecord, view: ContactView, notes: string[]): Identity | undefined {
	const [contact, ...others] = view.byName(record.match.name);
	if (!contact) return undefined;
	if (others.length > 0) return { kind: 'review', because: 'ambiguous', candidates: [contact, ...others], notes };
	if (isAnotherOrganisation(contact, record)) return { kind: 'review', because: 'keysDisagree', candidates: [contact], notes };
	const sameEmail = (contact.EmailAddress ?? '').toLowerCase() === (record.match.email ?? '').toLowerCase();
	const emailsDiffer = contact.EmailAddress && record.match.email && !sameEmail;
	if (emailsDiffer || numberOwner(contact, record) !== 'none') return undefined;
	return bind(contact, 'name', notes);
}

function bindUnlessTaken(
	contact: XeroContact,
	by: MatchKey,
	record: MappedRecord,
	options: IdentifyOptions,
	notes: string[],
): Identity {
	const owner = numberOwner(contact, record);
	if (owner === 'anotherIntercomRecord') {
		return { kind: 'review', because: 'duplicateInIntercom', candidates: [contact], notes };
	}
	if (owner === 'anotherSystem') return foreign(contact, by, options, notes);
	return bind(contact, by, notes);
}

function bind(contact: XeroContact, by: MatchKey, notes: string[]): Identity {
	const { ContactNumber: number = '' } = contact;
	return { kind: 'bind', contact, by, notes: isNumberOfXero(number) ? [...notes, 'ContactNumber was left as it is: Xero itself gave it.'] : notes };
}

function foreign(contact: XeroContact, by: MatchKey, options: IdentifyOptions, notes: string[]): Identity {
	if (options.numberOfAnotherSystem === 'review') {
		return { kind: 'review', because: 'numberOfAnotherSystem', candidates: [contact], notes };
	}
	return {
		kind: 'bind',
		contact,
		by,
		notes: [...notes, `ContactNumber "${contact.ContactNumber}" of another system was left as it is.`],
	};
}

type NumberOwner = 'none' | 'own' | 'anotherIntercomRecord' | 'anotherSystem';

function numberOwner(contact: XeroContact, record: MappedRecord): NumberOwner {
	const number = contact.ContactNumber ?? '';
	if (number === '' || isNumberOfXero(number)) return 'none';
	if (isOwnNumber(number, record)) return 'own';
	return INTERCOM_ID.test(number) ? 'anotherIntercomRecord' : 'anotherSystem';
}
