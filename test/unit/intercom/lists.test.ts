import type { IExecuteFunctions } from 'n8n-workflow';
import { NoAnswer } from '../../../lib/http/transport';
import { lastListedPage, listCompanies, readCompany } from '../../../lib/intercom/companies/companyEndpoints';
import { listContacts } from '../../../lib/intercom/contacts/contactPages';
import { isCompanyRemoval, TOPICS } from '../../../lib/intercom/notifications/topics';
import { sinceOf } from '../../../nodes/IntercomContacts/contact/since';
import { contactBody, errorList, scriptedIntercom } from './scriptedIntercom';

const cursor = (starting_after: string) => ({ type: 'pages', next: { page: 2, starting_after } });
const companyBody = (id: string) => ({ type: 'company', id, company_id: `own-${id}`, app_id: 'ws1', name: id });

describe('a page of contacts', () => {
	const list = (routes: object | object[], after: string | null = null) => {
		const scripted = scriptedIntercom({ 'GET /contacts': routes as never });
		return { ...scripted, answer: listContacts(150, after, scripted.connection) };
	};

	test('no cursor is sent for the first page, because Intercom fails on an empty one', async () => {
		const { answer, calls } = list({ body: { data: [contactBody('a')], pages: cursor('n') } });
		expect(await answer).toMatchObject({ ok: true, value: { contacts: [{ contact: { id: 'a' } }], nextCursor: 'n' } });
		expect(calls[0]?.query).toEqual({ per_page: 150 });
		const second = list({ body: { data: [contactBody('b')], pages: { next: null } } }, 'n');
		expect(await second.answer).toMatchObject({ ok: true, value: { nextCursor: null } });
		expect(second.calls[0]?.query).toEqual({ per_page: 150, starting_after: 'n' });
	});

	test('a page without a contact is passed over, so that the chain does not break', async () => {
		const { answer, calls } = list([{ body: { data: [], pages: cursor('n') } }, { body: { data: [contactBody('b')], pages: {} } }]);
		expect(await answer).toMatchObject({ ok: true, value: { contacts: [{ contact: { id: 'b' } }], nextCursor: null } });
		expect(calls).toHaveLength(2);
	});

	test.each([
		['an empty page that names itself', { body: { data: [], pages: cursor('n') } }, 'intercomCursorRepeated'],
		['a next page without a cursor', { body: { data: [contactBody('a')], pages: { next: {} } } }, 'intercomUnexpectedAnswer'],
		['no list', { body: { type: 'list' } }, 'intercomUnexpectedAnswer'],
	])('%s is a failure and no last page', async (_, route, reason) => {
		expect(await list(route).answer).toMatchObject({ ok: false, failure: { reason } });
	});
});

describe('a page of companies', () => {
	const list = (body: object, page = 1, perPage = 50) => listCompanies(page, perPage, scriptedIntercom({ 'POST /companies/list': { body } }).connection);

	test.each(['data', 'companies'])('the list is found under %s', async (key) => {
		const answer = await list({ [key]: [companyBody('co')], pages: { page: 1, total_pages: 2 }, total_count: 51 });
		expect(answer).toMatchObject({ ok: true, value: { companies: [{ id: 'co', company_id: 'own-co', workspaceId: 'ws1' }], nextPage: 2, notListed: 0 } });
	});

	test.each([
		['the last one', { pages: { total_pages: 3 } }, 3, 2, null],
		['one before the last', { pages: { total_pages: 3 } }, 2, 2, 3],
		['full, and nobody says how many there are', {}, 1, 1, 2],
		['not full, and nobody says how many there are: Intercom gives smaller pages than were asked for', {}, 1, 2, 2],
		['the last that Intercom hands out in its own smaller pages', { pages: { total_pages: 400, per_page: 25 } }, 200, 50, 201],
		['the last that Intercom hands out', { pages: { total_pages: 400 } }, 200, 50, null],
	])('a page that is %s', async (_, rest, page, perPage, nextPage) => {
		expect(await list({ data: [companyBody('co')], ...rest }, page, perPage)).toMatchObject({ ok: true, value: { nextPage } });
	});

	test('companies beyond what Intercom lists are counted', async () => {
		expect(await list({ data: [companyBody('co')], pages: { total_pages: 201 }, total_count: 10_012 })).toMatchObject({ value: { notListed: 12 } });
		expect(lastListedPage(60) * 60).toBeLessThanOrEqual(10_000);
	});

	test.each([{ status: 500 }, new NoAnswer('network', 'reset')])('a list that got lost (%#) is asked for again, because it changes nothing', async (lost) => {
		const { connection, calls } = scriptedIntercom({ 'POST /companies/list': [lost, { body: { data: [] } }] });
		expect(await listCompanies(1, 50, connection)).toEqual({ ok: true, value: { companies: [], nextPage: null, notListed: 0 } });
		expect(calls.map(({ query, body }) => [query, body])).toEqual([[{ page: 1, per_page: 50 }, undefined], [{ page: 1, per_page: 50 }, undefined]]);
	});
});

test('a company of another workspace is not taken for a deleted one', async () => {
	const { connection } = scriptedIntercom({ 'GET /companies/co': { status: 404, body: errorList('company_not_found', 'Company Not Found') } });
	expect(await readCompany('co', connection)).toMatchObject({ ok: false, failure: { class: 'validation', reason: 'intercomNotFound' } });
});

test('only a signed company.deleted says that a company left', () => {
	expect(TOPICS.map(({ topic }) => topic).filter(isCompanyRemoval)).toEqual(['company.deleted']);
	expect([undefined, 'contact.deleted', 7].some(isCompanyRemoval)).toBe(false);
});

describe('Since', () => {
	const NOW = 1_768_000_000;
	const since = (value: unknown) => sinceOf({ getNodeParameter: () => value } as unknown as IExecuteFunctions, 0, NOW);

	test.each<[unknown, number]>([
		['', NOW - 86_400],
		['  ', NOW - 86_400],
		[undefined, NOW - 86_400],
		[null, NOW - 86_400],
		[0, 0],
		[1_767_000_000, 1_767_000_000],
		['1767000000', 1_767_000_000],
		[1_767_000_000_123, 1_767_000_000],
		['2026-01-01T00:00:00.900Z', Date.UTC(2026, 0, 1) / 1_000],
		['2026-01-01T10:00:00+10:00', Date.UTC(2026, 0, 1) / 1_000],
		['2026-01-01', Date.UTC(2026, 0, 1) / 1_000],
		// Without a zone: the same on every machine.
		['2026-01-01T00:00:00', Date.UTC(2026, 0, 1) / 1_000],
		['2026-01-01 00:00', Date.UTC(2026, 0, 1) / 1_000],
		[new Date('2026-01-01T00:00:00Z'), Date.UTC(2026, 0, 1) / 1_000],
		[{ toMillis: () => 0, valueOf: () => Date.UTC(2026, 0, 1) }, Date.UTC(2026, 0, 1) / 1_000],
	])('%j is %i', (value, expected) => {
		expect(since(value)).toBe(expected);
	});

	test.each<[unknown, string]>([
		['yesterday', 'sinceInvalid'],
		[{}, 'sinceInvalid'],
		[true, 'sinceInvalid'],
		[-5, 'sinceInvalid'],
		['2036-01-01', 'sinceInFuture'],
		[1e20, 'sinceInFuture'],
		[Number.NaN, 'sinceInvalid'],
	])('%j is refused: %s', (value, reason) => {
		expect(since(value)).toMatchObject({ class: 'validation', reason, field: 'since', retryable: false });
	});
});
