import { randomUUID } from 'node:crypto';
import type { ApiCall } from './apiCall';
import { listedCompanies } from './companyListing';
import { IntercomRefusal, resourceNotFound } from './errors';
import type { CompanyRecord } from './model';
import { companyInRest } from './restForms';

const SCROLL_IDLE_MS = 60_000;
const SCROLL_PAGE = 100;

/** GET /companies/scroll: one open scroll for an app, forgotten after a minute without use; an empty page is the end. */
export function scrollCompanies(call: ApiCall): unknown {
	const { scroll_param: param } = call.query;
	const key = `${call.app.clientId} ${call.workspace.id}`;
	const open = openScroll(call, key);
	if (param === undefined || param === '') return begin(call, key, open !== undefined);
	if (open?.param !== param) throw resourceNotFound();
	const companies = listedCompanies(call.workspace).slice(open.at, open.at + SCROLL_PAGE);
	open.at += SCROLL_PAGE;
	open.usedAt = call.desk.now;
	if (companies.length > 0) return answer(call, companies, param);
	call.world.scrolls.delete(key);
	return answer(call, [], call.desk.switchOf('intercom.scrollEnd') === 'null' ? null : param);
}

function openScroll(call: ApiCall, key: string) {
	const open = call.world.scrolls.get(key);
	return open !== undefined && call.desk.now - open.usedAt < SCROLL_IDLE_MS ? open : undefined;
}

function begin(call: ApiCall, key: string, busy: boolean): unknown {
	if (busy) throw new IntercomRefusal(400, 'scroll_exists', 'scroll already exists for this workspace');
	const companies = listedCompanies(call.workspace).slice(0, SCROLL_PAGE);
	const param = randomUUID();
	call.world.scrolls.set(key, { param, at: SCROLL_PAGE, usedAt: call.desk.now });
	return answer(call, companies, param);
}

function answer(call: ApiCall, companies: CompanyRecord[], param: string | null): unknown {
	const data = companies.map((company) => companyInRest(company, call.workspace));
	return { type: 'list', data, pages: null, total_count: null, scroll_param: param };
}
