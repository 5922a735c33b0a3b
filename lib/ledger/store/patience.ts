import type { Clock } from '../../http/transport';
import { LedgerProblem, mayPass } from './problem';

/** Waits between the tries, ms. */
const WAITS_MS = [500, 1_000, 2_000, 4_000] as const;
/** No further try after so long: a server that does not answer takes its time to be found out. */
const PATIENCE_MS = 15_000;

/**
 * Does what must not be lost for a hiccup: where the ledger is busy or does not answer it is tried again, for some seconds.
 * Every step stands being repeated. @throws the last LedgerProblem; any other fault at once
 */
export async function patiently<T>(work: () => Promise<T>, { now, sleep }: Pick<Clock, 'now' | 'sleep'>, signal?: AbortSignal): Promise<T> {
	const since = now();
	const attempt = async ([waitMs, ...later]: readonly number[]): Promise<T> =>
		await work().catch(async (error: unknown) => {
			const isHiccup = error instanceof LedgerProblem && mayPass(error.trouble);
			if (!isHiccup || waitMs === undefined || now() - since >= PATIENCE_MS) return await Promise.reject(error);
			await sleep(waitMs, signal);
			return await attempt(later);
		});
	return await attempt(WAITS_MS);
}
