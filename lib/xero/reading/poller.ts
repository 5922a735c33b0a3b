import type { Failure } from '../../http/failure';
import { newsIn, type ChangedContact, type ChangesRead, type Watch } from './changedContacts';
import { afterFailedPoll, type PollTrouble } from './pollTrouble';

/** What a poller works with. */
export interface PollSetup {
	everyMs: number;
	now(): number;
	/** One reading of what changed since a moment, epoch ms by Xero's clock. */
	read(since: number): Promise<ChangesRead>;
	/** Up to where an earlier process saw the changes; null: nobody did. Asked once. */
	recall(): Promise<{ ok: true; watch: Watch | null } | { ok: false; failure: Failure }>;
	/**
	 * Hands over what changed and keeps the watch, in whatever order loses nothing. Also called without news, to keep the watch.
	 * @returns why it could not: the next poll then reads the same again
	 */
	handOver(news: readonly ChangedContact[], watch: Watch): Promise<Failure | null>;
	/** A poll failed, for the log, or for a person too. */
	tell(failure: Failure, aPerson: boolean): void;
	/** Polls work again. */
	over(): void;
}

/** Reads what changed in one organisation of Xero, again and again, and hands over each change once. */
export class Poller {
	private watch: Watch | null | undefined;
	private trouble: PollTrouble | null = null;

	constructor(private readonly setup: PollSetup) {}

	/** One poll, told of where it fails. @returns after how many ms the next one comes */
	async turn(): Promise<number> {
		const { everyMs, now, tell, over } = this.setup;
		const failure = await this.poll();
		if (failure === null) {
			if (this.trouble !== null) over();
			this.trouble = null;
			return everyMs;
		}
		const { trouble, restMs, say } = afterFailedPoll(this.trouble, failure, everyMs, now());
		this.trouble = trouble;
		if (say !== null) tell(failure, say === 'tell');
		return restMs;
	}

	/**
	 * Marks where the past ends, if nobody has done so yet: nothing of before is ever told.
	 * @returns why it could not, and after how many ms the first turn comes
	 */
	async begin(): Promise<{ failure: Failure | null; restMs: number }> {
		const unknown = await this.recall();
		if (unknown !== null || this.watch !== null) return { failure: unknown, restMs: 0 };
		const failure = await this.poll();
		return { failure, restMs: failure === null ? this.setup.everyMs : 0 };
	}

	private async poll(): Promise<Failure | null> {
		const unknown = await this.recall();
		if (unknown !== null) return unknown;
		const before = this.watch ?? null;
		const reading = await this.setup.read(before?.seenUntil ?? this.setup.now());
		if (!reading.ok) return reading.failure;
		const { news, watch } = newsIn(before, reading);
		const refusal = await this.setup.handOver(news, watch);
		if (refusal === null) this.watch = watch;
		return refusal;
	}

	private async recall(): Promise<Failure | null> {
		if (this.watch !== undefined) return null;
		const recalled = await this.setup.recall();
		if (!recalled.ok) return recalled.failure;
		this.watch = recalled.watch;
		return null;
	}
}
