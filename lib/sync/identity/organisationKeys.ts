import type { XeroContact } from '../../xero/contact/contact';
import { isActive } from '../../xero/directory/contactDirectory';
import { mailDomain, siteDomain } from '../../xero/contact/webDomain';
import { theOneOf, type Search } from './bindOne';
import { isCompanyDomain } from './companyDomain';
import { isSameCompany } from './companyName';
import type { Identity } from './identity';
import { isAnotherOrganisation, organisationHits, standsForPerson } from './organisationMatch';

/** The contact of a company by its ABN, then by its domain; they find organisations alone. Pure. */
export function byOrganisationKeys(search: Search): Identity | undefined {
	const { byTaxNumber, vetoed, byDomain } = organisationHits(search.record, search.view);
	if (vetoed.length > 0) return { kind: 'review', because: 'keysDisagree', candidates: vetoed, notes: search.notes };
	return theOneOf(byTaxNumber, 'taxNumber', search) ?? oneCompanyOf(byDomain, search);
}

/**
 * Whether a contact at a company's domain may be another company of that domain, a branch or another customer of one
 * bookkeeper: the names have no more in common than those of branches. A mailbox at a provider is one party's own. Pure.
 */
export function mayBeBranch({ Name = '' }: XeroContact, name: string, domain: string): boolean {
	return isCompanyDomain(domain) && !isSameCompany(Name, name, domain);
}

/** A chain has one domain: where the names have no more in common than its branches' names have, a person decides. */
function oneCompanyOf(found: readonly XeroContact[], search: Search): Identity | undefined {
	const { record, notes } = search;
	const active = found.filter(isActive);
	const [contact] = active;
	const isOne = contact === undefined || active.length > 1 || isSameCompany(contact.Name ?? '', record.match.name, record.match.domain ?? '');
	return isOne ? theOneOf(found, 'domain', search) : { kind: 'review', because: 'sameDomain', candidates: [contact], notes };
}

/**
 * A company that would be created although a contact of its name stands at its very domain, where that domain is no key
 * (a page on Facebook, Telstra's own telstra.com) or the contact looks like a person: it would be made twice. Pure.
 */
export function namesakeAtSite({ record, view, notes }: Search): Identity | undefined {
	const { domain = '', name } = record.match;
	if (record.kind !== 'organisation' || domain === '') return undefined;
	const there = [...new Set([...view.byName(name), ...view.byDomain(domain)])].filter((contact) => isActive(contact) && isAtDomain(contact, domain));
	const namesakes = there.filter((contact) => isSameCompany(contact.Name ?? '', name, domain) && !isAnotherOrganisation(contact, record));
	if (namesakes.length === 0) return undefined;
	return { kind: 'review', because: namesakes.some((contact) => standsForPerson(contact, record)) ? 'keysDisagree' : 'sameDomain', candidates: namesakes, notes };
}

function isAtDomain({ Website = '', EmailAddress = '' }: XeroContact, domain: string): boolean {
	return [siteDomain(Website), mailDomain(EmailAddress)].includes(domain);
}
