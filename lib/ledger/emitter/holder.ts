import type { ProcessMark } from '../store/thisProcess';

/** What a process knows of the others that may have held a ledger. */
export interface Neighbours {
	here: ProcessMark;
	/** Whether no other machine uses this ledger: one in a file. */
	isAlone: boolean;
	/** Whether a process with this number runs on this machine. */
	lives: (pid: number) => boolean;
}

const MARK = /\bon (\S+), process (\d+) since (\d+)\b/;

/** The name under which a trigger holds the ledger and its batches: for people who look, and for whoever comes after a crash. Pure. */
export function holderName(workflowId: string, { host, pid, startedAt }: ProcessMark, start: string): string {
	return `workflow ${workflowId} on ${host.replace(/\s/g, '')}, process ${pid} since ${startedAt}, start ${start}`;
}

/**
 * Whether the process that held a ledger is surely over, and its executions with it: nobody waits for the end of its leases
 * then. Where nothing is sure, as of another machine that shares a database, they end by time. Pure.
 */
export function isOver(holder: string, { here, isAlone, lives }: Neighbours): boolean {
	const [, host, pid, startedAt] = MARK.exec(holder) ?? [];
	if (host !== here.host) return isAlone;
	if (Number(pid) !== here.pid) return !lives(Number(pid));
	return Number(startedAt) !== here.startedAt;
}
