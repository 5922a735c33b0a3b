import type { ContactRecord } from './contactRecord';

export type IndexedField = 'Name' | 'EmailAddress' | 'AccountNumber' | 'ContactNumber';
export const INDEXED_FIELDS: readonly IndexedField[] = ['Name', 'EmailAddress', 'AccountNumber', 'ContactNumber'];

const ACCENTS = /\p{Diacritic}/gu;

/** Case and accents taken away, as Xero compares names and emails. */
export function folded(text: string): string {
	return text.normalize('NFD').replace(ACCENTS, '').toLowerCase();
}

/** All contacts of an organisation, found by id or by an indexed field without walking through them. */
export class ContactStore {
	private readonly byId = new Map<string, ContactRecord>();
	private readonly indexes = new Map<IndexedField, Map<string, Set<string>>>();
	private sortedCache: { version: number; list: ContactRecord[] } | null = null;
	private version = 0;

	get size(): number {
		return this.byId.size;
	}

	get(id: string): ContactRecord | undefined {
		return this.byId.get(id.toLowerCase());
	}

	/** Inserts or replaces. */
	put(record: ContactRecord): void {
		const old = this.byId.get(record.id);
		if (old !== undefined) this.unindex(old);
		this.byId.set(record.id, record);
		for (const field of INDEXED_FIELDS) {
			const key = folded(record.text[field] ?? '');
			if (key !== '') this.idsOf(field, key).add(record.id);
		}
		this.version++;
	}

	/** Takes a contact out as if it had never been there. */
	remove(id: string): void {
		const record = this.byId.get(id);
		if (record !== undefined) this.unindex(record);
		this.byId.delete(id);
		this.version++;
	}

	/** Contacts whose field equals the value, whatever case and accents; exact comparison is the caller's. */
	having(field: IndexedField, value: string): ContactRecord[] {
		const ids = this.indexes.get(field)?.get(folded(value)) ?? new Set<string>();
		return [...ids].flatMap((id) => this.byId.get(id) ?? []);
	}

	/** In Xero's default order: UpdatedDateUTC, then ContactID. Kept until the next write. */
	sorted(): readonly ContactRecord[] {
		if (this.sortedCache?.version !== this.version) {
			const list = [...this.byId.values()].sort(byUpdatedThenId);
			this.sortedCache = { version: this.version, list };
		}
		return this.sortedCache.list;
	}

	private idsOf(field: IndexedField, key: string): Set<string> {
		const index = this.indexes.get(field) ?? new Map<string, Set<string>>();
		this.indexes.set(field, index);
		const ids = index.get(key) ?? new Set<string>();
		index.set(key, ids);
		return ids;
	}

	private unindex(record: ContactRecord): void {
		for (const field of INDEXED_FIELDS) {
			const key = folded(record.text[field] ?? '');
			if (key === '') continue;
			const ids = this.idsOf(field, key);
			ids.delete(record.id);
			if (ids.size === 0) this.indexes.get(field)?.delete(key);
		}
	}
}

export function byUpdatedThenId(a: ContactRecord, b: ContactRecord): number {
	return a.updatedAt - b.updatedAt || (a.id < b.id ? -1 : 1);
}
