import type {
	AdminRecord,
	CompanyRecord,
	ContactRecord,
	ConversationRecord,
	DataAttribute,
	NoteRecord,
	SegmentRecord,
	TagRecord,
} from './model';
import { builtInAttributes } from './builtInAttributes';
import { SortedContacts } from './sortedContacts';

export interface WorkspaceSettings {
	/** The id_code of the workspace, `app_id` in notifications. */
	id: string;
	name: string;
	/** IANA name; the day boundaries of search follow it. */
	timezone: string;
	region: 'US' | 'EU' | 'AU';
}

/** Everything one workspace holds, with the look-up tables that keep 100,000 contacts quick. */
export class Workspace {
	readonly contacts = new Map<string, ContactRecord>();
	readonly companies = new Map<string, CompanyRecord>();
	readonly companyByRemoteId = new Map<string, string>();
	readonly tags = new Map<string, TagRecord>();
	readonly segments = new Map<string, SegmentRecord>();
	readonly admins = new Map<string, AdminRecord>();
	readonly notes: NoteRecord[] = [];
	readonly conversations = new Map<string, ConversationRecord>();
	readonly attributes: DataAttribute[] = builtInAttributes();
	readonly sorted = new SortedContacts(this.contacts);

	private readonly idsByEmail = new Map<string, Set<string>>();
	private readonly idByExternalId = new Map<string, string>();
	private counter = 0;

	constructor(
		readonly settings: WorkspaceSettings,
		/** Told of every contact stored. */
		private readonly stored: (contact: ContactRecord) => void = () => undefined,
	) {}

	get id(): string {
		return this.settings.id;
	}

	/** 24 hex digits: seconds, workspace, counter, as the vendor's ids read. */
	newObjectId(now: number): string {
		this.counter += 1;
		const seconds = Math.floor(now / 1000).toString(16).padStart(8, '0');
		return seconds.slice(-8) + workspaceDigits(this.id) + this.counter.toString(16).padStart(8, '0');
	}

	/** Small decimal ids of tags, notes, attributes, conversations and admins. */
	newNumber(): number {
		this.counter += 1;
		return 100_000 + this.counter;
	}

	/** Stores a contact, new or changed, and keeps every look-up table right. */
	put(next: ContactRecord): ContactRecord {
		const before = this.contacts.get(next.id);
		if (before !== undefined) this.forgetKeys(before);
		this.contacts.set(next.id, next);
		if (next.state === 'active' || next.state === 'archived') this.rememberKeys(next);
		this.sorted.touch();
		this.stored(next);
		return next;
	}

	addAdmin(name: string, email: string): AdminRecord {
		const admin = { id: String(this.newNumber()), name, email };
		this.admins.set(admin.id, admin);
		return admin;
	}

	/** Contacts with this email in any case, archived ones included. */
	withEmail(email: string): ContactRecord[] {
		const ids = this.idsByEmail.get(email.toLowerCase()) ?? new Set<string>();
		return [...ids].flatMap((id) => this.contacts.get(id) ?? []);
	}

	withExternalId(externalId: string): ContactRecord | undefined {
		return this.contacts.get(this.idByExternalId.get(externalId) ?? '');
	}

	private rememberKeys(contact: ContactRecord): void {
		if (contact.externalId !== null) this.idByExternalId.set(contact.externalId, contact.id);
		if (contact.email === null) return;
		const key = contact.email.toLowerCase();
		const ids = this.idsByEmail.get(key);
		if (ids === undefined) this.idsByEmail.set(key, new Set([contact.id]));
		else ids.add(contact.id);
	}

	private forgetKeys(contact: ContactRecord): void {
		if (contact.externalId !== null && this.idByExternalId.get(contact.externalId) === contact.id) {
			this.idByExternalId.delete(contact.externalId);
		}
		if (contact.email !== null) this.idsByEmail.get(contact.email.toLowerCase())?.delete(contact.id);
	}
}

function workspaceDigits(id: string): string {
	let hash = 0;
	for (const char of id) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) >>> 0;
	return hash.toString(16).padStart(8, '0');
}
