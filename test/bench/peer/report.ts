import { basename, join } from 'node:path';
import { PROJECT_ROOT } from '../../../sandbox/n8n/runtimePaths';
import { drawGrowth } from './chart';
import { circumstances, putTable, shown, type Before } from '../document';
import { countOf, leastCalls, minutesAtLimits } from './least';
import type { Run } from './run';

export interface Measured {
	count: number;
	before: Before;
	ours: Run;
	peer: Run;
	/** File of the workflow of ours that ran. */
	workflow: string;
}

/** The peer needs at least so many times our calls of Xero. */
const TIMES_FEWER = 50;
const CHART = join(PROJECT_ROOT, 'docs', 'images', 'benchmark-calls.svg');
/** What the peer asks of Xero for each contact: a search, and a write. */
const PEER_CALLS_A_CONTACT = 2;

/** Prints the table for this number of contacts, and puts it into docs/benchmarks.md where that has a place for it. @returns whether ours is right for everybody, in a fiftieth of the calls */
export function writeReport(measured: Measured, isOnlyPrinted: boolean): boolean {
	const document = putTable(`peer ${measured.count}`, linesOf(measured), isOnlyPrinted);
	if (document !== null) drawGrowth(document, CHART);
	return isRight(measured.ours) && timesFewer(measured) >= TIMES_FEWER;
}

/** Whether everybody is right in the end, or waits for a person who was told, and no execution failed. */
export function isRight({ verdicts, failedExecutions }: Run): boolean {
	const { missing, wrong, overwroteAStranger, duplicate } = countOf(verdicts);
	return missing + wrong + overwroteAStranger + duplicate + failedExecutions === 0;
}

/** Of a peer that was cut short, by what it called for those contacts that it came to. */
function timesFewer({ count, ours, peer }: Measured): number {
	return ((peer.xeroCalls / contactsOf(peer, count)) * count) / ours.xeroCalls;
}

/** How many contacts the peer came to. */
function contactsOf({ cutShort, xeroCalls }: Run, count: number): number {
	return cutShort === null ? count : Math.floor(xeroCalls / PEER_CALLS_A_CONTACT);
}

const CUT_SHORT = { memory: 'ended for want of memory', time: 'not over after three hours' };

function linesOf(measured: Measured): string[] {
	const { count, before, ours, peer, workflow } = measured;
	const [o, p] = [countOf(ours.verdicts), countOf(peer.verdicts)];
	const least = leastCalls({ contacts: count, toWrite: o.right, inXero: ours.village.active });
	const row = (what: string, peers: string, ourselves: string, leastly = '') => `| ${what} | ${peers} | ${ourselves} | ${leastly} |`;
	const numbers = (what: string, of: (run: Run) => string, leastly = '') => row(what, of(peer), of(ours), leastly);
	const until = peer.cutShort === null ? '' : ' until then';
	return [
		`${circumstances(`node test/bench/peer.mjs ${count}`, before)} Ours: ${basename(workflow)}.`,
		'',
		`| ${shown(count)} contacts of Intercom, ${shown(ours.village.active)} in Xero before | built-in nodes | ours | the least there can be |`,
		'|---|---|---|---|',
		...(peer.cutShort === null ? [] : [row('how it ended', `${CUT_SHORT[peer.cutShort]}, after ${shown(contactsOf(peer, count))} contacts`, 'all done')]),
		row('calls of Xero', `${shown(peer.xeroCalls)}${until}`, `${shown(ours.xeroCalls)} (${Math.round(timesFewer(measured))} times fewer${until && ' a contact'})`, shown(least.xero)),
		numbers("time that Xero's limits ask for (60 calls a minute, 5,000 a day; reckoned)", ({ xeroCalls }) => duration(minutesAtLimits(xeroCalls)), duration(minutesAtLimits(least.xero))),
		row('a dry run before it: calls of Xero, reads of Intercom, writes to it', '', ours.dryRun === null ? '' : `${shown(ours.dryRun.xeroCalls)}, ${shown(ours.dryRun.intercomReads)}, ${ours.dryRun.writes}`),
		numbers('reads of Intercom', ({ intercomReads }) => shown(intercomReads), shown(least.intercomReads)),
		numbers('writes to Intercom: the reference on each contact', ({ intercomWrites }) => (intercomWrites === 0 ? 'none' : shown(intercomWrites)), shown(o.right)),
		numbers('bytes out of Xero', ({ xeroBytes }) => `${(xeroBytes / 1e6).toFixed(1)} MB`),
		numbers('time of the run, no limit of calls waited for by the stand-in', ({ seconds }) => `${shown(Math.round(seconds))} s`),
		row('processor time of n8n a contact', `${(peer.cpuMs / contactsOf(peer, count)).toFixed(1)} ms`, `${(ours.cpuMs / count).toFixed(1)} ms`),
		numbers('peak memory of n8n above idle', ({ peakMB, idleMB }) => `${shown(Math.round(peakMB - idleMB))} MB`),
		row('right in the end', shown(p.right), shown(o.right)),
		row('waits for a person, who was told', shown(p.waits), shown(o.waits)),
		row('missing in Xero, and nobody was told', shown(p.missing), shown(o.missing)),
		row("its contact holds another person's data, or too little", shown(p.wrong), shown(o.wrong)),
		row("a stranger's contact was overwritten", shown(p.overwroteAStranger), shown(o.overwroteAStranger)),
		row('a second contact of the same', shown(p.duplicate), shown(o.duplicate)),
	];
}

function duration(minutes: number): string {
	if (minutes < 1) return `${Math.round(minutes * 60)} s`;
	if (minutes < 120) return `${Math.round(minutes)} min`;
	return minutes < 48 * 60 ? `${(minutes / 60).toFixed(1)} h` : `${(minutes / 60 / 24).toFixed(1)} days`;
}
