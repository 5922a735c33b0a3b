export interface Timed<T> {
	result: T;
	/** What the processor spent on it, in all threads of this process. */
	cpuMs: number;
	clockMs: number;
}

export function timed<T>(work: () => T): Timed<T> {
	const [cpu, clock] = [process.cpuUsage(), performance.now()];
	const result = work();
	const { user, system } = process.cpuUsage(cpu);
	return { result, cpuMs: (user + system) / 1_000, clockMs: performance.now() - clock };
}
