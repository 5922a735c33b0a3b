import type { Clock } from '../../lib/http/transport';
import type { SandboxClock } from '../../sandbox/kernel/clock';

interface Sleeper {
	at: number;
	wake: () => void;
}

/**
 * Sleep in sandbox time for several clients at once: time moves only while nobody is at work, and then to the next one
 * who wakes. Work is whatever runs inside {@link busy}, such as a request on its way.
 */
export class VirtualTime {
	private sleepers: Sleeper[] = [];
	private working = 0;
	private turning = false;

	constructor(
		private readonly clock: SandboxClock,
		private readonly random: () => number,
	) {}

	/** For the code under test. */
	asClock(): Clock {
		return { now: () => this.clock.now(), random: this.random, sleep: async (ms) => await this.sleep(ms) };
	}

	async sleep(ms: number): Promise<void> {
		await new Promise<void>((wake) => {
			this.sleepers.push({ at: this.clock.now() + ms, wake });
			void this.turn();
		});
	}

	/** Time stands still until `work` has ended. */
	async busy<T>(work: () => Promise<T>): Promise<T> {
		this.working += 1;
		try {
			return await work();
		} finally {
			this.working -= 1;
			void this.turn();
		}
	}

	/** Moves on once everything that can run has run. */
	private async turn(): Promise<void> {
		if (this.turning) return;
		this.turning = true;
		for (let quiet = 0; quiet < 3; quiet++) await new Promise((resolve) => setImmediate(resolve));
		this.turning = false;
		if (this.working > 0 || this.sleepers.length === 0) return;
		this.sleepers.sort((a, b) => a.at - b.at);
		const next = this.sleepers.shift()!;
		this.clock.advance(Math.max(0, next.at - this.clock.now()));
		next.wake();
		void this.turn();
	}
}
