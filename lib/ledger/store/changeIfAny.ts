import type { LedgerStore } from './port';
import type { Step } from './step';

/**
 * Carries a step out where it would change anything, and else only looks: no turn on the lock of the ledger, and nothing
 * that goes to disk. For what is asked again and again, and is mostly answered with nothing.
 */
export async function changeIfAny<Answer>(store: LedgerStore, step: Step<Answer>): Promise<Answer> {
	const { answer, changes } = await store.look(step);
	return changes.length === 0 ? answer : await store.change(step);
}
