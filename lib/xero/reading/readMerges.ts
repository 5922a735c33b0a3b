import { OVERLAP_MS, readPage, type Finder, type FindResult } from './finder';

/** A merge archives its loser, and names the winner there and nowhere else. */
const LOSERS = 'ContactStatus=="ARCHIVED"';

/**
 * Every merge in Xero, or those that came since they were read last. No filter leads to the losers of a winner, so all
 * archived contacts are read. Above 100,000 contacts Xero refuses the filter: the list stands in.
 * @see https://developer.xero.com/documentation/api/accounting/contacts "High volume thresholds"
 */
export async function readMerges(finder: Finder): Promise<FindResult> {
	const { merges } = finder.directory;
	const { clock } = finder.client.context;
	const since = merges.knownUntil === undefined ? {} : { modifiedSince: merges.knownUntil - OVERLAP_MS };
	const askedAt = clock.now();
	const seen = { contacts: 0 };
	let readAt: number | undefined;
	for (let page = 1; ; page++) {
		const result = await readPage(finder, { page, where: LOSERS, order: 'ContactID', ...since }, seen);
		if (!result.ok && result.failure.reason === 'xeroHighVolume') {
			finder.isTooLarge = true;
			return { ok: true };
		}
		if (!result.ok) return result;
		if (page === 1) readAt = result.page.serverTime;
		if (!result.isLast) continue;
		Object.assign(merges, { knownUntil: readAt, readAt: merges.readAt ?? askedAt });
		finder.mergesAt = askedAt;
		return { ok: true };
	}
}
