import type { Failure } from './failure';
import { pool } from './pool';

/**
 * Whether whatever is asked next could only meet the same: stopped, refused, or a wait longer than an execution may take. Pure.
 * @param now epoch ms
 */
export function standsStill({ class: kind, reason, retryAt }: Failure, now: number): boolean {
	return kind === 'auth' || reason === 'stopped' || (kind === 'quota' && retryAt !== undefined && retryAt > now);
}

/** How a list is worked off of which one may show that nothing can be asked any more. */
export interface Visits<T, R> {
	/** So many at the same time. */
	width: number;
	visit: (one: T) => Promise<R>;
	/** What went wrong with one, if anything did. */
	failuresOf: (result: R) => readonly Failure[];
	/** What else the rest could only meet, too. */
	isForAll?: (failure: Failure) => boolean;
	/** The result of one that was not visited any more, and why. */
	unvisited: (one: T, failure: Failure) => R;
	/** Epoch ms. */
	now: () => number;
}

/**
 * Visits a list, a few at the same time. One that fails does not stop the others; a refused credential, a long wait or `isForAll`
 * does: the rest is not visited and has the same reason. The first goes alone, so that a refused credential costs one call.
 * @returns results in the order of the list
 */
export async function visitUntilStandstill<T, R>(list: readonly T[], { width, visit, failuresOf, isForAll = () => false, unvisited, now }: Visits<T, R>): Promise<R[]> {
	let standstill: Failure | undefined;
	const next = async (one: T): Promise<R> => {
		if (standstill !== undefined) return unvisited(one, standstill);
		const result = await visit(one);
		standstill ??= failuresOf(result).find((failure) => standsStill(failure, now()) || isForAll(failure));
		return result;
	};
	const [first, ...others] = list;
	return first === undefined ? [] : [await next(first), ...(await pool(others, width, next))];
}
