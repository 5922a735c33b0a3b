import { newFinder } from '../../xero/reading/findContacts';
import { readContacts } from '../../xero/reading/readMatches';
import { hasGroups } from '../record/afterWork';
import type { Run } from '../write/run';
import { miss, stopWhereHopeless, type AfterItem } from './afterItem';

/**
 * Reads the groups of contacts anew where what is known of them comes from an earlier run and does not explain why the
 * record changed since its last sync: another worker may have changed the groups meanwhile, and whether that moves
 * UpdatedDateUTC, by which the kept list learns of it, is not documented. Forty contacts a call, and only then.
 * @param isRight whether, by what is known, nothing would have to be done for the contact's groups
 */
export async function readDoubtedGroups(run: Run, items: readonly AfterItem[], isRight: (item: AfterItem) => boolean): Promise<void> {
	const doubted = run.listWasKept && !run.stopped ? items.filter((item) => isUnexplained(item) && isRight(item)) : [];
	if (doubted.length === 0) return;
	const { client } = run.deps;
	const finder = newFinder(client, run.directory);
	const read = await readContacts(finder, doubted.map(({ outcome }) => outcome.xeroContactId));
	if (!read.ok) stopWhereHopeless(run, read);
	for (const item of doubted) {
		if (!read.ok) miss(item, 'a look at its groups', read);
		item.groups = [...(run.directory.byId(item.outcome.xeroContactId)?.ContactGroups ?? [])];
	}
}

/** Its fingerprint is another one, and yet nothing in its fields differed. */
function isUnexplained({ record, outcome }: AfterItem): boolean {
	const { lastSync, fingerprint } = record;
	return hasGroups(record) && outcome.outcome === 'unchanged' && lastSync !== undefined && lastSync.fingerprint !== fingerprint;
}
