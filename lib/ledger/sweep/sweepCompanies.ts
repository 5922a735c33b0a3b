import type { Failure } from '../../http/failure';
import { COMPANIES_PER_PAGE_MAX, listCompanies } from '../../intercom/companies/companyEndpoints';
import type { IntercomConnection } from '../../intercom/api/request';
import { add } from '../decisions/add';
import type { LedgerStore } from '../store/port';

/** What a reading of the companies came to. */
export interface CompanySweep {
	/** Companies that were read, and those of them that are due now. */
	companies: number;
	due: number;
	/** Why it was broken off; null: every page was read. What was read before counts. */
	failure: Failure | null;
}

/**
 * Reads the companies of the workspace, page after page: Intercom tells of a company once, and no search finds those that
 * changed. What is not synced in its present state is due. Intercom lists 10,000 at most, the most recently active ones.
 * @throws LedgerProblem of the store; NoAnswer where the execution is stopped
 */
export async function sweepCompanies(store: LedgerStore, connection: IntercomConnection): Promise<CompanySweep> {
	const result: CompanySweep = { companies: 0, due: 0, failure: null };
	for (let page: number | null = 1; page !== null; ) {
		const answer = await listCompanies(page, COMPANIES_PER_PAGE_MAX, connection);
		if (!answer.ok) return { ...result, failure: answer.failure };
		const { companies, nextPage } = answer.value;
		const findings = companies.map(({ id, updated_at }) => ({ kind: 'company' as const, id, updatedAtSeconds: updated_at || null }));
		const { added } = await store.change(add(findings, { why: 'reconciliation', priority: 'bulk', jobId: null, evenSynced: false }, connection.clock.now()));
		result.companies += companies.length;
		result.due += added;
		page = nextPage;
	}
	return result;
}
