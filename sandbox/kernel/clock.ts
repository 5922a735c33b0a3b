/** The sandbox's time: real time plus an offset that tests push forward to let tokens and limits expire. */
export class SandboxClock {
	private offsetMs = 0;

	/** Epoch milliseconds. */
	now(): number {
		return Date.now() + this.offsetMs;
	}

	/** Moves the sandbox's time forward (never the process's timers). */
	advance(ms: number): void {
		this.offsetMs += ms;
	}

	reset(): void {
		this.offsetMs = 0;
	}
}
