import { NoAnswer, type Clock } from '../../../lib/http/transport';

interface Sleeper {
	at: number;
	wake(): void;
}

/** Time that moves only when everybody sleeps: a run of hours takes milliseconds, in the right order. */
export class ManualClock implements Clock {
	/** Length of every wait that was asked for. */
	readonly waits: number[] = [];
	private sleepers: Sleeper[] = [];

	constructor(
		private time = 1_768_000_000_000,
		private readonly chance: () => number = () => 0.5,
	) {}

	now(): number {
		return this.time;
	}

	random(): number {
		return this.chance();
	}

	async sleep(ms: number, signal?: AbortSignal): Promise<void> {
		this.waits.push(ms);
		await new Promise<void>((resolve, reject) => {
			const cancelled = () => reject(new NoAnswer('cancelled', 'The execution was stopped.'));
			if (signal?.aborted) return cancelled();
			const sleeper = { at: this.time + ms, wake: resolve };
			this.sleepers.push(sleeper);
			signal?.addEventListener('abort', () => {
				this.sleepers = this.sleepers.filter((other) => other !== sleeper);
				cancelled();
			});
		});
	}

	advance(ms: number): void {
		this.time += ms;
	}

	/** Moves on and wakes everybody whose time has come. */
	wakeAll(ms: number): void {
		this.time += ms;
		const due = this.sleepers.filter(({ at }) => at <= this.time);
		this.sleepers = this.sleepers.filter((sleeper) => !due.includes(sleeper));
		for (const sleeper of due) sleeper.wake();
	}

	/** Lets time pass until the work is done. @throws where it waits for something that is no sleep */
	async run<T>(work: Promise<T>): Promise<T> {
		let done = false;
		const finished = () => (done = true);
		work.then(finished, finished);
		for (let idle = 0; !done; idle++) {
			if (idle > 50) throw new Error('The work neither ends nor sleeps');
			await new Promise((resolve) => setImmediate(resolve));
			if (!done && this.wakeFirst()) idle = 0;
		}
		return await work;
	}

	private wakeFirst(): boolean {
		const [first] = [...this.sleepers].sort((a, b) => a.at - b.at);
		if (first === undefined) return false;
		this.sleepers = this.sleepers.filter((other) => other !== first);
		this.time = Math.max(this.time, first.at);
		first.wake();
		return true;
	}
}
