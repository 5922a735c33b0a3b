/** The sandbox's time: real time plus an offset that tests push forward to let tokens and limits expire. */
export class SandboxClock {
	private offsetMs = 0;
	private frozenAt: number | undefined;

	/** Epoch milliseconds. */
	now(): number {
		return (this.frozenAt ?? Date.now()) + this.offsetMs;
	}

	/** Moves the sandbox's time forward (never the process's timers). */
	advance(ms: number): void {
		this.offsetMs += ms;
	}

	/** Stops following real time: from here on only {@link advance} moves it, so that a run can be repeated exactly. */
	freeze(at: number): void {
		this.frozenAt = at;
		this.offsetMs = 0;
	}

	reset(): void {
		this.offsetMs = 0;
		this.frozenAt = undefined;
	}
}
