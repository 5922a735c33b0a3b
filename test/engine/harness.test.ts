import nock from 'nock';
import { NodeConnectionTypes, type ICredentialType, type INodeType } from 'n8n-workflow';
import { callWebhook } from './callWebhook';
import { runNode } from './runWorkflow';

const credentialType: ICredentialType = {
	name: 'harnessOAuth2Api',
	displayName: 'Harness OAuth2 API',
	extends: ['oAuth2Api'],
	properties: [
		{ displayName: 'Base', name: 'base', type: 'string', default: 'http://vendor.example' },
		{ displayName: 'Access Token URL', name: 'accessTokenUrl', type: 'hidden', default: '={{ $self["base"] + "/token" }}' },
	],
};

/** Fetches one path an item; a failed one throws unless the user wants to go on. */
const fetchNode: INodeType = {
	description: {
		displayName: 'Fetch',
		name: 'fetch',
		group: ['transform'],
		version: 1,
		description: 'Fetches a path',
		defaults: { name: 'Fetch' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		credentials: [{ name: 'harnessOAuth2Api', required: true }],
		properties: [{ displayName: 'Path', name: 'path', type: 'string', default: '' }],
	},
	async execute() {
		const answers = [];
		for (const [item] of this.getInputData().entries()) {
			const url = `http://vendor.example${this.getNodeParameter('path', item) as string}`;
			const json = await this.helpers.httpRequestWithAuthentication.call(this, 'harnessOAuth2Api', { url, json: true });
			answers.push({ json, pairedItem: { item } });
		}
		this.addExecutionHints({ message: 'Fetched' });
		return [answers, []];
	},
};

const run = (items: Array<{ json: { id: number } }>, token = 'fresh') =>
	runNode({
		type: 'test.fetch',
		extraNodes: { 'test.fetch': fetchNode },
		extraCredentials: [credentialType],
		parameters: { path: '={{ "/things/" + $json.id }}' },
		items,
		credentials: {
			harnessOAuth2Api: {
				clientId: 'client',
				clientSecret: 'geheim',
				oauthTokenData: { access_token: token, refresh_token: 'r1', token_type: 'Bearer' },
			},
		},
	});

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());

test('resolves expressions per item and keeps both outputs, the empty one too', async () => {
	nock('http://vendor.example', { reqheaders: { authorization: 'Bearer fresh' } })
		.get('/things/1')
		.reply(200, { name: 'one' })
		.get('/things/2')
		.reply(200, { name: 'two' });
	const result = await run([{ json: { id: 1 } }, { json: { id: 2 } }]);
	expect(result.error).toBeUndefined();
	expect(result.outputs.map((items) => items.map((item) => item.json.name))).toEqual([['one', 'two'], []]);
	expect(result.hints).toEqual([{ message: 'Fetched' }]);
});

test('a 401 refreshes the token through the hidden token URL, repeats the call and stores the new token', async () => {
	nock('http://vendor.example')
		.get('/things/1')
		.matchHeader('authorization', 'Bearer stale')
		.reply(401)
		.post('/token', /grant_type=refresh_token&refresh_token=r1|refresh_token=r1&grant_type=refresh_token/)
		.matchHeader('authorization', `Basic ${Buffer.from('client:geheim').toString('base64')}`)
		.reply(200, { access_token: 'renewed', refresh_token: 'r2', token_type: 'Bearer' })
		.get('/things/1')
		.matchHeader('authorization', 'Bearer renewed')
		.reply(200, { name: 'one' });
	const result = await run([{ json: { id: 1 } }], 'stale');
	expect(result.outputs[0]).toMatchObject([{ json: { name: 'one' } }]);
	expect(result.credentials.refreshes).toMatchObject([{ oauthTokenData: { access_token: 'renewed', refresh_token: 'r2' } }]);
	expect(result.credentials.stored.harnessOAuth2Api?.oauthTokenData).toMatchObject({ refresh_token: 'r2' });
});

test('what a node throws comes back as error, without outputs', async () => {
	nock('http://vendor.example').get('/things/1').reply(500, { message: 'down' });
	const result = await run([{ json: { id: 1 } }]);
	expect(result.error?.name).toBe('NodeApiError');
	expect(result.outputs).toEqual([]);
});

describe('callWebhook', () => {
	const trigger: INodeType = {
		description: {
			...fetchNode.description,
			name: 'listen',
			inputs: [],
			properties: [],
			webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' }],
		},
		async webhook() {
			const { rawBody } = this.getRequestObject();
			if (this.getHeaderData()['x-key'] === 'right') return { workflowData: [[{ json: { bytes: rawBody.toString() } }]] };
			this.getResponseObject().status(401).json({ message: 'no' });
			return { noWebhookResponse: true };
		},
	};
	const send = (headers: Record<string, string>, method: 'HEAD' | 'POST' = 'POST') =>
		callWebhook({ type: 'test.listen', extraNodes: { 'test.listen': trigger }, headers, method, rawBody: '{"a":"\\/"}' });

	test('hands over the bytes as they came and returns the started items', async () => {
		expect(await send({ 'x-key': 'right' })).toMatchObject({ status: 200, items: [{ json: { bytes: '{"a":"\\/"}' } }] });
	});

	test('shows what the node answered itself, and that nothing was started', async () => {
		expect(await send({})).toEqual({ status: 401, body: { message: 'no' } });
	});

	test('refuses a method the node does not register', async () => {
		await expect(send({}, 'HEAD')).rejects.toThrow('registers no HEAD webhook');
	});
});
