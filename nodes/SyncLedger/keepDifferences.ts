import { groupBy } from 'es-toolkit';
import type { LedgerStore } from '../../lib/ledger';
import { noteDifferences } from '../../lib/ledger/decisions/findings';
import { bySettings } from '../../lib/ledger/decisions/published';
import type { DifferenceItem } from '../../lib/ledger/items/differenceItem';

/** Keeps in what the records of a batch differed; those of one job in one transaction. */
export async function keepDifferences(store: LedgerStore, items: readonly DifferenceItem[], now: number): Promise<void> {
	for (const [jobId, group] of Object.entries(groupBy(items, (item) => item.jobId))) {
		await store.change(bySettings((settings) => noteDifferences(jobId, group.map(({ difference }) => difference), settings, now)));
	}
}
