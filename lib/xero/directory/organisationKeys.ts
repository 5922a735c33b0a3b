import type { XeroContact } from '../contact/contact';
import { domainOf } from '../contact/keptContact';
import { KeyIndex } from './keyIndex';
import { taxKey } from '../contact/taxNumber';

/**
 * Ids of contacts by the keys of companies that no filter of Xero finds: tax number and domain. A few dozen bytes a
 * contact, so that an organisation too large to keep whole need not be read whole again for each new company. What they
 * lead to may have changed since: whoever follows them reads the contact.
 */
export class OrganisationKeys {
	private readonly taxNumbers = new KeyIndex();
	private readonly domains = new KeyIndex();

	add(contact: XeroContact): void {
		this.taxNumbers.add(taxKey(contact.TaxNumber ?? ''), contact.ContactID);
		this.domains.add(domainOf(contact), contact.ContactID);
	}

	remove(contact: XeroContact): void {
		this.taxNumbers.remove(taxKey(contact.TaxNumber ?? ''), contact.ContactID);
		this.domains.remove(domainOf(contact), contact.ContactID);
	}

	/** @param key as taxKey makes it */
	withTaxNumber(key: string): Iterable<string> {
		return this.taxNumbers.get(key);
	}

	withDomain(domain: string): Iterable<string> {
		return this.domains.get(domain);
	}
}
