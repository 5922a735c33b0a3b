import './engineEnvironment';
import { HookContext } from 'n8n-core';
import nock from 'nock';
import { Workflow, type IDataObject, type INode, type WorkflowActivateMode } from 'n8n-workflow';
import { XeroTrigger } from '../../nodes/XeroTrigger/XeroTrigger.node';
import { webhookSignature } from '../../sandbox/xero/webhookBody';
import { forgeries } from '../../sandbox/xero/webhookForgeries';
import { additionalDataFor } from './additionalData';
import { callWebhook } from './callWebhook';
import { CredentialStore } from './credentialStore';
import { loadCredentialTypes, loadNodeTypes } from './nodeCatalogue';

const KEY = 'webhook-signing-key';
const ORGANISATION = '45e4708e-d862-4111-ab3a-dd8cd03913e1';
const OTHER = '45e4708e-d862-4111-ab3a-dd8cd03913e2';
const ids = ['717f2bfc-c6d4-41fd-b238-3f2f0c0cf771', '717f2bfc-c6d4-41fd-b238-3f2f0c0cf772'] as const;
const CREDENTIAL = { clientId: 'x', clientSecret: 'y', webhookSigningKey: KEY, oauthTokenData: { access_token: 'tok', refresh_token: 'r', token_type: 'Bearer' } };

const event = (resourceId: string, fields: object = {}) => ({ resourceUrl: `https://api.xero.com/api.xro/2.0/Contacts/${resourceId}`, resourceId, tenantId: ORGANISATION, tenantType: 'ORGANISATION', eventCategory: 'CONTACT', eventType: 'UPDATE', eventDateUtc: '2026-06-21T01:15:39.902', ...fields });
const bodyOf = (...events: object[]) => `{"events":${JSON.stringify(events)},"firstEventSequence": 1,"lastEventSequence": ${events.length}, "entropy": "S0m3r4Nd0mt3xt"}`;
const INTENT = '{"events":[],"firstEventSequence": 0,"lastEventSequence": 0, "entropy": "S0m3r4Nd0mt3xt"}';

const call = (rawBody: string, overrides: Partial<Parameters<typeof callWebhook>[0]> = {}) =>
	callWebhook({ type: 'xeroTrigger', credentials: { xeroAccountingOAuth2Api: CREDENTIAL }, headers: { 'x-xero-signature': webhookSignature(rawBody, KEY) }, rawBody, ...overrides });
const chosen = (value: string) => ({ organisation: { __rl: true, mode: 'id', value } });
const EMPTY_200 = { status: 200, body: undefined };

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.enableNetConnect());

test('an event starts an execution with what it says', async () => {
	const { status, items } = await call(bodyOf(event(ids[0])));
	expect(status).toBe(200);
	expect(items?.map(({ json }) => json)).toEqual([{ xeroContactId: ids[0], organisationId: ORGANISATION, eventType: 'UPDATE', occurredAt: '2026-06-21T01:15:39.902Z', xeroContactUrl: `https://go.xero.com/Contacts/View/${ids[0]}` }]);
});

test('a body makes one item for each contact of each organisation, the newest of it', async () => {
	const { items } = await call(bodyOf(event(ids[0], { eventDateUtc: '2026-06-21T01:15:41' }), event(ids[1], { tenantId: OTHER }), event(ids[0]), event(ids[0], { tenantId: OTHER, eventType: 'CREATE' })));
	expect(items?.map(({ json }) => [json.organisationId, json.xeroContactId, json.eventType, json.occurredAt])).toEqual([
		[ORGANISATION, ids[0], 'UPDATE', '2026-06-21T01:15:41.000Z'],
		[OTHER, ids[1], 'UPDATE', '2026-06-21T01:15:39.902Z'],
		[OTHER, ids[0], 'CREATE', '2026-06-21T01:15:39.902Z'],
	]);
});

test.each(['webhook', 'manual'] as const)('the intent to receive is answered without a body and starts nothing: in mode %s', async (mode) => {
	expect(await call(INTENT, { mode })).toEqual(EMPTY_200);
	expect(await call(INTENT, { mode, headers: { 'x-xero-signature': webhookSignature(INTENT, 'wrong') } })).toEqual({ status: 401, body: undefined });
});

test.each(forgeries(bodyOf(event(ids[0])), KEY))('a copy $name gets 401 without a body, and no execution', async ({ body, headers }) => {
	expect(await call(body, { headers })).toEqual({ status: 401, body: undefined });
});

test('the previous key counts while it is set, and no longer', async () => {
	const body = bodyOf(event(ids[0]));
	const headers = { 'x-xero-signature': webhookSignature(body, 'old-key') };
	expect((await call(body, { headers, credentials: { xeroAccountingOAuth2Api: { ...CREDENTIAL, previousWebhookSigningKey: 'old-key' } } })).items).toHaveLength(1);
	expect(await call(body, { headers })).toMatchObject({ status: 401 });
});

test('without any key nothing passes', async () => {
	const body = bodyOf(event(ids[0]));
	expect(await call(body, { credentials: { xeroAccountingOAuth2Api: { ...CREDENTIAL, webhookSigningKey: '' } }, headers: { 'x-xero-signature': webhookSignature(body, '') } })).toEqual({ status: 401, body: undefined });
});

test('a key is read once for a burst', async () => {
	const reads = jest.spyOn(CredentialStore.prototype, 'getDecrypted');
	const body = bodyOf(event(ids[0]));
	await Promise.all(Array.from({ length: 45 }, () => call(body, { credentialId: 'of a burst' })));
	expect(reads).toHaveBeenCalledTimes(1);
	reads.mockRestore();
});

test.each<[string, string, IDataObject]>([
	['of another organisation than the chosen one', bodyOf(event(ids[0], { tenantId: OTHER })), chosen(ORGANISATION.toUpperCase())],
	['of a type not chosen', bodyOf(event(ids[0])), { triggerOn: ['CREATE'] }],
	['of an invoice', bodyOf(event(ids[0], { eventCategory: 'INVOICE' })), {}],
	['that is none', '[]', {}],
])('an event %s is answered with 200, without an execution', async (_, body, parameters) => {
	expect(await call(body, { parameters: parameters as INode['parameters'] })).toEqual(EMPTY_200);
});

test('events of the chosen organisation are taken from among those of others', async () => {
	const { items } = await call(bodyOf(event(ids[0], { tenantId: OTHER }), event(ids[1])), { parameters: chosen(ORGANISATION) });
	expect(items?.map(({ json }) => json.xeroContactId)).toEqual([ids[1]]);
});

test('whoever polls has no webhook', async () => {
	await expect(call(INTENT, { parameters: { listenBy: 'poll' } })).rejects.toThrow('registers no POST webhook');
});

test('the editor finds a property Trigger On whose options can be dragged', () => {
	const { properties, inputs } = new XeroTrigger().description;
	const options = properties.find(({ displayName }) => displayName === 'Trigger On')?.options;
	expect(options).toHaveLength(2);
	expect(options?.every((option) => 'action' in option && option.action)).toBe(true);
	expect(inputs).toEqual([]);
});

/** The trigger as n8n holds it while it publishes a workflow. */
async function publish(parameters: IDataObject = {}, credential: IDataObject = CREDENTIAL, activation: WorkflowActivateMode = 'activate') {
	const node: INode = {
		id: 't', name: 'Trigger', type: 'n8n-nodes-intercom-xero.xeroTrigger', typeVersion: 2, position: [0, 0], parameters: parameters as INode['parameters'],
		credentials: { xeroAccountingOAuth2Api: { id: '1', name: 'Xero' } }, webhookId: '6a1f2c1e-0000-4000-8000-000000000001',
	};
	const workflow = new Workflow({ id: 'w', nodes: [node], connections: {}, active: true, nodeTypes: await loadNodeTypes() });
	const store = new CredentialStore(await loadCredentialTypes(), { xeroAccountingOAuth2Api: credential as typeof CREDENTIAL });
	const context = new HookContext(workflow, workflow.getNode('Trigger')!, additionalDataFor(store, 'trigger'), 'trigger', activation);
	return await new XeroTrigger().webhookMethods.default.create.call(context);
}

const connections = (...tenantIds: string[]) => nock('https://api.xero.com').get('/connections').reply(200, tenantIds.map((tenantId) => ({ id: tenantId, tenantId, tenantType: 'ORGANISATION', tenantName: `Books ${tenantId.at(-1)}` })));

test('publishing without an organisation needs no call', async () => expect(await publish()).toBe(true));

test('publishing stops where the credential has no signing key: every notification would be refused', async () => {
	await expect(publish({}, { ...CREDENTIAL, webhookSigningKey: '' })).rejects.toMatchObject({ message: expect.stringMatching(/no webhook signing key.*developer portal.*Poll/) });
});

test('publishing stops where nothing is chosen to start on', async () => {
	await expect(publish({ triggerOn: [] })).rejects.toMatchObject({ message: expect.stringMatching(/Trigger On/) });
});

test('publishing stops for an organisation that is none, or that the credential is not connected to', async () => {
	await expect(publish(chosen('Acme'))).rejects.toMatchObject({ message: expect.stringMatching(/"acme" is not the ID of a Xero organisation/) });
	connections(OTHER);
	await expect(publish(chosen(ORGANISATION))).rejects.toMatchObject({ message: expect.stringMatching(/not connected to the organisation/) });
	connections(ORGANISATION);
	expect(await publish(chosen(ORGANISATION))).toBe(true);
});

test('a restart while Xero is down or refuses goes on with the chosen organisation', async () => {
	nock('https://api.xero.com').get('/connections').times(2).reply(503);
	expect(await publish(chosen(ORGANISATION), CREDENTIAL, 'init')).toBe(true);
	nock('https://api.xero.com').get('/connections').reply(403, {});
	expect(await publish(chosen(ORGANISATION), CREDENTIAL, 'init')).toBe(true);
	nock('https://api.xero.com').get('/connections').reply(403, {});
	await expect(publish(chosen(ORGANISATION))).rejects.toThrow();
});
