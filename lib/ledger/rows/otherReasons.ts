/** How many records of a job were neither synced nor failed, by why; reasons as the mapper and the ledger name them. */
export type OtherReasons = Readonly<Record<string, number>>;

/** A person decided never to sync it; as the mapper calls it, too. */
export const NEVER_SYNC = 'neverSync';
/** It runs elsewhere, is held by a stop, or a change of it is waiting: whoever has that syncs it. */
export const WITH_ANOTHER = 'withAnother';
/** What was to be done with it went from Xero to Intercom. */
export const OTHER_WAY = 'otherWay';

/** Stable reasons are a few; whatever an item says, a job stays small. */
const MOST_REASONS = 40;
const FURTHER = 'further';

/** Both together. Pure. */
export function withReasons(some: OtherReasons = {}, more: OtherReasons = {}): OtherReasons {
	const all = new Map(Object.entries(some));
	for (const [reason, count] of Object.entries(more)) {
		const name = reason !== '' && (all.has(reason) || all.size < MOST_REASONS) ? reason : FURTHER;
		if (count > 0) all.set(name, (all.get(name) ?? 0) + count);
	}
	return Object.fromEntries(all);
}
