/** What became of records on one day, counted by what Settle was told. */
export interface DayCounts {
	created: number;
	updated: number;
	/** Looked at, and nothing to write. */
	unchanged: number;
	/** Left for a person; a record that comes again counts again. */
	review: number;
	/** Tries that failed, those that went well later among them. */
	failed: number;
	/** Left out by the mapper. */
	skipped: number;
	/** Left Intercom, and the deletion policy was followed, or they were merged. */
	removed: number;
	/** Changed in Intercom because Xero had changed; absent: none. */
	broughtBack?: number;
}

/**
 * Upper ends of the classes by how long a live change took, ms: from the notification, on disk, until it was settled as
 * synced. Close together where people wait, far apart where something was wrong.
 */
export const LATENCY_ENDS_MS = [500, 1_000, 2_000, 3_000, 5_000, 8_000, 12_000, 20_000, 30_000, 60_000, 120_000, 300_000, 900_000, 3_600_000, 14_400_000, 86_400_000] as const;

/** One calendar day of the time zone that was published; numbers alone, nobody's data. */
export interface DayFacts {
	counts: DayCounts;
	/** Live changes in each class of LATENCY_ENDS_MS, in its order, and behind them those that took longer. */
	latency: number[];
	/**
	 * Calls of Xero by which what it said to be left went down on this day, whoever made them. At least so many: what was
	 * made while Xero's own day began anew, or before it first said, is not seen.
	 */
	calls: number;
	/** Fewest that Xero said to be left; null: it did not say. */
	fewestLeft: number | null;
}

/** A day on which nothing happened yet. */
export const NEW_DAY: DayFacts = {
	counts: { created: 0, updated: 0, unchanged: 0, review: 0, failed: 0, skipped: 0, removed: 0 },
	latency: Array.from({ length: LATENCY_ENDS_MS.length + 1 }, () => 0), calls: 0, fewestLeft: null,
};
