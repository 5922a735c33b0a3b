import { setTimeout as sleep } from 'node:timers/promises';
import { usedBy } from '../../bench/live/processGroup';
import type { Cluster, ProcessName } from './cluster';

const MB = 1024 * 1024;
const EVERY_MS = 15_000;
/** Until then a process of n8n loads its nodes and compiles what it runs. */
const WARM_MS = 3 * 60_000;
/** What is compared: so much after it is warm, and so much before it is killed. */
const STRETCH_MS = 3 * 60_000;

/** One process of the operating system from start to kill: what it held, MB, by its age, ms. */
export interface Life {
	name: ProcessName;
	pid: number;
	held: Array<{ ageMs: number; megabytes: number }>;
}

/** How a life that was long enough to say ended, beside how it began. */
export interface Growth {
	name: ProcessName;
	minutes: number;
	early: number;
	late: number;
	ratio: number;
}

/** Reads what each process of n8n holds until it is told to stop. */
export function watchMemory({ processes }: Cluster): { stop(): Promise<Life[]> } {
	const lives = new Map<number, Life & { since: number }>();
	let isOver = false;
	const watching = (async () => {
		while (!isOver) {
			for (const name of Object.keys(processes) as ProcessName[]) {
				const { pid } = processes[name];
				if (pid === undefined) continue;
				const life = lives.get(pid) ?? { name, pid, since: Date.now(), held: [] };
				lives.set(pid, life);
				const { residentBytes } = usedBy(pid);
				if (residentBytes > 0) life.held.push({ ageMs: Date.now() - life.since, megabytes: Math.round(residentBytes / MB) });
			}
			await sleep(EVERY_MS);
		}
	})();
	return {
		stop: async () => {
			isOver = true;
			await watching;
			return [...lives.values()].map(({ name, pid, held }) => ({ name, pid, held }));
		},
	};
}

/** The growth of each life that lasted for two stretches after it was warm. */
export function growthOf(lives: readonly Life[]): Growth[] {
	return lives.flatMap(({ name, held }) => {
		const end = held.at(-1)?.ageMs ?? 0;
		if (end < WARM_MS + 2 * STRETCH_MS) return [];
		const between = (from: number, to: number) => median(held.filter(({ ageMs }) => ageMs >= from && ageMs <= to).map(({ megabytes }) => megabytes));
		const [early, late] = [between(WARM_MS, WARM_MS + STRETCH_MS), between(end - STRETCH_MS, end)];
		return [{ name, minutes: Math.round(end / 60_000), early, late, ratio: Math.round((100 * late) / early) / 100 }];
	});
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
