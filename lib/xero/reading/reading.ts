import { MAX_IDS_PER_READ, MAX_PAGE_SIZE } from '../pace/limits';

/** Keys still to be looked up, each once. */
export interface SearchKeys {
	/** ContactIDs. */
	ids: readonly string[];
	emails: readonly string[];
	numbers: readonly string[];
	names: readonly string[];
	/** Something is looked for that no filter of Xero finds in every spelling: only the list can tell. */
	list?: boolean;
	/** A contact is about to be taken that may be another record's because of a merge: only who knows all merges can tell. */
	merges?: boolean;
	/** Emails under which contacts are about to be created: nothing but Xero's present word says that there is none. */
	unheld?: readonly string[];
	/** What Xero itself has to be asked, whatever the list says: a refusal that the list does not explain. */
	doubted?: Omit<SearchKeys, 'list' | 'merges' | 'unheld' | 'doubted'>;
}

/** How much of the organisation's list is known. */
export interface ListState {
	/** Every contact is in the directory. */
	complete: boolean;
	/** It was read for the very keys that are asked for. */
	hasListed: boolean;
	/** The keys of every company are, see OrganisationKeys. */
	keysComplete: boolean;
	/** What changed since it was read has been asked for a moment ago. */
	fresh: boolean;
	/** So have the merges, where the list is not in memory. */
	mergesFresh: boolean;
	/** The organisation is too large for asking for its merges alone. */
	isTooLarge: boolean;
	/** Xero's count, or the reading of the whole list, showed a moment ago that no contact is missing. */
	proven: boolean;
	/** Contacts in the organisation; undefined until Xero said it. */
	size: number | undefined;
	/** Contacts of a page, where Xero gave fewer than we asked for. */
	pageSize: number | undefined;
	/** Pages of the list read so far. */
	listedPages: number;
	/** Whether nothing has been asked for these keys yet. */
	untried: boolean;
	/** Targeted reads that the rest of the run will need. */
	callsLater: number;
}

/** The next thing to ask Xero for. */
export type Reading =
	| { kind: 'nothing' }
	| { kind: 'changes' }
	| { kind: 'count' }
	| { kind: 'merges' }
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
	if (list.complete) return besideList(keys, list);
	// Whoever has read the whole list knows the merges of it, too.
	const seeksList = keys.list === true || (keys.merges === true && (list.keysComplete || list.isTooLarge));
	const needsList = seeksList && !list.keysComplete;
	if (seeksList && list.keysComplete && !list.fresh) return { kind: 'changes' };
	const seeksMerges = keys.merges === true && !seeksList && !list.mergesFresh;
	const targetedCalls = callsFor(keys) + Number(seeksMerges);
	if (targetedCalls === 0 && !needsList) return doubted(keys, list);
	if (list.size === undefined && list.listedPages === 0) return { kind: 'list', fromPage: 1, pages: 1 };
	// What Xero counted is no proof: only its last page shows that no contact is left.
	const pagesLeft = Math.max(1, pagesOf(list) - list.listedPages);
	if (needsList || pagesLeft <= targetedCalls + list.callsLater) return { kind: 'list', fromPage: list.listedPages + 1, pages: pagesLeft };
	return callsFor(keys) === 0 ? { kind: 'merges' } : targeted(keys);
}

/**
 * The list answers once what changed since is known. One key is asked of Xero itself, which costs no more and holds
 * whatever the times in Xero are. So is what is about to be created, where nothing has shown for a while that the list
 * lacks nobody: each by its email, or by one count over all.
 */
function besideList(keys: SearchKeys, list: ListState): Reading {
	const calls = callsFor(keys);
	if (!list.fresh) {
		const needsChanges = keys.list === true || keys.merges === true;
		if (calls === 1 && list.untried && !needsChanges) return targeted(keys);
		const isAnswered = calls === 0 && !list.untried && !needsChanges;
		if (!isAnswered) return { kind: 'changes' };
	}
	const unheld = list.proven ? [] : (keys.unheld ?? []);
	if (unheld.length > 1) return { kind: 'count' };
	const [email] = unheld;
	return email === undefined ? doubted(keys, list) : { kind: 'email', email };
}

/** Where very much is in doubt the whole list is read anew. */
function doubted({ doubted: keys }: SearchKeys, list: ListState): Reading {
	if (keys === undefined || callsFor(keys) === 0 || list.hasListed) return { kind: 'nothing' };
	const pages = Math.max(1, pagesOf(list));
	return list.complete && callsFor(keys) > pages ? { kind: 'list', fromPage: 1, pages } : targeted(keys);
}

function pagesOf({ size = Number.POSITIVE_INFINITY, pageSize = MAX_PAGE_SIZE }: ListState): number {
	return Math.ceil(size / pageSize);
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
