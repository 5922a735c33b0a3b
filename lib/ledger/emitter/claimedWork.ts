import type { ClaimAnswer } from '../events/claimed';
import { batchItems, type Origin } from './items';
import type { Taken } from './rhythm';
import type { Batch } from './setup';

/** What a claim took. */
export interface ClaimedWork {
	token: string;
	answer: ClaimAnswer;
	origin: Origin;
	/** Most that it could have taken. */
	limit: number;
}

/** How much it was, for the rhythm; null: nothing. Pure. */
export function takenBy(work: ClaimedWork | null): Taken | null {
	const first = work?.answer.claimed[0];
	return work === null || first === undefined ? null : { records: work.answer.claimed.length, limit: work.limit, leaseUntil: first.leaseUntil };
}

/** Records of a batch. Pure. */
export function batchSize({ due, gone, changedInXero = [] }: Omit<Batch, 'alerts'>): number {
	return due.length + gone.length + changedInXero.length;
}

/** Its records as the trigger emits them. Pure. */
export function itemsOf({ answer, origin }: ClaimedWork): Omit<Batch, 'alerts'> {
	return batchItems(answer.claimed, origin);
}
