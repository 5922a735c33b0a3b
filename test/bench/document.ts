import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../sandbox/n8n/runtimePaths';

const REPORT = join(PROJECT_ROOT, 'docs', 'benchmarks.md');

/** Prints a table, and puts it into docs/benchmarks.md where that has a place of this name, unless it is only printed. @returns the document then; null: it stays as it was */
export function putTable(name: string, lines: readonly string[], isOnlyPrinted: boolean): string | null {
	const [begin, end] = [`<!-- bench:${name} -->`, `<!-- end of bench:${name} -->`];
	const text = [begin, ...lines, end].join('\n');
	console.log(text);
	if (isOnlyPrinted) return null;
	const before = readFileSync(REPORT, 'utf8');
	const at = before.indexOf(begin);
	if (at < 0) return null;
	const after = `${before.slice(0, at)}${text}${before.slice(before.indexOf(end) + end.length)}`;
	writeFileSync(REPORT, after);
	return after;
}

/** What is known before a measurement. */
export interface Before {
	load: number;
	/** Its version. */
	n8n: string;
}

/** When, on what and by which command a table was measured. */
export function circumstances(command: string, before: Before): string {
	return `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, n8n ${before.n8n} on Node 24, \`${command}\`; load of the machine ${before.load.toFixed(1)} before and ${(loadavg()[0] ?? 0).toFixed(1)} after.`;
}

/** `1,000`; of a number that has no fraction. */
export function shown(value: number): string {
	return String(value).replace(/(\d)(?=(\d{3})+$)/g, '$1,');
}
