import type { CompanyRecord } from './model';
import type { Workspace } from './workspace';

export function livingCompanies(workspace: Workspace): CompanyRecord[] {
	return [...workspace.companies.values()].filter((company) => !company.deleted);
}

/** Companies without a contact are invisible in lists; most recently requested first. */
export function listedCompanies(workspace: Workspace): CompanyRecord[] {
	return livingCompanies(workspace)
		.filter((company) => company.contactIds.size > 0)
		.sort((a, b) => (b.lastRequestAt ?? 0) - (a.lastRequestAt ?? 0) || (a.id < b.id ? 1 : -1));
}
