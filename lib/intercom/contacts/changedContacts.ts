import type { Failure } from '../../http/failure';
import { searchChangedContacts, turnsInACircle, type ContactRole } from './contactPages';
import type { ReadContact } from './contactFrom';
import { dayBefore } from './dayBefore';
import type { IntercomConnection } from '../api/request';
import type { WorkspaceClock } from '../workspace/workspaceClock';

export interface ChangedSince {
	/** Epoch seconds; contacts changed at or after it are wanted. */
	since: number;
	/** null: users and leads. */
	role: ContactRole | null;
	/** How long a change may take until Intercom's search finds it. */
	overlapSeconds: number;
	/** At least 1; exceeded only to the end of the second in which it is reached. */
	limit: number;
}

export interface ChangedContact {
	contactId: string;
	/** Epoch seconds. */
	updatedAt: number;
	role: ContactRole;
}

export type ChangedResult =
	| {
			state: 'read';
			/** Each contact once, in the order of the changes. */
			contacts: ChangedContact[];
			/** Epoch seconds: every change before this moment has been seen. The next run's `since`. */
			watermark: number;
			/** The limit cut the run, and another run from `watermark` brings more at once. */
			more: boolean;
	  }
	| { state: 'failed'; failure: Failure; attempts: number };

/**
 * Reads which contacts changed since a moment. Called again and again with the watermark of the run before, it misses
 * no change that the search finds within the overlap, whatever is edited meanwhile and wherever the limit cuts; a
 * change of the last minutes comes twice. Archived, merged and deleted contacts are not found by Intercom's search.
 * @param clock read before this call
 */
export async function readChangedContacts(
	wanted: ChangedSince,
	clock: WorkspaceClock,
	connection: IntercomConnection,
): Promise<ChangedResult> {
	const settled = clock.now - wanted.overlapSeconds;
	const taken = new TakenContacts(wanted);
	const updatedAfter = Math.max(0, dayBefore(wanted.since, clock.timeZone));
	for (let cursor: string | null = null; ; ) {
		const answer = await searchChangedContacts({ updatedAfter, role: wanted.role, cursor }, connection);
		if (!answer.ok) return { state: 'failed', failure: answer.failure, attempts: answer.attempts };
		const leftFrom = taken.take(answer.value.contacts);
		// What is too recent to be settled may still gain earlier changes, so a cut there hands on no later a moment.
		if (leftFrom !== null) return read(taken, Math.min(leftFrom, settled), leftFrom < settled);
		const { nextCursor } = answer.value;
		if (nextCursor === null) return read(taken, settled, false);
		if (nextCursor === cursor) return { state: 'failed', failure: turnsInACircle, attempts: 1 };
		cursor = nextCursor;
	}
}

function read(taken: TakenContacts, watermark: number, more: boolean): ChangedResult {
	return { state: 'read', contacts: taken.list(), watermark: Math.max(0, watermark), more };
}

/** The contacts of a run: not older than wanted, each once, no more than the limit and the rest of its last second. */
class TakenContacts {
	private readonly byId = new Map<string, ChangedContact>();
	private readonly seconds = new Set<number>();

	constructor(private readonly wanted: Pick<ChangedSince, 'since' | 'limit'>) {}

	/** @returns null when the page was taken whole; else the earliest change left out, after all that were taken */
	take(page: readonly ReadContact[]): number | null {
		const wanted = page.map(({ contact }) => contact).filter(({ updated_at: at }) => at >= this.wanted.since);
		for (const [index, { id, role, updated_at: updatedAt }] of wanted.entries()) {
			const leftFrom = this.byId.size < this.wanted.limit ? null : earliest(wanted.slice(index));
			if (leftFrom !== null && !this.seconds.has(leftFrom)) return leftFrom;
			// Edited since an earlier page: its place is now here.
			this.byId.delete(id);
			this.byId.set(id, { contactId: id, updatedAt, role });
			this.seconds.add(updatedAt);
		}
		return null;
	}

	list(): ChangedContact[] {
		return [...this.byId.values()];
	}
}

function earliest(contacts: readonly { updated_at: number }[]): number {
	return Math.min(...contacts.map((contact) => contact.updated_at));
}
