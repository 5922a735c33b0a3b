import { ACCOUNTANTS_FIELDS } from './accountantsFields';
import type { XeroContact, XeroContactGroup } from './contact';
import { mailDomain, siteDomain } from './webDomain';
import { KeyIndex, withoutAccents } from './keyIndex';
import { taxKey } from './taxNumber';

/** How many contacts a directory keeps between runs; more are used within a run and then let go. */
export const MAX_RETAINED_CONTACTS = 150_000;

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

/** What the upsert asks of the contacts it has read. */
export interface ContactView {
	byId(contactId: string): XeroContact | undefined;
	/** Every contact with that number, archived ones included (legacy data holds doubles). */
	byNumber(contactNumber: string): readonly XeroContact[];
	/** Every contact with that address, whatever its case, archived ones included. */
	byEmail(email: string): readonly XeroContact[];
	/** ACTIVE contacts with that name, whatever its case and accents: for Xero both may be one name. */
	byName(name: string): readonly XeroContact[];
	/** Every contact whose TaxNumber is compared by this key (see taxKey), archived ones included. */
	byTaxNumber(key: string): readonly XeroContact[];
	/** Every contact with a Website or, without one, an EmailAddress of that domain, archived ones included. */
	byDomain(domain: string): readonly XeroContact[];
	/** Every contact that was merged into this one in Xero. */
	mergedInto(contactId: string): readonly XeroContact[];
}

/**
 * The contacts of one organisation that have been read, found by every key a record may have. Plain memory, no I/O.
 * `complete` says whether it holds all of them, so that "not found" means "does not exist".
 */
export class ContactDirectory implements ContactView {
	/** True once the whole list has been read. */
	complete = false;
	/** Pages of the list read so far. */
	listedPages = 0;
	/** Epoch ms up to which changes in Xero are known. */
	knownUntil: number | undefined;
	/** Contacts in the organisation by Xero's last count, archived ones included. */
	size: number | undefined;

	private readonly contacts = new Map<string, XeroContact>();
	private readonly numbers = new KeyIndex();
	private readonly emails = new KeyIndex();
	private readonly names = new KeyIndex(withoutAccents);
	private readonly taxNumbers = new KeyIndex();
	private readonly domains = new KeyIndex();
	private readonly merges = new KeyIndex();

	get count(): number {
		return this.contacts.size;
	}

	/** Keeps the newer state of a contact: a page asked for before a write may arrive after its answer. */
	put(contact: XeroContact): void {
		const previous = this.byId(contact.ContactID);
		if (previous && isOlder(contact, previous)) return;
		if (previous) this.unindex(previous);
		const kept = trimmed(contact, previous);
		this.contacts.set(kept.ContactID, kept);
		this.numbers.add(kept.ContactNumber ?? '', kept.ContactID);
		this.emails.add(kept.EmailAddress ?? '', kept.ContactID);
		this.names.add(kept.Name ?? '', kept.ContactID);
		this.taxNumbers.add(taxKey(kept.TaxNumber ?? ''), kept.ContactID);
		this.domains.add(domainOf(kept), kept.ContactID);
		this.merges.add(kept.MergedToContactID ?? '', kept.ContactID);
	}

	/** What we did to a contact's groups: Xero need not move UpdatedDateUTC for it, so no later read would tell. */
	setGroups(contactId: string, groups: readonly XeroContactGroup[]): void {
		const contact = this.byId(contactId);
		if (contact) this.contacts.set(contact.ContactID, { ...contact, ContactGroups: [...groups] });
	}

	byId(contactId: string): XeroContact | undefined {
		return this.contacts.get(contactId.toLowerCase());
	}

	byNumber(contactNumber: string): readonly XeroContact[] {
		return this.resolve(this.numbers.get(contactNumber));
	}

	byEmail(email: string): readonly XeroContact[] {
		return this.resolve(this.emails.get(email));
	}

	byName(name: string): readonly XeroContact[] {
		return this.resolve(this.names.get(name)).filter(isActive);
	}

	byTaxNumber(key: string): readonly XeroContact[] {
		return this.resolve(this.taxNumbers.get(key));
	}

	byDomain(domain: string): readonly XeroContact[] {
		return this.resolve(this.domains.get(domain));
	}

	mergedInto(contactId: string): readonly XeroContact[] {
		return this.resolve(this.merges.get(contactId));
	}

	private resolve(ids: Iterable<string>): XeroContact[] {
		const found: XeroContact[] = [];
		for (const id of ids) {
			const contact = this.contacts.get(id);
			if (contact) found.push(contact);
		}
		return found;
	}

	private unindex(contact: XeroContact): void {
		this.numbers.remove(contact.ContactNumber ?? '', contact.ContactID);
		this.emails.remove(contact.EmailAddress ?? '', contact.ContactID);
		this.names.remove(contact.Name ?? '', contact.ContactID);
		this.taxNumbers.remove(taxKey(contact.TaxNumber ?? ''), contact.ContactID);
		this.domains.remove(domainOf(contact), contact.ContactID);
		this.merges.remove(contact.MergedToContactID ?? '', contact.ContactID);
	}
}

/** A contact that Xero lets one edit and use. A status nobody knows yet counts as not active. */
export function isActive(contact: XeroContact): boolean {
	return (contact.ContactStatus ?? 'ACTIVE') === 'ACTIVE';
}

/** Epoch ms of Xero's `/Date(1439434356790+0000)/`; the offset does not change the instant. 0 where unreadable. */
export function xeroTime(date: string | undefined): number {
	const match = /^\/Date\((-?\d+)/.exec(date ?? '');
	return match ? Number(match[1]) : 0;
}

/** Without a time nothing can be said, and what came last counts. */
function isOlder(contact: XeroContact, than: XeroContact): boolean {
	const time = xeroTime(contact.UpdatedDateUTC);
	return time > 0 && time < xeroTime(than.UpdatedDateUTC);
}

/** A website says more about a company than the mailbox of whoever pays its bills. */
function domainOf({ Website = '', EmailAddress = '' }: XeroContact): string {
	return siteDomain(Website) || mailDomain(EmailAddress);
}

/**
 * Only what is needed, empty values left out (Xero sends `''`, null or nothing for the same thing). Answers to writes
 * leave out MergedToContactID and the groups; what was known of them stays. An active contact is merged into nobody: a
 * person who restores one in Xero undoes the merge.
 */
function trimmed(contact: XeroContact, previous: XeroContact | undefined): XeroContact {
	const kept: Record<string, unknown> = {};
	for (const field of KEPT_FIELDS) {
		if (contact[field]) kept[field] = contact[field];
	}
	const { MergedToContactID = previous?.MergedToContactID } = contact;
	if (isActive(contact)) delete kept.MergedToContactID;
	else if (MergedToContactID) kept.MergedToContactID = MergedToContactID;
	const groups = contact.ContactGroups ?? previous?.ContactGroups ?? [];
	if (groups.length > 0) kept.ContactGroups = groups;
	kept.ContactID = contact.ContactID.toLowerCase();
	const phones = (contact.Phones ?? []).filter((phone) => phone.PhoneNumber || phone.PhoneAreaCode);
	if (phones.length > 0) kept.Phones = phones;
	const addresses = (contact.Addresses ?? []).filter((address) => Object.values(address).filter(Boolean).length > 1);
	if (addresses.length > 0) kept.Addresses = addresses;
	if (contact.ContactPersons?.length) kept.ContactPersons = contact.ContactPersons;
	return kept as unknown as XeroContact;
}
