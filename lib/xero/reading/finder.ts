import type { Failure } from '../../http/failure';
import type { ContactDirectory } from '../directory/contactDirectory';
import { FRESH_MS } from '../directory/freshness';
import { getContacts, isLastPage, whenAsked, type ContactPage, type ContactQuery, type XeroClient } from '../api/endpoints';

/**
 * How far before the known time changes are asked for: Xero compares whole seconds, and its Date header may be ahead of
 * the data behind it. An overlap costs no call and loses nothing.
 */
export const OVERLAP_MS = 5 * 60_000;

export type FindResult = { ok: true } | { ok: false; failure: Failure; attempts: number };

/** One run's way of asking: what it has read, and the request ids for the audit. */
export interface Finder {
	client: XeroClient;
	directory: ContactDirectory;
	/** Keys already asked for, such as `email:jane@example.com`. */
	asked: Set<string>;
	/** Keys that Xero would not look up, and why: whoever has them cannot be decided, and nobody else is concerned. */
	refused: Map<string, Failure>;
	/** Epoch ms by our own clock at which this run last learnt what changed since the list was read. */
	freshAt: number | undefined;
	/** How long the list serves after that. */
	freshMs: number;
	/** Epoch ms by our own clock at which this run last learnt of the merges, where the list is not in memory. */
	mergesAt: number | undefined;
	/** Xero refused to look through so many contacts for those that were merged. */
	isTooLarge: boolean;
	/** What changed has to be asked anew, however short a while ago that was: a write was lost or refused since. */
	looksAgain: boolean;
	/** The whole list was read by this very finder: what it does not explain nothing does. */
	hasListed: boolean;
	/** Targeted reads that the rest of the run will need. */
	callsLater: number;
	requestIds: string[];
}

/** @param earlier what the run has learnt by earlier finders */
export function newFinder(client: XeroClient, directory: ContactDirectory, earlier: Partial<Pick<Finder, 'freshAt' | 'freshMs' | 'mergesAt' | 'looksAgain' | 'callsLater'>> = {}): Finder {
	const { freshAt, freshMs = FRESH_MS, mergesAt, looksAgain = false, callsLater = 0 } = earlier;
	return { client, directory, asked: new Set(), refused: new Map(), freshAt, freshMs, mergesAt, isTooLarge: false, looksAgain, hasListed: false, callsLater, requestIds: [] };
}

export type PageResult = { ok: true; page: ContactPage; isLast: boolean } | { ok: false; failure: Failure; attempts: number };

/** One page of a reading of several; the pages of one reading follow each other. */
export async function readPage(finder: Finder, query: ContactQuery, seen: { contacts: number }): Promise<PageResult> {
	const { directory, client } = finder;
	const { clock } = client.context;
	const askedAt = clock.now();
	const reading = directory.beginReading();
	try {
		const result = await getContacts(client, query);
		if (!result.ok) return result;
		if (result.requestId) finder.requestIds.push(result.requestId);
		for (const contact of result.value.contacts) directory.put(contact, reading);
		seen.contacts += result.value.contacts.length;
		const { serverTime, ...page } = result.value;
		const asOf = serverTime !== undefined && { serverTime: whenAsked(serverTime, askedAt, clock.now()) };
		return { ok: true, page: { ...page, ...asOf }, isLast: isLastPage({ ...page, held: page.contacts.length }, query.page ?? 1, seen.contacts) };
	} finally {
		directory.endReading();
	}
}
