/**
 * What a job is for. `migration`: brings contacts over; `reconciliation`: compares all with Xero and repairs what is the sync's,
 * or, where it reads no pages, gathers what was added to it; `dryRun` and `comparison` are what these two would do, and write nothing.
 */
export type JobKind = 'migration' | 'reconciliation' | 'dryRun' | 'comparison';

/** Nothing is written: its contacts are foreseen. Pure. */
export function isDry(kind: JobKind): boolean {
	return kind === 'dryRun' || kind === 'comparison';
}

/** Also what is synced in just that state is compared with Xero, where somebody may have changed it. Pure. */
export function comparesAll(kind: JobKind): boolean {
	return kind === 'reconciliation' || kind === 'comparison';
}

/** What foresees a job of this kind; null: nothing does. Pure. */
export function foreseenByKind(kind: JobKind): JobKind | null {
	if (kind === 'migration') return 'dryRun';
	return kind === 'reconciliation' ? 'comparison' : null;
}
