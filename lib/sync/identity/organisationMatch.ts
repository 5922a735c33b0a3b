import type { XeroContact } from '../../xero/contact/contact';
import type { ContactView } from '../../xero/directory/contactDirectory';
import { winnersOf } from '../../xero/directory/merges';
import { taxKey, taxNumbersContradict } from '../../xero/contact/taxNumber';
import { mailDomain, siteDomain } from '../../xero/contact/webDomain';
import { foldName } from '../record/contactName';
import type { MappedRecord } from '../record/record';
import { isCompanyDomain } from './companyDomain';
import { isSameCompany } from './companyName';

/** Contacts that the keys of an organisation hit, merges followed. */
export interface OrganisationHits {
	byTaxNumber: readonly XeroContact[];
	/** Reached by the tax number through a merge in Xero, but with another one themselves. */
	vetoed: readonly XeroContact[];
	byDomain: readonly XeroContact[];
}

/**
 * What the tax number (see taxKey) and the domain of an organisation hit. A domain hits contacts that are organisations
 * themselves, of the same name whatever they look like, and have no other ABN; mail providers and shared sites hit
 * nobody, and neither key is used for a person. Pure.
 */
export function organisationHits(record: MappedRecord, view: ContactView): OrganisationHits {
	if (record.kind !== 'organisation') return { byTaxNumber: [], vetoed: [], byDomain: [] };
	const { domain = '' } = record.match;
	const taxNumber = taxKey(record.match.taxNumber ?? '');
	const sameNumber = taxNumber === '' ? [] : winnersOf(view.byTaxNumber(taxNumber), view);
	const sameDomain = isCompanyDomain(domain) ? winnersOf(view.byDomain(domain), view) : [];
	return {
		byTaxNumber: sameNumber,
		vetoed: sameNumber.filter((contact) => taxNumbersDiffer(contact, record)),
		byDomain: sameDomain.filter((contact) => !standsForPerson(contact, record) && !isAnotherOrganisation(contact, record)),
	};
}

/** Whether a tax number (a higher key than domain and email) is set on both sides and differs. Never for a person. */
function taxNumbersDiffer(contact: XeroContact, record: MappedRecord): boolean {
	return record.kind === 'organisation' && taxNumbersContradict(contact.TaxNumber ?? '', record.match.taxNumber ?? '');
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
 * Whether a Xero contact is a person for a company that may be it: one whose Name is its own first and last name, or one
 * whose mailbox is named after it and that is not called like the company at the company's domain. Pure.
 */
export function standsForPerson(contact: XeroContact, { match: { name, domain = '' } }: MappedRecord): boolean {
	if (hasPersonName(contact)) return isOwnFullName(contact);
	return isMailboxNamedAfter(contact) && !isSameCompany(contact.Name ?? '', name, domain);
}

function hasPersonName({ FirstName = '', LastName = '' }: XeroContact): boolean {
	return `${FirstName}${LastName}`.trim() !== '';
}

/** Its Name is its own first and last name, a suffix in brackets aside. */
function isOwnFullName(contact: XeroContact): boolean {
	const name = foldedName(contact);
	const [first, last] = [foldName(contact.FirstName ?? ''), foldName(contact.LastName ?? '')];
	return name === `${first} ${last}`.trim() || name === `${last} ${first}`.trim();
}

/** `Jane Doe`, jane@acme.example. */
function isMailboxNamedAfter(contact: XeroContact): boolean {
	const mailbox = (contact.EmailAddress ?? '').toLowerCase();
	const [local, domain] = [mailbox.slice(0, Math.max(mailbox.lastIndexOf('@'), 0)), mailDomain(mailbox)];
	const words = foldedName(contact).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2);
	return words.some((word) => local.includes(word) && !domain.includes(word));
}

function foldedName({ Name = '' }: XeroContact): string {
	return foldName(Name.replace(/\s*\([^()]*\)$/, ''));
}
