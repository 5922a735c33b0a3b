import { NoAnswer } from '../../../lib/http/transport';
import { ensureReferenceAttributes, stateOf } from '../../../lib/intercom/attributes/referenceAttributes';
import { ReadyAttributes } from '../../../lib/intercom/attributes/readyAttributes';
import { WorkspaceCache } from '../../../lib/intercom/workspace/workspaceCache';
import { referencePatch, setXeroReference, type ShownReference } from '../../../lib/intercom/attributes/xeroReference';
import { contactBody, errorList, NOW_MS, scriptedIntercom } from './scriptedIntercom';
import { attribute, READY, type Routes, WANTED } from './xeroReferenceScene';

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
