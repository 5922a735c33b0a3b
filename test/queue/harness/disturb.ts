import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../e2e/harness/contactSync';
import type { ProcessName } from './cluster';
import type { QueueSync } from './queueSync';

/** A process of the installation that a test can kill. */
export type Part = ProcessName | 'postgres' | 'redis';

/** Where work goes on: how long after a part was back, s. */
export type Back = Partial<Record<string, number>>;

/** Within so long after a part is back, work goes on. */
export const BACK_LIMIT_MS = 60_000;
const DOWN_MS = 3_000;

/**
 * Kills parts one after the other with SIGKILL, each when all goes well again, and starts each again.
 * @returns for each, how many seconds after its start Xero was written to again
 */
export async function killEach(sync: QueueSync, parts: readonly Part[]): Promise<Back> {
	const back: Back = {};
	for (const part of parts) {
		const { kill, start } = stopOf(sync, part);
		await nextWrite(sync);
		await kill();
		await sleep(DOWN_MS);
		await start();
		back[part] = seconds(await nextWrite(sync));
		console.log(`${part} killed; work went on ${back[part]} s after it was back`);
	}
	return back;
}

/** Cuts a way for so long. @returns how many seconds after it was mended Xero was written to again */
export async function cutFor(sync: QueueSync, ms: number, cut: () => void, mend: () => void): Promise<number> {
	await nextWrite(sync);
	cut();
	await sleep(ms);
	mend();
	return seconds(await nextWrite(sync));
}

/** The parts that are ours to kill. */
export function partsOf({ cluster }: QueueSync): Part[] {
	const { killPostgres, killRedis } = cluster.servers;
	// n8n's main last: when it starts, the reconciliation finds what nobody could take before.
	const parts: Part[] = ['webhook', 'worker-1', 'worker-2', ...(killRedis ? (['redis'] as const) : []), ...(killPostgres ? (['postgres'] as const) : []), 'main'];
	for (const server of ['redis', 'postgres'] as const) if (!parts.includes(server)) console.error(`*** ${server} IS NOT KILLED: the environment names a server that is not the test's own.`);
	return parts;
}

function stopOf({ cluster: { servers, processes } }: QueueSync, part: Part): { kill: () => Promise<void>; start: () => Promise<void> } {
	if (part === 'postgres') return { kill: async () => await servers.killPostgres?.(), start: async () => await servers.startPostgres?.() };
	if (part === 'redis') return { kill: async () => await servers.killRedis?.(), start: async () => await servers.startRedis?.() };
	return { kill: async () => await processes[part].kill(), start: async () => await processes[part].start() };
}

/** Waits until n8n writes to Xero. @returns how long that took, ms */
async function nextWrite({ sandbox }: QueueSync): Promise<number> {
	const [began, written] = [Date.now(), sandbox.xero.changes.length];
	await eventually(() => {
		if (sandbox.xero.changes.length === written) throw new Error(`n8n has written nothing to Xero for ${Date.now() - began} ms`);
	}, 5 * 60_000);
	return Date.now() - began;
}

const seconds = (ms: number) => Math.round(ms / 100) / 10;
