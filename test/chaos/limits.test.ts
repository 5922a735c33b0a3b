import { pool } from '../../lib/http/pool';
import type { Outcome } from '../../lib/sync/record/outcome';
import type { MappedRecord } from '../../lib/sync/record/record';
import { upsertContacts, type UpsertDeps, type UpsertOptions } from '../../lib/sync/upsert';
import { letters } from '../sandbox/upsert/namedPeople';
import { intercomId, recordOf } from '../sandbox/upsert/people';
import { QuotaStage } from './quotaStage';

const RECORDS = 3_000;
const DAY_MS = 24 * 3_600_000;

const OPTIONS: Omit<UpsertOptions, 'organisationId'> = {
	matchByName: false,
	numberOfAnotherSystem: 'review',
	nameTaken: 'suffix',
	conflict: 'intercomWins',
	massChange: 'write',
	batchSize: 50,
	compareAlways: false,
	preview: false,
};

/** Executions of one process at the same time. */
const AT_ONCE = 6;

/** How the records come: all in one run, or twenty in each of a hundred and fifty executions. */
const WAYS: ReadonlyArray<[way: string, perExecution: number]> = [
	['one bulk run', RECORDS],
	['150 executions of twenty, six at a time', 20],
];

/** A third of 60 calls a minute. */
const OTHERS: ReadonlyArray<[how: string, calls: number, everyMs: number]> = [
	['one call every three seconds', 1, 3_000],
	['twenty calls in a row at the top of each minute', 20, 60_000],
];

let stage: QuotaStage;

jest.setTimeout(600_000);

beforeEach(async () => (stage = await QuotaStage.open()));
afterEach(async () => await stage.sandbox.stop());

function records(count: number): MappedRecord[] {
	return Array.from({ length: count }, (_, index) => recordOf({ id: intercomId(), name: `Person ${letters(index)}`, email: `person${index}@example.com` }));
}

async function upsert(deps: UpsertDeps, list: readonly MappedRecord[]): Promise<Outcome[]> {
	return await upsertContacts(list, deps, { ...OPTIONS, organisationId: deps.client.organisationId });
}

async function syncAll(deps: UpsertDeps, perExecution: number): Promise<Outcome[]> {
	const all = records(RECORDS);
	const executions = Array.from({ length: Math.ceil(all.length / perExecution) }, (_, index) => all.slice(index * perExecution, (index + 1) * perExecution));
	return (await pool(executions, AT_ONCE, async (list) => await upsert(deps, list))).flat();
}

/** Calls on and on until told to stop, with no thought of limits. */
function startOther(calls: number, everyMs: number): { stop(): Promise<void> } {
	let going = true;
	const request = { method: 'GET', url: `${stage.sandbox.xeroUrl}/api.xro/2.0/Organisation`, headers: { 'xero-tenant-id': stage.sandbox.xero.organisation().id }, timeoutMs: 10_000 } as const;
	const loop = async () => {
		for (let call = 0; going; call++) {
			const startedAt = stage.sandbox.clock.now();
			await stage.send('other', request);
			const isLast = call % calls === calls - 1;
			if (isLast) await stage.time.sleep(Math.max(0, everyMs - (calls > 1 ? startedAt % everyMs : stage.sandbox.clock.now() - startedAt)));
		}
	};
	const ended = loop();
	return {
		stop: async () => {
			going = false;
			await ended;
		},
	};
}

function tell(what: string, startedAt: number): void {
	const seconds = Math.round((stage.sandbox.clock.now() - startedAt) / 1_000);
	const spent = Object.entries(stage.spent).map(([client, { calls, refused }]) => `${client} ${calls} calls, ${refused} refused with 429, ${stage.busiestMinute(client)} in the busiest minute`);
	console.info(`${what}: ${spent.join('; ')}; ${stage.mostInFlight} at most at once; ${seconds} s of sandbox time`);
}

test.each(WAYS)('3,000 records alone, in %s: no 429', async (way, perExecution) => {
	const startedAt = stage.sandbox.clock.now();
	const outcomes = await syncAll(stage.process('ours'), perExecution);
	tell(`alone, ${way}`, startedAt);
	expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['created']));
	expect(outcomes).toHaveLength(RECORDS);
	expect(stage.spentBy('ours').refused).toBe(0);
	expect(stage.busiestMinute('ours')).toBeLessThanOrEqual(60);
	expect(stage.mostInFlight).toBeLessThanOrEqual(4);
});

test.each(WAYS.flatMap(([way, perExecution]) => OTHERS.map((other) => [way, ...other, perExecution] as const)))(
	'3,000 records in %s beside a client that spends a third of the quota, %s: at most 1%% of our calls get a 429',
	async (way, how, calls, everyMs, perExecution) => {
		const startedAt = stage.sandbox.clock.now();
		const other = startOther(calls, everyMs);
		const outcomes = await syncAll(stage.process('ours'), perExecution);
		await other.stop();
		tell(`${way}, beside ${how}`, startedAt);
		expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['created']));
		const { calls: ours, refused } = stage.spentBy('ours');
		expect(refused).toBeLessThanOrEqual(ours / 100);
		expect(stage.mostInFlight).toBeLessThanOrEqual(5);
	},
);

test('after a 429 of the day no call is made until Retry-After, however often executions start; then all goes on', async () => {
	const { sandbox } = stage;
	const startedAt = sandbox.clock.now();
	const deps = stage.process('ours');
	await upsert(deps, records(10));
	sandbox.xero.limits.leaveOfDay(sandbox.xero.options.apps[0]!.clientId, deps.client.organisationId, 0);

	const waiting = records(20).map((record, index) => ({ ...record, intercomId: record.intercomId, match: { ...record.match, email: `later${index}@example.com` } }));
	const [first] = await upsert(deps, waiting);
	expect(first).toMatchObject({ outcome: 'failed', reason: 'xeroQuotaDay', failure: { class: 'quota', quota: 'day', retryable: true } });
	const retryAt = first?.outcome === 'failed' ? first.failure.retryAt! : 0;
	expect(Math.abs(retryAt - (startedAt + DAY_MS))).toBeLessThan(60_000);
	const callsBefore = stage.spentBy('ours').calls;
	expect(stage.spentBy('ours').refused).toBe(1);

	for (let executions = 0; sandbox.clock.now() + 20 * 60_000 < retryAt; executions++) {
		sandbox.clock.advance(15 * 60_000);
		const outcomes = await upsert(deps, waiting);
		expect(outcomes.every((one) => one.outcome === 'failed' && one.failure.retryAt !== undefined && Math.abs(one.failure.retryAt - retryAt) < 1_000)).toBe(true);
		expect([executions, stage.spentBy('ours').calls]).toEqual([executions, callsBefore]);
	}

	sandbox.clock.advance(retryAt - sandbox.clock.now());
	const outcomes = await upsert(deps, waiting);
	expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['created']));
	tell('day limit', startedAt);
});
