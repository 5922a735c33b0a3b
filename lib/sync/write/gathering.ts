import type { Clock } from '../../http/transport';
import type { Measure } from '../decide/massChange';
import type { Outcome } from '../record/outcome';
import type { MappedRecord } from '../record/record';

/** So long does a record wait for others with which it would fill a call: longer than Xero's limit of a minute holds up all of them. */
const PATIENCE_MS = 3 * 60_000;
/** So long after the last records came, or the last run over some, do others seem to come: meanwhile a page stores its references. */
const QUIET_MS = 20_000;

/** A record that is to be done, by whichever run of its series does it. */
export interface Gathered {
	record: MappedRecord;
	/** Epoch ms since when it waits. */
	since: number;
	/** Of those with whom it came: only together can they be a mass change. */
	measure: Measure;
	/** Call once. */
	settle(outcome: Outcome): void;
}

/** Records of one series, and who does them. */
export class Gathering {
	private waiting: Gathered[] = [];
	private movedAt = 0;
	private isLast = false;
	private isBusy = false;
	private readonly listeners = new Set<() => void>();

	/** Nobody has anything here. */
	get isEmpty(): boolean {
		return this.waiting.length === 0 && this.listeners.size === 0 && !this.isBusy;
	}

	/** @param isLast no others follow, as far as is known */
	add(some: readonly Gathered[], isLast: boolean, now: number): void {
		this.waiting.push(...some);
		this.isLast ||= isLast;
		this.movedAt = now;
		this.tell();
	}

	/** Takes out those of them that wait. */
	remove(some: readonly Gathered[]): void {
		const gone = new Set(some);
		this.waiting = this.waiting.filter((one) => !gone.has(one));
	}

	/** Whether whoever asks is to do what waits now; a number: not for so many ms, unless something happens before. */
	isDue(enough: number, now: number): true | number {
		if (this.isBusy) return Number.POSITIVE_INFINITY;
		if (this.waiting.length >= enough || this.isLast) return true;
		const restMs = Math.min(this.endsWaiting(), ...this.waiting.map(({ since }) => since + PATIENCE_MS)) - now;
		return restMs <= 0 ? true : restMs;
	}

	/**
	 * Does some of them, while nobody else does any. What is left of them waits on.
	 * @param most records at once
	 * @param work does what it was given and settles it. @returns those that it leaves
	 * @throws what `work` throws; what it did not settle waits on then
	 */
	async run(most: number, work: (some: readonly Gathered[], hasWaited: (one: Gathered) => boolean) => Promise<readonly Gathered[]>, clock: Pick<Clock, 'now'>): Promise<void> {
		const now = clock.now();
		const isOver = this.isLast || this.endsWaiting() <= now;
		const some = this.take(most);
		this.isBusy = true;
		let left: readonly Gathered[] | undefined;
		try {
			left = await work(some, ({ since }) => isOver || since + PATIENCE_MS <= now);
		} finally {
			// Some may have been written before it was stopped.
			if (left === undefined) for (const one of some) one.record = { ...one.record, uncertain: true };
			this.waiting.unshift(...(left ?? some));
			this.isBusy = false;
			this.movedAt = clock.now();
			this.tell();
		}
	}

	/** Resolves when something happened here, or after so many ms. @throws {NoAnswer} `cancelled` when the execution is stopped */
	async news(restMs: number, clock: Pick<Clock, 'sleep'>, signal?: AbortSignal): Promise<void> {
		const over = new AbortController();
		const either = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
		let listener = (): void => undefined;
		const told = new Promise<void>((resolve) => this.listeners.add((listener = resolve)));
		try {
			await Promise.race([told, clock.sleep(Math.min(restMs, PATIENCE_MS), either)]);
		} finally {
			this.listeners.delete(listener);
			over.abort();
		}
	}

	private endsWaiting(): number {
		return this.movedAt + QUIET_MS;
	}

	/** A record is in one run once. */
	private take(most: number): Gathered[] {
		const taken = new Map<string, Gathered>();
		for (const one of this.waiting) if (taken.size < most && !taken.has(one.record.intercomId)) taken.set(one.record.intercomId, one);
		const some = [...taken.values()];
		this.remove(some);
		return some;
	}

	private tell(): void {
		for (const listener of this.listeners) listener();
	}
}

/**
 * Where runs of a series put their records, so that they fill calls of Xero's together: one of them does what all have
 * brought, and leaves what does not fill a call to whoever comes next. In the process only; runs of another worker fill calls of
 * their own.
 */
export class Gatherings {
	private readonly bySeries = new Map<string, Gathering>();

	of(series: string): Gathering {
		for (const [name, gathering] of this.bySeries) if (gathering.isEmpty) this.bySeries.delete(name);
		const known = this.bySeries.get(series) ?? new Gathering();
		this.bySeries.set(series, known);
		return known;
	}
}
