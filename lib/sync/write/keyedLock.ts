/**
 * Lets work on the same record run one after the other while everything else runs side by side. All keys of a piece
 * of work are taken at once, so two pieces can never wait for each other.
 */
export class KeyedLock {
	private readonly tails = new Map<string, Promise<void>>();

	/** Runs `work` when every earlier work that shares a key has ended; passes its result or failure on. */
	async run<T>(keys: Iterable<string>, work: () => Promise<T>): Promise<T> {
		const wanted = [...new Set(keys)];
		const before = wanted.map((key) => this.tails.get(key));
		let release = (): void => undefined;
		const done = new Promise<void>((resolve) => (release = resolve));
		for (const key of wanted) this.tails.set(key, done);
		await Promise.all(before);
		try {
			return await work();
		} finally {
			for (const key of wanted) {
				if (this.tails.get(key) === done) this.tails.delete(key);
			}
			release();
		}
	}
}
