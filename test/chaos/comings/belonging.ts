import type { ContactRecord } from '../../../sandbox/intercom/model';
import type { ContactRecord as XeroRecord } from '../../../sandbox/xero/contactRecord';
import type { Moment } from './moment';
import { folded } from './words';

// Whose contact a contact is, told from what the two vendors hold. Written from the requirement, and on purpose without
// a look at how the product decides it.

export function isActive(contact: XeroRecord): boolean {
	return contact.status === 'ACTIVE';
}

export function numberOf(contact: XeroRecord): string {
	return contact.text.ContactNumber ?? '';
}

/** The Intercom contact or company that lives on under an id, merges followed; undefined where it is gone or never was. */
export function livingId(moment: Moment, id: string): string | undefined {
	const company = moment.companies.get(id);
	if (company !== undefined) return company.deleted ? undefined : id;
	const person = moment.people.get(id);
	if (person === undefined || person.state === 'deleted') return undefined;
	return person.mergedInto === null ? id : livingId(moment, person.mergedInto);
}

/** The ids under which Intercom names a person: its own, and those merged straight into it; what was merged before that it does not name. */
export function namedIds({ id, mergeHistory }: ContactRecord): string[] {
	return [id, ...mergeHistory.map(({ sourceId }) => sourceId)];
}

/** Whether a number can be known as one of a record's ids: Intercom names it with the record, or says it when it is asked. */
export function isKnownAs(moment: Moment, number: string, ids: readonly string[]): boolean {
	return ids.includes(number) || (moment.policy.asksIntercom && livingId(moment, number) === ids[0]);
}

/** Whether Intercom itself says that an id is gone: one that was merged away into what is gone only leads nowhere. */
export function isKnownGone(moment: Moment, id: string): boolean {
	return !moment.companies.has(id) && moment.people.get(id)?.state === 'deleted';
}

/** The contact that a contact was merged into, as long as that merge stands; itself otherwise. */
export function winnerOf(moment: Moment, contact: XeroRecord): XeroRecord {
	const into = isActive(contact) || contact.mergedTo === undefined ? undefined : moment.contacts.get(contact.mergedTo);
	return into === undefined || into.id === contact.id ? contact : winnerOf(moment, into);
}

/** Contacts that were merged into this one and still are. */
export function mergedInto(moment: Moment, winner: XeroRecord): XeroRecord[] {
	return [...moment.contacts.values()].filter((contact) => contact.id !== winner.id && winnerOf(moment, contact).id === winner.id);
}

/** The contacts whose numbers say whose this one is: itself, or those merged into it. */
export function speakers(moment: Moment, contact: XeroRecord): XeroRecord[] {
	return numberOf(contact) === '' ? mergedInto(moment, contact).filter((loser) => numberOf(loser) !== '') : [contact];
}

/** The contact that the reference on a record leads to, merges followed; undefined where it leads nowhere. */
export function referred(moment: Moment, person: Pick<ContactRecord, 'custom'>): XeroRecord | undefined {
	const { xero_contact_id: id, xero_organisation_id: organisation } = person.custom;
	if (typeof id !== 'string' || organisation !== moment.organisationId) return undefined;
	const contact = moment.contacts.get(id.trim().toLowerCase());
	return contact && winnerOf(moment, contact);
}

/** Ids of the living records whose contact this is by its number, or by the numbers of those merged into it. */
export function ownersByNumber(moment: Moment, contact: XeroRecord): Set<string> {
	const named = numberOf(contact) === '' ? mergedInto(moment, contact) : [contact];
	return new Set(named.flatMap((one) => livingId(moment, numberOf(one)) ?? []));
}

/** Ids of the living records that may write the contact: its own, and one whose reference a person may set. */
export function ownersOf(moment: Moment, contact: XeroRecord): Set<string> {
	const owners = ownersByNumber(moment, contact);
	const others = livingId(moment, numberOf(contact));
	for (const person of moment.people.values()) {
		if (!isShown(person) || referred(moment, person)?.id !== contact.id) continue;
		if (others === undefined && !isForeign(moment, contact)) owners.add(person.id);
	}
	return owners;
}

/** Whether another system wrote the number: it is no id that Intercom ever gave. */
export function isForeign(moment: Moment, contact: XeroRecord): boolean {
	const number = numberOf(contact);
	return number !== '' && !moment.people.has(number) && !moment.companies.has(number);
}

/** Active contacts that an email leads to, merges followed. */
export function candidates(moment: Moment, email: string | null): XeroRecord[] {
	return [...new Set(withEmail(moment, email).map((contact) => winnerOf(moment, contact)))].filter(isActive);
}

/** Contacts with an email, whatever became of them. */
export function withEmail(moment: Moment, email: string | null): XeroRecord[] {
	if (folded(email) === '') return [];
	return [...moment.contacts.values()].filter((contact) => folded(contact.text.EmailAddress) === folded(email));
}

/** Whether the user lets records take over what those that are gone have left. */
function mayTakeOver(moment: Moment, contact: XeroRecord): boolean {
	const { asksIntercom, goneRecords } = moment.policy;
	return asksIntercom && goneRecords === 'takeOver' && isKnownGone(moment, numberOf(contact));
}

/** Asked by its id, Intercom shows an archived contact as any other. */
export function isShown({ state }: ContactRecord): boolean {
	return state === 'active' || state === 'archived';
}

/**
 * Whether a user may take the contact over: nobody's, and the only active one that its email leads to. A reference on
 * another record, which the sync has not read yet, keeps nobody from it: that record then waits for a person.
 */
export function isFreeFor(moment: Moment, contact: XeroRecord, person: ContactRecord): boolean {
	if (person.role !== 'user' || !isShown(person) || !isActive(contact)) return false;
	if (numberOf(contact) !== '' && !mayTakeOver(moment, contact)) return false;
	const found = candidates(moment, person.email);
	return found.length === 1 && found[0]!.id === contact.id && ownersByNumber(moment, contact).size === 0;
}
