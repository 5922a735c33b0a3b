import { Emitter } from '../../../lib/ledger/emitter/emitter';
import type { Ending } from '../../../lib/ledger/emitter/flight';
import type { Batch, EmitterSetup } from '../../../lib/ledger/emitter/setup';
import { LedgerWorld, synced } from './ledgerWorld';

/** A process with a trigger on a ledger. */
export class Process {
	readonly batches: Batch[] = [];
	/** Tells the emitter how the execution of each batch ended, as n8n may. */
	readonly ended: ((ending: Ending) => void)[] = [];
	readonly told: unknown[] = [];
	over = 0;
	readonly emitter: Emitter;
	private tokens = 0;

	constructor(private readonly world: LedgerWorld, name: string, more: Partial<EmitterSetup> = {}) {
		this.emitter = new Emitter({
			store: world.store, holder: name, isOver: () => false, wanted: { work: true, alerts: true }, origin: { name: 'default', organisationId: 'o1', workspaceId: 'w' }, workflow: 'contact-sync', hearsEndings: true,
			now: () => world.now, newToken: () => `${name}-${(this.tokens += 1)}`, emit: (batch, ended = () => undefined) => void [this.batches.push(batch), this.ended.push(ended)], tell: (error) => void this.told.push(error), over: () => (this.over += 1), ...more,
		});
	}

	/** As the node's loop does, over so much time. */
	async run(ms: number): Promise<Batch[]> {
		const before = this.batches.length;
		for (const end = this.world.now + ms; this.world.now < end; ) this.world.now += Math.min((await this.emitter.turn()).restMs, end - this.world.now);
		return this.batches.slice(before);
	}

	async settleLast(): Promise<void> {
		const { due } = this.batches.at(-1)!;
		await this.world.settle(due.map(({ ledger }) => synced({ subject: { kind: ledger.kind, id: ledger.id }, token: ledger.token })));
	}
}

export const world = async () => await new LedgerWorld().open();
