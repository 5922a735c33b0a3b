import { type ApiCall, perPage } from './apiCall';
import { contactPage, type ContactPage } from './contactPages';
import { IntercomRefusal, parameterInvalid } from './errors';
import { CONTACT_SORT_FIELDS, contactField, CONVERSATION_FIELDS } from './searchFields';
import { compileQuery } from './searchQuery';
import type { SortField } from './sortedContacts';
import { conversationInRest } from './restForms';

const SEARCH_PER_PAGE = 50;
const CONVERSATIONS_PER_PAGE = 20;

/** POST /contacts/search. Only the body's pagination counts: starting_after in the address is ignored, as by the vendor. */
export function searchContacts(call: ApiCall): ContactPage {
	const { query, pagination, sort } = readSearch(call);
	const precision = call.desk.switchOf('intercom.searchPrecision') === 'second' ? 'second' : 'day';
	const lagMs = Number(call.desk.switchOf('intercom.searchLag')) * 1000;
	const archived = call.desk.switchOf('intercom.archivedListed') === 'yes';
	const indexedUntil = call.desk.now - lagMs;
	const matches = compileQuery(query, {
		field: (name) => contactField(call.workspace, name),
		timezone: call.workspace.settings.timezone,
		precision,
	});
	return contactPage(call.workspace, {
		...readSort(sort),
		perPage: perPage(call, pagination.per_page, SEARCH_PER_PAGE),
		startingAfter: typeof pagination.starting_after === 'string' ? pagination.starting_after : undefined,
		countKey: JSON.stringify([query, precision, archived, lagMs > 0 ? indexedUntil : 0]),
		matches: (contact) => {
			const listed = contact.state === 'active' || archived;
			return listed && (lagMs === 0 || contact.createdAt <= indexedUntil) && matches(contact);
		},
	});
}

/** POST /conversations/search, newest first; a conversation carries no parts here. */
export function searchConversations(call: ApiCall): unknown {
	const { query, pagination } = readSearch(call);
	const matches = compileQuery(query, {
		field: (name) => CONVERSATION_FIELDS[name],
		timezone: call.workspace.settings.timezone,
		precision: 'day',
	});
	const all = [...call.workspace.conversations.values()].filter(matches).sort((a, b) => b.updatedAt - a.updatedAt);
	const size = perPage(call, pagination.per_page, CONVERSATIONS_PER_PAGE);
	const from = typeof pagination.starting_after === 'string' ? Number(Buffer.from(pagination.starting_after, 'base64').toString()) : 0;
	const page = all.slice(from, from + size);
	const next = from + size < all.length ? { page: from / size + 2, starting_after: Buffer.from(String(from + size)).toString('base64') } : null;
	return {
		type: 'conversation.list',
		pages: {
			type: 'pages',
			...(next === null ? {} : { next }),
			page: Math.floor(from / size) + 1,
			per_page: size,
			total_pages: Math.ceil(all.length / size),
		},
		total_count: all.length,
		conversations: page.map((conversation) => conversationInRest(conversation, call.workspace, call.version)),
	};
}

function readSearch(call: ApiCall): { query: unknown; pagination: Record<string, unknown>; sort: Record<string, unknown> } {
	const { query, pagination, sort } = call.body;
	if (query === undefined) throw new IntercomRefusal(400, 'parameter_missing', 'query is required');
	return { query, pagination: asRecord(pagination, 'pagination'), sort: asRecord(sort, 'sort') };
}

function asRecord(value: unknown, name: string): Record<string, unknown> {
	if (value === undefined || value === null) return {};
	if (typeof value !== 'object' || Array.isArray(value)) throw parameterInvalid(`${name} must be an object`);
	return value as Record<string, unknown>;
}

function readSort(sort: Record<string, unknown>): { sort: SortField; order: 'ascending' | 'descending' } {
	const name = String(sort.field ?? 'updated_at');
	const field = CONTACT_SORT_FIELDS[name];
	if (field === undefined) throw new IntercomRefusal(400, 'invalid_field', `Invalid field '${name}'`);
	const order = sort.order ?? 'descending';
	if (order === 'ascending' || order === 'descending') return { sort: field, order };
	throw new IntercomRefusal(400, 'invalid_sort_order', `Invalid sort order '${String(order)}'. Must be one of: ascending, descending`);
}
