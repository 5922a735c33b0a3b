import { hostname } from 'node:os';
import { fileInQueueMode } from './queueMode';

/** A process on a machine, as far as it can be told from another one and from one that had its number before. */
export interface ProcessMark {
	host: string;
	pid: number;
	/** Epoch seconds. */
	startedAt: number;
}

/** Seconds on which two readings of one start always agree. */
const STARTED_AT = Math.round(performance.timeOrigin / 1_000);

/** This process, among those that may use a ledger. */
export function thisProcess(): ProcessMark {
	return { host: hostname(), pid: process.pid, startedAt: STARTED_AT };
}

/** Whether a process with this number runs on this machine. Signal 0 asks, and does nothing. */
export function lives(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		// It is there, and another user's.
		return (error as { code?: unknown }).code === 'EPERM';
	}
}

/** Whether executions go on in workers when the process of their trigger is over. */
export function hasWorkers(): boolean {
	return fileInQueueMode(process.env) !== null;
}
