import { NoAnswer } from '../../../lib/http/transport';
import { prepareWorkspace } from '../../../lib/intercom/workspace/prepareWorkspace';
import { ensureReferenceAttributes, stateOf } from '../../../lib/intercom/attributes/referenceAttributes';
import { ReadyAttributes } from '../../../lib/intercom/attributes/readyAttributes';
import { WorkspaceCache } from '../../../lib/intercom/workspace/workspaceCache';
import { referencePatch, setXeroReference, setXeroReferenceOfCompany, type ShownReference } from '../../../lib/intercom/attributes/xeroReference';
import { contactBody, errorList, NOW_MS, scriptedIntercom } from './scriptedIntercom';

const WANTED = { xero_contact_id: 'x1', xero_contact_url: 'https://go.xero.com/x1', xero_organisation_id: 'o1' };
const attribute = (name: string, fields: object = {}) => ({ name, model: 'contact', data_type: 'string', custom: true, api_writable: true, messenger_writable: false, archived: false, ...fields });
const READY = { body: { data: Object.keys(WANTED).map((name) => attribute(name)) } };
/** Their names on companies. */
const OF_COMPANY = { xero_company_contact_id: 'x1', xero_company_contact_url: 'https://go.xero.com/x1', xero_company_organisation_id: 'o1' };

type Routes = Parameters<typeof scriptedIntercom>[0];

/** Answers a PUT with what it would hold afterwards. */
const stored = (before: object): Routes['x'] => ({ body }) => ({
	body: contactBody('c1', { custom_attributes: { ...before, ...(body as { custom_attributes: object }).custom_attributes } }),
});

function setUp(routes: Routes) {
	const intercom = scriptedIntercom(routes);
	const cache = new WorkspaceCache(() => NOW_MS);
	const ready = new ReadyAttributes();
	return { ...intercom, set: (wanted = WANTED, shown?: ShownReference) => setXeroReference('c1', wanted, intercom.connection, { cache, ready, ...(shown && { shown }) }) };
}

test('writes only what differs', async () => {
	const before = { xero_contact_id: 'x1', plan: 'pro', xero_organisation_id: 'other' };
	const { set, calls } = setUp({
		'GET /contacts/c1': { body: contactBody('c1', { custom_attributes: before }) },
		'GET /data_attributes': READY,
		'PUT /contacts/c1': stored(before),
	});
	expect(await set()).toEqual({ state: 'set', written: true, reference: WANTED });
	const put = calls.find(({ method }) => method === 'PUT');
	expect(put?.body).toEqual({ custom_attributes: { xero_contact_url: 'https://go.xero.com/x1', xero_organisation_id: 'o1' } });
});

test('writes nothing where nothing differs, so that there is no echo', async () => {
	const { set, routesCalled } = setUp({ 'GET /contacts/c1': { body: contactBody('c1', { custom_attributes: WANTED }) } });
	expect(await set()).toMatchObject({ state: 'set', written: false });
	expect(routesCalled()).toEqual(['GET /contacts/c1']);
});

const none = (workspaceId: string): ShownReference => ({ workspaceId, contactId: null, organisationId: null });

test('on a contact that showed just that a moment ago costs no call, and one that showed another is read', async () => {
	const { set, routesCalled } = setUp({ 'GET /contacts/c1': { body: contactBody('c1', { custom_attributes: WANTED }) } });
	expect(await set(WANTED, { workspaceId: 'ws1', contactId: 'x1', organisationId: 'o1' })).toEqual({ state: 'set', written: false, reference: WANTED });
	expect(routesCalled()).toEqual([]);
	expect(await set(WANTED, { workspaceId: 'ws1', contactId: 'x1', organisationId: 'o2' })).toMatchObject({ written: false });
	expect(routesCalled()).toEqual(['GET /contacts/c1']);
});

describe('on a contact that showed none a moment ago', () => {
	test('is written without reading the contact, and the attributes are looked at once for many executions', async () => {
		const { set, routesCalled } = setUp({ 'GET /data_attributes': READY, 'PUT /contacts/c1': stored({}) });
		expect(await set(WANTED, none('ws1'))).toEqual({ state: 'set', written: true, reference: WANTED });
		expect(await set(WANTED, none('ws1'))).toMatchObject({ state: 'set' });
		expect(routesCalled()).toEqual(['GET /data_attributes', 'PUT /contacts/c1', 'PUT /contacts/c1']);
		await set(WANTED, none('ws2'));
		expect(routesCalled().filter((route) => route === 'GET /data_attributes')).toHaveLength(2);
	});

	test('was merged since: the winner is named, and nothing is written to it', async () => {
		const merged = { status: 410, headers: { link: '</contacts/c2>; rel="canonical"' }, body: errorList('contact_merged', 'merged') };
		const { set, routesCalled } = setUp({ 'GET /data_attributes': READY, 'PUT /contacts/c1': merged, 'GET /contacts/c1': merged });
		expect(await set(WANTED, none('ws1'))).toEqual({ state: 'merged', winnerId: 'c2' });
		expect(routesCalled()).toEqual(['GET /data_attributes', 'PUT /contacts/c1', 'GET /contacts/c1']);
	});

	test('was merged, and Intercom answers with the winner: that is told', async () => {
		const { set } = setUp({ 'GET /data_attributes': READY, 'PUT /contacts/c1': { body: contactBody('c2', { custom_attributes: WANTED }) } });
		expect(await set(WANTED, none('ws1'))).toMatchObject({ state: 'failed', failure: { reason: 'intercomAnsweredAnother', message: expect.stringContaining('contact c2') } });
	});

	test('attributes that are not what they were are looked at again', async () => {
		const archived = { body: { data: READY.body.data.map((one) => ({ ...one, archived: true })) } };
		const { connection, routesCalled } = scriptedIntercom({ 'GET /data_attributes': [READY, archived], 'PUT /contacts/c1': [{ body: contactBody('c1', { custom_attributes: WANTED }) }, { body: contactBody('c1') }] });
		const ready = new ReadyAttributes();
		const inAnExecution = async () => await setXeroReference('c1', WANTED, connection, { cache: new WorkspaceCache(() => NOW_MS), ready, shown: none('ws1') });
		expect(await inAnExecution()).toMatchObject({ state: 'set' });
		expect(await inAnExecution()).toMatchObject({ state: 'failed', failure: { reason: 'intercomAttributeUnusable' } });
		expect(routesCalled()).toEqual(['GET /data_attributes', 'PUT /contacts/c1', 'PUT /contacts/c1', 'GET /data_attributes']);
	});
});

test('creates missing attributes once, closed to visitors', async () => {
	const { set, calls, routesCalled } = setUp({
		'GET /contacts/c1': { body: contactBody('c1') },
		'GET /data_attributes': { body: { data: [attribute('xero_contact_id')] } },
		'POST /data_attributes': ({ body }) => ({ body: attribute((body as { name: string }).name) }),
		'PUT /contacts/c1': stored({}),
	});
	await set();
	await set({ ...WANTED, xero_contact_id: 'x2' });
	const created = calls.filter(({ method }) => method === 'POST').map(({ body }) => body);
	expect(created).toMatchObject([
		{ name: 'xero_contact_url', model: 'contact', data_type: 'string', messenger_writable: false },
		{ name: 'xero_organisation_id', model: 'contact', data_type: 'string', messenger_writable: false },
	]);
	expect(routesCalled().filter((route) => route === 'GET /data_attributes')).toHaveLength(1);
});

test('an attribute that visitors can write is refused before anything is written', async () => {
	const { set, routesCalled } = setUp({
		'GET /contacts/c1': { body: contactBody('c1') },
		'GET /data_attributes': { body: { data: [attribute('xero_contact_id', { messenger_writable: true })] } },
	});
	const result = await set();
	expect(result).toMatchObject({ state: 'failed', failure: { reason: 'intercomAttributeUnusable', field: 'xero_contact_id' } });
	expect(routesCalled()).not.toContain('PUT /contacts/c1');
});

test('a lost answer to the creation is looked up, and found', async () => {
	const { set } = setUp({
		'GET /contacts/c1': { body: contactBody('c1') },
		'GET /data_attributes': [{ body: { data: READY.body.data.slice(1) } }, READY],
		'POST /data_attributes': new NoAnswer('timeout', 'late'),
		'PUT /contacts/c1': stored({}),
	});
	expect(await set()).toMatchObject({ state: 'set', written: true });
});

test('a value that Intercom did not keep is reported', async () => {
	const { set } = setUp({
		'GET /contacts/c1': { body: contactBody('c1') },
		'GET /data_attributes': READY,
		'PUT /contacts/c1': { body: contactBody('c1', { custom_attributes: { ...WANTED, xero_contact_id: 'cut' } }) },
	});
	expect(await set()).toMatchObject({ state: 'failed', failure: { reason: 'intercomReferenceNotKept' } });
});

test.each([
	['an unknown link stays as it is', { ...WANTED, xero_contact_url: null }, ['xero_contact_id', 'xero_organisation_id']],
	['a link too long for Intercom is left out, not cut', { ...WANTED, xero_contact_url: `https://${'x'.repeat(250)}` }, ['xero_contact_id', 'xero_organisation_id']],
])('%s', (_, wanted, written) => {
	expect(Object.keys(referencePatch({}, wanted, 'contact'))).toEqual(written);
});

test.each([
	[[], 'missing'],
	[[attribute('a')], 'ready'],
	[[attribute('a', { archived: true })], 'archived'],
	[[attribute('a', { archived: true }), attribute('a')], 'ready'],
	[[attribute('a', { messenger_writable: true })], 'openToVisitors'],
	[[attribute('a', { data_type: 'integer' })], 'wrongType'],
	[[attribute('a', { api_writable: false })], 'notWritable'],
])('of %j the attribute is %s', (existing, state) => {
	const read = existing.map(({ name, archived, messenger_writable, api_writable, data_type }) => ({
		name,
		archived,
		messengerWritable: messenger_writable,
		apiWritable: api_writable,
		dataType: data_type,
	}));
	expect(stateOf({ name: 'a', type: 'string' }, read)).toBe(state);
});

test('an attribute that Intercom makes open to visitors in spite of the request is refused', async () => {
	const { set, routesCalled } = setUp({
		'GET /contacts/c1': { body: contactBody('c1') },
		'GET /data_attributes': { body: { data: [] } },
		'POST /data_attributes': ({ body }) => ({ body: attribute((body as { name: string }).name, { messenger_writable: true }) }),
	});
	expect(await set()).toMatchObject({ state: 'failed', failure: { reason: 'intercomAttributeUnusable', field: 'xero_contact_id' } });
	expect(routesCalled()).not.toContain('PUT /contacts/c1');
});

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

test('an attribute that Intercom refuses to create names the attribute and where to look', async () => {
	const refusal = errorList('parameter_invalid', "You already have 'xero_contact_id' in your company data. To save this as new people data, use a different name.");
	const { connection } = scriptedIntercom({ 'GET /data_attributes': { body: { data: [] } }, 'POST /data_attributes': { status: 400, body: refusal } });
	const result = await ensureReferenceAttributes('contact', connection);
	expect(result).toMatchObject({ ok: false, failure: { field: 'xero_contact_id', message: expect.stringContaining('company data'), nextStep: expect.stringContaining('Workspace: Prepare') } });
});

test('a creation of the attributes that got lost is worth another try later, because that looks before it creates', async () => {
	const { connection } = scriptedIntercom({ 'GET /data_attributes': { body: { data: [] } }, 'POST /data_attributes': new NoAnswer('network', 'reset') });
	expect(await ensureReferenceAttributes('contact', connection)).toMatchObject({ ok: false, failure: { class: 'uncertain', retryable: true } });
	const refused = scriptedIntercom({ 'GET /data_attributes': { body: { data: [] } }, 'POST /data_attributes': { status: 403, body: errorList('forbidden') } });
	expect(await ensureReferenceAttributes('contact', refused.connection)).toMatchObject({ ok: false, failure: { class: 'auth', retryable: false } });
});

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
