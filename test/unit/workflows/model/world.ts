import { coreNodes } from './coreNodes';
import { ModelRun, type Host, type Json, type ModelWorkflow } from './run';
import { ModelTables } from './tables';
import { ModelVendors, type Notification } from './vendors';

const QUEUE_MS = 60_000;
/** Alerts, companies and tables that refuse are followed no further. */
const ENDS = ['Unpack the Links', 'Write the Message', 'Put Them Together', 'Describe the Table', 'Tell of the Recovery', 'A Table Refused While Writing', 'A Table Refused While Searching', 'Find What Was Not Told'];

interface Happening {
	at: number;
	happen: () => void;
}

/** contact-sync with its tables between an Intercom and a Xero of one contact each, in time that is only counted. */
export class ModelWorld {
	now = Date.UTC(2026, 0, 1);
	readonly tables = new ModelTables(() => this.now);
	readonly vendors: ModelVendors;
	private readonly happenings: Happening[] = [];
	private readonly host: Host;
	private executions = 0;

	/** @param deliveryMs how long the next notification is on its way; null: it is lost */
	constructor(workflow: ModelWorkflow, settings: Json, searchLagMs: number, private readonly deliveryMs: () => number | null) {
		this.vendors = new ModelVendors(() => this.now, searchLagMs);
		const { mapper, intercomContacts, xeroContactUpsert } = this.vendors;
		const works = { ...coreNodes({ audit: false, ...settings }), dataTable: this.tables.work, intercomContacts, intercomToXeroMapper: mapper, xeroContactUpsert };
		this.host = { workflow, now: () => this.now, tick: () => (this.now += 10), works, ends: new Set(ENDS) };
	}

	/** @param afterMs from now */
	later(afterMs: number, happen: () => void): void {
		this.happenings.push({ at: this.now + afterMs, happen });
	}

	/** Until nothing is on its way and no row waits, or for as long as that takes at most. */
	play(limitMs: number): void {
		const end = this.now + limitMs;
		let queueAt = this.now + QUEUE_MS;
		for (;;) {
			this.send();
			this.happenings.sort((a, b) => a.at - b.at);
			const next = this.happenings[0];
			if (this.now > end || (!next && !this.isWaiting())) return;
			if (next && next.at <= queueAt) {
				this.happenings.shift();
				this.now = Math.max(this.now, next.at);
				next.happen();
				continue;
			}
			this.now = Math.max(this.now, queueAt);
			queueAt += QUEUE_MS;
			if (this.isWaiting()) this.run('Every Minute', {});
		}
	}

	isWaiting(): boolean {
		return this.tables.rows.queue!.some(({ status }) => status === 'waiting');
	}

	private send(): void {
		for (const notification of this.vendors.outbox.splice(0)) {
			const ms = this.deliveryMs();
			if (ms !== null) this.later(ms, () => this.run('Intercom Trigger', { ...notification }));
		}
	}

	private run(trigger: string, json: Json | Notification): void {
		new ModelRun(this.host, String(++this.executions)).start(trigger, json as Json);
	}
}
