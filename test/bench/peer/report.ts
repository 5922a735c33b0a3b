import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { N8N_VERSION } from '../../../sandbox/runtime/cache.mjs';
import { PROJECT_ROOT } from '../../../sandbox/n8n/runtimePaths';
import { drawGrowth } from './chart';
import { countOf, leastCalls, minutesAtLimits } from './least';
import type { Run } from './run';

export interface Measured {
	count: number;
	loadBefore: number;
	ours: Run;
	peer: Run;
	/** File of the workflow of ours that ran. */
	workflow: string;
}

/** The peer needs at least so many times our calls of Xero. */
const TIMES_FEWER = 50;
const REPORT = join(PROJECT_ROOT, 'docs', 'benchmarks.md');
const CHART = join(PROJECT_ROOT, 'docs', 'images', 'benchmark-calls.svg');
const markers = (count: number): [begin: string, end: string] => [`<!-- bench:peer ${count} -->`, `<!-- end of bench:peer ${count} -->`];

/** Prints the table for this number of contacts, and puts it into docs/benchmarks.md where that has a place for it. @returns whether ours is right for everybody, in a fiftieth of the calls */
export function writeReport(measured: Measured): boolean {
	const [begin, end] = markers(measured.count);
	const text = [begin, ...linesOf(measured), end].join('\n');
	console.log(text);
	const before = readFileSync(REPORT, 'utf8');
	const at = before.indexOf(begin);
	// The document has a place for the sizes that it speaks of.
	if (at >= 0) {
		const after = `${before.slice(0, at)}${text}${before.slice(before.indexOf(end) + end.length)}`;
		writeFileSync(REPORT, after);
		drawGrowth(after, CHART);
	}
	const { missing, wrong, overwroteAStranger, duplicate } = countOf(measured.ours.verdicts);
	return missing + wrong + overwroteAStranger + duplicate === 0 && measured.ours.failedExecutions === 0 && measured.peer.xeroCalls >= TIMES_FEWER * measured.ours.xeroCalls;
}

function linesOf({ count, loadBefore, ours, peer, workflow }: Measured): string[] {
	const [o, p] = [countOf(ours.verdicts), countOf(peer.verdicts)];
	const least = leastCalls({ contacts: count, toWrite: o.right, inXero: ours.village.active });
	const row = (what: string, peers: string, ourselves: string, leastly = '') => `| ${what} | ${peers} | ${ourselves} | ${leastly} |`;
	const numbers = (what: string, of: (run: Run) => string, leastly = '') => row(what, of(peer), of(ours), leastly);
	return [
		`${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, n8n ${N8N_VERSION} on Node 24, \`node test/bench/peer.mjs ${count}\`, ours: ${basename(workflow)}; load of the machine ${loadBefore.toFixed(1)} before and ${(loadavg()[0] ?? 0).toFixed(1)} after.`,
		'',
		`| ${shown(count)} contacts of Intercom, ${shown(ours.village.active)} in Xero before | built-in nodes | ours | the least there can be |`,
		'|---|---|---|---|',
		row('calls of Xero', shown(peer.xeroCalls), `${shown(ours.xeroCalls)} (${Math.round(peer.xeroCalls / ours.xeroCalls)} times fewer)`, shown(least.xero)),
		numbers("time that Xero's limits ask for (60 calls a minute, 5,000 a day; reckoned)", ({ xeroCalls }) => duration(minutesAtLimits(xeroCalls)), duration(minutesAtLimits(least.xero))),
		row('a dry run before it: calls of Xero, reads of Intercom, writes to it', '', ours.dryRun === null ? '' : `${shown(ours.dryRun.xeroCalls)}, ${shown(ours.dryRun.intercomReads)}, ${ours.dryRun.writes}`),
		numbers('reads of Intercom', ({ intercomReads }) => shown(intercomReads), shown(least.intercomReads)),
		numbers('writes to Intercom: the reference on each contact', ({ intercomWrites }) => (intercomWrites === 0 ? 'none' : shown(intercomWrites)), shown(o.right)),
		numbers('bytes out of Xero', ({ xeroBytes }) => `${(xeroBytes / 1e6).toFixed(1)} MB`),
		numbers('time of the run, no limit of calls waited for by the stand-in', ({ seconds }) => `${shown(Math.round(seconds))} s`),
		numbers('peak memory of n8n above idle', ({ peakMB, idleMB }) => `${shown(Math.round(peakMB - idleMB))} MB`),
		row('right in the end', shown(p.right), shown(o.right)),
		row('waits for a person, who was told', shown(p.waits), shown(o.waits)),
		row('missing in Xero, and nobody was told', shown(p.missing), shown(o.missing)),
		row("its contact holds another person's data, or too little", shown(p.wrong), shown(o.wrong)),
		row("a stranger's contact was overwritten", shown(p.overwroteAStranger), shown(o.overwroteAStranger)),
		row('a second contact of the same', shown(p.duplicate), shown(o.duplicate)),
	];
}

/** `1,000`; of a number that has no fraction. */
function shown(value: number): string {
	return String(value).replace(/(\d)(?=(\d{3})+$)/g, '$1,');
}

function duration(minutes: number): string {
	if (minutes < 1) return `${Math.round(minutes * 60)} s`;
	if (minutes < 120) return `${Math.round(minutes)} min`;
	return minutes < 48 * 60 ? `${(minutes / 60).toFixed(1)} h` : `${(minutes / 60 / 24).toFixed(1)} days`;
}
