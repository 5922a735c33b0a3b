import { setTimeout as sleep } from 'node:timers/promises';
import { killEach, partsOf } from '../queue/harness/disturb';
import { underLoad } from '../queue/harness/load';
import { lifeByLife, watchMemory, withinLife } from '../queue/harness/memoryOfLives';
import { startQueueSync, type QueueSync } from '../queue/harness/queueSync';
import { withServers } from '../queue/harness/withServers';

/** Half an hour of changes with a kill every two minutes. */
const MINUTES = 30;
const KILL_EVERY_MS = 2 * 60_000;
const PER_SECOND = 1;
/** At its end a process holds at most so many times what it held when it was warm, or at the end of an earlier life. */
const FLAT = 1.1;
const LIMIT_MS = 70 * 60_000;

withServers(() => {
	let sync: QueueSync;

	beforeAll(async () => {
		sync = await startQueueSync();
	}, LIMIT_MS);

	afterAll(async () => await sync?.close(), LIMIT_MS);

	test(`${MINUTES} minutes of changes with a kill every two minutes: nothing lost, nothing twice, and no process grows`, async () => {
		const { cluster, sandbox } = sync;
		const began = Date.now();
		// One worker lives through all of it.
		const order = partsOf(sync).filter((part) => part !== 'worker-2');
		// What is refused at Xero's limits is not what is looked at: the last minutes would only take longer.
		Object.assign(sandbox.xero.limits.limits, { perDay: 50_000 });
		const memory = watchMemory(cluster);
		const figures = await underLoad(sync, { family: 'Soak', changes: MINUTES * 60 * PER_SECOND, perSecond: PER_SECOND, throughMs: 20 * 60_000 }, async () => {
			for (let kill = 0; Date.now() - began < MINUTES * 60_000; kill++) {
				const nextAt = Date.now() + KILL_EVERY_MS;
				await killEach(sync, [order[kill % order.length] ?? 'main']);
				await sleep(Math.max(0, nextAt - Date.now()));
			}
		});
		const lives = await memory.stop();
		const held = [...lifeByLife(lives), ...withinLife(lives)];
		console.log(`soak: ${JSON.stringify(figures)}\n${lives.map(({ name, held: read }) => `${name}: ${read.map(({ megabytes }) => megabytes).join(' ')} MB`).join('\n')}\n${JSON.stringify(held)}`);
		expect(figures).toMatchObject({ lost: 0, twice: 0, reviewed: figures.expectedReviews, alertsTwice: 0, overConcurrency: 0 });
		expect(figures.overMinute).toBeLessThanOrEqual(1);
		expect(new Set(held.map(({ name }) => name))).toEqual(new Set(Object.keys(cluster.processes)));
		expect(held.filter(({ ratio }) => ratio > FLAT)).toEqual([]);
	}, LIMIT_MS);
});
