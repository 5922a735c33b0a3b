import type { FastifyReply, HTTPMethods } from 'fastify';
import type { IntercomApp, Permission } from './apps';
import type { Desk } from './desk';
import { contactNotFound, IntercomRefusal, parameterInvalid } from './errors';
import type { ContactRecord } from './model';
import { contactInRest, type ContactView } from './restForms';
import { type ApiVersion, atLeast } from './version';
import type { Workspace } from './workspace';
import type { IntercomWorld } from './world';

type Json = Record<string, unknown>;

/** One authenticated call, as a route's handler gets it. */
export interface ApiCall {
	world: IntercomWorld;
	app: IntercomApp;
	workspace: Workspace;
	desk: Desk;
	version: ApiVersion;
	params: Record<string, string>;
	query: Record<string, string | undefined>;
	/** The body where it was a JSON object, else empty. */
	body: Json;
	reply: FastifyReply;
}

export interface ApiRoute {
	method: HTTPMethods;
	url: string;
	/** Name in the journal. */
	operation: `intercom.${string}`;
	/** Any one of these is enough; empty: none needed. */
	needs: Permission[];
	/** First API version that has the endpoint. */
	since?: 2.7 | 2.11 | 2.13 | 2.16;
	handle(call: ApiCall): unknown;
}

/** Permission sets. @see https://developers.intercom.com/docs/build-an-integration/learn-more/authentication/oauth-scopes */
export const READ_MANY: Permission[] = ['read_users_companies'];
export const READ_ONE: Permission[] = ['read_users_companies', 'read_single_user_company'];
export const WRITE: Permission[] = ['write_users_companies'];

export function viewOf(call: ApiCall): ContactView {
	return { workspace: call.workspace, version: call.version, mergeHistory: call.query.include_merge_history === 'true' };
}

export function showContact(call: ApiCall, contact: ContactRecord): Json {
	return contactInRest(contact, viewOf(call));
}

const MERGE_HOPS = 3;

/** The contact of this id. @throws IntercomRefusal 404, or 410 with a link to the contact it was merged into */
export function contactOf(call: ApiCall, id: string): ContactRecord {
	const contact = call.workspace.contacts.get(id);
	if (contact === undefined || contact.state === 'deleted') throw contactNotFound();
	if (contact.state !== 'merged') return contact;
	const canonical = survivorOf(call.workspace, contact);
	const says410 = atLeast(call.version, 2.16) && call.desk.switchOf('intercom.mergedAnswer') === '410';
	if (!says410 || canonical === null) throw contactNotFound();
	const message = "This contact has been merged. See the 'Link' header for the canonical contact.";
	throw new IntercomRefusal(410, 'contact_merged', message, { link: `</contacts/${canonical.id}>; rel="canonical"` });
}

function survivorOf(workspace: Workspace, merged: ContactRecord): ContactRecord | null {
	let contact: ContactRecord | undefined = merged;
	for (let hop = 0; hop < MERGE_HOPS && contact?.state === 'merged'; hop++) {
		contact = workspace.contacts.get(contact.mergedInto ?? '');
	}
	return contact === undefined || contact.state === 'merged' || contact.state === 'deleted' ? null : contact;
}

const PER_PAGE_MAX = 150;

/** @throws IntercomRefusal for anything but 1 to 150, unless the switch cuts it */
export function perPage(call: ApiCall, given: unknown, fallback: number): number {
	if (given === undefined) return fallback;
	const wanted = Number(given);
	if (!Number.isInteger(wanted) || wanted < 1) throw parameterInvalid('per_page must be a positive integer');
	if (wanted <= PER_PAGE_MAX) return wanted;
	if (call.desk.switchOf('intercom.perPageOverMax') === 'cut') return PER_PAGE_MAX;
	throw parameterInvalid('per_page must be at most 150');
}

/** A numbered page of a short list. */
export function numberedPage<T>(all: readonly T[], call: ApiCall, fallback: number): { data: T[]; page: number; size: number; pages: Json } {
	const size = perPage(call, call.query.per_page, fallback);
	const page = Math.max(1, Number(call.query.page ?? 1) || 1);
	const total = Math.ceil(all.length / size);
	return {
		data: all.slice((page - 1) * size, page * size),
		page,
		size,
		pages: { type: 'pages', next: null, page, per_page: size, total_pages: total },
	};
}
