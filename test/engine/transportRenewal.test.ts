import nock from 'nock';
import type { NoAnswer } from '../../lib/http/transport';
import { withoutNetwork } from './hermetic';
import { OAUTH, send, SIMULATOR, vendor } from './transportSender';

/** A credential whose token has run out, or that never had one. */
withoutNetwork();

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
