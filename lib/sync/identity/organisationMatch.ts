import type { XeroContact } from '../../xero/contact';
import type { ContactView } from '../../xero/contactDirectory';
import { mailDomain, siteDomain } from '../../xero/webDomain';
import { foldName } from '../record/contactName';
import type { MappedRecord } from '../record/record';
import { isCompanyDomain } from './freeMailDomains';

/** Contacts that a key of an organisation hits, strongest key first. */
export interface OrganisationHit {
	by: 'taxNumber' | 'domain';
	found: readonly XeroContact[];
}

/**
 * What the ABN (by its digits, any spelling) and the domain of an organisation hit. A domain hits contacts that are
 * organisations themselves and have no other ABN; mail providers and shared sites hit nobody, and neither key is used
 * for a person. Pure.
 */
export function organisationHits(record: MappedRecord, view: ContactView): OrganisationHit[] {
	if (record.kind !== 'organisation') return [];
	const { taxNumber = '', domain = '' } = record.match;
	const sameDomain = isCompanyDomain(domain) ? view.byDomain(domain) : [];
	return [
		{ by: 'taxNumber', found: taxNumber === '' ? [] : view.byTaxNumber(taxNumber) },
		{ by: 'domain', found: sameDomain.filter((contact) => !isPersonContact(contact) && !taxNumbersDiffer(contact, record)) },
	];
}

/** Whether an ABN (a higher key than domain and email) is set on both sides and differs. Never for a person. Pure. */
export function taxNumbersDiffer(contact: XeroContact, record: MappedRecord): boolean {
	if (record.kind !== 'organisation') return false;
	const [theirs, ours] = [contact.TaxNumber ?? '', record.match.taxNumber ?? ''].map((text) => text.replace(/\D/g, ''));
	return theirs !== '' && ours !== '' && theirs !== ours;
}

/**
 * Whether a key above the email says that the contact is another organisation: its ABN, or the domain of its Website. A
 * bookkeeper's address stands on the contacts of many. Never for a person. Pure.
 */
export function isAnotherOrganisation(contact: XeroContact, record: MappedRecord): boolean {
	return taxNumbersDiffer(contact, record) || sitesDiffer(contact, record);
}

function sitesDiffer({ Website = '' }: XeroContact, { kind, match: { domain = '' } }: MappedRecord): boolean {
	const theirs = siteDomain(Website);
	if (kind !== 'organisation' || ![theirs, domain].every(isCompanyDomain)) return false;
	return theirs !== domain && !theirs.endsWith(`.${domain}`) && !domain.endsWith(`.${theirs}`);
}

/**
 * Whether a Xero contact is a person: its Name is its own first and last name (a suffix in brackets aside), or it has
 * neither and the mailbox is named after it (`Jane Doe`, jane@acme.example). Everything else counts as an organisation.
 * Pure.
 */
export function isPersonContact(contact: XeroContact): boolean {
	const name = foldName((contact.Name ?? '').replace(/\s*\([^()]*\)$/, ''));
	const [first, last] = [foldName(contact.FirstName ?? ''), foldName(contact.LastName ?? '')];
	if (first !== '' || last !== '') return name === `${first} ${last}`.trim() || name === `${last} ${first}`.trim();
	const mailbox = (contact.EmailAddress ?? '').toLowerCase();
	const [local, domain] = [mailbox.slice(0, Math.max(mailbox.lastIndexOf('@'), 0)), mailDomain(mailbox)];
	const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2);
	return words.some((word) => local.includes(word) && !domain.includes(word));
}
