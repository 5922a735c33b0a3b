import { isRecord } from '../../http/isRecord';
import { companyFrom } from './companyFrom';
import type { CustomAttributes, IntercomCompany } from '../profile/profile';
import { ask, type Answer, type IntercomConnection } from '../api/request';
import { idOf, numberOf } from '../api/wireValue';

/** No more companies than these can be listed. @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/companies/listallcompanies */
export const LISTED_COMPANIES_MAX = 10_000;
/** The most that is known to work; the vendor states no limit. */
export const COMPANIES_PER_PAGE_MAX = 60;

/** A company with the workspace it was read from. */
export type WorkspaceCompany = IntercomCompany & { workspaceId: string };

export interface CompanyPage {
	companies: WorkspaceCompany[];
	/** null: no further page, or none that Intercom hands out. */
	nextPage: number | null;
	/** Companies that Intercom counts but cannot list, 0 in workspaces of up to {@link LISTED_COMPANIES_MAX}. */
	notListed: number;
}

/** Reads a company by Intercom's own id. */
export function readCompany(id: string, connection: IntercomConnection): Promise<Answer<WorkspaceCompany>> {
	return ask(connection, { method: 'GET', path: companyPath(id) }, ({ body }) => workspaceCompanyFrom(body));
}

/** What is to be on a company. */
export interface CompanyPatch {
	name?: string;
	website?: string;
	custom_attributes?: CustomAttributes;
}

/**
 * Writes fields and attributes of a company. Those not named keep their values (the vendor's own example shows it), and so do
 * plan and the rest, which are not sent. Safe to repeat: unlike the POST by company_id it can create nothing.
 * @see https://developers.intercom.com/docs/references/2.4/rest-api/companies/update-a-company
 */
export function writeCompany(id: string, patch: CompanyPatch, connection: IntercomConnection): Promise<Answer<WorkspaceCompany>> {
	return ask(connection, { method: 'PUT', path: companyPath(id), body: patch }, ({ body }) => workspaceCompanyFrom(body));
}

/**
 * One page of the companies that have a contact, the most recently active first: one that becomes active meanwhile
 * pushes others to a later page, where they come twice, and hides none.
 * @param page from 1
 */
export function listCompanies(page: number, perPage: number, connection: IntercomConnection): Promise<Answer<CompanyPage>> {
	const query = { page, per_page: perPage };
	return ask(connection, { method: 'POST', path: '/companies/list', query }, ({ body }) => companyPageFrom(body, page, perPage));
}

/** The last page that Intercom hands out. Pure. */
export function lastListedPage(perPage: number): number {
	return Math.floor(LISTED_COMPANIES_MAX / perPage);
}

/** The vendor's description calls the list `companies`, its own example `data`. */
function companyPageFrom(body: unknown, page: number, perPage: number): CompanyPage | null {
	if (!isRecord(body)) return null;
	const list = body.data ?? body.companies;
	if (!Array.isArray(list)) return null;
	const total = numberOf(body.total_count);
	const more = list.length > 0 && hasMore(body.pages, page);
	// Intercom may give smaller pages than were asked for, and says so.
	const size = (isRecord(body.pages) ? numberOf(body.pages.per_page) : null) ?? perPage;
	return {
		companies: list.flatMap((company) => workspaceCompanyFrom(company) ?? []),
		nextPage: more && page < lastListedPage(size) ? page + 1 : null,
		notListed: total === null ? 0 : Math.max(0, total - lastListedPage(size) * size),
	};
}

/** By Intercom's word; without it only an empty page is the end. */
function hasMore(pages: unknown, page: number): boolean {
	const totalPages = isRecord(pages) ? numberOf(pages.total_pages) : null;
	return totalPages === null || page < totalPages;
}

function companyPath(id: string): string {
	return `/companies/${encodeURIComponent(id)}`;
}

function workspaceCompanyFrom(wire: unknown): WorkspaceCompany | null {
	const company = companyFrom(wire);
	return company === null || !isRecord(wire) ? null : { ...company, workspaceId: idOf(wire.app_id) ?? '' };
}
