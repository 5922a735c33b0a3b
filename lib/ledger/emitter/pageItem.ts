import type { ClaimedPage } from '../decisions/pages';
import { isDry } from '../rows/jobKind';

/** A page that is to be read: what Get Page needs, and under `ledger` what Take Page wants back. */
export interface PageItem extends Pick<ClaimedPage, 'jobId' | 'selection'> {
	/** '' for the first page. */
	cursor: string;
	pageSize: number;
	ledger: PageLedger;
}

/** What items of a page carry until Take Page has looked at them; see docs/contracts.md. */
export interface PageLedger {
	/** Of which ledger. */
	name: string;
	jobId: string;
	pageToken: string;
	/** Who has the lease. */
	holder: string;
	/** Nothing is to be written. */
	dryRun: boolean;
	/** Calls of Xero's day that are left to live changes. */
	reserve: number;
}

/** Pure. */
export function pageItem({ token, size, kind, cursor, jobId, selection, reserve }: ClaimedPage, name: string, holder: string): PageItem {
	return { jobId, selection, cursor: cursor ?? '', pageSize: size, ledger: { name, jobId, pageToken: token, holder, dryRun: isDry(kind), reserve } };
}
