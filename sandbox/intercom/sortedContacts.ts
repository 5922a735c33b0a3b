import type { ContactRecord } from './model';

export type SortField = 'createdAt' | 'updatedAt' | 'signedUpAt' | 'lastSeenAt' | 'lastRepliedAt' | 'lastContactedAt' | 'name' | 'email';
export type SortKey = string | number;

/** The value a contact sorts by; unset ones sort first. */
export function sortKey(contact: ContactRecord, field: SortField): SortKey {
	const value = contact[field];
	if (field === 'name' || field === 'email') return String(value ?? '').toLowerCase();
	return value ?? 0;
}

/** Total order by (value, id), the order that keyset cursors need. */
export function compareKeys(a: SortKey, aId: string, b: SortKey, bId: string): number {
	if (a !== b) return a < b ? -1 : 1;
	return aId < bId ? -1 : Number(aId > bId);
}

/**
 * Contacts in ascending order, one list per sort field, brought up to date when next asked. A changed contact makes
 * the list nearly sorted, which the engine's sort handles in linear time.
 */
export class SortedContacts {
	private readonly lists = new Map<SortField, { revision: number; list: ContactRecord[] }>();
	/** Grows with every change; anything computed from the contacts is stale once it moved. */
	revision = 0;

	constructor(private readonly contacts: ReadonlyMap<string, ContactRecord>) {}

	touch(): void {
		this.revision += 1;
	}

	/** Archived contacts are inside; merged and deleted ones are not. */
	ascending(field: SortField): readonly ContactRecord[] {
		const known = this.lists.get(field);
		if (known?.revision === this.revision) return known.list;
		const list = this.current(known?.list);
		list.sort((a, b) => compareKeys(sortKey(a, field), a.id, sortKey(b, field), b.id));
		this.lists.set(field, { revision: this.revision, list });
		return list;
	}

	private current(last: readonly ContactRecord[] | undefined): ContactRecord[] {
		const seen = new Set<string>();
		const list: ContactRecord[] = [];
		const take = (contact: ContactRecord | undefined): void => {
			if (contact === undefined || seen.has(contact.id)) return;
			seen.add(contact.id);
			if (contact.state === 'active' || contact.state === 'archived') list.push(contact);
		};
		for (const contact of last ?? []) take(this.contacts.get(contact.id));
		for (const contact of this.contacts.values()) take(contact);
		return list;
	}
}
