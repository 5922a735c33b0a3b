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
	private readonly taxNumbers = new KeyIndex<string>();
	private readonly domains = new KeyIndex<string>();

	/** @param previous how it was known before; undefined: not at all, though its keys may be here */
	put(contact: XeroContact, previous: XeroContact | undefined): void {
		this.taxNumbers.move(taxKey(previous?.TaxNumber ?? ''), taxKey(contact.TaxNumber ?? ''), contact.ContactID);
		this.domains.move(previous ? domainOf(previous) : '', domainOf(contact), contact.ContactID);
	}

	/** @param key as taxKey makes it */
	withTaxNumber(key: string): Iterable<string> {
		return this.taxNumbers.get(key);
	}

	withDomain(domain: string): Iterable<string> {
		return this.domains.get(domain);
	}
}
