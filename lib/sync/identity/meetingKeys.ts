import type { XeroContact } from '../../xero/contact/contact';
import { domainOf } from '../../xero/contact/keptContact';
import { taxKey } from '../../xero/contact/taxNumber';
import { withoutAccents } from '../../xero/directory/keyIndex';
import { foldName, nameCandidates } from '../record/contactName';
import type { MappedRecord } from '../record/record';
import { isMailProvider } from './companyDomain';

/** By what records and contacts meet, each as text: what a record is looked up by, and what a contact is found by. */
type Meeting = 'contact' | 'number' | 'email' | 'name' | 'tax' | 'domain';

/**
 * What may lead a record to a contact: its references, its numbers, its email, each name that it may get, ABN and domain. As
 * {@link keysOfContacts} makes them, so that two that may meet have one in common. Pure.
 */
export function keysOfRecord(record: MappedRecord): string[] {
	const { intercomId, previousIds, match, xero, decision, lastSync } = record;
	const decided = decision?.do === 'bind' ? decision.xeroContactId : undefined;
	return unique([
		...[match.contactId, decided, lastSync?.xeroContactId].map((id) => key('contact', id)),
		...[intercomId, match.contactNumber, ...previousIds].map((number) => key('number', number)),
		key('email', match.email),
		...[match.name, ...nameCandidates(xero.Name ?? match.name, record)].map(nameKey),
		key('tax', taxKey(match.taxNumber ?? '')),
		domainKey(match.domain),
	]);
}

/** What leads to these contacts. Of a domain at which many have their mail nothing would be gained. Pure. */
export function keysOfContacts(contacts: readonly XeroContact[]): string[] {
	return unique(contacts.flatMap((contact) => [
		key('contact', contact.ContactID), key('number', contact.ContactNumber), key('email', contact.EmailAddress), nameKey(contact.Name), key('tax', taxKey(contact.TaxNumber ?? '')), domainKey(domainOf(contact)),
	]));
}

function key(by: Meeting, value = ''): string | undefined {
	const folded = value.trim().toLowerCase();
	return folded === '' ? undefined : `${by} ${folded}`;
}

/** For Xero, names that differ in case or accents may be one. */
function nameKey(name = ''): string | undefined {
	return key('name', withoutAccents(foldName(name)));
}

function domainKey(domain = ''): string | undefined {
	return isMailProvider(domain) ? undefined : key('domain', domain);
}

function unique(keys: readonly (string | undefined)[]): string[] {
	return [...new Set(keys.filter((one) => one !== undefined))];
}
