import { setTimeout as sleep } from 'node:timers/promises';
import { killEach, partsOf } from '../queue/harness/disturb';
import { underLoad } from '../queue/harness/load';
import { growthOf, watchMemory } from '../queue/harness/memoryOfLives';
import { startQueueSync, type QueueSync } from '../queue/harness/queueSync';
import { withServers } from '../queue/harness/withServers';

/** Half an hour of changes with a kill every two minutes. */
const MINUTES = 30;
const KILL_EVERY_MS = 2 * 60_000;
const PER_SECOND = 1;
/** A process holds at its end at most so many times what it held when it was warm. */
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
		const order = partsOf(sync);
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
		const growth = growthOf(lives);
		console.log(`soak: ${JSON.stringify(figures)}\n${lives.map(({ name, held }) => `${name}: ${held.map(({ megabytes }) => megabytes).join(' ')} MB`).join('\n')}\n${JSON.stringify(growth)}`);
		expect(figures).toMatchObject({ lost: 0, twice: 0, reviewed: figures.expectedReviews, alertsTwice: 0, overConcurrency: 0 });
		expect(figures.overMinute).toBeLessThanOrEqual(1);
		// Each part is killed every twelve minutes, so each process has lived long enough to say.
		expect(new Set(growth.map(({ name }) => name))).toEqual(new Set(Object.keys(cluster.processes)));
		for (const life of growth) expect({ ...life, isFlat: life.ratio <= FLAT }).toMatchObject({ isFlat: true });
	}, LIMIT_MS);
});
