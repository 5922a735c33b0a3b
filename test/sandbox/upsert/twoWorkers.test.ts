import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_BACKOFF } from '../../../lib/http/backoff';
import type { Clock } from '../../../lib/http/transport';
import { giveTurnBack, renewTurn, takeTurn } from '../../../lib/ledger/decisions/xeroTurn';
import type { Outcome } from '../../../lib/sync/record/outcome';
import type { MappedRecord } from '../../../lib/sync/record/record';
import { upsertContacts, type UpsertOptions } from '../../../lib/sync/upsert';
import { ContactTurns } from '../../../lib/sync/write/contactTurns';
import { KeyedLock } from '../../../lib/sync/write/keyedLock';
import { SyncMemory } from '../../../lib/sync/write/memory';
import { newXeroLists } from '../../../lib/sync/write/xeroLists';
import { DirectoryShelf } from '../../../lib/xero/directory/directoryShelf';
import { inTurn, OrganisationTurn, TURN_MS } from '../../../lib/xero/pace/organisationTurn';
import { paced } from '../../../lib/xero/pace/pacing';
import { newQuota } from '../../../lib/xero/pace/quota';
import { startSandbox } from '../../../sandbox/start';
import type { Sandbox } from '../../../sandbox/sandbox';
import { MemoryStore } from '../../unit/ledger/memoryStore';
import { fetchTransport } from './fetchTransport';
import { recordOf } from './people';
import { OPTIONS } from './stage';

/** Two workers of an n8n in queue mode: nothing is shared but Xero, and the ledger where it is said. */
const PAIRS = 8;
const LATENCY_MS = 10;
let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ latencyMs: { xero: LATENCY_MS } });
	Object.assign(sandbox.xero.limits.limits, { perMinute: 100_000 });
});

afterEach(async () => await sandbox.stop());

const clock: Clock = { now: () => Date.now(), random: () => Math.random(), sleep: async (ms) => await sleep(ms, undefined, { ref: false }) };

/** @param ledger by which the workers take turns; absent: they do not know of each other */
function worker(name: string, ledger?: MemoryStore) {
	const quota = newQuota();
	const organisationId = sandbox.xero.organisation().id;
	const { access_token: token } = sandbox.xero.authority.issueFor(sandbox.xero.options.apps[0]!.clientId, ['accounting.contacts'], [organisationId]);
	const turn = ledger && new OrganisationTurn(
		{
			take: async (now) => await ledger.change(takeTurn(name, TURN_MS, now)),
			renew: async (pace, now) => await ledger.change(renewTurn(name, TURN_MS, pace, now)),
			giveBack: async (pace, now) => void (await ledger.change(giveTurnBack(name, pace, now))),
		},
		quota,
	);
	const send = fetchTransport(() => token);
	// The stand-in counts no minute here, so it tells of none that this one should keep.
	const transport = paced(turn ? inTurn(send, turn, clock) : send, quota, clock, DEFAULT_BACKOFF.maxWaitMs);
	const client = { baseUrl: sandbox.xeroUrl, organisationId, context: { transport, clock } };
	const deps = { client, clock, shelf: new DirectoryShelf(), memory: new SyncMemory(), locks: new KeyedLock(), turns: new ContactTurns(), lists: newXeroLists(), ...(turn && { organisationTurn: turn }) };
	return async (records: readonly MappedRecord[], chosen: Partial<UpsertOptions> = {}): Promise<Outcome[]> => {
		// Its minute is not what is looked at.
		Object.assign(quota, { recentCalls: [], minuteRemaining: 60 });
		return await upsertContacts(records, deps, { ...OPTIONS, organisationId, ...chosen });
	};
}

const pair = (index: number) => ['Pat', 'Pia'].map((name) => recordOf({ name: `${name} Pair${index}`, email: `pair${index}@pairs.example` })) as [MappedRecord, MappedRecord];

/** @returns emails that more than one active contact has */
function emailsTwice(): string[] {
	const emails = sandbox.xero.organisation().contacts.sorted().flatMap(({ status, text }) => (status === 'ACTIVE' && text.EmailAddress ? [text.EmailAddress] : []));
	return emails.filter((email, index) => emails.indexOf(email) !== index);
}

async function pairsThrough(one: ReturnType<typeof worker>, other: ReturnType<typeof worker>, options: Partial<UpsertOptions> = {}): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	for (let index = 0; index < PAIRS; index++) {
		const [first, second] = pair(index);
		outcomes.push(...(await Promise.all([one([first], options), other([second], options)])).flat());
	}
	return outcomes;
}

const reviews = (outcomes: readonly Outcome[]) => outcomes.filter(({ outcome }) => outcome === 'review').map(({ reason }) => reason);

test('two users with one email at the same moment in two workers that take turns: never two contacts, every second one in Review', async () => {
	const ledger = new MemoryStore();
	const outcomes = await pairsThrough(worker('one', ledger), worker('other', ledger));
	expect(emailsTwice()).toEqual([]);
	expect(reviews(outcomes)).toEqual(Array.from({ length: PAIRS }, () => 'duplicateInIntercom'));
}, 120_000);

test('the same as pages of one job, which ask what changed in Xero only now and then', async () => {
	const ledger = new MemoryStore();
	sandbox.xero.organisation().seedContacts(Array.from({ length: 30 }, (_, index) => ({ Name: `Filler ${index}` })));
	const series = { series: { name: 'job', isLast: false } };
	const outcomes = await pairsThrough(worker('one', ledger), worker('other', ledger), series);
	expect(emailsTwice()).toEqual([]);
	expect(reviews(outcomes)).toHaveLength(PAIRS);
}, 120_000);

test('workers that do not take turns make two contacts of such pairs: Xero takes an email twice; the next sync that reads them asks a person, and says both', async () => {
	const [one, other] = [worker('one'), worker('other')];
	await pairsThrough(one, other);
	expect(emailsTwice().length).toBeGreaterThan(0);
	const email = emailsTwice()[0] ?? '';
	const [third] = await one([recordOf({ name: 'Third Person', email })], { compareAlways: true });
	expect(third).toMatchObject({ outcome: 'review', candidates: [expect.anything(), expect.anything()] });
}, 120_000);

test('one contact told to two workers at the same moment is made once', async () => {
	const ledger = new MemoryStore();
	const [one, other] = [worker('one', ledger), worker('other', ledger)];
	for (let index = 0; index < PAIRS; index++) {
		const record = recordOf({ name: `Dora Doubled${index}`, email: `dora${index}@doubled.example` });
		const [first, second] = (await Promise.all([one([record]), other([record])])).flat();
		expect([first?.outcome, second?.outcome].sort()).toEqual(['created', 'unchanged']);
	}
	expect(sandbox.journal.list({ vendor: 'xero', method: 'PUT' })).toHaveLength(PAIRS);
}, 120_000);

test('four hundred records in two workers: Xero never sees more calls at once than it allows', async () => {
	const ledger = new MemoryStore();
	const workers = [worker('one', ledger), worker('other', ledger)];
	const records = Array.from({ length: 400 }, (_, index) => recordOf({ name: `Mass ${index}`, email: `mass${index}@mass.example` }));
	await Promise.all(workers.map(async (work, half) => await work(records.slice(half * 200, half * 200 + 200), { batchSize: 10 })));
	expect(sandbox.journal.list({ vendor: 'xero' }).filter(({ status }) => status === 429)).toEqual([]);
	expect(new Set(sandbox.xero.organisation().contacts.sorted().map(({ text }) => text.ContactNumber)).size).toBe(400);
}, 120_000);
