import { startIntercomAlone, type IntercomAlone } from './intercomOnly';

let intercom: IntercomAlone;
beforeAll(async () => (intercom = await startIntercomAlone()));
afterAll(async () => await intercom.stop());
beforeEach(() => intercom.world.reset());

const CLIENT = { client_id: 'sandbox-intercom-client', client_secret: 'sandbox-intercom-secret' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();

async function consent(decision = 'allow'): Promise<URL> {
	const fields = { client_id: CLIENT.client_id, state: 'state/1', redirect_uri: 'http://localhost:5678/callback', decision, choice: 'sandbox1' };
	const answer = await intercom.call('POST', '/oauth', form(fields), FORM);
	expect(answer.status).toBe(302);
	return new URL(answer.headers.location ?? '');
}

test('the consent page names the app and its permissions, and redirects with code and state', async () => {
	const page = await intercom.call('GET', `/oauth?client_id=${CLIENT.client_id}&state=s&redirect_uri=${encodeURIComponent('http://localhost:5678/callback')}`);
	expect(page.body).toContain('Xero sync');
	expect(page.body).toContain('id="allow"');
	const target = await consent();
	expect([target.searchParams.get('state'), target.searchParams.get('code')?.endsWith('=')]).toEqual(['state/1', true]);
	expect((await consent('deny')).searchParams.get('error')).toBe('access_denied');
});

test.each([
	['the client in the body', {}, CLIENT],
	['the client as Basic', { authorization: `Basic ${Buffer.from(`${CLIENT.client_id}:${CLIENT.client_secret}`).toString('base64')}` }, {}],
])('the code becomes a token that works and never expires: %s', async (_how, headers, client) => {
	const code = (await consent()).searchParams.get('code') ?? '';
	const extras = { grant_type: 'authorization_code', redirect_uri: 'http://localhost:5678/callback' };
	const token = await intercom.call('POST', '/auth/eagle/token', form({ code, ...extras, ...client }), { authorization: null, ...FORM, ...headers });
	expect(Object.keys(token.body)).toEqual(['token_type', 'token', 'access_token']);
	expect(token.body.token).toBe(token.body.access_token);
	const me = await intercom.call('GET', '/me', undefined, { authorization: `Bearer ${token.body.access_token}` });
	expect(me.body.app).toMatchObject({ id_code: 'sandbox1', timezone: 'Australia/Sydney', region: 'US' });
	const again = await intercom.call('POST', '/auth/eagle/token', form({ code, ...client }), { authorization: null, ...FORM, ...headers });
	expect(again.status).toBe(400);
});

test('a wrong client secret and an unknown app are refused', async () => {
	const code = (await consent()).searchParams.get('code') ?? '';
	const refused = await intercom.call('POST', '/auth/eagle/token', form({ code, ...CLIENT, client_secret: 'wrong' }), { authorization: null, ...FORM });
	expect(refused.status).toBe(401);
	expect((await intercom.call('GET', '/oauth?client_id=nobody&redirect_uri=http%3A%2F%2Flocalhost')).status).toBe(400);
});
