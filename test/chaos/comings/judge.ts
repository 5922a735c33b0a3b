import type { CompanyRecord, ContactRecord } from '../../../sandbox/intercom/model';
import type { ContactRecord as XeroRecord } from '../../../sandbox/xero/contactRecord';
import { candidates, isFreeFor, isShown, ownersOf } from './belonging';
import type { Moment } from './moment';
import { folded, lastDigits } from './words';

/** A contact as a client sent it. */
export type Element = Readonly<Record<string, unknown>>;

/** One contact that a call of the sync created or changed. */
export interface Written {
	contactId: string;
	element: Element;
	/** The contact before; null where the call created it. */
	before: XeroRecord | null;
}

/**
 * What is wrong with a write, judged by what both vendors held while its execution ran: nobody can do better than what
 * was so at some instant of it.
 * @param window the instants from the start of the execution to just before the write
 */
export function faultOf(written: Written, window: readonly Moment[]): string | undefined {
	return written.before === null ? faultOfCreate(written, window) : faultOfUpdate(written, written.before, window);
}

function faultOfUpdate({ contactId, element }: Written, before: XeroRecord, window: readonly Moment[]): string | undefined {
	if (replacesName(before, element) && window.every(({ accountantsNames }) => accountantsNames.has(contactId))) {
		return `the accountant's name "${before.text.Name}" was overwritten: ${shown(element)}`;
	}
	const kept = lostByUpdate(before, element, window);
	if (kept !== undefined) return kept;
	const reasons = window.flatMap((moment) => {
		const contact = moment.contacts.get(contactId);
		return contact === undefined ? [] : [whyNobodys(moment, contact, element, window)];
	});
	return reasons.includes(undefined) ? undefined : `contact ${contactId} "${before.text.Name}" <${before.text.EmailAddress ?? ''}>: ${reasons.at(-1)}`;
}

/** A first and a last name may be added to a Name that has none; nothing else about a name is left to the sync. */
function replacesName({ text }: XeroRecord, { Name, FirstName, LastName }: Element): boolean {
	if (Name !== undefined || (text.FirstName ?? '') + (text.LastName ?? '') !== '') return [Name, FirstName, LastName].some((part) => part !== undefined);
	return (FirstName !== undefined || LastName !== undefined) && !isNamed(text.Name ?? '', `${String(FirstName ?? '')} ${String(LastName ?? '')}`);
}

/** undefined where some record owned the contact, or could take it over, and held every value at some instant. */
function whyNobodys(moment: Moment, contact: XeroRecord, element: Element, window: readonly Moment[]): string | undefined {
	const owners = ownersOf(moment, contact);
	const free = [...moment.people.values()].filter((person) => isFreeFor(moment, contact, person)).map(({ id }) => id);
	const allowed = [...owners, ...free];
	if (allowed.length === 0) return `nobody's contact was written: ${shown(element)}`;
	const whys = allowed.map((id) => whyNotBy(id, element, window, false));
	return whys.includes(undefined) ? undefined : `written with what is not its owner's: ${whys.join('; ')}`;
}

function faultOfCreate({ element }: Written, window: readonly Moment[]): string | undefined {
	const id = String(element.ContactNumber ?? '');
	if (!window.some((moment) => isAlive(moment, id))) return `created for ${id}, which is not in Intercom: ${shown(element)}`;
	const why = whyNotBy(id, element, window, true);
	if (why !== undefined) return `created with what is not its own: ${why}`;
	const own = (moment: Moment) => [...moment.contacts.values()].filter((contact) => contact.status === 'ACTIVE' && ownersOf(moment, contact).has(id));
	if (window.every((moment) => own(moment).length > 0)) return `a second contact was created for ${id}: ${shown(element)}`;
	const email = String(element.EmailAddress ?? '');
	if (window.every((moment) => candidates(moment, email).length > 0)) return `a second contact with ${email} was created for ${id}`;
	return undefined;
}

function isAlive(moment: Moment, id: string): boolean {
	const person = moment.people.get(id);
	return (person !== undefined && isShown(person)) || moment.companies.get(id)?.deleted === false;
}

/** What of the element the record never held in the window; undefined where all of it is its own. */
function whyNotBy(id: string, element: Element, window: readonly Moment[], isNew: boolean): string | undefined {
	const whys = window.map((moment) => {
		const person = moment.people.get(id);
		const company = moment.companies.get(id);
		if (person !== undefined) return foreignPart(element, (field, value) => isOfPerson(person, field, value, isNew));
		return company === undefined ? 'unknown' : foreignPart(element, (field, value) => isOfCompany(company, moment, field, value));
	});
	return whys.includes(undefined) ? undefined : `${id} has no ${whys.at(-1)}`;
}

function foreignPart(element: Element, isOwn: (field: string, value: unknown) => boolean): string | undefined {
	const found = Object.entries(element).find(([field, value]) => field !== 'ContactID' && !isOwn(field, value));
	return found && `${found[0]} ${JSON.stringify(found[1])}`;
}

function isOfPerson({ id, name, email, phone, role }: ContactRecord, field: string, value: unknown, isNew: boolean): boolean {
	// Anybody can type a name and an email into the Messenger.
	if (role === 'lead' && !isNew && ['Name', 'FirstName', 'LastName', 'EmailAddress'].includes(field)) return false;
	if (field === 'ContactNumber') return value === id;
	if (field === 'EmailAddress') return folded(String(value)) === folded(email);
	if (field === 'Name') return isNamed(String(value), name ?? email ?? '');
	if (field === 'FirstName' || field === 'LastName') return value === '' || folded(name).split(' ').includes(folded(String(value)));
	return field === 'Phones' && listOf(value).every((slot) => phone !== null && digitsOfSlot(slot).endsWith(lastDigits(phone)));
}

function isOfCompany({ id, name, companyId, custom, contactIds }: CompanyRecord, { people }: Moment, field: string, value: unknown): boolean {
	if (field === 'ContactNumber') return value === id;
	if (field === 'Name') return isNamed(String(value), name ?? '');
	if (field === 'AccountNumber') return value === companyId;
	if (field === 'EmailAddress') return folded(String(value)) === folded(String(custom.billing_email ?? ''));
	const staff = [...contactIds].flatMap((contactId) => people.get(contactId) ?? []);
	if (field === 'FirstName' || field === 'LastName') return staff.some((one) => folded(one.name).includes(folded(String(value))));
	return field === 'ContactPersons' && listOf(value).every((person) => folded(String(person.EmailAddress ?? '')) !== '');
}

/** The name itself, or told from its namesakes by something in brackets. */
export function isNamed(held: string, name: string): boolean {
	return folded(held) === folded(name) || folded(held).startsWith(`${folded(name)} (`);
}

/**
 * What stands in Xero and must not go: the accountant's own number, people of the contact. Xero replaces the people and knows
 * no versions: whom another process added while this execution ran, it may not have seen; at rest they are there again.
 */
function lostByUpdate({ id, text, persons }: XeroRecord, element: Element, window: readonly Moment[]): string | undefined {
	const number = element.AccountNumber;
	if (number !== undefined && (text.AccountNumber ?? '') !== '') return `AccountNumber "${text.AccountNumber}" became "${String(number)}"`;
	if (element.ContactPersons === undefined) return undefined;
	const sent = JSON.stringify(element.ContactPersons);
	const wasThere = (email: string | undefined) => window.every(({ contacts }) => contacts.get(id)?.persons.some((one) => one.EmailAddress === email) ?? false);
	const lost = persons.find(({ EmailAddress }) => !sent.includes(JSON.stringify(EmailAddress)) && wasThere(EmailAddress));
	return lost && `person ${lost.EmailAddress} was lost`;
}

export function digitsOfSlot(slot: Element): string {
	return `${String(slot.PhoneCountryCode ?? '')}${String(slot.PhoneAreaCode ?? '')}${String(slot.PhoneNumber ?? '')}`.replace(/\D/g, '');
}

function listOf(value: unknown): Element[] {
	return Array.isArray(value) ? (value as Element[]) : [];
}

function shown(element: Element): string {
	return JSON.stringify(element);
}
