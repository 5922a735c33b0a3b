import { prepareWorkspace } from '../../../lib/intercom/workspace/prepareWorkspace';
import { errorList, scriptedIntercom } from './scriptedIntercom';
import { attribute, OF_COMPANY, READY, type Routes } from './xeroReferenceScene';

const COMPANY_READY = [...Object.keys(OF_COMPANY), 'xero_company_sync'].map((name) => attribute(name, { model: 'company' }));

const HEALTHY: Routes = {
	'GET /me': { body: { type: 'admin', id: '1', app: { id_code: 'ws1', name: 'Acme', region: 'US' } } },
	'POST /contacts/search': { body: { data: [] } },
	'POST /conversations/search': { body: { conversations: [] } },
	'GET /admins': { body: { admins: [] } },
	'GET /tags': { body: { data: [] } },
	'GET /segments': { body: { segments: [] } },
	'GET /data_attributes': attributesOf(),
};

/** The attributes of both kinds of records, each asked for by itself. */
function attributesOf(contact: object[] = [...READY.body.data, attribute('xero_sync')], company: object[] = COMPANY_READY): Routes['x'] {
	return ({ query }) => ({ body: { data: query?.model === 'company' ? company : contact } });
}

const prepare = async (routes: Routes = {}, hasClientSecret = true, region = 'us', withKnown = false) => {
	const { connection, routesCalled, calls } = scriptedIntercom({ ...HEALTHY, ...routes });
	const result = await prepareWorkspace({ ...connection, region, simulatorUrl: '' }, hasClientSecret, { withKnown });
	if (result.state !== 'checked') return { result, routesCalled, calls, missing: [] };
	return { result, routesCalled, calls, missing: result.checks.filter(({ ok }) => !ok).map(({ check }) => check), ready: result.ready, checks: result.checks };
};

test('a workspace in order is ready, and nothing is written', async () => {
	const { ready, missing, routesCalled } = await prepare();
	expect({ ready, missing }).toEqual({ ready: true, missing: [] });
	expect(routesCalled()).not.toContain('POST /data_attributes');
});

test('an empty workspace gets all four attributes on contacts and on companies, no name twice', async () => {
	const { ready, calls } = await prepare({
		'GET /data_attributes': { body: { data: [] } },
		'POST /data_attributes': ({ body }) => ({ body: attribute((body as { name: string }).name) }),
	});
	expect(ready).toBe(true);
	const made = calls.filter(({ method, url }) => method === 'POST' && url.endsWith('/data_attributes')).map(({ body }) => body as { name: string; model: string; messenger_writable: boolean });
	expect(made.map(({ model }) => model)).toEqual([...Array.from({ length: 4 }, () => 'contact'), ...Array.from({ length: 4 }, () => 'company')]);
	expect(new Set(made.map(({ name }) => name)).size).toBe(8);
	expect(made.every(({ messenger_writable: open }) => !open)).toBe(true);
});

describe('what only Xero knows', () => {
	test('gets its attributes when asked: amounts as decimals, all closed to visitors, no name twice', async () => {
		const { ready, calls } = await prepare({ 'POST /data_attributes': ({ body }) => ({ body: attribute((body as { name: string }).name, { data_type: (body as { data_type: string }).data_type }) }) }, true, 'us', true);
		expect(ready).toBe(true);
		const made = calls.filter(({ method, url }) => method === 'POST' && url.endsWith('/data_attributes')).map(({ body }) => body as { name: string; model: string; data_type: string; messenger_writable: boolean });
		expect(made.map(({ model, name, data_type }) => `${model} ${name} ${data_type}`)).toEqual([
			'contact xero_outstanding float', 'contact xero_overdue float', 'contact xero_currency string', 'contact xero_contact_status string',
			'company xero_company_outstanding float', 'company xero_company_overdue float', 'company xero_company_currency string', 'company xero_company_contact_status string',
		]);
		expect(made.every(({ messenger_writable: open }) => open === false)).toBe(true);
	});

	test('an attribute of another type is named, with what to do', async () => {
		const existing = attributesOf([...READY.body.data, attribute('xero_sync'), attribute('xero_outstanding', { data_type: 'integer' })]);
		const { missing, checks } = await prepare({ 'GET /data_attributes': existing, 'POST /data_attributes': ({ body }) => ({ body: attribute((body as { name: string }).name) }) }, true, 'us', true);
		expect(missing).toEqual(['attribute:xero_outstanding']);
		expect(checks?.find(({ ok }) => !ok)).toMatchObject({ message: 'The attribute xero_outstanding does not hold numbers with decimals.', fix: expect.stringContaining('archive') });
	});
});

test.each<[string, Routes, boolean, string, string]>([
	['the region', {}, true, 'eu', 'region'],
	['the client secret', {}, false, 'us', 'clientSecret'],
	['a permission to read', { 'GET /admins': { status: 403, body: errorList('forbidden') } }, true, 'us', 'permission:admins'],
	['an attribute open to visitors', { 'GET /data_attributes': attributesOf([...READY.body.data.slice(1), attribute('xero_contact_id', { messenger_writable: true }), attribute('xero_sync')]) }, true, 'us', 'attribute:xero_contact_id'],
	['a company attribute open to visitors', { 'GET /data_attributes': attributesOf(undefined, [...COMPANY_READY.slice(1), attribute('xero_company_contact_id', { messenger_writable: true })]) }, true, 'us', 'attribute:xero_company_contact_id'],
	['an archived company attribute', { 'GET /data_attributes': attributesOf(undefined, [...COMPANY_READY.slice(1), attribute('xero_company_contact_id', { archived: true })]) }, true, 'us', 'attribute:xero_company_contact_id'],
	['a permission to write', { 'GET /data_attributes': attributesOf(READY.body.data), 'POST /data_attributes': { status: 403, body: errorList('forbidden') } }, true, 'us', 'attribute:xero_sync'],
])('%s that is wrong is named, with what to do', async (_, routes, hasSecret, region, check) => {
	const { ready, missing, checks } = await prepare(routes, hasSecret, region);
	expect({ ready, missing }).toEqual({ ready: false, missing: [check] });
	expect(checks?.find((entry) => entry.check === check)?.fix).not.toBe('');
});

test('a name that is taken on the other kind of records is named, with the place to free it', async () => {
	const refusal = { status: 400, body: errorList('parameter_invalid', "You already have 'xero_contact_id' in your company data. To save this as new people data, use a different name.") };
	const existing = attributesOf([...READY.body.data.slice(1), attribute('xero_sync')], [...COMPANY_READY, attribute('Xero_Contact_ID', { model: 'company' })]);
	const { missing, checks } = await prepare({ 'GET /data_attributes': existing, 'POST /data_attributes': refusal });
	expect(missing).toEqual(['attribute:xero_contact_id']);
	expect(checks?.find(({ ok }) => !ok)?.fix).toBe('In Intercom, open Settings, Data, Companies, and archive xero_contact_id there: Intercom allows a name only once. Then run this again.');
});

test('a refused credential ends the check after one call', async () => {
	const { result, routesCalled } = await prepare({ 'GET /me': { status: 401, body: errorList('unauthorized') } });
	expect(result).toMatchObject({ state: 'failed', failure: { class: 'auth' } });
	expect(routesCalled()).toHaveLength(1);
});
