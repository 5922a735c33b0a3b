import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import fc from 'fast-check';
import nock from 'nock';
import { NodeConnectionTypes, type IExecuteFunctions, type INodeType } from 'n8n-workflow';
import { NoAnswer, type HttpRequest, type HttpResponse } from '../../lib/http/transport';
import { authenticatedTransport } from '../../nodes/shared/authenticatedTransport';
import { executionClock } from '../../nodes/shared/clock';
import { runNode } from './runWorkflow';

const HOST = 'https://vendor.example';
const OAUTH = 'xeroAccountingOAuth2Api';
const TOKEN = 'intercomAppTokenApi';
const SIMULATOR = 'http://localhost:4999';

const CREDENTIALS = {
	[TOKEN]: { accessToken: 'tok', region: 'us' },
	[OAUTH]: {
		clientId: 'client',
		clientSecret: 'geheim',
		simulatorUrl: SIMULATOR,
		oauthTokenData: { access_token: 'stale', refresh_token: 'r1', token_type: 'Bearer' },
	},
};

interface Sending {
	request?: Partial<HttpRequest>;
	type?: typeof OAUTH | typeof TOKEN;
	renew?: 'on401' | 'never';
	connected?: boolean;
	/** The editor's Stop button. */
	stop?: AbortSignal;
}

/** Sends one request from inside a node that the real engine runs. */
async function send({ request, type = TOKEN, renew, connected = true, stop }: Sending = {}): Promise<HttpResponse | NoAnswer> {
	let answer: HttpResponse | NoAnswer | undefined;
	const node: INodeType = {
		description: {
			displayName: 'Sender',
			name: 'sender',
			group: ['transform'],
			version: 1,
			description: 'Sends one request',
			defaults: { name: 'Sender' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: type }],
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			const transport = authenticatedTransport(this, type, renew);
			const sent = transport({ method: 'GET', url: `${HOST}/things`, timeoutMs: 1_000, ...request });
			answer = await sent.catch((error: NoAnswer) => error);
			return [[]];
		},
	};
	const { [type]: stored } = structuredClone(CREDENTIALS);
	if (!connected && 'oauthTokenData' in stored) delete (stored as Partial<typeof stored>).oauthTokenData;
	const result = await runNode({ type: 'test.sender', extraNodes: { 'test.sender': node }, items: [{ json: {} }], credentials: { [type]: stored }, ...(stop && { signal: stop }) });
	if (result.error && !stop) throw result.error;
	if (answer === undefined) throw new Error('nothing was sent');
	return answer;
}

const vendor = () => nock(HOST);

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.enableNetConnect());

test.each([200, 204, 302, 400, 403, 404, 429, 500, 503])('the status %i is an answer, with headers in lower case', async (status) => {
	vendor().get('/things').reply(status, '', { 'X-RateLimit-Reset': '17', 'Retry-After': '5' });
	expect(await send()).toMatchObject({ status, headers: { 'x-ratelimit-reset': '17', 'retry-after': '5' }, body: '' });
});

test.each([
	['JSON', '{"a":1}', { a: 1 }],
	['broken JSON', '{"a":1', '{"a":1'],
	['a web page', '<html>no</html>', '<html>no</html>'],
	['nothing', '', ''],
])('%s as body', async (_, sent, body) => {
	vendor().get('/things').reply(200, sent, { 'content-type': 'application/json' });
	expect(await send()).toMatchObject({ status: 200, body });
});

test('query values arrive as they were given, whatever characters they hold', async () => {
	const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
	await fc.assert(
		fc.asyncProperty(value, async (text) => {
			nock.cleanAll();
			let seen: string | null = null;
			vendor().get('/things').query(true).reply((uri) => {
				seen = new URL(uri, HOST).searchParams.get('where');
				return [200, {}];
			});
			await send({ request: { query: { where: text, page: undefined } } });
			expect(seen).toBe(text);
		}),
		{ numRuns: 15, examples: [['a+b@c.com'], ['EmailAddress=="x:y,$z"'], ['100% & more#']] },
	);
});

test('a body is sent as JSON, an empty object too', async () => {
	const bodies: unknown[] = [];
	vendor()
		.post('/things')
		.matchHeader('content-type', 'application/json')
		.times(2)
		.reply(200, (_, body) => {
			bodies.push(body);
			return {};
		});
	await send({ request: { method: 'POST', body: { Contacts: [{ Name: 'Zoë' }] } } });
	await send({ request: { method: 'POST', body: {} } });
	expect(bodies).toEqual([{ Contacts: [{ Name: 'Zoë' }] }, {}]);
});

test('a slow vendor is given up after the time limit', async () => {
	vendor().get('/things').delay(400).reply(200, {});
	expect(await send({ request: { timeoutMs: 50 } })).toMatchObject({ name: 'NoAnswer', kind: 'timeout' });
});

/** A real address on this machine; nock cannot break a connection the way a network does. */
async function withListener(onConnection: (socket: Socket) => void, act: (url: string, server: Server) => Promise<void>) {
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket.on('error', () => undefined));
		onConnection(socket);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	nock.enableNetConnect('127.0.0.1');
	try {
		await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server);
	} finally {
		nock.disableNetConnect();
		server.close();
		for (const socket of sockets) socket.destroy();
	}
}

test('a connection that breaks is a network failure that says so', async () => {
	await withListener(
		(socket) => socket.resetAndDestroy(),
		async (url) => expect(await send({ request: { url } })).toMatchObject({ kind: 'network', message: expect.stringContaining('ECONNRESET') }),
	);
});

test('a host that refuses is a network failure that says so', async () => {
	await withListener(
		(socket) => socket.destroy(),
		async (url, server) => {
			await new Promise((resolve) => server.close(resolve));
			expect(await send({ request: { url } })).toMatchObject({ kind: 'network', message: expect.stringContaining('ECONNREFUSED') });
		},
	);
});

test('stopping the execution cancels the request in flight', async () => {
	const stop = new AbortController();
	await withListener(
		() => setTimeout(() => stop.abort(), 30),
		async (url) => expect(await send({ request: { url, timeoutMs: 20_000 }, stop: stop.signal })).toMatchObject({ kind: 'cancelled' }),
	);
});

test('nothing is sent once the signal is aborted', async () => {
	vendor().get('/things').reply(200, {});
	expect(await send({ request: { signal: AbortSignal.abort() } })).toMatchObject({ kind: 'cancelled' });
	expect(nock.isDone()).toBe(false);
});

test('a 401 renews the token and the call is repeated', async () => {
	vendor().get('/things').matchHeader('authorization', 'Bearer stale').reply(401, {});
	nock(SIMULATOR).post('/connect/token').reply(200, { access_token: 'fresh', refresh_token: 'r2', token_type: 'Bearer' });
	vendor().get('/things').matchHeader('authorization', 'Bearer fresh').reply(200, { ok: true });
	expect(await send({ type: OAUTH })).toMatchObject({ status: 200, body: { ok: true } });
});

test('a 401 that stays after the renewal is an answer with its body', async () => {
	vendor().get('/things').twice().reply(401, { Detail: 'AuthenticationUnsuccessful' }, { 'WWW-Authenticate': 'insufficient_scope' });
	nock(SIMULATOR).post('/connect/token').reply(200, { access_token: 'fresh', refresh_token: 'r2', token_type: 'Bearer' });
	expect(await send({ type: OAUTH })).toMatchObject({ status: 401, headers: { 'www-authenticate': 'insufficient_scope' }, body: { Detail: 'AuthenticationUnsuccessful' } });
});

test.each([
	['a revoked connection', 400, { error: 'invalid_grant' }, 'credential'],
	['a wrong client secret', 401, { error: 'invalid_client' }, 'credential'],
	['a sign-in service that is down', 503, 'down', 'network'],
	['a sign-in service that is busy', 429, {}, 'network'],
])('%s at the renewal is no answer of the vendor', async (_, status, body, kind) => {
	vendor().get('/things').reply(401, {});
	nock(SIMULATOR).post('/connect/token').reply(status, body as object);
	const answer = await send({ type: OAUTH });
	expect(answer).toMatchObject({ name: 'NoAnswer', kind });
	expect((answer as NoAnswer).message).not.toContain('geheim');
});

test('a credential that was never connected is for a person', async () => {
	const answer = await send({ type: OAUTH, connected: false });
	expect(answer).toMatchObject({ kind: 'credential' });
	expect((answer as NoAnswer).message).toContain('not connected');
});

test('a token that cannot be renewed is not tried twice, and the body of its 401 stays', async () => {
	vendor().get('/things').matchHeader('authorization', 'Bearer tok').once().reply(401, { errors: [{ code: 'token_revoked' }] });
	expect(await send({ renew: 'never' })).toMatchObject({ status: 401, body: { errors: [{ code: 'token_revoked' }] } });
	expect(nock.isDone()).toBe(true);
});

test('the token does not follow a redirect to another host', async () => {
	let authorization: unknown = 'not called';
	vendor().get('/things').reply(302, '', { location: 'https://elsewhere.example/' });
	nock('https://elsewhere.example').get('/').reply(function () {
		authorization = this.req.headers.authorization;
		return [200, {}];
	});
	await send();
	expect(authorization).toBeUndefined();
});

test('a wait ends at once when the execution is stopped, and otherwise after its time', async () => {
	const clock = executionClock();
	const stop = new AbortController();
	setTimeout(() => stop.abort(), 20);
	const startedMs = clock.now();
	await expect(clock.sleep(60_000, stop.signal)).rejects.toMatchObject({ name: 'NoAnswer', kind: 'cancelled' });
	await expect(clock.sleep(60_000, stop.signal)).rejects.toMatchObject({ kind: 'cancelled' });
	expect(clock.now() - startedMs).toBeLessThan(5_000);
	await expect(clock.sleep(1, new AbortController().signal)).resolves.toBeUndefined();
});
