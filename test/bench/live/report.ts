import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { N8N_VERSION } from '../../../sandbox/runtime/cache.mjs';
import { PROJECT_ROOT } from '../../../sandbox/n8n/runtimePaths';
import type { Burst, OneChange } from './scenes';

type Name = 'ours' | 'older';

export interface Measured {
	loadBefore: number;
	/** `idleMs`: what n8n spends in a window in which nothing happens. */
	alone: Partial<Record<Name, { idleMs: number; updates: OneChange[]; creates: OneChange[] }>>;
	burst: Partial<Record<Name, Burst>>;
}

interface Row {
	what: string;
	older: string;
	ours: string;
	/** Ours over the older one's; absent where the target is a number. */
	ratio?: number;
	target: string;
	isHeld: boolean;
}

const REPORT = join(PROJECT_ROOT, 'docs', 'benchmarks.md');
const [BEGIN, END] = ['<!-- bench:live -->', '<!-- end of bench:live -->'];

/** Puts the table into docs/benchmarks.md. @returns whether every target is held */
export function writeReport(measured: Measured): boolean {
	const rows = rowsOf(measured);
	const text = [
		BEGIN,
		`${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, n8n ${N8N_VERSION} on Node 24, \`npm run bench:live\`; load of the machine ${measured.loadBefore.toFixed(1)} before and ${(loadavg()[0] ?? 0).toFixed(1)} after.`,
		'',
		'| what | with Data Tables | with the ledger | ratio | target | |',
		'|---|---|---|---|---|---|',
		...rows.map(({ what, older, ours, ratio, target, isHeld }) => `| ${what} | ${older} | ${ours} | ${ratio === undefined ? '' : ratio.toFixed(2)} | ${target} | ${isHeld ? 'held' : 'not held'} |`),
		END,
	].join('\n');
	const before = readFileSync(REPORT, 'utf8');
	writeFileSync(REPORT, `${before.slice(0, before.indexOf(BEGIN))}${text}${before.slice(before.indexOf(END) + END.length)}`);
	console.log(text);
	return rows.every(({ isHeld }) => isHeld);
}

function rowsOf({ alone, burst }: Measured): Row[] {
	const [older, ours] = [alone.older!, alone.ours!];
	const [burstOlder, burstOurs] = [burst.older!, burst.ours!];
	const median = (changes: OneChange[], value: keyof OneChange) => medianOf(changes.map((change) => change[value]));
	const ratioRow = (what: string, unit: string, [then, now]: [number, number], most: number): Row => ({
		what, older: `${shown(then)} ${unit}`, ours: `${shown(now)} ${unit}`, ratio: now / then, target: `at most ${most}`, isHeld: now / then <= most,
	});
	const numberRow = (what: string, [then, now]: [string, string], target: string, isHeld: boolean): Row => ({ what, older: then, ours: now, target, isHeld });
	const answered = ({ withinASecond, deliveries, answerP95Ms }: Burst) => `${withinASecond} of ${deliveries} (p95 ${shown(answerP95Ms)} ms)`;
	const right = ({ secondsAfterTheLast }: Burst) => (secondsAfterTheLast === null ? 'not all' : `${shown(secondsAfterTheLast)} s`);
	const both = <T>(of: (one: Burst) => T): [T, T] => [of(burstOlder), of(burstOurs)];
	return [
		ratioRow('one update alone: notification to Xero, p50', 'ms', [median(older.updates, 'latencyMs'), median(ours.updates, 'latencyMs')], 0.7),
		ratioRow('one update alone: processor time of n8n', 'ms', [median(older.updates, 'cpuMs'), median(ours.updates, 'cpuMs')], 0.6),
		ratioRow('a create and the echo of its reference: processor time of n8n', 'ms', [median(older.creates, 'cpuMs'), median(ours.creates, 'cpuMs')], 0.45),
		numberRow('the same: executions of n8n', [shown(median(older.creates, 'executions')), shown(median(ours.creates, 'executions'))], '1', median(ours.creates, 'executions') === 1),
		numberRow(`${burstOurs.changes} changes at 5 a second, Xero's 60 calls a minute: all are right after the last one`, both(right), 'within 45 s', (burstOurs.secondsAfterTheLast ?? Infinity) <= 45),
		numberRow('the same: deliveries answered within 1 s', both(answered), 'all', burstOurs.withinASecond === burstOurs.deliveries),
		numberRow('the same: peak of memory above idle', both(({ peakMB }) => `${shown(peakMB)} MB`), 'at most 250 MB', burstOurs.peakMB <= 250),
		ratioRow('the same: processor time a change', 'ms', both(({ cpuMsEach }) => cpuMsEach), 0.25),
		numberRow("the same: growth of n8n's database a change", both(({ databaseKBEach }) => `${databaseKBEach.toFixed(1)} KB`), 'at most 4 KB', burstOurs.databaseKBEach <= 4),
		numberRow('the same: Xero calls', both(({ xeroCalls }) => String(xeroCalls)), 'at most 60', burstOurs.xeroCalls <= 60),
	];
}

export function medianOf(values: number[]): number {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function shown(value: number): string {
	return Math.abs(value) < 10 ? String(Number(value.toFixed(1))) : String(Math.round(value));
}
