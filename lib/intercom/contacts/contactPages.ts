import type { Failure } from '../../http/failure';
import { isRecord } from '../../http/isRecord';
import { ATTRIBUTE_NAMES } from '../attributes/attributeNames';
import { contactFrom, type ReadContact } from './contactFrom';
import { ask, type Answer, type IntercomConnection } from '../api/request';
import { numberOf, textOf } from '../api/wireValue';

/** @see https://developers.intercom.com/docs/build-an-integration/learn-more/rest-apis/pagination */
export const CONTACTS_PER_PAGE_MAX = 150;

export type ContactRole = 'user' | 'lead';

/** One page of contacts. */
export interface ContactPage {
	contacts: ReadContact[];
	/** Where the next page begins; null on the last one. Opaque. */
	nextCursor: string | null;
	/** How many Intercom counts over all pages; null where it does not say. */
	total: number | null;
}

/** One condition of a search, or several in a group. @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/searchcontacts */
export type SearchFilter = { field: string; operator: string; value: string | number } | { operator: 'AND' | 'OR'; value: SearchFilter[] };

export interface OldestFirst {
	/** All of them hold. At least one, 15 at most. */
	filters: SearchFilter[];
	/** 1 to {@link CONTACTS_PER_PAGE_MAX}. */
	perPage: number;
	/** null: the first page. */
	cursor: string | null;
	/** Whether each user says which contacts were merged into it; costs no call. */
	mergeHistory: boolean;
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
		pagination: pagination(CONTACTS_PER_PAGE_MAX, wanted.cursor),
	};
	return search(body, connection);
}

/**
 * One page of the contacts of a search, the oldest contact first: an order that no edit changes. Whoever is made meanwhile
 * comes last; nobody comes twice or is passed over, however long the pages take.
 */
export function searchOldestFirst({ filters, perPage, cursor, mergeHistory }: OldestFirst, connection: IntercomConnection): Promise<Answer<ContactPage>> {
	const body = {
		query: { operator: 'AND', value: filters },
		sort: { field: 'created_at', order: 'ascending' },
		pagination: pagination(perPage, cursor),
	};
	return search(body, connection, mergeHistory ? { include_merge_history: true } : undefined);
}

/** Whether Intercom's search finds the contact. */
export async function isListed(contactId: string, connection: IntercomConnection): Promise<Answer<boolean>> {
	const body = { query: { operator: 'AND', value: [{ field: 'id', operator: '=', value: contactId }] }, pagination: { per_page: 1 } };
	const answer = await search(body, connection);
	return answer.ok ? { ok: true, value: answer.value.contacts.some(({ contact }) => contact.id === contactId) } : answer;
}

/** Users with an email, at most two: more than one is a question. */
export async function usersWithEmail(email: string, connection: IntercomConnection): Promise<Answer<ReadContact[]>> {
	return await firstTwo([{ field: 'email', operator: '=', value: email }, { field: 'role', operator: '=', value: 'user' }], connection);
}

/** Leads with an email, at most two. */
export async function leadsWithEmail(email: string, connection: IntercomConnection): Promise<Answer<ReadContact[]>> {
	return await firstTwo([{ field: 'email', operator: '=', value: email }, { field: 'role', operator: '=', value: 'lead' }], connection);
}

/** Contacts with a phone as Intercom keeps it, at most two. */
export async function contactsWithPhone(phone: string, connection: IntercomConnection): Promise<Answer<ReadContact[]>> {
	return await firstTwo([{ field: 'phone', operator: '=', value: phone }], connection);
}

/** Contacts that name a Xero contact as theirs, at most two. */
export async function contactsNaming(xeroContactId: string, connection: IntercomConnection): Promise<Answer<ReadContact[]>> {
	return await firstTwo([{ field: `custom_attributes.${ATTRIBUTE_NAMES.contact.xero_contact_id}`, operator: '=', value: xeroContactId }], connection);
}

async function firstTwo(filters: SearchFilter[], connection: IntercomConnection): Promise<Answer<ReadContact[]>> {
	const answer = await search({ query: { operator: 'AND', value: filters }, pagination: pagination(2, null) }, connection);
	return answer.ok ? { ok: true, value: answer.value.contacts } : answer;
}

function search(body: object, connection: IntercomConnection, query?: { include_merge_history: true }): Promise<Answer<ContactPage>> {
	return ask(connection, { method: 'POST', path: '/contacts/search', query, body }, (response) => contactPageFrom(response.body));
}

/** For a search; the cursor goes in the body, Intercom ignores one in the address. */
function pagination(perPage: number, cursor: string | null): Record<string, unknown> {
	return { per_page: perPage, ...(cursor !== null && { starting_after: cursor }) };
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
	return { contacts: body.data.flatMap((contact) => contactFrom(contact) ?? []), nextCursor, total: numberOf(body.total_count) };
}
