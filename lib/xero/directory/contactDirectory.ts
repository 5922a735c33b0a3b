import type { XeroContact, XeroContactGroup } from '../contact/contact';
import { domainOf, keptContact } from '../contact/keptContact';
import { KeyIndex, withoutAccents } from './keyIndex';
import { MergeIndex } from './mergeIndex';
import { OrganisationKeys } from './organisationKeys';
import { taxKey } from '../contact/taxNumber';

/** How many contacts are kept between runs; of a larger organisation only the keys of its companies are. */
export const MAX_RETAINED_CONTACTS = 150_000;

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
	/** Ids of contacts that were merged into this one when they were read last, and are not in memory. */
	unreadLosers(contactId: string): readonly string[];
	/** Ids of contacts that had that tax number (by its key) or domain when they were read last, and are not in memory. */
	unreadCompanies(keys: { taxNumber?: string; domain?: string }): readonly string[];
}

/**
 * The contacts of one organisation that have been read, found by every key a record may have. Plain memory, no I/O.
 * `complete` says whether it holds all of them, so that "not found" means "does not exist".
 */
export class ContactDirectory implements ContactView {
	/** True once the whole list has been read. */
	complete = false;
	/** True once the keys of all companies are known, though not every contact is in memory. */
	keysComplete = false;
	/** Pages of the list read so far. */
	listedPages = 0;
	/** Epoch ms by our own clock at which reading the list began. */
	listedAt: number | undefined;
	/** Epoch ms up to which changes in Xero are known. */
	knownUntil: number | undefined;
	/** Epoch ms by our own clock at which whoever used it last asked what changed; what we wrote since is in it. */
	freshAt: number | undefined;
	/** Contacts in the organisation by Xero's last count, archived ones included. */
	size: number | undefined;
	/** Contacts of a page of the list, as Xero says it. */
	pageSize: number | undefined;
	/** Contacts held beyond those that Xero counted when the whole list was read; it may leave some out, or have lost some. */
	uncounted = 0;
	/** Epoch ms by our own clock at which Xero's count last showed that no contact is missing here. */
	provenAt: number | undefined;

	private readonly contacts = new Map<string, XeroContact>();
	private readonly numbers = new KeyIndex();
	private readonly emails = new KeyIndex();
	private readonly names = new KeyIndex(withoutAccents);
	/** When each contact was learnt of, in steps, while a reading is on its way that may be older. */
	private readonly learnt = new Map<string, number>();
	private step = 0;
	private open = 0;

	/** Both of an earlier directory of the same organisation. */
	constructor(
		readonly keys = new OrganisationKeys(),
		readonly merges = new MergeIndex(),
	) {}

	get count(): number {
		return this.contacts.size;
	}

	/** Every contact in memory. */
	all(): Iterable<XeroContact> {
		return this.contacts.values();
	}

	/** Call before Xero is asked. @returns the name of the reading, for {@link put} and {@link endReading} */
	beginReading(): number {
		this.open += 1;
		return ++this.step;
	}

	/** Call once after its contacts were put, or it failed. */
	endReading(): void {
		this.open -= 1;
		if (this.open === 0) this.learnt.clear();
	}

	/**
	 * Keeps the state of a contact that was learnt last, whatever times Xero puts on it: those may lie in the future or
	 * stand still. A page asked for before a write may arrive after its answer, and is older then.
	 * @param reading what brought it; absent: the answer to a write, which is newer than whatever was asked before it came
	 */
	put(contact: XeroContact, reading?: number): void {
		const previous = this.byId(contact.ContactID);
		const id = previous?.ContactID ?? contact.ContactID.toLowerCase();
		if (reading !== undefined && (this.learnt.get(id) ?? 0) > reading) return;
		if (this.open > 0) this.learnt.set(id, reading ?? ++this.step);
		if (previous) this.unindex(previous);
		const kept = keptContact(contact, previous, reading !== undefined);
		this.contacts.set(id, kept);
		this.numbers.add(kept.ContactNumber ?? '', id);
		this.emails.add(kept.EmailAddress ?? '', id);
		this.names.add(kept.Name ?? '', id);
		this.merges.ids.add(kept.MergedToContactID ?? '', id);
		this.keys.add(kept);
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
		return this.resolve(this.keys.withTaxNumber(key)).filter(({ TaxNumber = '' }) => taxKey(TaxNumber) === key);
	}

	byDomain(domain: string): readonly XeroContact[] {
		const folded = domain.trim().toLowerCase();
		return this.resolve(this.keys.withDomain(domain)).filter((contact) => domainOf(contact) === folded);
	}

	unreadCompanies({ taxNumber = '', domain = '' }: { taxNumber?: string; domain?: string }): string[] {
		const ids = new Set([...this.keys.withTaxNumber(taxNumber), ...this.keys.withDomain(domain)]);
		return [...ids].filter((id) => !this.contacts.has(id));
	}

	mergedInto(contactId: string): readonly XeroContact[] {
		const folded = contactId.toLowerCase();
		return this.resolve(this.merges.ids.get(folded)).filter(({ MergedToContactID = '' }) => MergedToContactID.toLowerCase() === folded);
	}

	unreadLosers(contactId: string): string[] {
		return [...this.merges.ids.get(contactId)].filter((id) => !this.contacts.has(id));
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
		this.merges.ids.remove(contact.MergedToContactID ?? '', contact.ContactID);
		this.keys.remove(contact);
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
