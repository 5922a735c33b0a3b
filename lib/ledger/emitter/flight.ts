/**
 * What n8n says of the execution of a batch, where it says anything: `ended`; `stopped` by a person, a time-out or the end of
 * n8n; `notStarted`: n8n refused it. Nothing rests on it: an execution of which nobody hears has its lease.
 */
export type Ending = 'ended' | 'stopped' | 'notStarted';

/** What was stopped may be at a call for a moment yet. */
export const STOPPED_GRACE_MS = 15_000;

/** A batch that was emitted. */
export interface Flight {
	/** How many records it had. */
	size: number;
	/** Epoch ms. */
	leaseUntil: number;
	/** Epoch ms from which on what it did not settle is nobody's; null: its execution has not ended, or nobody said so. */
	endsAt: number | null;
}

/** Pure. */
export function afterEnding(flight: Flight, ending: Exclude<Ending, 'notStarted'>, now: number): Flight {
	return { ...flight, endsAt: ending === 'stopped' ? now + STOPPED_GRACE_MS : now };
}
