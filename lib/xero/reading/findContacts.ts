import { isContactId } from '../contact/contactId';
import type { FindResult, Finder } from './finder';
import { FRESH_MS } from '../directory/freshness';
import { readChanges, readCount, readList } from './readList';
import { isAskable, readEmail, readIds, readName, readNumber } from './readMatches';
import { readMerges } from './readMerges';
import { nextReading, type ListState, type Reading, type SearchKeys } from './reading';

export { newFinder, type Finder, type FindResult } from './finder';

/** How long a list serves once it was shown to lack nobody, by our own clock, and only as a time that passed. */
const PROVEN_MS = 5 * 60_000;

/**
 * Reads whatever is missing so that the directory can answer for the keys, by the cheapest way in calls. A key that no
 * contact can have is not sent: it would make Xero refuse what is asked for with it.
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

function listState({ directory, freshAt, freshMs, mergesAt, isTooLarge, looksAgain, hasListed, asked, callsLater, client }: Finder): ListState {
	const { complete, keysComplete, size, pageSize, listedPages, provenAt } = directory;
	const now = client.context.clock.now();
	const isSince = (at: number | undefined, ms: number) => at !== undefined && now - at <= ms;
	return { complete, keysComplete, hasListed, size, pageSize, listedPages, callsLater, isTooLarge, fresh: !looksAgain && isSince(freshAt, freshMs), mergesFresh: isSince(mergesAt, FRESH_MS), proven: isSince(provenAt, PROVEN_MS), untried: asked.size === 0 };
}

function unasked(keys: SearchKeys, asked: ReadonlySet<string>): SearchKeys {
	const left = (kind: string, values: readonly string[]) =>
		[...new Set(values)].filter((value) => !asked.has(`${kind}:${value}`) && (kind === 'id' ? isContactId(value) : isAskable(value)));
	const { list, merges, unheld = [], doubted } = keys;
	const kinds = ({ ids, emails, numbers, names }: Omit<SearchKeys, 'list' | 'merges' | 'unheld' | 'doubted'>) => ({
		ids: left('id', ids),
		emails: left('email', emails),
		numbers: left('number', numbers),
		names: left('name', names),
	});
	return { ...kinds(keys), unheld: left('email', unheld), ...(list && { list }), ...(merges && { merges }), ...(doubted && { doubted: kinds(doubted) }) };
}

async function carryOut(finder: Finder, reading: Exclude<Reading, { kind: 'nothing' }>): Promise<FindResult> {
	switch (reading.kind) {
		case 'changes':
			return await readChanges(finder);
		case 'count':
			return await readCount(finder);
		case 'merges':
			return await readMerges(finder);
		case 'list':
			return await readList(finder, reading.fromPage, reading.pages);
		case 'ids':
			for (const id of reading.ids) finder.asked.add(`id:${id}`);
			return await readIds(finder, reading.ids);
		case 'email':
			finder.asked.add(`email:${reading.email}`);
			return await readEmail(finder, reading.email);
		case 'name':
			finder.asked.add(`name:${reading.name}`);
			return await readName(finder, reading.name);
		case 'number':
			finder.asked.add(`number:${reading.number}`);
			return await readNumber(finder, reading.number);
	}
}
