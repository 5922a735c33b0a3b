import type { ContactRecord } from '../../../sandbox/intercom/model';
import type { ContactRecord as XeroRecord } from '../../../sandbox/xero/contactRecord';
import { exitText } from '../differences';
import type { Exit } from '../syncPage';
import { isActive, livingId, mergedInto, namedIds, numberOf, ownersOf, speakers, winnerOf } from './belonging';
import { digitsOfSlot, isNamed } from './judge';
import type { Moment } from './moment';
import { allowedReasons } from './reasons';
import { folded, lastDigits } from './words';

/**
 * What is wrong at rest with an active Intercom contact: it is right in Xero, or it waits for a person for a reason that
 * its situation gives.
 * @param told everything a person was told of the record so far
 */
export function verdictOf(moment: Moment, person: ContactRecord, exit: Exit | undefined, told: string): string | undefined {
	const who = `${person.role} ${person.id} "${person.name}" <${person.email}>`;
	if (exit === undefined) return `lost: nothing is known of ${who}`;
	if (exit.kind === 'synced') return prefixed(who, wrongIn(moment, person, exit.xeroContactId) ?? untold(moment, person, exit.xeroContactId, told));
	const allowed = allowedReasons(moment, person);
	const reason = exit.kind === 'failed' ? exit.failure.reason : exit.kind === 'review' ? exit.reason : '';
	if (allowed.includes(reason)) return undefined;
	const why = allowed.length === 0 ? 'nothing keeps it from being right' : `allowed: ${allowed.join(', ')}`;
	return `${who} left as "${exitText(exit)}"${wordsOf(exit)}; ${why}; ${dossier(moment, person)}`;
}

function wordsOf(exit: Exit): string {
	if (exit.kind === 'failed') return ` (${exit.failure.message})`;
	return exit.kind === 'review' ? ` (${[...exit.outcome.notes, ...exit.outcome.candidates.map(({ xeroContactId }) => xeroContactId)].join(' ')})` : '';
}

/** What there is about the record, for whoever has to find the cause. */
function dossier(moment: Moment, person: ContactRecord): string {
	const { id, email, custom } = person;
	const ids = namedIds(person);
	const near = [...moment.contacts.values()].filter(
		(contact) => ids.includes(numberOf(contact)) || folded(contact.text.EmailAddress) === folded(email) || contact.id === custom.xero_contact_id,
	);
	const contacts = new Set(near.flatMap((contact) => [contact, winnerOf(moment, contact), ...mergedInto(moment, winnerOf(moment, contact))]));
	const namesakes = [...moment.people.values()].filter((one) => one.id !== id && folded(one.email) === folded(email));
	const shown = [...contacts].map((one) => `${one.id} ${one.status} number ${numberOf(one)} <${one.text.EmailAddress ?? ''}>${one.mergedTo ? ` merged into ${one.mergedTo}` : ''}`);
	const others = namesakes.map((one) => `${one.role} ${one.id} ${one.state}`);
	return `ids ${ids.join(' ')}, reference ${String(custom.xero_contact_id)}; contacts [${shown.join('; ')}]; same email [${others.join('; ')}]`;
}

function prefixed(who: string, fault: string | undefined): string | undefined {
	return fault && `${who}: ${fault}`;
}

function wrongIn(moment: Moment, person: ContactRecord, contactId: string): string | undefined {
	const contact = moment.contacts.get(contactId.toLowerCase());
	if (contact === undefined) return `synced to ${contactId}, which is not there`;
	const what = `synced to ${contactId} "${contact.text.Name}" <${contact.text.EmailAddress ?? ''}>`;
	if (!isActive(contact)) return `${what}, which is archived`;
	const company = person.role === 'user' ? moment.companies.get(person.companyIds[0] ?? '') : undefined;
	if (!ownersOf(moment, contact).has(company?.id ?? person.id)) return `${what}, which is not its own`;
	const fault = company === undefined ? wrongPerson(moment, person, contact) : wrongCompany(company.name, company.custom.billing_email, person, contact, moment);
	return fault && `${what}, whose ${fault}`;
}

function wrongPerson(moment: Moment, { role, name, email, phone }: ContactRecord, contact: XeroRecord): string | undefined {
	if (role === 'user' && folded(contact.text.EmailAddress) !== folded(email)) return 'email is not its own';
	const isAccountants = moment.accountantsNames.has(contact.id);
	if (role === 'user' && !isAccountants && !isNamed(contact.text.Name ?? '', name ?? email ?? '')) return 'name is not its own';
	const held = digitsOfSlot(contact.phones.DEFAULT ?? {});
	return phone !== null && !held.endsWith(lastDigits(phone)) ? `phone ${held} is not its own` : undefined;
}

function wrongCompany(name: string | null, billing: unknown, person: ContactRecord, { id, text, persons }: XeroRecord, moment: Moment): string | undefined {
	if (!moment.accountantsNames.has(id) && !isNamed(text.Name ?? '', name ?? '')) return 'name is not the company\'s';
	if (billing !== undefined && (text.EmailAddress ?? '') === '') return 'billing email is missing';
	if ((text.EmailAddress ?? '') === '' || persons.length >= 5) return undefined;
	return persons.some(({ EmailAddress }) => folded(EmailAddress) === folded(person.email)) ? undefined : `people lack <${person.email}>`;
}

/**
 * Two active contacts of one record: somebody has to be told, because only a person can merge them in Xero. What was
 * merged into a record before that one was merged, Intercom does not name: nobody can know of those.
 */
function untold(moment: Moment, person: ContactRecord, contactId: string, told: string): string | undefined {
	const { id, companyIds } = person;
	if (companyIds.length > 0) return undefined;
	const ids = namedIds(person);
	const isNamedBy = (contact: XeroRecord) => speakers(moment, contact).some((one) => ids.includes(numberOf(one))) && speakers(moment, contact).every((one) => livingId(moment, numberOf(one)) === id);
	const second = [...moment.contacts.values()].find((contact) => contact.id !== contactId.toLowerCase() && isActive(contact) && isNamedBy(contact));
	if (second === undefined || told.includes(second.id) || told.includes(String(second.text.Name))) return undefined;
	return `nobody was told of its second contact ${second.id} "${second.text.Name}"`;
}
