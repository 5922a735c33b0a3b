import type { Failure } from '../../http/failure';
import { xeroTime } from '../contact/xeroTime';
import type { XeroContact } from '../contact/contact';
import { getContacts, isLastPage, whenAsked, type ContactQuery, type XeroClient } from '../api/endpoints';
import { OVERLAP_MS } from './finder';

/** A contact as a list of what changed shows it. */
export interface ChangedContact {
	xeroContactId: string;
	/** UpdatedDateUTC, epoch ms. */
	changedAt: number;
	name: string;
	/** `ACTIVE`, `ARCHIVED` (merged ones too) or `GDPRREQUEST`. */
	status: string;
}

/** How far the changes of an organisation were seen. Plain JSON. */
export interface Watch {
	/** Epoch ms by Xero's clock. */
	seenUntil: number;
	/** What the next reading will show again, by contact: the changedAt that was told. */
	told: Readonly<Record<string, number>>;
}

export type ChangesRead =
	| { ok: true; changed: ChangedContact[]; /** Epoch ms by Xero's clock, at which this was so. */ asOf: number }
	| { ok: false; failure: Failure; attempts: number };

/**
 * Everything that changed since a moment, archived and merged contacts included: one call for 1,000 of them, and for none. In
 * the order of ContactID, so that what changes meanwhile pushes nobody onto a page already behind us. Asked for from some
 * minutes before: Xero compares whole seconds, and its clock may be ahead of its list.
 * Balances, IsCustomer and IsSupplier do not count as changes.
 * @param since epoch ms by Xero's clock
 * @see https://developer.xero.com/documentation/api/accounting/contacts
 */
export async function readChanged(client: XeroClient, since: number): Promise<ChangesRead> {
	const { clock } = client.context;
	const askedAt = clock.now();
	const changed = new Map<string, ChangedContact>();
	let asOf = askedAt;
	let seen = 0;
	for (let page = 1; ; page++) {
		const query: ContactQuery = { page, order: 'ContactID', summaryOnly: true, modifiedSince: since - OVERLAP_MS };
		const result = await getContacts(client, query);
		if (!result.ok) return result;
		const { contacts, serverTime } = result.value;
		if (page === 1 && serverTime !== undefined) asOf = whenAsked(serverTime, askedAt, clock.now());
		for (const contact of contacts) changed.set(contact.ContactID, changedContact(contact));
		seen += contacts.length;
		if (isLastPage({ ...result.value, held: result.value.contacts.length }, page, seen)) return { ok: true, changed: [...changed.values()], asOf };
	}
}

/** The contacts that changed last, the newest first; for whoever wants to see what a reading would show. */
export async function readNewest(client: XeroClient, count: number): Promise<{ ok: true; changed: ChangedContact[] } | { ok: false; failure: Failure; attempts: number }> {
	const result = await getContacts(client, { order: 'UpdatedDateUTC DESC', summaryOnly: true, pageSize: count });
	return result.ok ? { ok: true, changed: result.value.contacts.map(changedContact) } : result;
}

function changedContact({ ContactID, UpdatedDateUTC, Name = '', ContactStatus = '' }: XeroContact): ChangedContact {
	return { xeroContactId: ContactID, changedAt: xeroTime(UpdatedDateUTC), name: Name, status: ContactStatus };
}

/**
 * What of a reading is news: what was not told with this very time before. The first reading is no news at all: it shows
 * where the past ends. Pure.
 * @param watch null: nothing was read before
 * @returns with the watch for the next reading, which remembers no more than that reading can show again, and some minutes
 *   of what it cannot, because the clocks of Xero's machines differ
 */
export function newsIn(watch: Watch | null, { changed, asOf }: Pick<Extract<ChangesRead, { ok: true }>, 'changed' | 'asOf'>): { news: ChangedContact[]; watch: Watch } {
	const before = watch?.told ?? {};
	const news = watch === null ? [] : changed.filter(({ xeroContactId, changedAt }) => before[xeroContactId] !== changedAt);
	const told = new Map([...Object.entries(before), ...changed.map(({ xeroContactId, changedAt }) => [xeroContactId, changedAt] as const)]);
	const from = asOf - 2 * OVERLAP_MS;
	return { news, watch: { seenUntil: asOf, told: Object.fromEntries([...told].filter(([, changedAt]) => changedAt >= from)) } };
}
