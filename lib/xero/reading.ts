import { MAX_IDS_PER_READ, MAX_PAGE_SIZE } from './limits';

/** Keys still to be looked up, each once. */
export interface SearchKeys {
	/** ContactIDs. */
	ids: readonly string[];
	emails: readonly string[];
	numbers: readonly string[];
	names: readonly string[];
	/** Something is looked for that no filter of Xero finds in every spelling: only the list can tell. */
	list?: boolean;
}

/** How much of the organisation's list is known. */
export interface ListState {
	/** Every contact is in the directory. */
	complete: boolean;
	/** What changed since it was read has been asked for in this run. */
	fresh: boolean;
	/** Contacts in the organisation; undefined until Xero said it. */
	size: number | undefined;
	/** Pages of the list read so far. */
	listedPages: number;
}

/** The next thing to ask Xero for. `key` marks it as done. */
export type Reading =
	| { kind: 'nothing' }
	| { kind: 'changes' }
	| { kind: 'list'; fromPage: number; pages: number }
	| { kind: 'ids'; ids: readonly string[] }
	| { kind: 'email'; email: string }
	| { kind: 'number'; number: string }
	| { kind: 'name'; name: string };

/**
 * Chooses the cheaper of targeted reads and the list, counting calls. A small organisation is one page, so its list
 * costs no more than one targeted read and later runs only ask what changed. Where the size is not known yet, one
 * page is read to learn it. Pure.
 */
export function nextReading(keys: SearchKeys, list: ListState): Reading {
	if (list.complete) return list.fresh ? { kind: 'nothing' } : { kind: 'changes' };
	const targetedCalls = callsFor(keys);
	if (targetedCalls === 0 && !keys.list) return { kind: 'nothing' };
	if (list.size === undefined && list.listedPages === 0) return { kind: 'list', fromPage: 1, pages: 1 };
	const allPages = Math.ceil((list.size ?? Number.POSITIVE_INFINITY) / MAX_PAGE_SIZE);
	// A full last page proves nothing: only a page that is not full shows that no contact is left.
	const pagesLeft = Math.max(1, allPages - list.listedPages);
	if (keys.list || pagesLeft <= targetedCalls) return { kind: 'list', fromPage: list.listedPages + 1, pages: pagesLeft };
	return targeted(keys);
}

/** Calls that targeted reads of these keys cost. */
export function callsFor(keys: SearchKeys): number {
	return (
		Math.ceil(keys.ids.length / MAX_IDS_PER_READ) + keys.emails.length + keys.numbers.length + keys.names.length
	);
}

function targeted(keys: SearchKeys): Reading {
	if (keys.ids.length > 0) return { kind: 'ids', ids: keys.ids.slice(0, MAX_IDS_PER_READ) };
	const [number] = keys.numbers;
	if (number !== undefined) return { kind: 'number', number };
	const [email] = keys.emails;
	if (email !== undefined) return { kind: 'email', email };
	const [name] = keys.names;
	return name === undefined ? { kind: 'nothing' } : { kind: 'name', name };
}
