import { DEFAULT_BACKOFF, type BackoffPolicy } from '../../lib/http/backoff';
import type { Clock, HttpRequest, HttpResponse } from '../../lib/http/transport';
import { recordState } from '../../lib/intercom/contacts/recordState';
import type { IntercomConnection } from '../../lib/intercom/api/request';
import type { IntercomRecords } from '../../lib/sync/identity/intercomRecords';
import { ContactTurns } from '../../lib/sync/write/contactTurns';
import { KeyedLock } from '../../lib/sync/write/keyedLock';
import { SyncMemory } from '../../lib/sync/write/memory';
import type { UpsertDeps } from '../../lib/sync/upsert';
import { DirectoryShelf } from '../../lib/xero/directory/directoryShelf';
import { paced } from '../../lib/xero/pace/pacing';
import { newQuota } from '../../lib/xero/pace/quota';
import type { Vendor } from '../../sandbox/kernel/journal';
import type { Sandbox } from '../../sandbox/sandbox';
import type { VirtualWire } from './virtualWire';

/** Whether the request on which a process dies still reaches the vendor. */
export type Dying = 'beforeSending' | 'beforeTheAnswer';

export interface ProcessOptions {
	wire: VirtualWire;
	/** In [0, 1). */
	random: () => number;
	/** Calls of one request, the first included. */
	maxAttempts: number;
	/** Whether the upsert may ask Intercom about other records. */
	asksIntercom?: boolean;
}

const never = async (): Promise<never> => await new Promise<never>(() => undefined);

/** What one n8n process holds in memory. After its death nothing it started ever goes on, as after `kill -9`. */
export class SyncProcess {
	readonly deps: UpsertDeps;
	readonly intercom: IntercomConnection;
	/** Resolves when the process dies. */
	readonly death: Promise<'died'>;
	private alive = true;
	private die: () => void = () => undefined;
	private lastWords: { requestsLeft: number; dying: Dying } | undefined;

	constructor(
		private readonly sandbox: Sandbox,
		private readonly options: ProcessOptions,
	) {
		this.death = new Promise((resolve) => {
			this.die = () => {
				this.alive = false;
				resolve('died');
			};
		});
		const clock = this.clock();
		const backoff: BackoffPolicy = { ...DEFAULT_BACKOFF, maxAttempts: options.maxAttempts };
		const transport = paced(async (request) => await this.send('xero', request), newQuota(), clock, backoff.maxWaitMs);
		const organisationId = sandbox.xero.organisation().id;
		const client = { baseUrl: sandbox.xeroUrl, organisationId, context: { transport, clock, backoff } };
		this.intercom = {
			transport: async (request) => await this.send('intercom', request),
			clock,
			backoff,
			region: 'us',
			simulatorUrl: sandbox.intercomUrl,
		};
		this.deps = { client, clock, shelf: new DirectoryShelf(), memory: new SyncMemory(), locks: new KeyedLock(), turns: new ContactTurns(), ...(options.asksIntercom && { intercom: this.records() }) };
	}

	private records(): IntercomRecords {
		return { look: async (id, { intercomId, kind }) => await recordState(id, { id: intercomId, isCompany: kind === 'organisation' }, this.intercom) };
	}

	/** Dies on the request after the next `requests`. */
	dieAfter(requests: number, dying: Dying): void {
		this.lastWords ??= { requestsLeft: requests, dying };
	}

	private clock(): Clock {
		return {
			now: () => this.sandbox.clock.now(),
			random: this.options.random,
			sleep: async (ms) => {
				if (!this.alive) return await never();
				this.sandbox.clock.advance(ms);
			},
		};
	}

	private async send(vendor: Vendor, request: HttpRequest): Promise<HttpResponse> {
		if (!this.alive) return await never();
		const isLast = this.lastWords !== undefined && this.lastWords.requestsLeft-- <= 0;
		if (isLast && this.lastWords?.dying === 'beforeTheAnswer') await this.options.wire.send(vendor, request).catch(() => undefined);
		if (isLast) this.die();
		if (!this.alive) return await never();
		const answer = await this.options.wire.send(vendor, request);
		return this.alive ? answer : await never();
	}
}
