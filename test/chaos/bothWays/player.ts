import type { BothWays } from '../../../lib/ledger/bothWays';
import { add, type Finding } from '../../../lib/ledger/decisions/add';
import { claim } from '../../../lib/ledger/decisions/claim';
import { endLeases } from '../../../lib/ledger/decisions/lease';
import { bind } from '../../../lib/ledger/decisions/holders';
import { decideRecord, type BothChangedVerdict } from '../../../lib/ledger/decisions/person';
import { readSettings, writeSettings } from '../../../lib/ledger/decisions/published';
import { receiveFrom } from '../../../lib/ledger/decisions/receiveFrom';
import { receiveFromXero } from '../../../lib/ledger/decisions/receiveFromXero';
import { settle } from '../../../lib/ledger/decisions/settle';
import { batchItems } from '../../../lib/ledger/emitter/items';
import type { ClaimAnswer, ClaimedRecord } from '../../../lib/ledger/events/claimed';
import type { XeroChange } from '../../../lib/ledger/events/xeroChange';
import { settlementFrom } from '../../../lib/ledger/items/settlementFrom';
import { notificationFacts } from '../../../lib/ledger/notificationFacts';
import type { ReviewRow } from '../../../lib/ledger/rows/review';
import type { Subject } from '../../../lib/ledger/rows/subject';
import { DEFAULT_PUBLISHED, type LedgerSettings } from '../../../lib/ledger/settings';
import type { IntercomNotification } from '../../../lib/intercom/notifications/notification';
import type { Sandbox } from '../../../sandbox/sandbox';
import { MemoryStore } from '../../unit/ledger/memoryStore';
import type { SyncProcess } from '../syncProcess';
import { backward } from './backward';
import { forward } from './forward';
import type { Item } from './item';

const HOUR_MS = 3_600_000;
/** Longer than any try of the schedule: what waits longer waits for a person. */
const PATIENCE_MS = 200 * HOUR_MS;
/** A batch for each edit and each try would be far less. */
const MOST_BATCHES = 3_000;

/** The workflow with both ways on, without n8n: the ledger's own decisions, and what the nodes call, between two stand-ins. */
export class BothWaysPlayer {
	readonly store = new MemoryStore();
	batches = 0;
	/** Records that two workers had at once: the lease of the first had ended while it was under way. */
	twice = 0;
	private token = 0;
	private readonly workspaceId: string;

	constructor(
		private readonly sandbox: Sandbox,
		private readonly workers: readonly SyncProcess[],
		private readonly bothWays: BothWays,
		private readonly random: () => number,
	) {
		this.workspaceId = sandbox.intercom.workspace().id;
	}

	async open(): Promise<void> {
		const { id: organisationId } = this.sandbox.xero.organisation();
		await this.store.change(bind({ workspaceId: this.workspaceId, region: 'us', organisationId, organisationName: 'Demo', boundAt: this.now() }));
		await this.store.change(writeSettings({ ...DEFAULT_PUBLISHED, bothWays: this.bothWays }, this.now()));
	}

	async intercomTells(notifications: readonly IntercomNotification[]): Promise<void> {
		for (const notification of notifications) {
			const facts = notificationFacts(notification);
			if (facts !== null) await this.store.change(receiveFrom(this.workspaceId, facts, this.now()));
		}
	}

	async xeroTells(changes: readonly XeroChange[]): Promise<void> {
		if (changes.length > 0) await this.store.change(receiveFromXero(this.sandbox.xero.organisation().id, changes, this.now()));
	}

	reviews(): ReviewRow[] {
		return [...this.store.rows.tables.review.values()];
	}

	/** The reconciliation finds contacts that changed in Intercom. */
	async find(ids: readonly string[]): Promise<void> {
		const findings = ids.map((id): Finding => ({ kind: 'contact', id, updatedAtSeconds: Math.floor(this.sandbox.intercom.people().contact(id).updatedAt / 1_000) }));
		await this.store.change(add(findings, { why: 'reconciliation', priority: 'bulk', jobId: null, evenSynced: false }, this.now()));
	}

	/** A person decides what was changed on both sides. */
	async decide(subject: Subject, verdict: BothChangedVerdict): Promise<void> {
		const answer = await this.store.change(decideRecord(subject, { do: verdict }, 'test', this.now()));
		if (!answer.decided) throw new Error(`${verdict} of ${subject.id}: ${answer.because}`);
	}

	/** Works until nothing is left that heals by itself. @param between what the vendors tell while it works */
	async work(between: () => Promise<void>): Promise<void> {
		const until = this.now() + PATIENCE_MS;
		for (let round = 0; round < MOST_BATCHES; round++) {
			await between();
			const settings = await this.store.change(readSettings());
			const answer = await this.claim(settings);
			if (!('because' in answer)) {
				await this.byWorkers(answer.claimed, settings);
				continue;
			}
			const nextAt = answer.nextAt ?? this.nextDue();
			if (nextAt === null || nextAt > until) return;
			this.sandbox.clock.advance(Math.max(1, nextAt - this.now()));
		}
		throw new Error(`It did not come to rest within ${MOST_BATCHES} batches`);
	}

	/** When the schedule tries next. */
	private nextDue(): number | null {
		const waiting = [...this.store.rows.tables.work.values()].filter(({ state }) => state === 'waiting').map(({ dueAt }) => dueAt);
		return waiting.length === 0 ? null : Math.min(...waiting);
	}

	private async claim(settings: LedgerSettings): Promise<ClaimAnswer> {
		return await this.store.change(claim({ token: `t${++this.token}`, holder: 'player', limit: settings.batchSize }, settings, this.now()));
	}

	/** By any of them; now and then the lease ends while one has it, and another takes the same records at once. */
	private async byWorkers(claimed: readonly ClaimedRecord[], settings: LedgerSettings): Promise<void> {
		const at = Math.floor(this.random() * this.workers.length);
		const [one, other] = [this.workers[at]!, this.workers[(at + 1) % this.workers.length]!];
		if (this.workers.length === 1 || this.random() > 0.05) return await this.carryOut(claimed, one);
		this.sandbox.clock.advance(settings.leaseMs);
		await this.store.change(endLeases(this.now(), 1_000));
		const { claimed: again } = await this.claim(settings);
		this.twice += again.length;
		await Promise.all([this.carryOut(claimed, one), ...(again.length > 0 ? [this.carryOut(again, other)] : [])]);
	}

	private async carryOut(claimed: readonly ClaimedRecord[], process: SyncProcess): Promise<void> {
		this.batches += 1;
		const settings = await this.store.change(readSettings());
		const { id: organisationId } = this.sandbox.xero.organisation();
		const { due, gone, changedInXero = [] } = batchItems(claimed, { name: 'default', billTo: settings.billTo, bothWays: settings.bothWays, organisationId, workspaceId: this.workspaceId });
		if (gone.length > 0) throw new Error('Nobody leaves in this play');
		const left = [...(await forward(process, due as unknown as Item[])), ...(await backward(process, changedInXero as unknown as Item[]))];
		const settlements = left.map((item, position) => {
			const read = settlementFrom(item, position);
			if (read.kind !== 'settlement') throw new Error(read.message);
			return read.settlement;
		});
		await this.store.change(settle(settlements, settings, this.now()));
	}

	private now(): number {
		return this.sandbox.clock.now();
	}
}
