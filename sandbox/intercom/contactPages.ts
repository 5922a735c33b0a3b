import { IntercomRefusal } from './errors';
import type { ContactRecord } from './model';
import type { Predicate } from './searchQuery';
import { compareKeys, sortKey, type SortField, type SortKey } from './sortedContacts';
import type { Workspace } from './workspace';

export interface PageRequest {
	sort: SortField;
	order: 'ascending' | 'descending';
	perPage: number;
	startingAfter?: string;
	/** Pages with the same name and an unchanged workspace share one count. */
	countKey: string;
	matches: Predicate<ContactRecord>;
}

export interface ContactPage {
	contacts: ContactRecord[];
	totalCount: number;
	pages: Record<string, unknown>;
}

interface Position {
	key: SortKey;
	id: string;
	page: number;
}

const counts = new WeakMap<Workspace, { revision: number; byKey: Map<string, number> }>();

/** One page by keyset: what comes after the cursor's (sort value, id), whatever was added or changed meanwhile. */
export function contactPage(workspace: Workspace, request: PageRequest): ContactPage {
	const after = request.startingAfter === undefined ? null : readCursor(request.startingAfter);
	const page = after === null ? 1 : after.page;
	const found = takePage(workspace.sorted.ascending(request.sort), request, after);
	const totalCount = countOf(workspace, request);
	const contacts = found.slice(0, request.perPage);
	const last = contacts[contacts.length - 1];
	const more = found.length > request.perPage && last !== undefined;
	const next = more ? { page: page + 1, starting_after: writeCursor({ key: sortKey(last, request.sort), id: last.id, page: page + 1 }) } : null;
	const totalPages = Math.ceil(totalCount / request.perPage);
	const pages = { type: 'pages', ...(next === null ? {} : { next }), page, per_page: request.perPage, total_pages: totalPages };
	return { contacts, totalCount, pages };
}

/** One more than a page, so that the caller sees whether there is a next one. */
function takePage(list: readonly ContactRecord[], request: PageRequest, after: Position | null): ContactRecord[] {
	const up = request.order === 'ascending';
	const step = up ? 1 : -1;
	const found: ContactRecord[] = [];
	for (let at = startIndex(list, request, after); at >= 0 && at < list.length; at += step) {
		const contact = list[at];
		if (contact !== undefined && request.matches(contact)) found.push(contact);
		if (found.length > request.perPage) break;
	}
	return found;
}

function startIndex(list: readonly ContactRecord[], request: PageRequest, after: Position | null): number {
	const up = request.order === 'ascending';
	if (after === null) return up ? 0 : list.length - 1;
	let low = 0;
	let high = list.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (isBefore(list[middle], request.sort, after, up)) low = middle + 1;
		else high = middle;
	}
	return up ? low : low - 1;
}

function isBefore(contact: ContactRecord | undefined, field: SortField, after: Position, inclusive: boolean): boolean {
	if (contact === undefined) return false;
	const compared = compareKeys(sortKey(contact, field), contact.id, after.key, after.id);
	return inclusive ? compared <= 0 : compared < 0;
}

function countOf(workspace: Workspace, request: PageRequest): number {
	const revision = workspace.sorted.revision;
	let known = counts.get(workspace);
	if (known?.revision !== revision) counts.set(workspace, (known = { revision, byKey: new Map() }));
	const count = known.byKey.get(request.countKey);
	if (count !== undefined) return count;
	const fresh = workspace.sorted.ascending(request.sort).filter(request.matches).length;
	known.byKey.set(request.countKey, fresh);
	return fresh;
}

/** The vendor's cursors decode to [sort value in ms, contact id, page]. */
function writeCursor({ key, id, page }: Position): string {
	return Buffer.from(JSON.stringify([key, id, page])).toString('base64');
}

function readCursor(cursor: string): Position {
	try {
		const [key, id, page] = JSON.parse(Buffer.from(cursor, 'base64').toString('utf8')) as unknown[];
		if ((typeof key === 'number' || typeof key === 'string') && typeof id === 'string' && typeof page === 'number') return { key, id, page };
	} catch {
		// Falls through to the refusal: a cursor that is no JSON was made up by the caller.
	}
	throw new IntercomRefusal(400, 'parameter_invalid', 'starting_after is invalid');
}
