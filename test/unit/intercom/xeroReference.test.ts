import { NoAnswer } from '../../../lib/http/transport';
import { prepareWorkspace } from '../../../lib/intercom/prepareWorkspace';
import { ensureAttributes, REFERENCE_ATTRIBUTES, stateOf } from '../../../lib/intercom/referenceAttributes';
import { WorkspaceCache } from '../../../lib/intercom/workspaceCache';
import { referencePatch, setXeroReference } from '../../../lib/intercom/xeroReference';
import { contactBody, errorList, NOW_MS, scriptedIntercom } from './scriptedIntercom';

const WANTED = { xero_contact_id: 'x1', xero_contact_url: 'https://go.xero.com/x1', xero_organisation_id: 'o1' };
const attribute = (name: string, fields: object = {}) => ({ name, model: 'contact', data_type: 'string', custom: true, api_writable: true, messenger_writable: false, archived: false, ...fields });
const READY = { body: { data: Object.keys(WANTED).map((name) => attribute(name)) } };

type Routes = Parameters<typeof scriptedIntercom>[0];

/** Answers a PUT with what it would hold afterwards. */
const stored = (before: object): Routes['x'] => ({ body }) => ({
	body: contactBody('c1', { custom_attributes: { ...before, ...(body as { custom_attributes: object }).custom_attributes } }),
});

function setUp(routes: Routes) {
	const intercom = scriptedIntercom(routes);
	const cache = new WorkspaceCache(() => NOW_MS);
	return { ...intercom, set: (wanted = WANTED) => setXeroReference('c1', wanted, intercom.connection, cache) };
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
	expect(Object.keys(referencePatch({}, wanted))).toEqual(written);
});

test.each([
	[[], 'missing'],
	[[attribute('a')], 'ready'],
	[[attribute('a', { archived: true })], 'archived'],
	[[attribute('a', { archived: true }), attribute('a')], 'ready'],
	[[attribute('a', { messenger_writable: true })], 'openToVisitors'],
	[[attribute('a', { data_type: 'integer' })], 'notText'],
	[[attribute('a', { api_writable: false })], 'notWritable'],
])('of %j the attribute is %s', (existing, state) => {
	const read = existing.map(({ name, archived, messenger_writable, api_writable, data_type }) => ({
		name,
		archived,
		messengerWritable: messenger_writable,
		apiWritable: api_writable,
		dataType: data_type,
	}));
	expect(stateOf('a', read)).toBe(state);
});

test('a creation of the attributes that got lost is worth another try later, because that looks before it creates', async () => {
	const { connection } = scriptedIntercom({ 'GET /data_attributes': { body: { data: [] } }, 'POST /data_attributes': new NoAnswer('network', 'reset') });
	expect(await ensureAttributes(REFERENCE_ATTRIBUTES, connection)).toMatchObject({ ok: false, failure: { class: 'uncertain', retryable: true } });
	const refused = scriptedIntercom({ 'GET /data_attributes': { body: { data: [] } }, 'POST /data_attributes': { status: 403, body: errorList('forbidden') } });
	expect(await ensureAttributes(REFERENCE_ATTRIBUTES, refused.connection)).toMatchObject({ ok: false, failure: { class: 'auth', retryable: false } });
});

const HEALTHY: Routes = {
	'GET /me': { body: { type: 'admin', id: '1', app: { id_code: 'ws1', name: 'Acme', region: 'US' } } },
	'POST /contacts/search': { body: { data: [] } },
	'POST /conversations/search': { body: { conversations: [] } },
	'GET /admins': { body: { admins: [] } },
	'GET /tags': { body: { data: [] } },
	'GET /segments': { body: { segments: [] } },
	'GET /data_attributes': { body: { data: [...READY.body.data, attribute('xero_sync')] } },
};

const prepare = async (routes: Routes = {}, hasClientSecret = true, region = 'us') => {
	const { connection, routesCalled } = scriptedIntercom({ ...HEALTHY, ...routes });
	const result = await prepareWorkspace({ ...connection, region, simulatorUrl: '' }, hasClientSecret);
	if (result.state !== 'checked') return { result, routesCalled, missing: [] };
	return { result, routesCalled, missing: result.checks.filter(({ ok }) => !ok).map(({ check }) => check), ready: result.ready, checks: result.checks };
};

test('a workspace in order is ready, and nothing is written', async () => {
	const { ready, missing, routesCalled } = await prepare();
	expect({ ready, missing }).toEqual({ ready: true, missing: [] });
	expect(routesCalled()).not.toContain('POST /data_attributes');
});

test('an empty workspace gets all four attributes', async () => {
	const { ready, routesCalled } = await prepare({
		'GET /data_attributes': { body: { data: [] } },
		'POST /data_attributes': ({ body }) => ({ body: attribute((body as { name: string }).name) }),
	});
	expect(ready).toBe(true);
	expect(routesCalled().filter((route) => route === 'POST /data_attributes')).toHaveLength(4);
});

test.each<[string, Routes, boolean, string, string]>([
	['the region', {}, true, 'eu', 'region'],
	['the client secret', {}, false, 'us', 'clientSecret'],
	['a permission to read', { 'GET /admins': { status: 403, body: errorList('forbidden') } }, true, 'us', 'permission:admins'],
	['an attribute open to visitors', { 'GET /data_attributes': { body: { data: [...READY.body.data.slice(1), attribute('xero_contact_id', { messenger_writable: true }), attribute('xero_sync')] } } }, true, 'us', 'attribute:xero_contact_id'],
	['a permission to write', { 'GET /data_attributes': READY, 'POST /data_attributes': { status: 403, body: errorList('forbidden') } }, true, 'us', 'attribute:xero_sync'],
])('%s that is wrong is named, with what to do', async (_, routes, hasSecret, region, check) => {
	const { ready, missing, checks } = await prepare(routes, hasSecret, region);
	expect({ ready, missing }).toEqual({ ready: false, missing: [check] });
	expect(checks?.find((entry) => entry.check === check)?.fix).not.toBe('');
});

test('a refused credential ends the check after one call', async () => {
	const { result, routesCalled } = await prepare({ 'GET /me': { status: 401, body: errorList('unauthorized') } });
	expect(result).toMatchObject({ state: 'failed', failure: { class: 'auth' } });
	expect(routesCalled()).toHaveLength(1);
});
