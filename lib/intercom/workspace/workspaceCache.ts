import type { Answer } from '../api/request';

const LIFE_MS = 5 * 60_000;
const MAX_ENTRIES = 200;

interface Entry {
	pending: Promise<Answer<unknown>>;
	readAt: number;
}

/**
 * Keeps what changes seldom (names of tags, teammates) for five minutes, so that a hundred contacts cost one reading.
 * Readers that come at the same time share one call; a failure is not kept. One execution owns one cache: stopping it
 * must not fail the reading of another, and clients that share an n8n never meet.
 */
export class WorkspaceCache {
	private readonly entries = new Map<string, Entry>();

	/** @param now epoch milliseconds */
	constructor(private readonly now: () => number) {}

	/** @param read must always yield the same type for one `what` */
	async get<T>(workspaceId: string, what: string, read: () => Promise<Answer<T>>): Promise<Answer<T>> {
		const key = `${workspaceId}/${what}`;
		const kept = this.entries.get(key);
		// Written below under the same key, hence the same type.
		if (kept && this.now() - kept.readAt < LIFE_MS) return (await kept.pending) as Answer<T>;
		const pending = read();
		this.keep(key, { pending, readAt: this.now() });
		const settled = await pending.catch((cancelled: unknown) => {
			this.entries.delete(key);
			throw cancelled;
		});
		if (!settled.ok) this.entries.delete(key);
		return settled;
	}

	/** Forgets one thing, after it was changed or found out of date. */
	forget(workspaceId: string, what: string): void {
		this.entries.delete(`${workspaceId}/${what}`);
	}

	private keep(key: string, entry: Entry): void {
		this.entries.delete(key);
		this.entries.set(key, entry);
		const oldest = this.entries.keys().next().value;
		if (this.entries.size > MAX_ENTRIES && oldest !== undefined) this.entries.delete(oldest);
	}
}
