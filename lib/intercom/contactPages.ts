import type { Failure } from '../http/failure';
import { isRecord } from '../http/isRecord';
import { contactFrom, type ReadContact } from './contactFrom';
import { ask, type Answer, type IntercomConnection } from './request';
import { textOf } from './wireValue';

/** @see https://developers.intercom.com/docs/build-an-integration/learn-more/rest-apis/pagination */
export const CONTACTS_PER_PAGE_MAX = 150;

export type ContactRole = 'user' | 'lead';

/** One page of contacts. */
export interface ContactPage {
	contacts: ReadContact[];
	/** Where the next page begins; null on the last one. Opaque. */
	nextCursor: string | null;
}

export interface ChangedSearch {
	/** Epoch seconds; by day or by second, see dayBefore. */
	updatedAfter: number;
	/** null: users and leads. */
	role: ContactRole | null;
	/** null: the first page. */
	cursor: string | null;
}

/**
 * Contacts by their last change, the oldest change first: a contact that is edited meanwhile moves towards the end and
 * comes again, so that none is skipped.
 */
export function searchChangedContacts(wanted: ChangedSearch, connection: IntercomConnection): Promise<Answer<ContactPage>> {
	const changed = { field: 'updated_at', operator: '>', value: wanted.updatedAfter };
	const role = wanted.role === null ? [] : [{ field: 'role', operator: '=', value: wanted.role }];
	const body = {
		query: { operator: 'AND', value: [changed, ...role] },
		sort: { field: 'updated_at', order: 'ascending' },
		pagination: pagination(wanted.cursor),
	};
	return search(body, connection);
}

/**
 * The members of a segment, the oldest contact first: an order that no edit changes.
 * @param cursor null: the first page
 */
export function searchSegment(segmentId: string, cursor: string | null, connection: IntercomConnection): Promise<Answer<ContactPage>> {
	const body = {
		query: { operator: 'AND', value: [{ field: 'segment_id', operator: '=', value: segmentId }] },
		sort: { field: 'created_at', order: 'ascending' },
		pagination: pagination(cursor),
	};
	return search(body, connection);
}

/** Whether Intercom's search finds the contact. */
export async function isListed(contactId: string, connection: IntercomConnection): Promise<Answer<boolean>> {
	const body = { query: { operator: 'AND', value: [{ field: 'id', operator: '=', value: contactId }] }, pagination: { per_page: 1 } };
	const answer = await search(body, connection);
	return answer.ok ? { ok: true, value: answer.value.contacts.some(({ contact }) => contact.id === contactId) } : answer;
}

function search(body: object, connection: IntercomConnection): Promise<Answer<ContactPage>> {
	return ask(connection, { method: 'POST', path: '/contacts/search', body }, (response) => contactPageFrom(response.body));
}

/** For a search; the cursor goes in the body, Intercom ignores one in the address. */
function pagination(cursor: string | null): Record<string, unknown> {
	return { per_page: CONTACTS_PER_PAGE_MAX, ...(cursor !== null && { starting_after: cursor }) };
}

/**
 * One page of all contacts, the newest change first. Pages without a contact on the way are passed over.
 * @param cursor null: the first page (an empty cursor makes Intercom fail)
 */
export async function listContacts(perPage: number, cursor: string | null, connection: IntercomConnection): Promise<Answer<ContactPage>> {
	for (let at = cursor; ; ) {
		const query = { per_page: perPage, ...(at !== null && { starting_after: at }) };
		const answer = await ask(connection, { method: 'GET', path: '/contacts', query }, ({ body }) => contactPageFrom(body));
		if (!answer.ok) return answer;
		const { contacts, nextCursor } = answer.value;
		if (nextCursor !== null && nextCursor === at) return { ok: false, failure: turnsInACircle, attempts: 1 };
		if (contacts.length > 0 || nextCursor === null) return answer;
		at = nextCursor;
	}
}

/** A page that points at itself: going on would never end, and stopping would lose the rest. */
export const turnsInACircle: Failure = {
	class: 'defect',
	reason: 'intercomCursorRepeated',
	message: 'Intercom answered with a page whose next page is the same page again.',
	nextStep: 'Run the workflow again; if it stays so, report it to Intercom with the time of the call.',
	retryable: false,
};

/** @returns null for anything but a page; a next page without a cursor is none either, its rest would be lost */
function contactPageFrom(body: unknown): ContactPage | null {
	if (!isRecord(body) || !Array.isArray(body.data)) return null;
	const next = isRecord(body.pages) ? (body.pages.next ?? null) : null;
	const nextCursor = isRecord(next) ? textOf(next.starting_after) : null;
	if (next !== null && nextCursor === null) return null;
	return { contacts: body.data.flatMap((contact) => contactFrom(contact) ?? []), nextCursor };
}
