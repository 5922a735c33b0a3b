import { NoAnswer, type Clock } from '../../../lib/http/transport';

/** All that is not faked: sockets and n8n itself go by real time. */
const REAL = ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'requestAnimationFrame', 'cancelAnimationFrame', 'requestIdleCallback', 'cancelIdleCallback', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const;

/** From here on the date is what a test moves forward; it goes on by itself, too, as time does. */
export function takeTime(): void {
	jest.useFakeTimers({ advanceTimers: true, doNotFake: [...REAL] });
}

/** So much time goes by for everything in this process: n8n, nodes, ledger and both vendors. */
export function elapse(ms: number): void {
	jest.setSystemTime(Date.now() + Math.max(0, ms));
}

/** The next month has begun a day ago, whatever the zone of a workflow: what is named by its month is so in each play. */
export function beginMonth(): void {
	const now = new Date();
	jest.setSystemTime(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 2, 12));
}

/**
 * In place of `nodes/shared/clock.ts`: what a node waits for is not slept through, the time moves there.
 * @see takeTime
 */
export function executionClock(): Clock {
	return {
		now: () => Date.now(),
		random: () => Math.random(),
		sleep: async (ms, signal) => {
			const until = Date.now() + ms;
			await new Promise((resolve) => setImmediate(resolve));
			if (signal?.aborted) throw new NoAnswer('cancelled', 'The execution was stopped.');
			elapse(until - Date.now());
		},
	};
}
