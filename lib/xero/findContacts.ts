import type { Failure } from '../http/failure';
import { xeroTime, type ContactDirectory } from './contactDirectory';
import { getContacts, quoted, type ContactPage, type ContactQuery, type XeroClient } from './endpoints';
import { MAX_IDS_PER_READ } from './limits';
import { nextReading, type ListState, type Reading, type SearchKeys } from './reading';

/** Xero compares If-Modified-Since in whole seconds; an overlap costs nothing and loses nothing. */
const OVERLAP_MS = 5_000;

export type FindResult = { ok: true } | { ok: false; failure: Failure; attempts: number };

/** One run's way of asking: what it has read, and the request ids for the audit. */
export interface Finder {
	client: XeroClient;
	directory: ContactDirectory;
	/** Keys already asked for, such as `email:jane@example.com`. */
	asked: Set<string>;
	/** True once this run has asked what changed since the list was read. */
	fresh: boolean;
	requestIds: string[];
}

/**
 * Reads whatever is missing so that the directory can answer for the keys, by the cheapest way in calls.
 * @param keysNow asked again after every reading, because what was found decides what else is needed
 */
export async function findContacts(finder: Finder, keysNow: () => SearchKeys): Promise<FindResult> {
	for (;;) {
		const reading = nextReading(unasked(keysNow(), finder.asked), listState(finder));
		if (reading.kind === 'nothing') return { ok: true };
		const result = await carryOut(finder, reading);
		if (!result.ok) return result;
	}
}

function listState({ directory, fresh }: Finder): ListState {
	return { complete: directory.complete, size: directory.size, listedPages: directory.listedPages, fresh };
}

function unasked(keys: SearchKeys, asked: ReadonlySet<string>): SearchKeys {
	const left = (kind: string, values: readonly string[]) =>
		[...new Set(values)].filter((value) => !asked.has(`${kind}:${value}`));
	return {
		ids: left('id', keys.ids),
		emails: left('email', keys.emails),
		numbers: left('number', keys.numbers),
		names: left('name', keys.names),
		list: keys.list,
	};
}

async function carryOut(finder: Finder, reading: Exclude<Reading, { kind: 'nothing' }>): Promise<FindResult> {
	switch (reading.kind) {
		case 'changes':
			return await readChanges(finder);
		case 'list':
			return await readList(finder, reading.fromPage, reading.pages);
		case 'ids':
			for (const id of reading.ids) finder.asked.add(`id:${id}`);
			return await readIds(finder, reading.ids);
		case 'email':
			finder.asked.add(`email:${reading.email}`);
			return await readMatches(finder, { where: `EmailAddress==${quoted(reading.email)}` });
		case 'name':
			finder.asked.add(`name:${reading.name}`);
			return await readMatches(finder, { where: `Name==${quoted(reading.name)}` });
		case 'number':
			finder.asked.add(`number:${reading.number}`);
			return await readNumber(finder, reading.number);
	}
}

/**
 * Pages of the whole list, in the order of ContactID: nothing that changes while we read can push an unread contact
 * onto a page already behind us, which the default order (by change) does.
 */
async function readList(finder: Finder, fromPage: number, pages: number): Promise<FindResult> {
	const { directory } = finder;
	for (let page = fromPage; page < fromPage + pages; page++) {
		const result = await readPage(finder, { page, order: 'ContactID' });
		if (!result.ok) return result;
		directory.listedPages = page;
		directory.size = result.page.itemCount ?? directory.size;
		if (page === 1) directory.knownUntil = timeOf(result.page);
		if (result.page.isLast) {
			directory.complete = true;
			finder.fresh = page === 1;
			return { ok: true };
		}
	}
	return { ok: true };
}

/** Everything that changed since the list was last up to date; a 304 and an empty page mean nothing did. */
async function readChanges(finder: Finder): Promise<FindResult> {
	const { directory } = finder;
	const since = directory.knownUntil;
	const modifiedSince = since === undefined ? undefined : since - OVERLAP_MS;
	let readAt: number | undefined;
	for (let page = 1; ; page++) {
		const result = await readPage(finder, { page, order: 'ContactID', modifiedSince });
		if (!result.ok) return result;
		if (page === 1) readAt = timeOf(result.page);
		if (!result.page.isLast) continue;
		// Not before the last page: where a later one fails, the next run has to ask for all of them again.
		directory.knownUntil = readAt ?? since;
		finder.fresh = true;
		return { ok: true };
	}
}

/** Reads contacts by their ids, so many at a time as Xero allows; ids that it does not know are simply not found. */
export async function readContacts(finder: Finder, ids: readonly string[]): Promise<FindResult> {
	for (let start = 0; start < ids.length; start += MAX_IDS_PER_READ) {
		const result = await readIds(finder, ids.slice(start, start + MAX_IDS_PER_READ));
		if (!result.ok) return result;
	}
	return { ok: true };
}

/** An id that Xero does not know makes it answer 404 for the whole list, so the list is halved until it is found. */
async function readIds(finder: Finder, ids: readonly string[]): Promise<FindResult> {
	const result = await readPage(finder, { ids });
	if (result.ok) return result;
	if (result.failure.reason !== 'xeroNotFound') return result;
	if (ids.length === 1) return { ok: true };
	const middle = Math.ceil(ids.length / 2);
	const first = await readIds(finder, ids.slice(0, middle));
	return first.ok ? await readIds(finder, ids.slice(middle)) : first;
}

/** ContactNumber is not among Xero's optimised filters; above 100,000 contacts the search term stands in. */
async function readNumber(finder: Finder, number: string): Promise<FindResult> {
	const exact = await readMatches(finder, { where: `ContactNumber==${quoted(number)}` });
	if (exact.ok || exact.failure.reason !== 'xeroHighVolume') return exact;
	return await readMatches(finder, { searchTerm: number });
}

async function readMatches(finder: Finder, query: ContactQuery): Promise<FindResult> {
	const result = await readPage(finder, query);
	return result.ok ? { ok: true } : result;
}

type PageResult = { ok: true; page: ContactPage } | { ok: false; failure: Failure; attempts: number };

async function readPage(finder: Finder, query: ContactQuery): Promise<PageResult> {
	const { clock } = finder.client.context;
	const askedAt = clock.now();
	const result = await getContacts(finder.client, query);
	if (!result.ok) return result;
	if (result.requestId) finder.requestIds.push(result.requestId);
	// A paged read that says nothing of a merge says that there is none.
	for (const contact of result.value.contacts) finder.directory.put({ MergedToContactID: '', ...contact });
	const { serverTime, ...page } = result.value;
	// The Date header may be of the moment the answer left; what changed since we asked may not be in it.
	return { ok: true, page: { ...page, ...(serverTime !== undefined && { serverTime: serverTime - (clock.now() - askedAt) }) } };
}

/** The server's own clock when we asked for the page; without a Date header the newest change the page shows. */
function timeOf(page: ContactPage): number | undefined {
	if (page.serverTime !== undefined) return page.serverTime;
	const times = page.contacts.map((contact) => xeroTime(contact.UpdatedDateUTC));
	return times.length > 0 ? Math.max(...times) : undefined;
}
