import type { Classify } from '../../http/call';
import { isRecord } from '../../http/isRecord';
import { companyFrom, namedRecordsFrom } from '../companies/companyFrom';
import { contactFrom, type ReadContact } from './contactFrom';
import { classifyIntercom } from '../api/failures';
import type { CustomAttributes, IntercomCompany, NamedRecord } from '../profile/profile';
import { ask, type Answer, type IntercomConnection } from '../api/request';
import { numberOf } from '../api/wireValue';

/** A contact, or where it went. */
export type ContactAnswer = { state: 'found'; read: ReadContact } | { state: 'merged'; winnerId: string };

const HTTP_GONE = 410;
/** Enough for the newest conversation of nearly everybody in one call. @see Intercom's limit for conversation search */
const CONVERSATIONS_PER_PAGE = 150;
/** 1,000 companies a contact at most, 50 a page: a longer paging is a circle. */
const MAX_COMPANY_PAGES = 20;

/** Reads a contact; one that was merged answers 410 and a Link header with the contact it was merged into. */
export function readContact(id: string, withMergeHistory: boolean, connection: IntercomConnection): Promise<Answer<ContactAnswer>> {
	const query = withMergeHistory ? { include_merge_history: true } : undefined;
	return ask(connection, { method: 'GET', path: contactPath(id), query, classify: classifyContact }, ({ status, headers, body }) => {
		const winnerId = status === HTTP_GONE ? winnerIn(headers.link) : null;
		if (winnerId !== null) return { state: 'merged', winnerId };
		const read = contactFrom(body);
		return read === null ? null : { state: 'found', read };
	});
}

/** A 410 that names the winner is an answer; without it, it is a failure like any other. */
const classifyContact: Classify = (answer, request, now) => {
	if ('status' in answer && answer.status === HTTP_GONE && winnerIn(answer.headers.link) !== null) return null;
	return classifyIntercom(answer, request, now);
};

/** `</contacts/{id}>; rel="canonical"` */
function winnerIn(link: string | undefined): string | null {
	return /<[^>]*\/contacts\/([\w-]+)>\s*;[^,]*rel="?canonical"?/.exec(link ?? '')?.[1] ?? null;
}

/** All companies of a contact; the list inside the contact stops at ten ids. */
export async function readCompaniesOf(id: string, connection: IntercomConnection): Promise<Answer<IntercomCompany[]>> {
	const companies = new Map<string, IntercomCompany>();
	for (let page = 1; page <= MAX_COMPANY_PAGES; page++) {
		const query = page === 1 ? undefined : { page };
		const answer = await ask(connection, { method: 'GET', path: `${contactPath(id)}/companies`, query }, ({ body }) => companyPageFrom(body));
		if (!answer.ok) return answer;
		for (const company of answer.value.companies) companies.set(company.id, company);
		if (page >= answer.value.totalPages) break;
	}
	return { ok: true, value: [...companies.values()] };
}

/** The description calls the list `companies`, the vendor's own example `data`. */
function companyPageFrom(body: unknown): { companies: IntercomCompany[]; totalPages: number } | null {
	if (!isRecord(body)) return null;
	const list = body.data ?? body.companies;
	if (!Array.isArray(list)) return null;
	const totalPages = isRecord(body.pages) ? (numberOf(body.pages.total_pages) ?? 1) : 1;
	return { companies: list.flatMap((company) => companyFrom(company) ?? []), totalPages };
}

/** The tags of a contact, with names. */
export function readTagsOf(id: string, connection: IntercomConnection): Promise<Answer<NamedRecord[]>> {
	return ask(connection, { method: 'GET', path: `${contactPath(id)}/tags` }, ({ body }) => namedListFrom(body));
}

/** The segments a contact is in, with names. */
export function readSegmentsOf(id: string, connection: IntercomConnection): Promise<Answer<NamedRecord[]>> {
	return ask(connection, { method: 'GET', path: `${contactPath(id)}/segments` }, ({ body }) => namedListFrom(body));
}

function namedListFrom(body: unknown): NamedRecord[] | null {
	if (!isRecord(body)) return null;
	const list = body.data ?? body.tags ?? body.segments;
	return Array.isArray(list) ? namedRecordsFrom(list) : null;
}

/** The raw answer of a search for a contact's conversations, see conversationSummaryFrom. */
export function searchConversationsOf(id: string, connection: IntercomConnection): Promise<Answer<Record<string, unknown>>> {
	const query = { operator: 'AND', value: [{ field: 'contact_ids', operator: '=', value: id }] };
	const body = { query, pagination: { per_page: CONVERSATIONS_PER_PAGE } };
	return ask(connection, { method: 'POST', path: '/conversations/search', body }, (response) =>
		isRecord(response.body) && Array.isArray(response.body.conversations) ? response.body : null,
	);
}

/** What is to be on a contact; what is not named stays, attributes too. null empties a phone. */
export interface ContactPatch {
	name?: string;
	phone?: string | null;
	email?: string;
	/** The customer's own id of a user. */
	external_id?: string;
	custom_attributes?: CustomAttributes;
}

/**
 * Writes fields and attributes of a contact. Safe to repeat. An email that another contact has is refused with 409, see idInConflict.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/updatecontact
 */
export function writeContact(id: string, patch: ContactPatch, connection: IntercomConnection): Promise<Answer<ReadContact>> {
	return ask(connection, { method: 'PUT', path: contactPath(id), body: patch }, ({ body }) => contactFrom(body));
}

/**
 * Creates a user. Not safe to repeat, unless its email or external id is refused the second time: with 409, see idInConflict. Users share an
 * email only where both have an external id, so that whoever sends an email without one never makes a second user of it.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/createcontact
 */
export function createUser(user: ContactPatch, connection: IntercomConnection): Promise<Answer<ReadContact>> {
	return ask(connection, { method: 'POST', path: '/contacts', body: { role: 'user', ...user } }, ({ body }) => contactFrom(body));
}

/** The user with an external id. @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/showcontactbyexternalid */
export function userByExternalId(externalId: string, connection: IntercomConnection): Promise<Answer<ReadContact>> {
	return ask(connection, { method: 'GET', path: `/contacts/find_by_external_id/${encodeURIComponent(externalId)}` }, ({ body }) => contactFrom(body));
}

/**
 * Whom a refusal with 409 names; Intercom says it in its words alone, and of an archived one by another sentence.
 * @see https://forum.intercom.com (create and update of a contact whose email is taken)
 */
export function idInConflict(message: string): { id: string; archived: boolean } | null {
	const id = /\bid=([\w-]+)/.exec(message)?.[1];
	return id === undefined ? null : { id, archived: /archived contact/i.test(message) };
}

/** The address of a contact below the API's root. */
export function contactPath(id: string): string {
	return `/contacts/${encodeURIComponent(id)}`;
}
