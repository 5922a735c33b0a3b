import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Kernel } from '../kernel/kernel';
import { accountOperations } from './accountOperations';
import { refused, urlTooLong, type Answer } from './answer';
import { registerAppPages } from './appPages';
import { registerConnections } from './connectionRoutes';
import { contactOperations } from './contactOperations';
import { checkLimits, checkScope, identifyCaller, limitHeaders, withIdempotency, type Caller } from './gate';
import { groupOperations } from './groupOperations';
import { historyOperations } from './historyOperations';
import { registerIdentity } from './identityRoutes';
import type { Operation, XeroCall } from './operation';
import { sendAnswer } from './send';
import { settingsOperations } from './settingsOperations';
import type { XeroWorld } from './world';

declare module 'fastify' {
	interface FastifyRequest {
		/** The call came while as many as Xero allows were in flight. */
		xeroOverConcurrency: boolean;
	}
}

const API = '/api.xro/2.0';
/** IIS refuses longer query strings, which shows as Xero's 404 at 53 ids. */
const MAX_QUERY_CHARACTERS = 2_048;

/** Xero's hosts on one address: login, identity, connections and the Accounting API. */
export async function registerXero(app: FastifyInstance, world: XeroWorld, kernel: Kernel): Promise<void> {
	app.decorateRequest('xeroOverConcurrency', false);
	app.addHook('onRequest', async (request, reply) => trackConcurrency(world, kernel, request, reply));
	registerIdentity(app, world);
	registerConnections(app, world);
	registerAppPages(app, world);
	const operations = [
		...contactOperations,
		...groupOperations,
		...historyOperations,
		...accountOperations,
		...settingsOperations,
	];
	for (const operation of operations) register(app, world, kernel, operation);
	app.setNotFoundHandler(async (request, reply) => sendAnswer(request, reply, urlTooLong()));
	await Promise.resolve();
}

function register(app: FastifyInstance, world: XeroWorld, kernel: Kernel, operation: Operation): void {
	app.route({
		method: operation.method,
		url: `${API}${operation.path}`,
		config: { operation: `xero.${operation.name}` },
		handler: async (request, reply) => {
			reply.header('Xero-Correlation-Id', randomUUID());
			const caller = identifyCaller(world, kernel, request);
			if ('status' in caller) return sendAnswer(request, reply, caller);
			const answer = answerTo(operation, caller, world, kernel, request);
			reply.headers(limitHeaders(caller, world, kernel));
			return sendAnswer(request, reply, answer);
		},
	});
}

function answerTo(operation: Operation, caller: Caller, world: XeroWorld, kernel: Kernel, request: FastifyRequest): Answer {
	const query = request.url.split('?')[1] ?? '';
	if (query.length > MAX_QUERY_CHARACTERS) return urlTooLong();
	const refusal =
		checkScope(caller, operation.scope, kernel) ?? checkLimits(caller, world, kernel, request.xeroOverConcurrency);
	if (refusal !== null) return refusal;
	if ((request.rawBody?.length ?? 0) > world.options.maxRequestBytes) {
		return { status: 413, body: 'Request Entity Too Large', contentType: 'text/html' };
	}
	return withIdempotency(caller, world, request, () => {
		if (request.bodyBroken || typeof request.body === 'string') {
			return refused(14, 'PostDataInvalidException', 'JSON for post data was invalid');
		}
		return operation.act(callOf(caller, world, kernel, request));
	});
}

function callOf(caller: Caller, world: XeroWorld, kernel: Kernel, request: FastifyRequest): XeroCall {
	return {
		organisation: caller.organisation,
		world,
		kernel,
		params: request.params as Record<string, string>,
		query: request.query as Record<string, string>,
		body: request.body,
		modifiedSince: request.headers['if-modified-since'],
		author: { by: 'api', requestId: request.journalEntry?.id ?? 0 },
	};
}

/** Counts the calls in flight of an app in an organisation, from arrival until the connection has its answer. */
function trackConcurrency(world: XeroWorld, kernel: Kernel, request: FastifyRequest, reply: FastifyReply): void {
	if (!request.url.startsWith(API)) return;
	const caller = identifyCaller(world, kernel, request);
	if ('status' in caller) return;
	const usage = world.limits.usage(caller.appId, caller.organisation.id);
	request.xeroOverConcurrency = usage.inFlight >= world.limits.limits.concurrent;
	if (request.xeroOverConcurrency) return;
	usage.inFlight++;
	reply.raw.once('close', () => usage.inFlight--);
}
