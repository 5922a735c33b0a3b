export interface Timed<T> {
	result: T;
	/** What the processor spent on it, in all threads of this process. */
	cpuMs: number;
}

export function timed<T>(work: () => T): Timed<T> {
	const before = process.cpuUsage();
	const result = work();
	const { user, system } = process.cpuUsage(before);
	return { result, cpuMs: (user + system) / 1_000 };
}
