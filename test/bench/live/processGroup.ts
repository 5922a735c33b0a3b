import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of the processor a second in /proc (sysconf CLK_TCK), 100 on every Linux that Node runs on. */
const TICKS_A_SECOND = 100;
const PAGE_BYTES = 4_096;

export interface Used {
	/** What the processor spent on it since it started, ms, steps of 10. */
	cpuMs: number;
	/** Memory that it holds now. */
	residentBytes: number;
}

/** What n8n and the processes it started use together. They are one process group, named after its first. Linux only. */
export function usedBy(group: number): Used {
	let [ticks, pages] = [0, 0];
	for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
		const fields = statOf(pid);
		if (fields === null || Number(fields[2]) !== group) continue;
		ticks += Number(fields[11]) + Number(fields[12]);
		pages += Number(fields[21]);
	}
	return { cpuMs: (ticks * 1_000) / TICKS_A_SECOND, residentBytes: pages * PAGE_BYTES };
}

/** From the third field (state) on; the second is a name that may hold anything, in brackets. Null: it has just ended. */
function statOf(pid: string): string[] | null {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
		return text.slice(text.lastIndexOf(')') + 2).split(' ');
	} catch {
		return null;
	}
}
