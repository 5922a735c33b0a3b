import { circumstances, putTable, type Before } from '../document';
import type { Burst, OneChange } from './scenes';

type Name = 'ours' | 'older';

/** `idleMs`: what n8n spends in a window in which nothing happens. */
export type Alone = Record<Name, { idleMs: number; updates: OneChange[]; creates: OneChange[] }>;

interface Row {
	what: string;
	older: string;
	ours: string;
	/** Ours over the older one's; absent where the target is a number. */
	ratio?: number;
	target: string;
	isHeld: boolean;
}

/** Puts one table into docs/benchmarks.md. @param part its place there @returns whether every target is held */
export function writeReport(part: 'alone' | 'burst', rows: Row[], before: Before): boolean {
	putTable(`live ${part}`, [
		circumstances('npm run bench:live', before),
		'',
		'| what | with Data Tables | with the ledger | ratio | target | |',
		'|---|---|---|---|---|---|',
		...rows.map(({ what, older, ours, ratio, target, isHeld }) => `| ${what} | ${older} | ${ours} | ${ratio === undefined ? '' : ratio.toFixed(2)} | ${target} | ${isHeld ? 'held' : 'not held'} |`),
	], false);
	return rows.every(({ isHeld }) => isHeld);
}

export function aloneRows({ older, ours }: Alone): Row[] {
	const median = (changes: OneChange[], value: keyof OneChange) => medianOf(changes.map((change) => change[value]));
	return [
		ratioRow('one update: notification to Xero, p50', 'ms', [median(older.updates, 'latencyMs'), median(ours.updates, 'latencyMs')], 0.7),
		ratioRow('one update: processor time of n8n', 'ms', [median(older.updates, 'cpuMs'), median(ours.updates, 'cpuMs')], 0.6),
		ratioRow('a create and the echo of its reference: processor time of n8n', 'ms', [median(older.creates, 'cpuMs'), median(ours.creates, 'cpuMs')], 0.45),
		numberRow('the same: executions of n8n', [shown(median(older.creates, 'executions')), shown(median(ours.creates, 'executions'))], '1', median(ours.creates, 'executions') === 1),
	];
}

export function burstRows({ older, ours }: Record<Name, Burst>): Row[] {
	const answered = ({ withinASecond, deliveries, answerP95Ms }: Burst) => `${withinASecond} of ${deliveries} (p95 ${shown(answerP95Ms)} ms)`;
	const right = ({ secondsAfterTheLast }: Burst) => (secondsAfterTheLast === null ? 'not all' : `${shown(secondsAfterTheLast)} s`);
	const both = <T>(of: (one: Burst) => T): [T, T] => [of(older), of(ours)];
	return [
		numberRow(`${ours.changes} changes at 5 a second, Xero's 60 calls a minute: all are right after the last one`, both(right), 'within 45 s', (ours.secondsAfterTheLast ?? Infinity) <= 45),
		numberRow('the same: deliveries answered within 1 s', both(answered), 'all', ours.withinASecond === ours.deliveries),
		numberRow('the same: peak of memory above idle', both(({ peakMB }) => `${shown(peakMB)} MB`), 'at most 250 MB', ours.peakMB <= 250),
		ratioRow('the same: processor time a change', 'ms', both(({ cpuMsEach }) => cpuMsEach), 0.25),
		numberRow("the same: growth of n8n's database a change", both(({ databaseKBEach }) => `${databaseKBEach.toFixed(1)} KB`), 'at most 4 KB', ours.databaseKBEach <= 4),
		numberRow('the same: Xero calls', both(({ xeroCalls }) => String(xeroCalls)), 'at most 60', ours.xeroCalls <= 60),
	];
}

function ratioRow(what: string, unit: string, [then, now]: [number, number], most: number): Row {
	return { what, older: `${shown(then)} ${unit}`, ours: `${shown(now)} ${unit}`, ratio: now / then, target: `at most ${most}`, isHeld: now / then <= most };
}

function numberRow(what: string, [older, ours]: [string, string], target: string, isHeld: boolean): Row {
	return { what, older, ours, target, isHeld };
}

export function medianOf(values: number[]): number {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function shown(value: number): string {
	return Math.abs(value) < 10 ? String(Number(value.toFixed(1))) : String(Math.round(value));
}
