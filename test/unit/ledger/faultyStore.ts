import type { Pulse } from '../../../lib/ledger/store/port';
import type { LedgerProblem } from '../../../lib/ledger/store/problem';
import type { Decided, Step } from '../../../lib/ledger/store/step';
import { LedgerWorld } from './ledgerWorld';
import { WatchedStore } from './watchedStore';

/** A store that fails while `broken` says so: everything, or the steps of a name after they were written. */
class FaultyStore extends WatchedStore {
	constructor(ledger: LedgerWorld, private readonly broken: () => LedgerProblem | undefined, private readonly afterStep?: string) {
		super();
		this.rows = ledger.store.rows;
	}

	override async change<Answer>(step: Step<Answer>): Promise<Answer> {
		const fault = this.afterStep === undefined || step.name === this.afterStep ? this.broken() : undefined;
		if (fault !== undefined && this.afterStep === undefined) throw fault;
		const answer = await super.change(step);
		if (fault !== undefined) throw fault;
		return answer;
	}

	override async look<Answer>(step: Step<Answer>): Promise<Decided<Answer>> {
		const fault = this.afterStep === undefined ? this.broken() : undefined;
		if (fault !== undefined) throw fault;
		return await super.look(step);
	}

	override async pulse(): Promise<Pulse> {
		const fault = this.afterStep === undefined ? this.broken() : undefined;
		if (fault !== undefined) throw fault;
		return await super.pulse();
	}
}

/** A world whose store fails so; what is told to the world goes into the same rows. */
export async function faultyWorld(broken: () => LedgerProblem | undefined, afterStep?: string): Promise<{ ledger: LedgerWorld; store: FaultyStore }> {
	const ledger = await new LedgerWorld().open();
	const store = new FaultyStore(ledger, broken, afterStep);
	Object.defineProperty(ledger.store, 'rows', { get: () => store.rows, set: (rows: typeof store.rows) => (store.rows = rows) });
	return { ledger, store };
}
