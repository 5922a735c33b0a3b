import { DEFAULT_BOTH_WAYS, type WhenBothChanged } from '../../../lib/ledger/bothWays';
import { add } from '../../../lib/ledger/decisions/add';
import { claim } from '../../../lib/ledger/decisions/claim';
import { bind } from '../../../lib/ledger/decisions/holders';
import { endBatch, endLeases } from '../../../lib/ledger/decisions/lease';
import { decideRecord } from '../../../lib/ledger/decisions/person';
import { bySettings, writeSettings } from '../../../lib/ledger/decisions/published';
import { receive } from '../../../lib/ledger/decisions/receive';
import { receiveFromXero } from '../../../lib/ledger/decisions/receiveFromXero';
import { settle } from '../../../lib/ledger/decisions/settle';
import type { NotificationFacts } from '../../../lib/ledger/events/notification';
import { DEFAULT_PUBLISHED, type PublishedSettings } from '../../../lib/ledger/settings';
import type { LedgerStore } from '../../../lib/ledger/store/port';
import { contact, MINUTE, ORGANISATION, START } from './ledgerWorld';
import { FIELDS, Run, Side, type Field, type Fields } from './twoSidesRun';
import { type Move, PEOPLE } from './twoSidesMoves';

type Told = { from: 'intercom'; facts: NotificationFacts } | { from: 'xero'; xeroContactId: string; changedAt: number };

/**
 * Two systems with a ledger between them, and runs that read, merge and write as the upserts promise to. Each second something
 * happens; what either system tells arrives in any order, twice, late, or never.
 */
export class TwoSides {
	now = START;
	readonly intercom: Side[];
	readonly xero: Side[];
	/** Records that were handed out; what arrived, was decided or crashed, so that a look may follow; writes of the runs, edits of people, and records that two workers may have had at once. */
	readonly counts = { looks: 0, causes: 0, writes: 0, edits: 0, twice: 0 };
	/** Edits that a run wrote over with a value that nobody had edited. */
	readonly lost: string[] = [];
	/** What both sides held when they last held the same, whoever brought that about. */
	private readonly same: Fields[];
	private readonly queue: Told[] = [];
	private run: Run | null = null;
	/** Of a worker whose lease ended, and who does not know. */
	private late: Run | null = null;
	private tokens = 0;
	private readonly settings: PublishedSettings;

	constructor(
		private readonly store: LedgerStore,
		private readonly whenBothChanged: WhenBothChanged,
	) {
		this.settings = { ...DEFAULT_PUBLISHED, bothWays: { ...DEFAULT_BOTH_WAYS, whenBothChanged: { name: whenBothChanged, phone: whenBothChanged, email: 'review' } } };
		this.intercom = Array.from({ length: PEOPLE }, () => new Side());
		this.xero = Array.from({ length: PEOPLE }, () => new Side());
		this.same = this.xero.map(({ fields }) => ({ ...fields }));
	}

	/** All are synced to begin with. */
	async open(): Promise<this> {
		await this.store.change(bind({ workspaceId: 'w', region: 'us', organisationId: ORGANISATION, organisationName: 'Demo', boundAt: this.now }));
		await this.store.change(writeSettings(this.settings, this.now));
		for (let n = 0; n < PEOPLE; n++) await this.store.change(add([{ ...contact(n), updatedAtSeconds: null }], { why: 'migration', priority: 'live', jobId: null, evenSynced: true }, this.now));
		await this.batch();
		return this;
	}

	async play(move: Move): Promise<void> {
		this.now += 1_000;
		switch (move.what) {
			case 'edit':
				this.counts.edits += 1;
				return this.change(move.side, move.n, { [move.field]: `v${move.value}` });
			case 'deliver': {
				const [one] = this.queue.splice(move.pick % Math.max(1, this.queue.length), 1);
				if (one === undefined || move.lose) return;
				if (move.keep && this.queue.length < 40) this.queue.push(one);
				return await this.deliver(one);
			}
			case 'begin':
				return await this.begin();
			case 'read':
				for (const run of this.underWay()) run.read((n) => [this.intercom[n]!, this.xero[n]!]);
				return;
			case 'write':
				for (const run of this.underWay()) run.write(this.whenBothChanged, (where, n, fields, seen) => this.write(where, n, fields, seen), (n) => [this.intercom[n]!, this.xero[n]!]);
				return;
			case 'outlive':
				return await this.outlive();
			case 'settle':
				return await this.settle();
			case 'crash':
				return await this.crash(move.hears);
			case 'decide':
				this.counts.causes += 1;
				await this.store.change(decideRecord(contact(move.n), { do: move.takes ? 'takeXero' : 'keepIntercom' }, 'ada', this.now));
		}
	}

	/** All that was told arrives, what was lost is found by the reconciliation and by the list of what changed in Xero, and runs go on until nothing is due. @returns rounds */
	async rest(): Promise<number> {
		this.late = null;
		await this.crash(false);
		while (this.queue.length > 0) await this.deliver(this.queue.shift()!);
		await this.reconcile();
		for (let round = 1; ; round++) {
			this.now += 30 * MINUTE;
			await this.store.change(endLeases(this.now, 100));
			if (!(await this.batch())) return round;
			if (round > 40) throw new Error('It does not come to rest');
			while (this.queue.length > 0) await this.deliver(this.queue.shift()!);
		}
	}

	private async reconcile(): Promise<void> {
		const findings = this.intercom.map(({ fields, at }, n) => ({ ...contact(n), updatedAtSeconds: Math.floor(at / 1_000), shown: JSON.stringify(fields) }));
		await this.store.change(add(findings, { why: 'reconciliation', priority: 'normal', jobId: null, evenSynced: false }, this.now));
		await this.store.change(receiveFromXero(ORGANISATION, this.xero.map(({ at }, n) => ({ xeroContactId: `x-c${n}`, changedAt: at })), this.now));
	}

	/** @returns whether there was one */
	private async batch(): Promise<boolean> {
		for (const what of ['begin', 'read', 'write'] as const) await this.play({ what });
		if (this.run === null) return false;
		await this.settle();
		return true;
	}

	private async begin(): Promise<void> {
		if (this.run !== null) return;
		const token = `t${++this.tokens}`;
		const { claimed } = await this.store.change(claim({ token, holder: 'test', limit: 50 }, this.settings, this.now));
		this.counts.looks += claimed.length;
		if (claimed.length > 0) this.run = new Run(token, claimed);
	}

	/** Either of them first, by the second of the clock. */
	private underWay(): Run[] {
		const runs = [this.late, this.run].filter((run) => run !== null);
		return (this.now / 1_000) % 2 === 0 ? runs : runs.reverse();
	}

	private async outlive(): Promise<void> {
		if (this.run === null || this.late !== null) return;
		this.now += this.settings.leaseMs;
		this.counts.causes += PEOPLE;
		this.counts.twice += PEOPLE;
		await this.store.change(endLeases(this.now, 100));
		this.late = this.run;
		this.run = null;
	}

	private async settle(): Promise<void> {
		const told = this.late?.outcomes();
		if (told !== undefined) {
			this.late = null;
			await this.store.change(bySettings((settings) => settle(told, settings, this.now)));
		}
		const outcomes = this.run?.outcomes();
		if (outcomes === undefined) return;
		this.run = null;
		await this.store.change(bySettings((settings) => settle(outcomes, settings, this.now)));
	}

	/** The execution ends wherever it was; n8n tells, or its lease ends. */
	private async crash(hears: boolean): Promise<void> {
		if (this.run === null) return;
		if (!hears) this.now += this.settings.leaseMs;
		this.counts.causes += PEOPLE;
		if (hears) await this.store.change(endBatch(this.run.token, this.now));
		else await this.store.change(endLeases(this.now, 100));
		this.run = null;
	}

	/** A run writes; an edit of the other side that was there when it read must not be written over by what nobody edited. */
	private write(where: 'intercom' | 'xero', n: number, fields: Partial<Fields>, seen: Fields): void {
		this.counts.writes += 1;
		const [is, same] = [this[where][n]!.fields, this.same[n]!];
		for (const [field, value] of Object.entries(fields) as [Field, string][]) {
			if (is[field] === seen[field] && is[field] !== same[field] && value === same[field]) this.lost.push(`${where} ${n} ${field}: ${value} over ${is[field]}`);
		}
		this.change(where, n, fields);
	}

	private change(where: 'intercom' | 'xero', n: number, fields: Partial<Fields>): void {
		this.now += 1_000;
		const changed = this[where][n]!;
		Object.assign(changed, { fields: { ...changed.fields, ...fields }, at: this.now });
		for (const field of FIELDS) if (this.intercom[n]!.fields[field] === this.xero[n]!.fields[field]) this.same[n]![field] = this.xero[n]!.fields[field];
		const seconds = Math.floor(this.now / 1_000);
		if (where === 'xero') this.queue.push({ from: 'xero', xeroContactId: `x-c${n}`, changedAt: this.now });
		else this.queue.push({ from: 'intercom', facts: { subject: contact(n), topic: 'contact.user.updated', occurredAtSeconds: seconds, updatedAtSeconds: seconds, shown: JSON.stringify(changed.fields), reference: { xeroContactId: `x-c${n}`, organisationId: ORGANISATION }, mergedIds: [] } });
	}

	private async deliver(one: Told): Promise<void> {
		this.counts.causes += 1;
		if (one.from === 'xero') await this.store.change(receiveFromXero(ORGANISATION, [one], this.now));
		else await this.store.change(receive(one.facts, this.settings, this.now));
	}
}
