const MAX_KEYS = 100;

/**
 * Small lists that change seldom, kept for a few minutes under a key. Bounded; the oldest goes first. What is kept may
 * be stale: whoever finds that out forgets it and reads again.
 */
export class ShortMemory<T> {
	private readonly kept = new Map<string, { value: T; at: number }>();

	constructor(private readonly maxAgeMs: number) {}

	recall(key: string, now: number): T | undefined {
		const found = this.kept.get(key);
		return found && now - found.at <= this.maxAgeMs ? found.value : undefined;
	}

	/** The age of what is replaced is not carried on: call it with what was just read. */
	keep(key: string, value: T, now: number): void {
		this.kept.delete(key);
		this.kept.set(key, { value, at: now });
		const oldest = this.kept.size > MAX_KEYS ? this.kept.keys().next().value : undefined;
		if (oldest !== undefined) this.kept.delete(oldest);
	}

	forget(key: string): void {
		this.kept.delete(key);
	}
}
