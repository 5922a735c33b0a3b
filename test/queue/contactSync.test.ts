import { setTimeout as sleep } from 'node:timers/promises';
import { GATHER_MS } from '../../lib/ledger/emitter/rhythm';
import { DEFAULT_SETTINGS } from '../../lib/ledger/settings';
import { eventually } from '../e2e/harness/contactSync';
import { onlyInIntercom } from '../e2e/harness/knownOnBothSides';
import { Migration } from '../e2e/harness/migration';
import { cutFor, killEach, partsOf, BACK_LIMIT_MS } from './harness/disturb';
import { contactsTwice, type Figures } from './harness/figures';
import { underLoad } from './harness/load';
import { startQueueSync, type QueueSync } from './harness/queueSync';
import { withServers } from './harness/withServers';

/** Full sizes: 1,000 changes and cuts of 60 s; test:long sets them. */
const FULL = process.env.QUEUE_FULL === '1';
const PAIRS = 50;
const CHANGES = FULL ? 1_000 : 150;
/** A small machine that is busy with other things takes no more in the time that npm test has. */
const PER_SECOND = FULL ? 10 : 4;
/** Four pages of Intercom and some. */
const HISTORICAL = 700;
const CUT_MS = FULL ? 60_000 : 15_000;
const LIMIT_MS = 20 * 60_000;
const THROUGH_MS = 8 * 60_000;

withServers(() => {
	let sync: QueueSync;

	beforeAll(async () => {
		sync = await startQueueSync({ workflows: ['historical-migration'] });
	}, LIMIT_MS);

	afterAll(async () => {
		// For whoever reads a failure; a part that is killed leaves many.
		console.log(sync?.cluster.errorLines.slice(-40).map((line) => line.slice(0, 400)).join('\n'));
		await sync?.close();
	}, LIMIT_MS);

	test(`${PAIRS} pairs of users with one email at the same moment, ${PAIRS} doubled notifications of new contacts: none twice in Xero, every second one of a pair in Review`, async () => {
		const { people, sandbox } = sync;
		const doubled: string[] = [];
		const pairs: string[][] = [];
		for (let index = 0; index < PAIRS; index++) {
			sandbox.intercom.deliveries.troubleNext('double');
			doubled.push(people.createContact({ role: 'user', name: `Dora Doubled${index}`, email: `dora${index}@doubled.example` }).id);
			pairs.push(['Pat', 'Pia'].map((first) => people.createContact({ role: 'user', name: `${first} Pair${index}`, email: `pair${index}@pairs.example` }).id));
			await sleep(4_000 / PER_SECOND);
		}
		const holds = (id: string) => sandbox.xero.organisation().contacts.sorted().some(({ text }) => text.ContactNumber === id);
		await eventually(async () => {
			const waits = new Set((await sync.rows('review')).map(({ id }) => String(id)));
			const asExpected = pairs.filter(([one = '', other = '']) => (holds(one) && waits.has(other) && !holds(other)) || (holds(other) && waits.has(one) && !holds(one)));
			expect({ doubled: doubled.filter(holds).length, pairs: asExpected.length, work: (await sync.rows('work')).length }).toEqual({ doubled: PAIRS, pairs: PAIRS, work: 0 });
		}, THROUGH_MS);
		expect(contactsTwice(sandbox)).toBe(0);
		console.log(`${PAIRS} pairs: ${contactsTwice(sandbox)} contacts twice, ${(await sync.rows('review')).length} in Review; ${PAIRS} doubled: ${sandbox.journal.count({ operation: /create/i, vendor: 'xero' })} calls that create`);
	}, LIMIT_MS);

	test(`a migration of ${HISTORICAL} contacts while a worker is killed: each once in Xero, and bound`, async () => {
		const { cluster, sandbox } = sync;
		const before = sandbox.xero.organisation().contacts.sorted().length;
		const ids = onlyInIntercom(sync, HISTORICAL);
		const migration = new Migration(sync, { id: sync.workflows.get('historical-migration') ?? '' });
		await migration.start({ jobName: 'first sync', jobMode: 'migration' });
		await eventually(() => expect(sandbox.xero.organisation().contacts.sorted().length).toBeGreaterThan(before));
		await cluster.processes['worker-2'].kill();
		await cluster.processes['worker-2'].start();
		const job = await migration.ended('first sync', LIMIT_MS);
		const numbers = new Map<string, number>();
		for (const { text } of sandbox.xero.organisation().contacts.sorted()) numbers.set(text.ContactNumber ?? '', (numbers.get(text.ContactNumber ?? '') ?? 0) + 1);
		expect(ids.filter((id) => numbers.get(id) !== 1)).toEqual([]);
		expect(contactsTwice(sandbox)).toBe(0);
		show('migration', job);
	}, LIMIT_MS);

	test(`${CHANGES} changes at ${PER_SECOND} a second, tokens refreshed meanwhile: all are in Xero once, Xero's limits hold`, async () => {
		const figures = await underLoad(sync, { family: 'Calm', changes: CHANGES, perSecond: PER_SECOND, throughMs: THROUGH_MS }, async () => {
			await sleep(5_000);
			sync.sandbox.xero.authority.expireAccessTokens();
		});
		show('calm', figures);
		isRight(figures);
		expect(figures.tokenRefreshes).toBe(1);
		// In full sizes test:long plays the same in one process, and compares with that.
		if (!FULL) expect(figures.xeroCalls).toBeLessThanOrEqual(1.1 * callsOfOneProcess(figures.changes));
	}, LIMIT_MS);

	test('every process killed in turn, n8n, PostgreSQL and Redis: the same, and work goes on within a minute of each being back', async () => {
		let back = {};
		const figures = await underLoad(sync, { family: 'Killed', changes: CHANGES, perSecond: FULL ? PER_SECOND : 2, throughMs: THROUGH_MS }, async () => {
			// One worker stands for both where time is short.
			back = await killEach(sync, partsOf(sync).filter((part) => FULL || part !== 'worker-2'));
		});
		show('killed', { ...figures, back });
		isRight(figures);
		for (const seconds of Object.values<number>(back)) expect(seconds).toBeLessThanOrEqual(BACK_LIMIT_MS / 1_000);
	}, LIMIT_MS);

	test(`the network cut for ${CUT_MS / 1_000} s between a worker and PostgreSQL, then between n8n and Xero: the same`, async () => {
		const back: Record<string, number> = {};
		const { cluster, xero } = sync;
		const figures = await underLoad(sync, { family: 'Cut', changes: CHANGES, perSecond: FULL ? PER_SECOND : 2, throughMs: THROUGH_MS }, async () => {
			back.database = await cutFor(sync, CUT_MS, () => cluster.database.cut('worker-1'), () => cluster.database.mend());
			back.xero = await cutFor(sync, CUT_MS, () => xero.cut(), () => xero.mend());
		});
		show('cut', { ...figures, back });
		isRight(figures);
		for (const seconds of Object.values(back)) expect(seconds).toBeLessThanOrEqual(BACK_LIMIT_MS / 1_000);
	}, LIMIT_MS);
});

/** A batch is full, or goes eight seconds after the one before, and costs three calls: read, create, update. */
function callsOfOneProcess(changes: number): number {
	const batches = Math.max(changes / DEFAULT_SETTINGS.batchSize, (changes * 1_000) / PER_SECOND / GATHER_MS);
	return 3 * (Math.ceil(batches) + 2);
}

function isRight({ lost, twice, reviewed, expectedReviews, alertsTwice, overMinute, overConcurrency }: Figures): void {
	expect({ lost, twice, reviewed, alertsTwice, overConcurrency }).toEqual({ lost: 0, twice: 0, reviewed: expectedReviews, alertsTwice: 0, overConcurrency: 0 });
	expect(overMinute).toBeLessThanOrEqual(1);
}

function show(name: string, figures: object): void {
	console.log(`${name}: ${JSON.stringify(figures)}`);
}
