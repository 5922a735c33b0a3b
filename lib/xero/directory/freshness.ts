/** How long a list serves once what changed was asked for, where the caller says nothing else: a long run asks again after it. */
export const FRESH_MS = 60_000;

/** The same for runs of a series, such as the pages of a migration, which ask together. */
export const FRESH_IN_SERIES_MS = 2 * 60_000;
