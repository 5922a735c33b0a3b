import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { consentPage, refusalPage } from '../kernel/oauthPages';
import type { XeroApp } from './options';
import { refusedScopes, scopeText } from './scopes';
import type { XeroWorld } from './world';

interface Asked {
	app: XeroApp;
	scopes: string[];
	redirectUri: string;
	state: string;
	challenge: string | null;
}

type Fields = Record<string, string | string[] | undefined>;

/** Authorize page, token and revocation endpoints (login.xero.com and identity.xero.com). */
export function registerIdentity(app: FastifyInstance, world: XeroWorld): void {
	const operation = (name: string) => ({ config: { operation: `xero.${name}` } });
	app.get('/identity/connect/authorize', operation('authorize'), async (request, reply) => {
		const asked = readAsked(world, request.query as Fields);
		return typeof asked === 'string' ? refuse(reply, asked) : html(reply, pageFor(world, asked, request));
	});
	app.post('/identity/connect/authorize', operation('consent'), async (request, reply) => {
		const asked = readAsked(world, (request.body ?? {}) as Fields);
		return typeof asked === 'string' ? refuse(reply, asked) : decide(world, asked, request.body as Fields, reply);
	});
	app.post('/connect/token', operation('token'), async (request, reply) => token(world, request, reply));
	app.post('/connect/revocation', operation('revocation'), async (request, reply) => {
		const client = clientOf(world, request);
		if (client === null) return reply.code(400).send({ error: 'invalid_client' });
		const refreshToken = text((request.body as Fields | undefined)?.token);
		if (world.authority.knowsRefreshToken(client.clientId, refreshToken)) world.authority.revoke(client.clientId);
		return reply.code(200).send();
	});
}

/** @returns what is asked for, or why Xero shows an error page */
function readAsked(world: XeroWorld, fields: Fields): Asked | string {
	const app = world.authority.app(text(fields.client_id));
	const scopes = text(fields.scope).split(/\s+/).filter((scope) => scope !== '');
	const redirectUri = text(fields.redirect_uri);
	if (app === undefined) return 'unauthorized_client: Unknown client or client not enabled';
	if (!mayRedirect(app, redirectUri)) return 'unauthorized_client: Invalid redirect_uri';
	if (text(fields.response_type) !== 'code') return 'unsupported_response_type';
	if (scopes.length === 0 || refusedScopes(scopes).length > 0) return `invalid_scope: ${refusedScopes(scopes).join(' ')}`;
	const challenge = text(fields.code_challenge);
	return { app, scopes, redirectUri, state: text(fields.state), challenge: challenge === '' ? null : challenge };
}

/** https, or http on localhost for tests; never 127.0.0.1. */
function mayRedirect(app: XeroApp, redirectUri: string): boolean {
	if (app.redirectUris !== undefined) return app.redirectUris.includes(redirectUri);
	return /^https:\/\/[^/]+|^http:\/\/localhost(:\d+)?(\/|$)/.test(redirectUri);
}

function pageFor(world: XeroWorld, asked: Asked, request: FastifyRequest): string {
	const fields = Object.entries(request.query as Fields).map(([name, value]) => [name, text(value)]);
	return consentPage({
		vendor: 'Xero',
		appName: asked.app.name,
		permissions: asked.scopes.map(scopeText),
		choices: world.allOrganisations().map(({ id, name }) => ({ id, label: name })),
		action: '/identity/connect/authorize',
		fields: Object.fromEntries(fields) as Record<string, string>,
	});
}

function decide(world: XeroWorld, asked: Asked, form: Fields, reply: FastifyReply): FastifyReply {
	const target = new URL(asked.redirectUri);
	target.searchParams.set('state', asked.state);
	if (text(form.decision) !== 'allow') {
		target.searchParams.set('error', 'access_denied');
		return reply.redirect(target.href);
	}
	const chosen = [form.choice ?? []].flat().filter((id) => world.findOrganisation(id) !== undefined);
	if (chosen.length === 0) return refuse(reply, 'Choose an organisation to connect');
	const code = world.authority.allow({ ...asked, appId: asked.app.clientId }, chosen);
	target.searchParams.set('code', code);
	target.searchParams.set('scope', asked.scopes.join(' '));
	return reply.redirect(target.href);
}

function token(world: XeroWorld, request: FastifyRequest, reply: FastifyReply): FastifyReply {
	const client = clientOf(world, request);
	if (client === null) return reply.code(400).send({ error: 'invalid_client' });
	if (!(request.headers['content-type'] ?? '').includes('x-www-form-urlencoded')) {
		return reply.code(400).send({ error: 'invalid_request' });
	}
	const form = (request.body ?? {}) as Fields;
	const grant = text(form.grant_type);
	if (grant !== 'authorization_code' && grant !== 'refresh_token') {
		return reply.code(400).send({ error: 'unsupported_grant_type' });
	}
	const tokens =
		grant === 'refresh_token'
			? world.authority.refresh(client.clientId, text(form.refresh_token))
			: world.authority.exchangeCode(client.clientId, text(form.code), text(form.redirect_uri), text(form.code_verifier));
	return tokens === null ? reply.code(400).send({ error: 'invalid_grant' }) : reply.code(200).send(tokens);
}

/** Basic client authentication only. */
function clientOf(world: XeroWorld, request: FastifyRequest): XeroApp | null {
	const [scheme, value] = (request.headers.authorization ?? '').split(' ');
	if (scheme?.toLowerCase() !== 'basic' || value === undefined) return null;
	const [id = '', ...secret] = Buffer.from(value, 'base64').toString('utf8').split(':');
	const app = world.authority.app(id);
	return app !== undefined && app.clientSecret === secret.join(':') ? app : null;
}

function html(reply: FastifyReply, page: string): FastifyReply {
	return reply.type('text/html; charset=utf-8').send(page);
}

function refuse(reply: FastifyReply, message: string): FastifyReply {
	return html(reply.code(400), refusalPage('Xero', message));
}

function text(value: string | string[] | undefined): string {
	return (Array.isArray(value) ? value[0] : value) ?? '';
}
