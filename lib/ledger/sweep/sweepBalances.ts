import { chunk } from 'es-toolkit';
import type { Failure } from '../../http/failure';
import type { ContactBalance } from '../../xero/reading/contactBalances';
import type { XeroResult } from '../../xero/api/endpoints';
import { noteBalances } from '../decisions/balances';
import { beginSweep, endSweep } from '../decisions/sweep';
import type { LedgerStore } from '../store/port';
import { sweepBegunAnew } from './sweepFailures';

/** What one reading of what only Xero knows came to. */
export interface BalanceSweep {
	/** Its number among all of the ledger. */
	sweep: number;
	/** Contacts of Xero and pages that were read. */
	seen: number;
	pages: number;
	/** Records whose Intercom record is to be told something else than before. */
	due: number;
	/** Why it was broken off; null: every page was read. What was read before counts. */
	failure: Failure | null;
	/** Readings that were broken off one after the other, this one included. */
	broken: number;
}

/** Contacts of one step. */
const AT_ONCE = 500;

/**
 * Reads what Xero knows of every contact, page after page, and lets the ledger compare it with what Intercom was told: no more than
 * a page is held. One that breaks off has told nothing wrong, and the next one reads all again; what was told meanwhile costs it nothing.
 * @param pages of Xero's list, see readBalances; nothing is asked of Xero after the last that is taken
 * @throws LedgerProblem of the store; NoAnswer where the execution is stopped
 */
export async function sweepBalances(store: LedgerStore, pages: AsyncIterable<XeroResult<readonly ContactBalance[]>>, now: () => number): Promise<BalanceSweep> {
	const { sweep, broken } = await store.change(beginSweep(now(), 'balances'));
	const result: BalanceSweep = { sweep, seen: 0, pages: 0, due: 0, failure: null, broken: 0 };
	const failed = (failure: Failure): BalanceSweep => ({ ...result, failure, broken: broken + 1 });
	for await (const page of pages) {
		if (!page.ok) return failed(page.failure);
		for (const balances of chunk([...page.value], AT_ONCE)) {
			const { isCurrent, due } = await store.change(noteBalances(sweep, balances, now()));
			if (!isCurrent) return failed(sweepBegunAnew);
			result.due += due;
		}
		result.seen += page.value.length;
		result.pages += 1;
	}
	const { counts } = await store.change(endSweep(sweep, 'balances'));
	return counts ? result : failed(sweepBegunAnew);
}
