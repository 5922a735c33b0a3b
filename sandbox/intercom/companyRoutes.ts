import { type ApiCall, type ApiRoute, numberedPage, READ_MANY, READ_ONE, showContact, WRITE } from './apiCall';
import { readCustomAttributes } from './attributes';
import { createCompany, deleteCompany, updateCompany, type CompanyInput } from './companies';
import { listedCompanies, livingCompanies } from './companyListing';
import { scrollCompanies } from './companyScroll';
import { companyOf } from './contactLinkRoutes';
import { companyNotFound, IntercomRefusal, parameterInvalid } from './errors';
import type { CompanyRecord } from './model';
import { companyInRest } from './restForms';

export const COMPANY_ROUTES: ApiRoute[] = [
	{ method: 'GET', url: '/companies', operation: 'intercom.findCompany', needs: READ_ONE, handle: findCompany },
	{ method: 'POST', url: '/companies', operation: 'intercom.upsertCompany', needs: WRITE, handle: upsertCompany },
	{ method: 'POST', url: '/companies/list', operation: 'intercom.listCompanies', needs: READ_MANY, handle: listCompanies },
	{ method: 'GET', url: '/companies/scroll', operation: 'intercom.scrollCompanies', needs: READ_MANY, handle: scrollCompanies },
	{ method: 'GET', url: '/companies/:id', operation: 'intercom.getCompany', needs: READ_ONE, handle: (call) => companyInRest(companyOf(call, call.params.id ?? ''), call.workspace) },
	{ method: 'PUT', url: '/companies/:id', operation: 'intercom.updateCompany', needs: WRITE, handle: putCompany },
	{ method: 'DELETE', url: '/companies/:id', operation: 'intercom.deleteCompany', needs: WRITE, handle: removeCompany },
	{ method: 'GET', url: '/companies/:id/contacts', operation: 'intercom.listCompanyContacts', needs: READ_MANY, handle: listContacts },
	{ method: 'GET', url: '/companies/:id/segments', operation: 'intercom.listCompanySegments', needs: READ_ONE, handle: listSegments },
];

const LIST_PER_PAGE = 15;
const CONTACTS_PER_PAGE = 50;
const LIST_CAP = 10_000;
const SPEND_MAX = 2 ** 31 - 1;

/** One company by company_id or name; a list by tag_id, segment_id or nothing. */
function findCompany(call: ApiCall): unknown {
	const { company_id: companyId, name, tag_id: tagId, segment_id: segmentId } = call.query;
	if (companyId !== undefined) return showOne(call, call.workspace.companies.get(call.workspace.companyByRemoteId.get(companyId) ?? ''));
	if (name !== undefined) return showOne(call, livingCompanies(call.workspace).find((company) => company.name === name));
	const wanted = listedCompanies(call.workspace).filter((company) => segmentId === undefined && (tagId === undefined || company.tagIds.includes(tagId)));
	const page = numberedPage(wanted, call, LIST_PER_PAGE);
	return { type: 'list', data: show(call, page.data), pages: page.pages, total_count: wanted.length };
}

function showOne(call: ApiCall, company: CompanyRecord | undefined): unknown {
	if (company === undefined || company.deleted) throw companyNotFound();
	return companyInRest(company, call.workspace);
}

const show = (call: ApiCall, companies: CompanyRecord[]) => companies.map((company) => companyInRest(company, call.workspace));

/** POST with its paging in the address; following `pages.next` by GET ends in a 404, as with the vendor. */
function listCompanies(call: ApiCall): unknown {
	const all = listedCompanies(call.workspace);
	if (call.query.order === 'asc') all.reverse();
	const page = numberedPage(all, call, LIST_PER_PAGE);
	if (page.page * page.size > LIST_CAP) throw parameterInvalid('Only the first 10000 companies can be listed. Use the scroll API instead.');
	const more = page.page * page.size < all.length;
	const next = more ? `https://api.intercom.io/companies/list?page=${page.page + 1}&per_page=${page.size}` : null;
	return { type: 'list', data: show(call, page.data), pages: { ...page.pages, next }, total_count: all.length };
}

/** Creates, or updates the company of the same company_id. */
function upsertCompany(call: ApiCall): unknown {
	const { company_id: companyId } = call.body;
	if (typeof companyId !== 'string' || companyId === '') throw new IntercomRefusal(400, 'parameter_missing', 'company_id is required');
	const input = readCompany(call);
	const known = call.workspace.companies.get(call.workspace.companyByRemoteId.get(companyId) ?? '');
	const company = known === undefined ? createCompany(call.desk, companyId, input) : updateCompany(call.desk, known, input);
	return companyInRest(company, call.workspace);
}

function putCompany(call: ApiCall): unknown {
	const company = companyOf(call, call.params.id ?? '');
	return companyInRest(updateCompany(call.desk, company, readCompany(call)), call.workspace);
}

/** What the vendor documents for a POST, and what its examples of a PUT carry besides; company_id never changes there. */
const PARAMETERS = new Set([
	'id', 'company_id', 'name', 'plan', 'size', 'website', 'industry', 'custom_attributes',
	'remote_created_at', 'last_request_at', 'update_last_request_at', 'monthly_spend',
]);

/** What is not sent stays as it is, each custom attribute by itself. */
function readCompany(call: ApiCall): CompanyInput {
	const { body } = call;
	const unknown = Object.keys(body).find((name) => !PARAMETERS.has(name));
	if (unknown !== undefined) throw new IntercomRefusal(400, 'bad_request', `bad '${unknown}' parameter`);
	return {
		name: text(body.name),
		plan: text(body.plan),
		website: text(body.website),
		industry: text(body.industry),
		size: whole(body.size, 'size'),
		monthlySpend: spend(body.monthly_spend),
		remoteCreatedAt: toMs(whole(body.remote_created_at, 'remote_created_at')),
		lastRequestAt: toMs(whole(body.last_request_at, 'last_request_at')),
		custom: readCustomAttributes(call.desk, 'company', body.custom_attributes),
	};
}

const text = (value: unknown) => (value === undefined || value === null ? undefined : String(value));
const toMs = (seconds: number | undefined) => (seconds === undefined ? undefined : seconds * 1000);

function whole(value: unknown, name: string): number | undefined {
	if (value === undefined || value === null) return undefined;
	if (Number.isInteger(value)) return Number(value);
	throw new IntercomRefusal(400, 'bad_request', `bad '${name}' parameter`);
}

/** Fractions are cut off. */
function spend(value: unknown): number | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'number' && Math.abs(value) <= SPEND_MAX) return Math.trunc(value);
	throw new IntercomRefusal(400, 'bad_request', "bad 'monthly_spend' parameter");
}

/** Archived a moment later; company.deleted follows the answer. */
function removeCompany(call: ApiCall): unknown {
	const company = companyOf(call, call.params.id ?? '');
	setImmediate(() => deleteCompany(call.desk, company));
	return { id: company.id, object: 'company', deleted: true };
}

function listContacts(call: ApiCall): unknown {
	const company = companyOf(call, call.params.id ?? '');
	const all = [...company.contactIds].flatMap((id) => call.workspace.contacts.get(id) ?? []);
	const page = numberedPage(all.filter((contact) => contact.state === 'active'), call, CONTACTS_PER_PAGE);
	const data = page.data.map((contact) => showContact(call, contact));
	return { type: 'list', data, total_count: all.length, pages: page.pages };
}

/** Companies are in no segment here; the vendor's list of one company is not paged. */
function listSegments(call: ApiCall): unknown {
	companyOf(call, call.params.id ?? '');
	return { type: 'list', data: [] };
}
