import { callsTo } from './observation';
import type { RowResult } from './rows/row';

const HEAD = ['', 'way', 'what happens', 'outcome', 'read back afterwards', 'Xero calls', 'Intercom calls', 'seconds'];

/** The scenarios as a table; a row that is not as it should be is followed by what is wrong. Pure. */
export function tableOf(results: readonly RowResult[]): string {
	const rows = [HEAD, ...results.map(cells)];
	const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
	const faults = results.flatMap(({ name, faults: wrong }) => wrong.map((fault) => `NOT AS IT SHOULD BE  ${name}: ${fault}`));
	return [lines[0], widths.map((width) => '-'.repeat(width)).join('  '), ...lines.slice(1), ...faults].join('\n');
}

function cells({ way, name, observation, readBack, faults }: RowResult): string[] {
	const { outcomes, secondsToWrite } = observation;
	return [
		faults.length === 0 ? 'ok' : 'NO',
		way,
		name,
		outcomes.join(', ') || 'no execution',
		readBack || 'none',
		String(callsTo('xero', observation)),
		String(callsTo('intercom', observation)),
		secondsToWrite === undefined ? 'no write' : secondsToWrite.toFixed(2),
	];
}
