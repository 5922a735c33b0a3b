import { circumstances, putTable, shown, type Before } from '../document';
import { countOf, leastCalls, leastSeconds } from './least';
import { isRight } from './report';
import type { Run } from './run';

export interface AtLimits {
	count: number;
	before: Before;
	ours: Run;
}

/** Of the least time that Xero's limits allow. */
const TIME_AT_MOST = 1.08;
const MEMORY_AT_MOST_MB = 300;
/** Contacts written in a minute's calls, a second. */
const CONTACTS_A_SECOND = 50;

/** Prints the table of a run at Xero's limits, and puts it into docs/benchmarks.md where that has a place for it. @returns whether everybody is right, and time and memory are as they should be */
export function writeLimitsReport(measured: AtLimits, isOnlyPrinted: boolean): boolean {
	const { count, before } = measured;
	const { lines, isHeld } = tableOf(measured);
	putTable(`limits ${count}`, [circumstances(`node test/bench/peer.mjs ${count} --limits`, before), '', ...lines], isOnlyPrinted);
	return isHeld;
}

/** Pure. */
export function tableOf({ count, ours }: Omit<AtLimits, 'before'>): { lines: string[]; isHeld: boolean } {
	const verdicts = countOf(ours.verdicts);
	const least = leastCalls({ contacts: count, toWrite: verdicts.right, inXero: ours.village.active });
	const seconds = leastSeconds(least.xero);
	const above = Math.round(Math.max(ours.peakMB, ours.dryRun?.peakMB ?? 0) - ours.idleMB);
	const timeRatio = seconds === 0 ? 1 : ours.seconds / seconds;
	const [isTimely, isSmall] = [timeRatio <= TIME_AT_MOST, above <= MEMORY_AT_MOST_MB];
	const cpu = ours.cpuMs / count;
	const row = (...cells: string[]) => `| ${cells.join(' | ')} |`;
	const held = (is: boolean) => (is ? 'held' : 'not held');
	const lines = [
		`| ${shown(count)} contacts of Intercom, ${shown(ours.village.active)} in Xero before, at Xero's limits in real time | measured | the least there can be | ratio | target | |`,
		'|---|---|---|---|---|---|',
		row('calls of Xero', shown(ours.xeroCalls), shown(least.xero), (ours.xeroCalls / least.xero).toFixed(3), '', ''),
		row('calls that a limit refused', shown(ours.xeroRefused), '0', '', '', ''),
		row('time of the live run', `${shown(Math.round(ours.seconds))} s`, seconds === 0 ? 'within the first minute' : `${shown(seconds)} s`, seconds === 0 ? '' : timeRatio.toFixed(3), 'at most 1.08', seconds === 0 ? '' : held(isTimely)),
		row('peak memory of n8n above idle, dry run and live run', `${shown(above)} MB`, '', '', `at most ${MEMORY_AT_MOST_MB} MB`, held(isSmall)),
		row('idle before both; peak of the dry run; of the live run', [ours.idleMB, ours.dryRun?.peakMB ?? 0, ours.peakMB].map((megabytes) => `${shown(Math.round(megabytes))} MB`).join('; '), '', '', '', ''),
		row('the dry run: calls of Xero; time', ours.dryRun === null ? '' : `${shown(ours.dryRun.xeroCalls)}; ${shown(Math.round(ours.dryRun.seconds))} s`, '', '', '', ''),
		row('processor time of n8n a contact, in the live run', `${cpu.toFixed(1)} ms`, '', '', '', ''),
		row('of both stand-ins, which run beside it', `${(ours.standInsCpuMs / count).toFixed(1)} ms`, '', '', '', ''),
		row(`clock at which one core of n8n would be the bound (${CONTACTS_A_SECOND} contacts a second at Xero's own)`, `${(1_000 / (CONTACTS_A_SECOND * cpu)).toFixed(1)} times as fast`, '', '', '', ''),
		row('right in the end; waits for a person, who was told; else', `${shown(verdicts.right)}; ${shown(verdicts.waits)}; ${shown(count - verdicts.right - verdicts.waits)}`, '', '', '', ''),
	];
	return { lines, isHeld: isRight(ours) && isTimely && isSmall };
}
