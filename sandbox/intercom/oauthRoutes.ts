import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { consentPage, refusalPage } from '../kernel/oauthPages';
import { exchangeCode, issueCode, PERMISSIONS, type IntercomApp } from './apps';
import { errorList } from './errors';
import type { IntercomWorld } from './world';

type Fields = Record<string, string | undefined>;

/** The consent page and the token exchange: no scopes, no refresh token, no expiry. */
export function registerOAuth(app: FastifyInstance, world: IntercomWorld): void {
	app.get('/oauth', { config: { operation: 'intercom.authorize' } }, async (request, reply) => showConsent(world, request, reply));
	app.post('/oauth', { config: { operation: 'intercom.consent' } }, async (request, reply) => decide(world, request, reply));
	app.post('/auth/eagle/token', { config: { operation: 'intercom.token' } }, async (request, reply) => exchange(world, request, reply));
}

function showConsent(world: IntercomWorld, request: FastifyRequest, reply: FastifyReply): unknown {
	const query = request.query as Fields;
	const app = world.apps.get(query.client_id ?? '');
	const refusal = whyNot(app, query);
	void reply.type('text/html; charset=utf-8');
	if (app === undefined || refusal !== null) return reply.code(400).send(refusalPage('Intercom', refusal ?? 'Unknown client_id'));
	return consentPage({
		vendor: 'Intercom',
		appName: app.name,
		permissions: [...app.permissions].map((permission) => PERMISSIONS[permission]),
		choices: [...world.workspaces.values()].map(({ settings }) => ({ id: settings.id, label: `${settings.name} (${settings.id})` })),
		action: '/oauth',
		fields: { client_id: app.clientId, state: query.state ?? '', redirect_uri: query.redirect_uri ?? app.redirectUrls[0] ?? '' },
		single: true,
	});
}

function whyNot(app: IntercomApp | undefined, { redirect_uri: redirectUri }: Fields): string | null {
	if (app === undefined) return 'There is no app with this client_id.';
	if (redirectUri === undefined) return app.redirectUrls.length > 0 ? null : 'The app has no redirect URL and none was given.';
	if (app.redirectUrls.length === 0 || app.redirectUrls.includes(redirectUri)) return null;
	return 'redirect_uri is not one of the redirect URLs registered for the app.';
}

function decide(world: IntercomWorld, request: FastifyRequest, reply: FastifyReply): unknown {
	const fields = (request.body ?? {}) as Fields;
	const app = world.apps.get(fields.client_id ?? '');
	const refusal = whyNot(app, fields);
	if (app === undefined || refusal !== null || !URL.canParse(fields.redirect_uri ?? '')) return reply.code(400).send(refusal);
	const target = new URL(fields.redirect_uri ?? '');
	if (fields.state !== undefined) target.searchParams.set('state', fields.state);
	if (fields.decision === 'allow') {
		const workspaceId = fields.choice ?? [...world.workspaces.keys()][0] ?? '';
		target.searchParams.set('code', issueCode(app, workspaceId, world.kernel.clock.now()));
	} else {
		target.searchParams.set('error', 'access_denied');
	}
	return reply.redirect(target.href, 302);
}

/** Client id and secret in the body or as Basic; redirect_uri and grant_type, which standard clients add, are ignored. */
function exchange(world: IntercomWorld, request: FastifyRequest, reply: FastifyReply): unknown {
	const fields = { ...(request.body as Fields | undefined), ...basicClient(request.headers.authorization) };
	const app = world.apps.get(fields.client_id ?? '');
	if (app === undefined || app.clientSecret !== fields.client_secret) {
		return reply.code(401).send(errorList('unauthorized', 'The client_id or client_secret is not valid'));
	}
	const token = exchangeCode(app, fields.code ?? '', world.kernel.clock.now());
	if (token === null) return reply.code(400).send(errorList('bad_request', 'The code is invalid, used or expired'));
	return { token_type: 'Bearer', token, access_token: token };
}

function basicClient(header: string | undefined): Fields {
	if (header === undefined || !header.startsWith('Basic ')) return {};
	const [id = '', ...secret] = Buffer.from(header.slice('Basic '.length), 'base64').toString('utf8').split(':');
	return { client_id: decodeURIComponent(id), client_secret: decodeURIComponent(secret.join(':')) };
}
