import { isEqual } from 'es-toolkit';
import { chooseAnew, creationChoice, noteCreation } from '../decisions/creationChoice';
import type { LedgerStore } from '../store/port';

const AT_ONCE = 200;

/** Where another choice of who is created in Intercom was published than the rows of contacts of Xero were looked at by. Safe to break off: the next minute goes on. */
export async function followCreation(store: LedgerStore, now: () => number): Promise<void> {
	const choice = await store.change(creationChoice());
	if (choice.before !== undefined && isEqual(choice.now, choice.before)) return;
	let runs = false;
	for (const name of ['work', 'review'] as const) {
		let after = '';
		do {
			const { rows, next } = await store.list(name, { limit: AT_ONCE, after, kind: 'xeroContact' });
			if (rows.length > 0) runs = (await store.change(chooseAnew(rows.map(({ kind, id }) => ({ kind, id })), now()))).runs || runs;
			after = next;
		} while (after !== '');
	}
	if (!runs) await store.change(noteCreation(choice.now, now()));
}
