import { mayPass, type LedgerTrouble } from '../store/problem';

/** A trouble that may be over in a moment is told when it has lasted so long. */
export const HOLD_DOWN_MS = 15_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/** Failures without a success between them. */
export interface Faults {
	count: number;
	/** Epoch ms of the first. */
	since: number;
	/** No try before, epoch ms. */
	retryAt: number;
	/** Somebody was told of it. */
	isTold: boolean;
}

export const NO_FAULTS: Faults = { count: 0, since: 0, retryAt: 0, isTold: false };

/**
 * The ledger could not be used: tried again after 1, 2, 4, 8 and then every 15 seconds, and told once. Pure.
 * @param trouble null: a fault of the code
 */
export function afterFault(was: Faults, trouble: LedgerTrouble | null, now: number): { faults: Faults; tell: boolean } {
	const since = was.count === 0 ? now : was.since;
	const isNews = trouble === null || !mayPass(trouble) || now - since >= HOLD_DOWN_MS;
	const tell = isNews && !was.isTold;
	const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(was.count, 10));
	return { faults: { count: was.count + 1, since, retryAt: now + waitMs, isTold: was.isTold || tell }, tell };
}
