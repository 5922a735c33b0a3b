import { ACCOUNTANTS_FIELDS } from './accountantsFields';
import type { XeroContact } from './contact';
import { mailDomain, siteDomain } from './webDomain';

/** Fields kept of each contact: those that identify it and those a plan compares. */
const KEPT_FIELDS = [
	'ContactID',
	'ContactNumber',
	'ContactStatus',
	'MergedToContactID',
	'UpdatedDateUTC',
	'Name',
	'FirstName',
	'LastName',
	'EmailAddress',
	...ACCOUNTANTS_FIELDS,
	'Website',
] as const;

/**
 * What a directory keeps of a contact, empty values left out (Xero sends `''`, null or nothing for the same thing).
 * @param previous what an answer to a write stands on: it leaves out MergedToContactID and the groups, so what was known
 *   of them stays; a read says all there is, and a merge it does not name is undone. An active contact is merged into
 *   nobody: a person who restores one in Xero undoes the merge. Pure.
 */
export function keptContact(contact: XeroContact, previous: XeroContact | undefined, isRead: boolean): XeroContact {
	const kept: Record<string, unknown> = {};
	for (const field of KEPT_FIELDS) {
		if (contact[field]) kept[field] = contact[field];
	}
	if (contact.ContactStatus === 'ACTIVE') delete kept.MergedToContactID;
	else if (!isRead && previous?.MergedToContactID && contact.MergedToContactID === undefined) {
		kept.MergedToContactID = previous.MergedToContactID;
	}
	const groups = contact.ContactGroups ?? previous?.ContactGroups ?? [];
	if (groups.length > 0) kept.ContactGroups = groups;
	kept.ContactID = contact.ContactID.toLowerCase();
	// A filtered list has room to grow, 16 entries of it, and these never do: its copy has none.
	const phones = (contact.Phones ?? []).filter((phone) => phone.PhoneNumber || phone.PhoneAreaCode);
	if (phones.length > 0) kept.Phones = phones.slice();
	const addresses = (contact.Addresses ?? []).filter((address) => Object.values(address).filter(Boolean).length > 1);
	if (addresses.length > 0) kept.Addresses = addresses.slice();
	if (contact.ContactPersons?.length) kept.ContactPersons = contact.ContactPersons;
	return kept as unknown as XeroContact;
}

/** A website says more about a company than the mailbox of whoever pays its bills. Pure. */
export function domainOf({ Website = '', EmailAddress = '' }: XeroContact): string {
	return siteDomain(Website) || mailDomain(EmailAddress);
}
