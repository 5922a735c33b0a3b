import { startContactSync } from '../e2e/harness/contactSync';
import { underLoad } from '../queue/harness/load';
import { startQueueSync } from '../queue/harness/queueSync';
import { withServers } from '../queue/harness/withServers';

/** The same load in one process with a ledger in a file, and in four with one in PostgreSQL. */
const LOAD = { changes: 1_000, perSecond: 5, throughMs: 10 * 60_000 };
const LIMIT_MS = 40 * 60_000;

withServers(() => {
	test('n8n in queue mode costs no more than a tenth more calls of Xero a change than in one process', async () => {
		const single = await startContactSync({ channel: 'json', xeroWait: 'shipped' });
		const alone = await underLoad({ ...single, sandbox: single.stage.sandbox }, { ...LOAD, family: 'Single' }).finally(async () => await single.close());
		const spread = await startQueueSync();
		const shared = await underLoad(spread, { ...LOAD, family: 'Spread' }).finally(async () => await spread.close());
		console.log(`one process: ${JSON.stringify(alone)}\nfour: ${JSON.stringify(shared)}`);
		expect(shared.callsPerChange).toBeLessThanOrEqual(1.1 * alone.callsPerChange);
	}, LIMIT_MS);
});
