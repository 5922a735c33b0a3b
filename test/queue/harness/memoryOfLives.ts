import { setTimeout as sleep } from 'node:timers/promises';
import { usedBy } from '../../bench/live/processGroup';
import type { Cluster, ProcessName } from './cluster';

const MB = 1024 * 1024;
const EVERY_MS = 15_000;
/** Until then a process of n8n loads its nodes, compiles what it runs, and its heap finds its size. */
const WARM_MS = 9 * 60_000;
/** What is compared: the end of a life, and as long a stretch when it was warm. */
const STRETCH_MS = 3 * 60_000;

/** One process of the operating system from start to kill: what it held, MB, by its age, ms. */
export interface Life {
	name: ProcessName;
	pid: number;
	held: Array<{ ageMs: number; megabytes: number }>;
}

/** What a process held at some ages, MB; two that are compared. */
export interface Held {
	name: ProcessName;
	what: string;
	before: number;
	after: number;
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

/** What each process held at the end of each life that became warm, beside the end of its first such life: they grew as old, and the ledger was smaller. */
export function lifeByLife(lives: readonly Life[]): Held[] {
	const warm = lives.filter(({ held }) => ageOf(held) >= WARM_MS);
	return warm.flatMap((life, at) => {
		const first = warm.findIndex(({ name }) => name === life.name);
		return first === at ? [] : [compared(life.name, 'the end of a life, and of its first', atEnd(warm[first]?.held ?? []), atEnd(life.held))];
	});
}

/** What each process that lived through all of it held at its end, beside what it held when it was warm. */
export function withinLife(lives: readonly Life[]): Held[] {
	return lives.filter(({ held }) => ageOf(held) >= WARM_MS + 2 * STRETCH_MS).map(({ name, held }) => compared(name, 'its end, and when it was warm', between(held, WARM_MS, WARM_MS + STRETCH_MS), atEnd(held)));
}

type Readings = Life['held'];

const ageOf = (held: Readings) => held.at(-1)?.ageMs ?? 0;
const atEnd = (held: Readings) => between(held, ageOf(held) - STRETCH_MS, ageOf(held));
const between = (held: Readings, from: number, to: number) => median(held.filter(({ ageMs }) => ageMs >= from && ageMs <= to).map(({ megabytes }) => megabytes));
const compared = (name: ProcessName, what: string, before: number, after: number): Held => ({ name, what, before, after, ratio: Math.round((100 * after) / before) / 100 });

function median(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
