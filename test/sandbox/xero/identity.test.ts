import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/start';
import { CLIENT } from './connected';

const REDIRECT = 'http://localhost:5678/rest/oauth2-credential/callback';
const SCOPE = 'offline_access accounting.contacts accounting.settings.read';

describe('signing in to the Xero stand-in', () => {
	let sandbox: Sandbox;
	beforeAll(async () => void (sandbox = await startSandbox()));
	beforeEach(() => sandbox.reset());
	afterAll(async () => await sandbox.stop());

	const asked = (changes: Record<string, string> = {}): Record<string, string> => ({
		response_type: 'code',
		client_id: CLIENT.id,
		redirect_uri: REDIRECT,
		scope: SCOPE,
		state: 's 1',
		...changes,
	});
	const form = async (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
		await fetch(sandbox.xeroUrl + path, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' });
	const basic = (secret = CLIENT.secret) => ({ authorization: `Basic ${Buffer.from(`${CLIENT.id}:${secret}`).toString('base64')}` });
	const allow = async (choice = sandbox.xero.organisation().id) => {
		const answer = await form('/identity/connect/authorize', { ...asked(), choice, decision: 'allow' });
		return new URL(answer.headers.get('location') ?? 'none:').searchParams;
	};
	const token = async (fields: Record<string, string>, headers = basic()) => {
		const answer = await form('/connect/token', fields, headers);
		const body = (await answer.json()) as { access_token?: string; refresh_token?: string; error?: string };
		return { status: answer.status, ...body };
	};
	const exchange = async (code: string) => await token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT });
	const refresh = async (refreshToken = '') => await token({ grant_type: 'refresh_token', refresh_token: refreshToken });

	it('asks on a page with the organisations, an Allow and a Deny button', async () => {
		const page = await (await fetch(`${sandbox.xeroUrl}/identity/connect/authorize?${new URLSearchParams(asked()).toString()}`)).text();
		for (const part of ['id="allow"', 'id="deny"', ...sandbox.xero.allOrganisations().map(({ name }) => name)]) expect(page).toContain(part);
		const denied = await form('/identity/connect/authorize', { ...asked(), decision: 'deny' });
		expect(denied.headers.get('location')).toBe(`${REDIRECT}?state=s+1&error=access_denied`);
	});

	it.each([
		['a broad scope', { scope: 'accounting.transactions' }, 'invalid_scope'],
		['an unknown scope', { scope: `${SCOPE} accounting.everything` }, 'invalid_scope'],
		['an unregistered client', { client_id: 'nobody' }, 'unauthorized_client'],
		['a redirect to 127.0.0.1', { redirect_uri: 'http://127.0.0.1:5678/callback' }, 'redirect_uri'],
	])('refuses %s', async (_what, changes: Record<string, string>, reason) => {
		const answer = await fetch(`${sandbox.xeroUrl}/identity/connect/authorize?${new URLSearchParams(asked(changes)).toString()}`);
		expect(answer.status).toBe(400);
		expect(await answer.text()).toContain(reason);
	});

	it('gives a code for one use within five minutes', async () => {
		const params = await allow();
		expect(params.get('state')).toBe('s 1');
		const code = params.get('code') ?? '';
		expect(await exchange(code)).toMatchObject({ status: 200, token_type: 'Bearer', expires_in: 1_800, scope: SCOPE });
		expect(await exchange(code)).toMatchObject({ status: 400, error: 'invalid_grant' });
		const late = (await allow()).get('code') ?? '';
		sandbox.clock.advance(5 * 60_000);
		expect(await exchange(late)).toMatchObject({ status: 400, error: 'invalid_grant' });
	});

	it('wants the client’s secret by Basic authentication', async () => {
		const fields = { grant_type: 'authorization_code', code: (await allow()).get('code') ?? '', redirect_uri: REDIRECT };
		expect(await token(fields, basic('wrong'))).toMatchObject({ status: 400, error: 'invalid_client' });
		expect((await form('/connect/token', { ...fields, client_id: CLIENT.id, client_secret: CLIENT.secret })).status).toBe(400);
	});

	it('rotates refresh tokens; the one before works for 30 minutes, or not at all by switch', async () => {
		const first = await exchange((await allow()).get('code') ?? '');
		const second = await refresh(first.refresh_token);
		expect(second.refresh_token).not.toBe(first.refresh_token);
		expect((await refresh(first.refresh_token)).status).toBe(200);
		sandbox.switches.set('xero.refreshGrace', 'none');
		expect(await refresh(first.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
		sandbox.switches.set('xero.refreshGrace', '30minutes');
		sandbox.clock.advance(30 * 60_000);
		expect(await refresh(first.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
		expect((await refresh(second.refresh_token)).status).toBe(200);
	});

	it('keeps codes, secrets and tokens out of the journal', async () => {
		const code = (await allow()).get('code') ?? '';
		const { access_token: access = '', refresh_token: refreshToken = '' } = await exchange(code);
		await refresh(refreshToken);
		const journal = JSON.stringify(sandbox.journal.list());
		expect([access, refreshToken].map(({ length }) => length > 20)).toEqual([true, true]);
		for (const secret of [code, access, refreshToken, CLIENT.secret]) expect(journal).not.toContain(secret);
	});

	it('lists connections by authentication event, disconnects one, and revokes all', async () => {
		const [one, two] = sandbox.xero.allOrganisations().map(({ id }) => id);
		await allow(one);
		const tokens = await exchange((await allow(two)).get('code') ?? '');
		const headers = { authorization: `Bearer ${tokens.access_token}` };
		const list = async (query = '') => (await (await fetch(`${sandbox.xeroUrl}/connections${query}`, { headers })).json()) as Array<Record<string, string>>;
		const claims = JSON.parse(Buffer.from((tokens.access_token ?? '').split('.')[1] ?? '', 'base64url').toString()) as Record<string, string>;
		expect((await list()).map(({ tenantId }) => tenantId)).toEqual([one, two]);
		const [mine] = await list(`?authEventId=${claims.authentication_event_id}`);
		expect(mine).toMatchObject({ tenantId: two, tenantType: 'ORGANISATION', tenantName: 'Demo Company (AU)' });
		expect((await fetch(`${sandbox.xeroUrl}/connections/${mine?.id}`, { method: 'DELETE', headers })).status).toBe(204);
		expect((await list()).map(({ tenantId }) => tenantId)).toEqual([one]);
		expect((await form('/connect/revocation', { token: tokens.refresh_token ?? '' }, basic())).status).toBe(200);
		expect((await refresh(tokens.refresh_token)).error).toBe('invalid_grant');
	});
});
