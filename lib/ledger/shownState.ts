import { hash } from 'node:crypto';
import { isKnownName, REFERENCE_PARTS } from '../intercom/attributes/attributeNames';
import type { IntercomCompany, IntercomContact } from '../intercom/profile/profile';

/**
 * Hash of what a notification shows of a contact, and a profile too: all that a mapping may read of the contact itself, but
 * neither its reference to Xero (that is compared by itself), nor what only Xero knows (the sync alone writes that), nor the times of visits and of the last touch. Equal hashes:
 * nothing that is mapped differs. Tags, segments and companies are not in it; they are told of by topics of their own.
 */
export function shownContact(contact: IntercomContact): string {
	const { role, external_id, email, phone, name, owner_id, unsubscribed_from_emails, has_hard_bounced, created_at, signed_up_at, location } = contact;
	const { city, region, country, country_code } = location;
	return digest([role, external_id, email, phone, name, owner_id, unsubscribed_from_emails, has_hard_bounced, created_at, signed_up_at, city, region, country, country_code, attributes(contact.custom_attributes)]);
}

/** The same of a company. A notification's name may be null although the company has one: then nothing is known. */
export function shownCompany({ company_id, name, website, industry, size, monthly_spend, plan, created_at, custom_attributes }: IntercomCompany): string | null {
	return name === null ? null : digest([company_id, name, website, industry, size, monthly_spend, plan, created_at, attributes(custom_attributes)]);
}

/** In the order of their names; an empty one is none. */
function attributes(values: IntercomContact['custom_attributes']): unknown[] {
	const own = Object.entries(values).filter(([name, value]) => !REFERENCE_PARTS.some((part) => part === name) && !isKnownName(name) && value !== null && value !== '');
	return own.sort(([a], [b]) => Number(a > b) - Number(a < b));
}

/** Short, because each record keeps one: 22 characters are 128 bits. */
function digest(shown: readonly unknown[]): string {
	return hash('sha256', JSON.stringify(shown), 'base64url').slice(0, 22);
}
