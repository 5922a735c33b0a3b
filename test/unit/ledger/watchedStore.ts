import type { Change, Found, Step } from '../../../lib/ledger/store/step';
import { MemoryStore } from './memoryStore';

/** `work on notified: none to waiting` of every row that a step rewrote. */
export function movesOf(changes: readonly Change[]): string[] {
	return changes.flatMap((change) => {
		if (change.do !== 'write' || change.table === 'fact' || change.table === 'forecast') return [];
		const state = (row: object | null): string => (row === null ? 'none' : change.table === 'review' ? 'there' : (row as { state: string }).state);
		return [moveOf(change.table, change.on, state(change.was), state(change.is))];
	});
}

export function moveOf(row: string, on: string, from: string, to: string): string {
	return `${row} on ${on}: ${from} to ${to}`;
}

/** The reference store, which remembers what happened and tells whoever watches. */
export class WatchedStore extends MemoryStore {
	readonly moves = new Set<string>();
	watch: (changes: readonly Change[]) => void = () => undefined;

	override async change<Answer>(step: Step<Answer>): Promise<Answer> {
		let last: readonly Change[] = [];
		const decide = (found: Found) => {
			const decided = step.decide(found);
			last = decided.changes;
			return decided;
		};
		const answer = await super.change({ ...step, decide });
		for (const move of movesOf(last)) this.moves.add(move);
		this.watch(last);
		return answer;
	}
}

