import type { XeroContact, XeroContactGroup } from '../contact/contact';
import { domainOf, keptContact } from '../contact/keptContact';
import { KeyIndex, withoutAccents } from './keyIndex';
import { MergeIndex } from './mergeIndex';
import { OrganisationKeys } from './organisationKeys';
import { PackedContacts } from './packedContacts';
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

	private readonly contacts = new PackedContacts();
	/** Ids of those that stand as a dry run foresees them. */
	private readonly foreseen = new Set<string>();
	/** Places of contacts. */
	private readonly numbers = new KeyIndex<number>();
	private readonly emails = new KeyIndex<number>();
	private readonly names = new KeyIndex<number>(withoutAccents);
	/** By place: when each contact was learnt of, in steps, while a reading is on its way that may be older. */
	private readonly learnt = new Map<number, number>();
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

	/** @param time epoch ms. @returns how many contacts in memory have an UpdatedDateUTC of then or later */
	updatedSince(time: number): number {
		return this.contacts.updatedSince(time);
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
		const folded = contact.ContactID.toLowerCase();
		const known = this.contacts.placeOf(folded);
		if (reading !== undefined && ((known !== undefined && (this.learnt.get(known) ?? 0) > reading) || this.foreseen.has(folded))) return;
		const previous = known === undefined ? undefined : this.contacts.at(known);
		const place = known ?? this.contacts.add(folded);
		if (this.open > 0) this.learnt.set(place, reading ?? ++this.step);
		const kept = keptContact({ ...contact, ContactID: this.contacts.idAt(place) }, previous, reading !== undefined);
		this.contacts.put(place, kept);
		this.numbers.move(previous?.ContactNumber ?? '', kept.ContactNumber ?? '', place);
		this.emails.move(previous?.EmailAddress ?? '', kept.EmailAddress ?? '', place);
		this.names.move(previous?.Name ?? '', kept.Name ?? '', place);
		this.merges.ids.move(previous?.MergedToContactID ?? '', kept.MergedToContactID ?? '', kept.ContactID);
		this.keys.put(kept, previous);
	}

	/** Keeps a contact as a dry run foresees it, whatever is read of Xero from now on. */
	foresee(contact: XeroContact): void {
		this.foreseen.add(contact.ContactID.toLowerCase());
		this.put(contact);
	}

	/** Whether it stands as a dry run foresees it. */
	isForeseen(contactId: string): boolean {
		return this.foreseen.has(contactId.toLowerCase());
	}

	/** What we did to a contact's groups: Xero need not move UpdatedDateUTC for it, so no later read would tell. */
	setGroups(contactId: string, groups: readonly XeroContactGroup[]): void {
		const place = this.contacts.placeOf(contactId.toLowerCase());
		if (place !== undefined) this.contacts.put(place, { ...this.contacts.at(place), ContactGroups: [...groups] });
	}

	byId(contactId: string): XeroContact | undefined {
		const place = this.contacts.placeOf(contactId.toLowerCase());
		return place === undefined ? undefined : this.contacts.at(place);
	}

	byNumber(contactNumber: string): readonly XeroContact[] {
		return this.withKey(this.numbers, contactNumber, 'ContactNumber');
	}

	byEmail(email: string): readonly XeroContact[] {
		return this.withKey(this.emails, email, 'EmailAddress');
	}

	byName(name: string): readonly XeroContact[] {
		return this.withKey(this.names, name, 'Name').filter(isActive);
	}

	byTaxNumber(key: string): readonly XeroContact[] {
		return this.resolve(this.keys.withTaxNumber(key)).filter(({ TaxNumber = '' }) => taxKey(TaxNumber) === key);
	}

	byDomain(domain: string): readonly XeroContact[] {
		const folded = domain.trim().toLowerCase();
		return this.resolve(this.keys.withDomain(domain)).filter((contact) => domainOf(contact) === folded);
	}

	unreadCompanies({ taxNumber = '', domain = '' }: { taxNumber?: string; domain?: string }): string[] {
		return [...new Set([...this.keys.withTaxNumber(taxNumber), ...this.keys.withDomain(domain)])].filter((id) => this.isUnread(id));
	}

	mergedInto(contactId: string): readonly XeroContact[] {
		const folded = contactId.toLowerCase();
		return this.resolve(this.merges.ids.get(folded)).filter(({ MergedToContactID = '' }) => MergedToContactID.toLowerCase() === folded);
	}

	unreadLosers(contactId: string): string[] {
		return [...this.merges.ids.get(contactId)].filter((id) => this.isUnread(id));
	}

	private isUnread(contactId: string): boolean {
		return this.contacts.placeOf(contactId) === undefined;
	}

	private withKey(index: KeyIndex<number>, key: string, field: 'ContactNumber' | 'EmailAddress' | 'Name'): XeroContact[] {
		return [...index.get(key)].map((place) => this.contacts.at(place)).filter((contact) => index.areOne(contact[field] ?? '', key));
	}

	private resolve(ids: Iterable<string>): XeroContact[] {
		return [...ids].flatMap((id) => this.byId(id) ?? []);
	}
}

/** A contact that Xero lets one edit and use. A status nobody knows yet counts as not active. */
export function isActive(contact: XeroContact): boolean {
	return (contact.ContactStatus ?? 'ACTIVE') === 'ACTIVE';
}
