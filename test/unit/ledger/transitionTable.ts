import { MANY_ROWS_TRANSITIONS, TRANSITIONS } from '../../../lib/ledger/decisions/transitions';
import { moveOf } from './watchedStore';

/** The table of docs/ledger.md. */
export function transitionTable(): string {
	const lines = [
		...TRANSITIONS.map(({ row, on, from, to, means }) => `| ${row} | \`${on}\` | ${from.join(', ')} | ${to.join(', ')} | ${means} |`),
		...MANY_ROWS_TRANSITIONS.map(({ row, on, from, to, means }) => `| ${row} | \`${on}\` | ${from} | ${to} | ${means} |`),
	];
	return ['| row | what happened | from | to | what it means |', '|---|---|---|---|---|', ...lines].join('\n');
}

/** Every single move that the table allows. */
export function allowedMoves(): Set<string> {
	return new Set(TRANSITIONS.flatMap(({ row, on, from, to }) => from.flatMap((before) => to.map((after) => moveOf(row, on, before, after)))));
}
