import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import fc from 'fast-check';
import nock from 'nock';
import { executionClock } from '../../nodes/shared/clock';
import { withoutNetwork } from './hermetic';
import { HOST, send, vendor } from './transportSender';

withoutNetwork();

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
