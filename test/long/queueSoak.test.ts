import { setTimeout as sleep } from 'node:timers/promises';
import { usedBy } from '../bench/live/processGroup';
import { killEach, partsOf } from '../queue/harness/disturb';
import type { ProcessName } from '../queue/harness/cluster';
import { underLoad } from '../queue/harness/load';
import { startQueueSync, type QueueSync } from '../queue/harness/queueSync';
import { withServers } from '../queue/harness/withServers';

/** Half an hour of changes with a kill every two minutes. */
const MINUTES = 30;
const KILL_EVERY_MS = 2 * 60_000;
const PER_SECOND = 1;
const LIMIT_MS = 70 * 60_000;
const MB = 1024 * 1024;

withServers(() => {
	let sync: QueueSync;

	beforeAll(async () => {
		sync = await startQueueSync();
	}, LIMIT_MS);

	afterAll(async () => await sync?.close(), LIMIT_MS);

	test(`${MINUTES} minutes of changes with a kill every two minutes: nothing lost, nothing twice, and no process grows`, async () => {
		const { cluster, sandbox } = sync;
		const began = Date.now();
		/** What each process held, read half a minute after the kill before and as long after its own start as the others. */
		const held: Record<ProcessName, number[]> = { main: [], webhook: [], 'worker-1': [], 'worker-2': [] };
		const order = partsOf(sync);
		// What is refused at Xero's limits is not what is looked at: the last minutes would only take longer.
		Object.assign(sandbox.xero.limits.limits, { perDay: 50_000 });
		const figures = await underLoad(sync, { family: 'Soak', changes: MINUTES * 60 * PER_SECOND, perSecond: PER_SECOND, throughMs: 20 * 60_000 }, async () => {
			for (let kill = 0; Date.now() - began < MINUTES * 60_000; kill++) {
				const nextAt = Date.now() + KILL_EVERY_MS;
				const part = order[kill % order.length] ?? 'main';
				if (part in held) {
					const name = part as ProcessName;
					held[name].push(Math.round(usedBy(cluster.processes[name].pid ?? 0).residentBytes / MB));
				}
				await killEach(sync, [part]);
				await sleep(Math.max(0, nextAt - Date.now()));
			}
		});
		console.log(`soak: ${JSON.stringify({ ...figures, heldMegabytes: held })}`);
		expect(figures).toMatchObject({ lost: 0, twice: 0, reviewed: figures.expectedReviews, alertsTwice: 0, overConcurrency: 0 });
		expect(figures.overMinute).toBeLessThanOrEqual(1);
		for (const [name, megabytes] of Object.entries(held)) {
			// The first of each has run since the start, so it is as old as the later ones, within a minute.
			const [first = 0, last = 0] = [megabytes[0], megabytes.at(-1)];
			console.log(`${name}: ${megabytes.join(', ')} MB before each of its kills`);
			expect(megabytes.length).toBeGreaterThanOrEqual(2);
			expect(last).toBeLessThanOrEqual(1.1 * first);
		}
	}, LIMIT_MS);
});
