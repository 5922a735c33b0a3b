import type { LedgerStore, ListedJob } from './port';

const AT_ONCE = 200;

/** All jobs of a ledger, in the order of their names; read page by page. */
export async function* jobsOf(store: Pick<LedgerStore, 'list'>): AsyncGenerator<ListedJob> {
	let after = '';
	do {
		const { rows, next } = await store.list('job', { limit: AT_ONCE, after });
		yield* rows;
		after = next;
	} while (after !== '');
}
