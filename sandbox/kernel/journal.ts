export type Vendor = 'intercom' | 'xero';

/** One request as a vendor saw it. */
export interface JournalEntry {
	id: number;
	vendor: Vendor;
	/** Stable name of the route, such as `xero.createContacts`; `unknown` where no route matched. */
	operation: string;
	method: string;
	/** Without the query string. */
	path: string;
	query: Record<string, string>;
	/** Lower-case names; Authorization is redacted. */
	headers: Record<string, string>;
	body: unknown;
	/** null while no answer was sent, and for ever where a fault swallowed it. */
	status: number | null;
	/** The answer's body as text, cut to 20,000 characters. */
	answer: string;
	/** Sandbox time in epoch ms. */
	time: number;
	durationMs: number | null;
	/** The fault that was played on this request. */
	fault?: string;
	/** The limit that refused it, as Xero's `X-Rate-Limit-Problem` names it. */
	limit?: string;
}

export interface JournalFilter {
	vendor?: Vendor;
	operation?: string | RegExp;
	method?: string;
	/** Only entries with an id above this one (see {@link Journal.mark}). */
	after?: number;
}

const MAX_ENTRIES = 20_000;

/** Every request that reached the sandbox, newest last; old ones fall out after 20,000. */
export class Journal {
	private entries: JournalEntry[] = [];
	private lastId = 0;
	private readonly listeners = new Set<(entry: JournalEntry) => void>();

	open(entry: Omit<JournalEntry, 'id' | 'status' | 'answer' | 'durationMs'>): JournalEntry {
		const opened: JournalEntry = { ...entry, id: ++this.lastId, status: null, answer: '', durationMs: null };
		this.entries.push(opened);
		if (this.entries.length > MAX_ENTRIES) this.entries.splice(0, MAX_ENTRIES / 10);
		return opened;
	}

	/** Tells the listeners that an entry has its answer (or will never have one). */
	close(entry: JournalEntry): void {
		for (const listener of this.listeners) listener(entry);
	}

	/** The present position, for `after` in a filter: what happens from here on. */
	mark(): number {
		return this.lastId;
	}

	list(filter: JournalFilter = {}): JournalEntry[] {
		return this.entries.filter((entry) => matches(entry, filter));
	}

	count(filter: JournalFilter = {}): number {
		return this.list(filter).length;
	}

	/** Requests by operation, for "calls spent". */
	countByOperation(filter: JournalFilter = {}): Record<string, number> {
		const counts: Record<string, number> = {};
		for (const entry of this.list(filter)) counts[entry.operation] = (counts[entry.operation] ?? 0) + 1;
		return counts;
	}

	/** @returns a function that ends the subscription */
	subscribe(listener: (entry: JournalEntry) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	/** Forgets the entries; ids go on, so that a mark taken before stays right. */
	clear(): void {
		this.entries = [];
	}
}

function matches(entry: JournalEntry, filter: JournalFilter): boolean {
	if (filter.vendor !== undefined && entry.vendor !== filter.vendor) return false;
	if (filter.method !== undefined && entry.method !== filter.method) return false;
	if (filter.after !== undefined && entry.id <= filter.after) return false;
	if (filter.operation === undefined) return true;
	return typeof filter.operation === 'string'
		? entry.operation === filter.operation
		: filter.operation.test(entry.operation);
}

/** An answer as text without the tokens in it. */
export function redactedAnswer(text: string): string {
	return text.replace(/"(access_token|refresh_token|id_token|token)":\s*"[^"]*"/g, '"$1":"(redacted)"');
}

const SECRET_KEYS = /^(client_secret|refresh_token|access_token|code|token)$/;

/** Replaces secrets of a form or token body by `(redacted)`. */
export function redactedBody(body: unknown): unknown {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
	const entries = Object.entries(body).map(([key, value]) => [key, SECRET_KEYS.test(key) ? '(redacted)' : value]);
	return Object.fromEntries(entries);
}
