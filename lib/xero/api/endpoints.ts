import { omit } from 'es-toolkit';
import { call, type CallContext, type Classify } from '../../http/call';
import type { Failure } from '../../http/failure';
import { isRecord } from '../../http/isRecord';
import type { HttpRequest, HttpResponse } from '../../http/transport';
import type { XeroContact } from '../contact/contact';
import { contactFrom, contactList } from '../contact/contactFrom';
import { classifyContacts, classifyCreate, requestIdOf } from './failures';
import { MAX_PAGE_SIZE, READ_TIMEOUT_MS, WRITE_TIMEOUT_MS } from '../pace/limits';

/** Production address; a credential may name a local simulator instead. */
export const XERO_API = 'https://api.xero.com';

/** Everything a call to one organisation needs. The transport is already paced. */
export interface XeroClient {
	baseUrl: string;
	/** `tenantId` of the connection; every accounting call must carry it. */
	organisationId: string;
	context: Omit<CallContext, 'classify'>;
}

export type XeroResult<T> =
	| { ok: true; value: T; requestId?: string }
	| { ok: false; failure: Failure; attempts: number };

export interface ContactPage {
	contacts: XeroContact[];
	/** Contacts in the whole result, where Xero says it. */
	itemCount?: number;
	/** Pages of the whole result, where Xero says it. */
	pageCount?: number;
	/** Contacts of a page, as Xero says it: it gives fewer than asked for without a word. */
	pageSize?: number;
	/** The server's Date header as epoch ms, where there is one. */
	serverTime?: number;
}

export interface ContactQuery {
	page?: number;
	/** Absent: as many as Xero gives. */
	pageSize?: number;
	/** A filter in Xero's syntax; values go through {@link quoted}. */
	where?: string;
	ids?: readonly string[];
	searchTerm?: string;
	order?: 'ContactID' | 'UpdatedDateUTC' | 'UpdatedDateUTC DESC';
	/** Without addresses, people, groups, balances and what else costs Xero time. */
	summaryOnly?: true;
	/** Epoch ms; Xero compares whole seconds. */
	modifiedSince?: number;
}

/**
 * One page of contacts, archived ones included, 1,000 at most. Always paged: an unpaged answer leaves out
 * MergedToContactID and ContactPersons.
 * @see https://developer.xero.com/documentation/api/accounting/contacts
 */
export async function getContacts(client: XeroClient, query: ContactQuery): Promise<XeroResult<ContactPage>> {
	const result = await send(client, classifyContacts, {
		method: 'GET',
		path: '/api.xro/2.0/Contacts',
		query: {
			page: query.page ?? 1,
			pageSize: query.pageSize ?? MAX_PAGE_SIZE,
			includeArchived: true,
			where: query.where,
			IDs: query.ids?.join(','),
			searchTerm: query.searchTerm,
			order: query.order,
			summaryOnly: query.summaryOnly,
		},
		headers: query.modifiedSince === undefined ? {} : { 'If-Modified-Since': ifModifiedSince(query.modifiedSince) },
	});
	return mapResult(result, toPage);
}

/** Xero's time of a moment at which it was asked: the Date header may be of the moment the answer left, and what changed since we asked may not be in it. Pure. */
export function whenAsked(serverTime: number, askedAt: number, now: number): number {
	return serverTime - (now - askedAt);
}

/**
 * Whether nothing comes after a page, by Xero's own word: how full it is says nothing, because Xero gives smaller pages
 * than were asked for. Without its word an empty page is the end. Pure.
 * @param seen contacts of this page and those before it
 */
export function isLastPage({ pageCount, itemCount, held }: Pick<ContactPage, 'pageCount' | 'itemCount'> & { held: number }, page: number, seen: number): boolean {
	if (held === 0 && pageCount === undefined) return true;
	if (pageCount !== undefined) return page >= pageCount;
	return itemCount !== undefined && seen >= itemCount;
}

/**
 * Creates contacts. PUT refuses a taken Name or ContactNumber, where POST would overwrite that contact.
 * @returns the elements in Xero's order, each with its own errors (HTTP 200 hides them)
 */
export async function createContacts(
	client: XeroClient,
	contacts: readonly object[],
	idempotencyKey: string,
): Promise<XeroResult<XeroContact[]>> {
	const result = await send(client, classifyCreate, {
		...contactsWrite('PUT', contacts),
		headers: { 'Idempotency-Key': idempotencyKey },
	});
	return mapResult(result, toWritten);
}

/** Updates contacts; each must carry its ContactID, or Xero would match by Name and overwrite a namesake. */
export async function updateContacts(
	client: XeroClient,
	contacts: readonly ({ ContactID: string } & object)[],
): Promise<XeroResult<XeroContact[]>> {
	return mapResult(await send(client, classifyContacts, contactsWrite('POST', contacts)), toWritten);
}

/** A value inside a `where` filter: a quote is doubled. Source: xero-api fact "Escaping". */
export function quoted(value: string): string {
	return `"${value.replace(/"/g, '""')}"`;
}

/** One call to the accounting API; `path` begins with a slash. */
export interface XeroRequest {
	method: HttpRequest['method'];
	path: string;
	query?: HttpRequest['query'];
	headers?: Record<string, string>;
	body?: unknown;
	timeoutMs?: number;
}

/** Sends one call with the organisation's headers; repeated and classified as `classify` says. */
export async function send(client: XeroClient, classify: Classify, request: XeroRequest): Promise<XeroResult<HttpResponse>> {
	const result = await call(
		{
			method: request.method,
			url: `${client.baseUrl}${request.path}`,
			query: request.query,
			headers: { Accept: 'application/json', 'xero-tenant-id': client.organisationId, ...request.headers },
			body: request.body,
			timeoutMs: request.timeoutMs ?? READ_TIMEOUT_MS,
		},
		{ ...client.context, classify },
	);
	return result.ok
		? { ok: true, value: result.response, requestId: requestIdOf(result.response) }
		: { ok: false, failure: result.failure, attempts: result.attempts };
}

function contactsWrite(method: 'PUT' | 'POST', contacts: readonly object[]): XeroRequest {
	return {
		method,
		path: '/api.xro/2.0/Contacts',
		query: { summarizeErrors: false },
		body: { Contacts: contacts },
		timeoutMs: WRITE_TIMEOUT_MS,
	};
}

/** The answer of a call that went well, read; a failure stays as it is. */
export function mapResult<T>(result: XeroResult<HttpResponse>, read: (response: HttpResponse) => T): XeroResult<T> {
	return result.ok ? { ...result, value: read(result.value) } : result;
}

function toPage(response: HttpResponse): ContactPage {
	const serverTime = Date.parse(response.headers.date ?? '');
	return {
		contacts: toContacts(response).filter(({ ContactID }) => ContactID !== ''),
		...paginationOf(response),
		...(!Number.isNaN(serverTime) && { serverTime }),
	};
}

const PAGINATION = ['itemCount', 'pageCount', 'pageSize'] as const;

/** What Xero says of the pages of a list; nothing where it says nothing. Pure. */
export function paginationOf({ body }: HttpResponse): Partial<Record<(typeof PAGINATION)[number], number>> {
	const said = isRecord(body) && isRecord(body.pagination) ? body.pagination : {};
	return Object.fromEntries(PAGINATION.flatMap((name) => (typeof said[name] === 'number' ? [[name, said[name]]] : [])));
}

/** A 304 has no contacts at all. */
function toContacts(response: HttpResponse): XeroContact[] {
	return (contactList(response.body) ?? []).map(contactFrom);
}

/** Whether the answer to a write names the groups is not documented, so what it says of them counts as not said. */
function toWritten(response: HttpResponse): XeroContact[] {
	return toContacts(response).map((contact) => omit(contact, ['ContactGroups']));
}

/** `yyyy-mm-ddThh:mm:ss` in UTC, the form Xero documents. */
function ifModifiedSince(epochMs: number): string {
	return new Date(epochMs).toISOString().slice(0, 19);
}
