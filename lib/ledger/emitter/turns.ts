import { LedgerProblem } from '../store/problem';
import { afterFault, NO_FAULTS, type Faults } from './faults';
import type { EmitterSetup } from './setup';

/** A clock that is kept right goes back by less. */
const SET_BACK_MS = 1_000;

/** How long to rest until the next turn, ms, and whether news may end the rest. */
export interface Rest {
	restMs: number;
	mayWake: boolean;
}

/** The turns of an emitter: none rejects, a ledger that cannot be used is tried again after a while that grows, and told once. */
export class Turns {
	private faults: Faults = NO_FAULTS;
	/** Epoch ms of the last. */
	private turnedAt = 0;

	/** @param restMs after a turn that failed; the next try may be later */
	constructor(
		private readonly setup: Pick<EmitterSetup, 'now' | 'tell' | 'over'>,
		private readonly restMs: number,
	) {}

	/**
	 * @param failed what the emitter has to forget then
	 * @param setBack what it has to forget where the clock was set back: times that it waits for may be hours away now
	 */
	async take(turn: () => Promise<Rest>, failed: () => void = () => undefined, setBack: () => void = () => undefined): Promise<Rest> {
		const now = this.setup.now();
		if (now < this.turnedAt - SET_BACK_MS) {
			this.faults = { ...this.faults, retryAt: 0 };
			setBack();
		}
		this.turnedAt = now;
		if (now < this.faults.retryAt) return { restMs: Math.min(this.restMs, this.faults.retryAt - now), mayWake: false };
		try {
			const rest = await turn();
			if (this.faults.isTold) this.setup.over();
			this.faults = NO_FAULTS;
			return rest;
		} catch (error) {
			const { faults, tell } = afterFault(this.faults, error instanceof LedgerProblem ? error.trouble : null, this.setup.now());
			this.faults = faults;
			failed();
			if (tell) this.setup.tell(error);
			return { restMs: this.restMs, mayWake: false };
		}
	}
}
