import { DEFAULT_BACKOFF } from '../../lib/http/backoff';
import type { HttpRequest, HttpResponse } from '../../lib/http/transport';
import { ContactTurns } from '../../lib/sync/write/contactTurns';
import { KeyedLock } from '../../lib/sync/write/keyedLock';
import { SyncMemory } from '../../lib/sync/write/memory';
import type { UpsertDeps } from '../../lib/sync/upsert';
import { DirectoryShelf } from '../../lib/xero/directory/directoryShelf';
import { paced } from '../../lib/xero/pace/pacing';
import { newQuota } from '../../lib/xero/pace/quota';
import { seededRandom } from '../../sandbox/kernel/random';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/start';
import { fetchTransport } from '../sandbox/upsert/fetchTransport';
import { VirtualTime } from './virtualTime';
import { LONG_MS, xeroToken } from './virtualWire';

const CLIENT = 'x-test-client';
/** How long Xero thinks, in sandbox time. */
const FASTEST_MS = 200;
const SLOWEST_MS = 1_500;

/** What one client met, as the sandbox counted it. */
export interface Spent {
	calls: number;
	refused: number;
	/** Epoch ms in sandbox time of every call. */
	times: number[];
}

/** Xero's stand-in at its real limits, in a time that only passes while nobody is at work. */
export class QuotaStage {
	readonly time: VirtualTime;
	readonly spent: Record<string, Spent> = {};
	/** Most calls on their way at the same time, all clients together. */
	mostInFlight = 0;
	private inFlight = 0;
	private readonly random = seededRandom(5);
	private readonly token: string;

	static async open(): Promise<QuotaStage> {
		const sandbox = await startSandbox({ seed: 1, xero: { accessTokenMs: LONG_MS } });
		sandbox.clock.freeze(Date.UTC(2026, 0, 5));
		return new QuotaStage(sandbox);
	}

	private constructor(readonly sandbox: Sandbox) {
		this.time = new VirtualTime(sandbox.clock, this.random);
		this.token = xeroToken(sandbox);
		sandbox.journal.subscribe(({ headers, status, time }) => {
			const spent = this.spentBy(headers[CLIENT] ?? '');
			spent.calls += 1;
			spent.times.push(time);
			if (status === 429) spent.refused += 1;
		});
	}

	spentBy(client: string): Spent {
		return (this.spent[client] ??= { calls: 0, refused: 0, times: [] });
	}

	/** What one process holds, with a quota of its own. */
	process(client: string): UpsertDeps {
		const clock = this.time.asClock();
		const transport = paced(async (request) => await this.send(client, request), newQuota(), clock, DEFAULT_BACKOFF.maxWaitMs);
		const organisationId = this.sandbox.xero.organisation().id;
		const context = { transport, clock, backoff: DEFAULT_BACKOFF };
		return { client: { baseUrl: this.sandbox.xeroUrl, organisationId, context }, clock, shelf: new DirectoryShelf(), memory: new SyncMemory(), locks: new KeyedLock(), turns: new ContactTurns() };
	}

	/** One call without any pacing. */
	async send(client: string, request: HttpRequest): Promise<HttpResponse> {
		this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
		try {
			await this.time.sleep(FASTEST_MS + this.random() * (SLOWEST_MS - FASTEST_MS));
			const tagged = { ...request, headers: { ...request.headers, [CLIENT]: client } };
			return await this.time.busy(async () => await fetchTransport(() => this.token)(tagged));
		} finally {
			this.inFlight -= 1;
		}
	}

	/** Most calls of a client in any minute, wherever it begins. */
	busiestMinute(client: string): number {
		const { times } = this.spentBy(client);
		let [first, most] = [0, 0];
		times.forEach((time, last) => {
			while (times[first]! <= time - 60_000) first += 1;
			most = Math.max(most, last - first + 1);
		});
		return most;
	}
}
