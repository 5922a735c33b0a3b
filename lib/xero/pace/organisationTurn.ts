import { TRY_LATER, type Failure } from '../../http/failure';
import type { Clock, Transport } from '../../http/transport';
import { adoptPace, paceOf, type SharedPace } from './sharedPace';
import type { Quota } from './quota';

/** So long is an organisation one process's, from when it asked; it asks again well before that. */
export const TURN_MS = 40_000;
const RENEW_MS = 8_000;
/** No call begins so shortly before the end: it must be counted by Xero before the next process reads. */
const LAST_CALL_MS = 20_000;
/** Where others wait, no new run begins after so long. */
const FAIR_MS = 15_000;
const LOOK_AGAIN_MS = 250;

/** In the header that Xero uses to name a limit; Xero itself never sends it. */
export const TURN_PROBLEM = 'another worker';

/** Where it is written whose turn it is: one place for all processes. Each rejects where that cannot be reached. */
export interface TurnKeeper {
	/** @returns whether it is ours; and if another process had it before us, at what pace that one left */
	take(now: number): Promise<{ isOurs: boolean; before: SharedPace | null }>;
	/** @returns whether it still is ours, and whether somebody waits for it */
	renew(pace: SharedPace, now: number): Promise<{ isOurs: boolean; isWanted: boolean }>;
	giveBack(pace: SharedPace, now: number): Promise<void>;
}

/**
 * The turn of this process at one Xero organisation. Processes that share a keeper write one after the other: each begins
 * with what the one before knew of Xero's limits, and reads what changed since. The runs of one process share its turn.
 */
export class OrganisationTurn {
	/** Epoch ms at which this process last took over from another one: what it read of Xero before does not hold any more. */
	takenOverAt = 0;
	private runs = 0;
	private heldSince = 0;
	private until = 0;
	private isWanted = false;
	private isRenewing = false;
	private last: Promise<unknown> = Promise.resolve();

	constructor(
		private readonly keeper: TurnKeeper,
		private readonly quota: Quota,
	) {}

	/**
	 * Waits for the turn; {@link leave} belongs to every `null`.
	 * @returns null: it is ours; else why it is not, after so long
	 * @throws {NoAnswer} `cancelled` when the execution is stopped
	 */
	async enter(clock: Clock, maxWaitMs: number, signal?: AbortSignal): Promise<Failure | null> {
		const began = clock.now();
		for (;;) {
			const fault = await this.inOrder(async () => await this.tryToEnter(clock)).then((isOurs) => (isOurs ? null : 'taken'), (error: unknown) => error);
			if (fault === null) return null;
			if (clock.now() - began >= maxWaitMs) return fault === 'taken' ? taken(clock.now()) : noLedger(fault, clock.now());
			await clock.sleep(LOOK_AGAIN_MS, signal);
		}
	}

	/** A run is over. Where it was the last one of this process, others may go on. */
	async leave(clock: Clock): Promise<void> {
		this.runs -= 1;
		await this.inOrder(async () => {
			if (this.runs > 0 || this.until === 0) return;
			this.until = 0;
			await this.keeper.giveBack(paceOf(this.quota), clock.now());
		}).catch(() => undefined); // it ends by itself
	}

	/** Whether a call may begin: nobody else can have the turn before Xero has counted it. */
	mayCall(now: number): boolean {
		return this.until - now >= LAST_CALL_MS;
	}

	private async tryToEnter(clock: Clock): Promise<boolean> {
		const now = clock.now();
		if (this.runs > 0) {
			if (!this.mayCall(now) || (this.isWanted && now - this.heldSince >= FAIR_MS)) return false;
			this.runs += 1;
			return true;
		}
		const { isOurs, before } = await this.keeper.take(now);
		if (!isOurs) return false;
		Object.assign(this, { until: now + TURN_MS, heldSince: now, isWanted: false, runs: 1 });
		if (before !== null) {
			adoptPace(this.quota, before, clock.now());
			this.takenOverAt = clock.now();
		}
		if (!this.isRenewing) void this.renew(clock);
		return true;
	}

	/** Goes on while there are runs. A keeper that is away is asked again; meanwhile no call begins. */
	private async renew(clock: Clock): Promise<void> {
		this.isRenewing = true;
		while (this.runs > 0) {
			await clock.sleep(RENEW_MS);
			await this.inOrder(async () => await this.renewOnce(clock.now())).catch(() => undefined);
		}
		this.isRenewing = false;
	}

	private async renewOnce(now: number): Promise<void> {
		if (this.runs === 0) return;
		const { isOurs, isWanted } = await this.keeper.renew(paceOf(this.quota), now);
		this.until = isOurs ? now + TURN_MS : 0;
		this.isWanted = isWanted;
	}

	/** One question to the keeper after the other, so that none overtakes what came before it. */
	private async inOrder<T>(step: () => Promise<T>): Promise<T> {
		const mine = this.last.then(step);
		this.last = mine.catch(() => undefined);
		return await mine;
	}
}

/** Lets no call begin that is not in turn: it is answered at once with a 429, without being sent. */
export function inTurn(transport: Transport, turn: Pick<OrganisationTurn, 'mayCall'>, clock: Pick<Clock, 'now'>): Transport {
	return async (request) => (turn.mayCall(clock.now()) ? await transport(request) : { status: 429, headers: { 'x-rate-limit-problem': TURN_PROBLEM }, body: '' });
}

function taken(now: number): Failure {
	return { ...NOT_OURS, reason: 'xeroWorkersTurn', message: 'Another worker of n8n has been calling this Xero organisation all the time', retryAt: now + FAIR_MS };
}

/** The failure where the keeper cannot be asked. Pure. @param error its message is told */
export function noLedger(error: unknown, now: number): Failure {
	const why = error instanceof Error ? `: ${error.message}` : '';
	return { ...NOT_OURS, reason: 'xeroTurnUnknown', message: `The ledger, by which workers take turns at Xero, could not be used${why}`, retryAt: now + FAIR_MS };
}

const NOT_OURS = { class: 'quota', quota: 'concurrency', nextStep: TRY_LATER, retryable: true } as const;
