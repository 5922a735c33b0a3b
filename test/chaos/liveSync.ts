import { readChangedContacts } from '../../lib/intercom/contacts/changedContacts';
import { listContacts } from '../../lib/intercom/contacts/contactPages';
import type { IntercomNotification } from '../../lib/intercom/notifications/notification';
import { isContactRemoval } from '../../lib/intercom/notifications/topics';
import { readWorkspaceClock } from '../../lib/intercom/workspace/workspaceClock';
import { syncPage, type SyncState } from './syncPage';
import type { SyncProcess } from './syncProcess';

/** How long Intercom's search may lag behind. */
const OVERLAP_SECONDS = 600;
const PAGE = 50;

/** What the workflow does with notifications, once an hour and once a day, with the state it keeps between. */
export class LiveSync {
	readonly state: SyncState = new Map();
	/** Ids that are known to be no longer in Intercom, by the time (epoch seconds) that said so. */
	readonly gone = new Map<string, number>();
	/** Last time (epoch seconds) a notification showed the record alive. */
	private readonly alive = new Map<string, number>();
	/** Ids that the last sweep did not find. */
	private missing = new Set<string>();

	constructor(private readonly process: SyncProcess) {}

	/** Takes notifications in whatever order and number they come: each is only a reason to read the record afresh. */
	async onNotifications(notifications: readonly IntercomNotification[]): Promise<void> {
		const ids = new Set<string>();
		for (const { topic, contactId, occurredAt } of notifications) {
			if (contactId === undefined) continue;
			if (isContactRemoval(topic)) this.noteRemoval(contactId, occurredAt);
			else if (this.noteLife(contactId, occurredAt)) ids.add(contactId);
		}
		await this.sync([...ids]);
	}

	/** Hourly: everything that Intercom's search shows as changed since. @param since epoch seconds */
	async onTheHour(since: number): Promise<number> {
		const clock = await readWorkspaceClock(this.process.intercom);
		if (!clock.ok) throw new Error(clock.failure.message);
		const wanted = { since, role: null, overlapSeconds: OVERLAP_SECONDS, limit: 100_000 };
		const result = await readChangedContacts(wanted, clock.value, this.process.intercom);
		if (result.state === 'failed') throw new Error(result.failure.message);
		for (const { contactId } of result.contacts) this.gone.delete(contactId);
		await this.sync(result.contacts.map(({ contactId }) => contactId));
		return result.contacts.length;
	}

	/** Daily: all ids. What is missing twice in a row is gone; what nobody has heard of is synced. */
	async sweep(): Promise<void> {
		const listed = new Set<string>();
		for (let cursor: string | null = null; ; ) {
			const page = await listContacts(150, cursor, this.process.intercom);
			if (!page.ok) throw new Error(page.failure.message);
			for (const { contact } of page.value.contacts) listed.add(contact.id);
			if (page.value.nextCursor === null) break;
			cursor = page.value.nextCursor;
		}
		const missing = [...this.state.keys()].filter((id) => !listed.has(id) && !this.gone.has(id));
		for (const id of missing) if (this.missing.has(id)) this.gone.set(id, this.process.intercom.clock.now() / 1_000);
		this.missing = new Set(missing);
		await this.sync([...listed].filter((id) => !this.state.has(id)));
	}

	/** In pages, as the queue does. */
	async sync(ids: readonly string[]): Promise<void> {
		for (let start = 0; start < ids.length; start += PAGE) {
			const exits = await syncPage(this.process, ids.slice(start, start + PAGE), this.state);
			for (const [id, exit] of exits) {
				if (exit.kind === 'merged') this.gone.set(id, 0);
				if (exit.kind === 'synced') for (const previous of exit.previousIds) this.gone.set(previous, 0);
			}
		}
	}

	private noteRemoval(id: string, at: number): void {
		if (at >= (this.alive.get(id) ?? 0)) this.gone.set(id, at);
	}

	/** @returns false where a later notification said that the record is gone */
	private noteLife(id: string, at: number): boolean {
		this.alive.set(id, Math.max(at, this.alive.get(id) ?? 0));
		const goneAt = this.gone.get(id);
		if (goneAt !== undefined && goneAt >= at) return false;
		this.gone.delete(id);
		return true;
	}
}
