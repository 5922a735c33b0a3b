import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiCall, ApiRoute } from './apiCall';
import type { IntercomApp, TokenState } from './apps';
import { IntercomRefusal, notInThisVersion } from './errors';
import { atLeast, readVersion } from './version';
import type { IntercomWorld } from './world';

/** Everything the vendor checks before a route acts: token, region, Accept, version, limits, permission, body. */
export function admit(world: IntercomWorld, route: ApiRoute, request: FastifyRequest, reply: FastifyReply): ApiCall {
	const { app, workspaceId } = authenticate(world, request.headers.authorization);
	if (world.kernel.switches.get('intercom.wrongRegion') === 'yes') throw unauthorized('Access Token Invalid');
	requireJsonAnswer(request.headers.accept);
	const versionHeader = request.headers['intercom-version'];
	const version = readVersion(typeof versionHeader === 'string' ? versionHeader : app.version);
	void reply.header('intercom-version', typeof versionHeader === 'string' ? versionHeader : app.version);
	countCall(world, app, workspaceId, reply);
	if (!atLeast(version, route.since ?? 2.7)) throw notInThisVersion();
	requirePermission(app, route);
	if (request.bodyBroken) throw new IntercomRefusal(400, 'bad_request', 'The request body is not valid JSON');
	return {
		world,
		app,
		workspace: world.workspace(workspaceId),
		desk: world.desk('api', workspaceId),
		version,
		params: request.params as Record<string, string>,
		query: request.query as Record<string, string | undefined>,
		body: isObject(request.body) ? request.body : {},
		reply,
	};
}

function authenticate(world: IntercomWorld, header: string | undefined): { app: IntercomApp; workspaceId: string } {
	const [scheme, token] = (header ?? '').split(' ');
	if (header === undefined) throw new IntercomRefusal(401, 'missing_authorization', 'Missing Authorization header');
	for (const app of world.apps.values()) {
		const known = scheme?.toLowerCase() === 'bearer' ? app.tokens.get(token ?? '') : undefined;
		if (known === undefined) continue;
		if (known.state !== 'live') throw refusedToken(known.state);
		return { app, workspaceId: known.workspaceId };
	}
	throw unauthorized('Access Token Invalid');
}

const unauthorized = (message: string) => new IntercomRefusal(401, 'unauthorized', message);

const TOKEN_TEXTS: Record<Exclude<TokenState, 'live'>, string> = {
	revoked: 'Access token has been revoked',
	suspended: 'Access token is suspended because the workspace is closed',
	blocked: 'Access token is blocked',
	expired: 'Access token has expired',
	unauthorized: 'Access token is not authorized',
};

function refusedToken(state: Exclude<TokenState, 'live'>): IntercomRefusal {
	return new IntercomRefusal(401, `token_${state}`, TOKEN_TEXTS[state]);
}

function requireJsonAnswer(accept: string | undefined): void {
	const accepted = (accept ?? '').split(',').map((part) => part.split(';')[0]?.trim().toLowerCase());
	if (accepted.some((type) => type === 'application/json' || type === 'application/*' || type === '*/*')) return;
	throw new IntercomRefusal(406, 'media_type_not_acceptable', 'The Accept header should send a media type of application/json');
}

function countCall(world: IntercomWorld, app: IntercomApp, workspaceId: string, reply: FastifyReply): void {
	const rate = world.rates.take(app.clientId, workspaceId, world.kernel.clock.now());
	void reply.headers({
		'x-ratelimit-limit': rate.limit,
		'x-ratelimit-remaining': rate.remaining,
		'x-ratelimit-reset': rate.resetAt,
	});
	if (rate.allowed) return;
	throw new IntercomRefusal(429, 'rate_limit_exceeded', `More than ${rate.limit} requests received in 10 seconds`);
}

function requirePermission(app: IntercomApp, route: ApiRoute): void {
	if (route.needs.length === 0 || route.needs.some((permission) => app.permissions.has(permission))) return;
	const message = `You do not have the required scope (${route.needs[0]}) to access this resource`;
	throw new IntercomRefusal(403, 'forbidden', message);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
