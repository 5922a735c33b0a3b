import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Kernel } from '../kernel/kernel';
import type { ApiRoute } from './apiCall';
import { registerAppPages } from './appPages';
import { COMPANY_ROUTES } from './companyRoutes';
import { CONTACT_LINK_ROUTES } from './contactLinkRoutes';
import { CONTACT_ROUTES } from './contactRoutes';
import { errorList, IntercomRefusal } from './errors';
import { asSent } from './escaping';
import { admit } from './guard';
import { registerOAuth } from './oauthRoutes';
import { WORKSPACE_ROUTES } from './workspaceRoutes';
import type { IntercomWorld } from './world';

/** Intercom on one address for all its hosts: consent page, token exchange, the app's pages and REST API. */
export async function registerIntercom(app: FastifyInstance, world: IntercomWorld, kernel: Kernel): Promise<void> {
	app.setErrorHandler<FastifyError | IntercomRefusal>(async (error, _request, reply) => await refuse(error, reply, kernel));
	app.setNotFoundHandler(async (_request, reply) =>
		reply.code(404).send(errorList('not_found', 'The requested resource was not found')),
	);
	app.addHook('onClose', async () => await Promise.resolve(world.deliveries.reset()));
	registerOAuth(app, world);
	registerAppPages(app, world);
	for (const route of [...CONTACT_ROUTES, ...CONTACT_LINK_ROUTES, ...COMPANY_ROUTES, ...WORKSPACE_ROUTES]) addRoute(app, world, route);
	await Promise.resolve();
}

function addRoute(app: FastifyInstance, world: IntercomWorld, route: ApiRoute): void {
	const handler = async (request: FastifyRequest, reply: FastifyReply) => {
		const call = admit(world, route, request, reply);
		return await Promise.resolve(asSent(route.handle(call), call.desk));
	};
	app.route({ method: route.method, url: route.url, config: { operation: route.operation }, handler });
}

async function refuse(error: FastifyError | IntercomRefusal, reply: FastifyReply, kernel: Kernel): Promise<FastifyReply> {
	if (!(error instanceof IntercomRefusal)) {
		return reply.code(error.statusCode ?? 500).send(errorList('server_error', error.message));
	}
	reply.code(error.status).headers(error.headers);
	const silent = error.status === 429 && kernel.switches.get('intercom.rateLimitBody') === 'empty';
	return silent ? reply.send() : reply.send(errorList(error.code, error.message));
}
