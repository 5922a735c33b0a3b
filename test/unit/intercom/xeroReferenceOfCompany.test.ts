import { ReadyAttributes } from '../../../lib/intercom/attributes/readyAttributes';
import { WorkspaceCache } from '../../../lib/intercom/workspace/workspaceCache';
import { setXeroReferenceOfCompany } from '../../../lib/intercom/attributes/xeroReference';
import { errorList, NOW_MS, scriptedIntercom } from './scriptedIntercom';
import { attribute, OF_COMPANY, type Routes, WANTED } from './xeroReferenceScene';

describe('of a company', () => {
	const companyBody = (custom_attributes: object = {}) => ({ type: 'company', id: 'co1', company_id: 'acme', app_id: 'ws1', name: 'Acme', plan: { name: 'Pro' }, custom_attributes });
	const kept = (before: object): Routes['x'] => ({ body }) => ({ body: companyBody({ ...before, ...(body as { custom_attributes: object }).custom_attributes }) });
	const READY_COMPANY = { body: { data: Object.keys(OF_COMPANY).map((name) => attribute(name, { model: 'company' })) } };

	function setUpCompany(routes: Routes) {
		const intercom = scriptedIntercom(routes);
		const cache = new WorkspaceCache(() => NOW_MS);
		const ready = new ReadyAttributes();
		return { ...intercom, set: (wanted = WANTED) => setXeroReferenceOfCompany('co1', wanted, intercom.connection, { cache, ready }) };
	}

	test('only attributes that differ are sent, under their names on companies; name and plan are not', async () => {
		const before = { xero_company_contact_id: 'x1', tier: 'gold', xero_company_organisation_id: 'other' };
		const { set, calls } = setUpCompany({ 'GET /companies/co1': { body: companyBody(before) }, 'GET /data_attributes': READY_COMPANY, 'PUT /companies/co1': kept(before) });
		expect(await set()).toEqual({ state: 'set', written: true, reference: WANTED });
		const put = calls.find(({ method }) => method === 'PUT');
		expect(put?.body).toEqual({ custom_attributes: { xero_company_contact_url: 'https://go.xero.com/x1', xero_company_organisation_id: 'o1' } });
		expect(calls.find(({ url }) => url.endsWith('/data_attributes'))?.query).toMatchObject({ model: 'company' });
	});

	test('nothing is written where nothing differs, so that there is no echo', async () => {
		const { set, routesCalled } = setUpCompany({ 'GET /companies/co1': { body: companyBody(OF_COMPANY) } });
		expect(await set()).toMatchObject({ state: 'set', written: false });
		expect(routesCalled()).toEqual(['GET /companies/co1']);
	});

	test('missing attributes are created once, for companies and closed to visitors', async () => {
		const { set, calls } = setUpCompany({
			'GET /companies/co1': { body: companyBody() },
			'GET /data_attributes': { body: { data: [] } },
			'POST /data_attributes': ({ body }) => ({ body: attribute((body as { name: string }).name) }),
			'PUT /companies/co1': kept({}),
		});
		await set();
		await set({ ...WANTED, xero_contact_id: 'x2' });
		const created = calls.filter(({ method }) => method === 'POST').map(({ body }) => body);
		expect(created).toMatchObject(Object.keys(OF_COMPANY).map((name) => ({ name, model: 'company', data_type: 'string', messenger_writable: false })));
		expect(created).toHaveLength(3);
	});

	test.each<[string, Routes, string]>([
		['a company that is not found', { 'GET /companies/co1': { status: 404, body: errorList('company_not_found') } }, 'intercomNotFound'],
		['an attribute that visitors can write', { 'GET /companies/co1': { body: companyBody() }, 'GET /data_attributes': { body: { data: [attribute('xero_company_contact_id', { messenger_writable: true })] } } }, 'intercomAttributeUnusable'],
		['a value that Intercom did not keep', { 'GET /companies/co1': { body: companyBody() }, 'GET /data_attributes': READY_COMPANY, 'PUT /companies/co1': { body: companyBody() } }, 'intercomReferenceNotKept'],
	])('%s is reported, and nothing passes for stored', async (_, routes, reason) => {
		expect(await setUpCompany(routes).set()).toMatchObject({ state: 'failed', failure: { reason } });
	});
});
