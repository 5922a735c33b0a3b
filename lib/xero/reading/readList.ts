import type { ContactPage } from '../api/endpoints';
import { OVERLAP_MS, readPage, type Finder, type FindResult } from './finder';

/**
 * Pages of the whole list, in the order of ContactID: nothing that changes while we read can push an unread contact
 * onto a page already behind us, which the default order (by change) does.
 */
export async function readList(finder: Finder, fromPage: number, pages: number): Promise<FindResult> {
	const { directory } = finder;
	const { clock } = finder.client.context;
	const seen = { contacts: (fromPage - 1) * (directory.pageSize ?? 0) };
	for (let page = fromPage; page < fromPage + pages; page++) {
		const askedAt = clock.now();
		const result = await readPage(finder, { page, order: 'ContactID' }, seen);
		if (!result.ok) return result;
		directory.listedPages = page;
		directory.size = result.page.itemCount ?? directory.size;
		directory.pageSize = result.page.pageSize ?? directory.pageSize;
		if (page === 1) Object.assign(directory, { listedAt: askedAt, knownUntil: result.page.serverTime });
		if (!result.isLast) continue;
		Object.assign(directory, { complete: true, keysComplete: true, provenAt: directory.listedAt, freshAt: directory.listedAt });
		Object.assign(directory.merges, { knownUntil: directory.knownUntil, readAt: directory.listedAt });
		directory.uncounted = directory.count - (directory.size ?? directory.count);
		Object.assign(finder, { freshAt: directory.listedAt, looksAgain: false, hasListed: true });
		return { ok: true };
	}
	return { ok: true };
}

/**
 * Everything that changed since the list was last up to date; a 304 and an empty page mean nothing did. Where a run that
 * has asked before finds that Xero counts no more changes than it holds itself, its own writes are not read back. Without a time to ask from the list is read anew.
 */
export async function readChanges(finder: Finder): Promise<FindResult> {
	const { directory } = finder;
	const { clock } = finder.client.context;
	if (directory.knownUntil === undefined) return await readAnew(finder);
	const modifiedSince = directory.knownUntil - OVERLAP_MS;
	const askedAt = clock.now();
	const seen = { contacts: 0 };
	let readAt: number | undefined;
	for (let page = 1; ; page++) {
		const result = await readPage(finder, { page, order: 'ContactID', modifiedSince }, seen);
		if (!result.ok) return result;
		if (page === 1) readAt = result.page.serverTime;
		if (!result.isLast && !holdsAll(finder, result.page, modifiedSince)) continue;
		// Not before the last page: where a later one fails, or is not read, the next run has to ask for all of them again.
		if (result.isLast) directory.knownUntil = readAt ?? directory.knownUntil;
		directory.freshAt = askedAt;
		Object.assign(finder, { freshAt: askedAt, looksAgain: false });
		return { ok: true };
	}
}

/** Whether the directory holds as many changes since a moment as Xero counts: then what is left to read are our own writes. */
function holdsAll({ directory, freshAt }: Finder, { itemCount }: ContactPage, modifiedSince: number): boolean {
	if (freshAt === undefined) return false;
	return itemCount === directory.updatedSince(Math.floor(modifiedSince / 1_000) * 1_000);
}

/**
 * Whether Xero counts as many contacts as the directory holds, so that nobody is missing who came without a time that
 * the changes show. Where somebody is, the list is read anew.
 */
export async function readCount(finder: Finder): Promise<FindResult> {
	const { directory } = finder;
	const askedAt = finder.client.context.clock.now();
	const result = await readPage(finder, { page: 1, pageSize: 1, order: 'ContactID' }, { contacts: 0 });
	if (!result.ok) return result;
	const { itemCount = 0 } = result.page;
	if (itemCount + directory.uncounted !== directory.count) return await readAnew(finder);
	directory.provenAt = askedAt;
	return { ok: true };
}

async function readAnew(finder: Finder): Promise<FindResult> {
	return await readList(finder, 1, Number.POSITIVE_INFINITY);
}
