import type { XeroContact, XeroContactPerson } from '../../xero/contact/contact';
import { MAX_CONTACT_PERSONS } from '../../xero/pace/limits';
import { fullName, samePerson } from '../identity/samePerson';
import type { MappedRecord } from '../record/record';
import { mayWrite, ruleFor } from '../record/rules';
import type { PartialPlan } from './planText';

/**
 * Plans ContactPersons. Xero replaces the whole list, so the list sent is Xero's own people, untouched, and the new
 * ones behind them, five in all; new ones get no invoices unless somebody decides so in Xero. Pure.
 * @param newEmail the EmailAddress that the same update gives the contact
 */
export function planPeople(record: MappedRecord, current: XeroContact, newEmail?: string): PartialPlan {
	const plan: PartialPlan = { body: {}, changes: [], notes: [] };
	const present = current.ContactPersons ?? [];
	const added = newcomers(peopleBesides(record, current.EmailAddress), present);
	if (added.length === 0 || !mayWrite(ruleFor(record, 'ContactPersons'), false, present.length === 0)) return plan;
	if (!(newEmail ?? current.EmailAddress)) return { ...plan, notes: [waitForEmail(added)] };
	const room = Math.max(0, MAX_CONTACT_PERSONS - present.length);
	plan.notes.push(...notAdded(added.slice(room)));
	const fitting = added.slice(0, room).map(newPerson);
	if (fitting.length === 0) return plan;
	plan.body.ContactPersons = [...present, ...fitting];
	plan.changes.push({
		field: 'ContactPersons',
		before: peopleText(present),
		after: peopleText(plan.body.ContactPersons),
	});
	return plan;
}

/** The people of a new contact: as many as Xero keeps, and a note on the others. Pure. */
export function newPeople(record: MappedRecord): { people: XeroContactPerson[]; notes: string[] } {
	const wanted = newcomers(peopleBesides(record, record.xero.EmailAddress), []);
	if (wanted.length > 0 && !record.xero.EmailAddress) return { people: [], notes: [waitForEmail(wanted)] };
	return { people: wanted.slice(0, MAX_CONTACT_PERSONS).map(newPerson), notes: notAdded(wanted.slice(MAX_CONTACT_PERSONS)) };
}

/** Whoever reads the mail of an organisation is its first person, and not one of the others as well. */
function peopleBesides({ kind, xero }: MappedRecord, present: string | undefined): XeroContactPerson[] {
	const people = xero.ContactPersons ?? [];
	const first = (present || xero.EmailAddress || '').trim().toLowerCase();
	if (kind === 'person' || first === '') return people;
	return people.filter(({ EmailAddress }) => (EmailAddress ?? '').trim().toLowerCase() !== first);
}

/**
 * Xero refuses people on a contact without an email of its own, and the whole contact with them.
 * @see https://developer.xero.com/documentation/api/accounting/contacts
 */
function waitForEmail(people: readonly XeroContactPerson[]): string {
	const who = people.length === 1 ? personText(people[0]!) : `${people.length} people`;
	return `${who} not added: Xero takes people only on a contact that has an email. Give the company a billing email in Intercom, or the contact one in Xero.`;
}

/** A note for each of the first few; a company of 200 must not fill every outcome. */
function notAdded(people: readonly XeroContactPerson[]): string[] {
	const limit = `Xero keeps at most ${MAX_CONTACT_PERSONS} people a contact.`;
	const named = people.slice(0, MAX_CONTACT_PERSONS).map((person) => `${personText(person)} was not added: ${limit}`);
	const others = people.length - named.length;
	return others > 0 ? [...named, `${others} more were not added: ${limit}`] : named;
}

/** People who are not there yet, each once. */
function newcomers(wanted: readonly XeroContactPerson[], present: readonly XeroContactPerson[]): XeroContactPerson[] {
	const added: XeroContactPerson[] = [];
	for (const person of wanted) {
		if (![...present, ...added].some((one) => samePerson(one, person))) added.push(person);
	}
	return added;
}

/** A person we add never receives invoices by our doing. */
export function newPerson(person: XeroContactPerson): XeroContactPerson {
	return { ...person, IncludeInEmails: false };
}

/** Several people in one line. */
export function peopleText(people: readonly XeroContactPerson[]): string {
	return people.map(personText).join('; ');
}

function personText(person: XeroContactPerson): string {
	const name = fullName(person).trim();
	return person.EmailAddress ? `${name} <${person.EmailAddress}>`.trim() : name;
}
