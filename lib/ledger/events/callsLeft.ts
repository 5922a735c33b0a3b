/** What Xero's headers said last of the calls that an organisation has left of its day; the upsert tells it, Settle notes it. */
export interface CallsLeft {
	/** Whose they are. */
	organisationId: string;
	/** Calls left, less our own since. */
	day: number;
	/** Epoch ms of that statement. */
	knownAt: number;
	/** Epoch ms at which Xero said that the day ends; absent: it did not say. */
	dayEndsAt?: number;
}
