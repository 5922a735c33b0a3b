import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Connection, Grant } from './authority';
import { unauthorised } from './answer';
import { sendAnswer } from './send';
import { xeroIso } from './dates';
import type { XeroWorld } from './world';

/** Which organisations a token reaches, and disconnecting one (api.xero.com/connections). */
export function registerConnections(app: FastifyInstance, world: XeroWorld): void {
	app.get('/connections', { config: { operation: 'xero.getConnections' } }, async (request, reply) => {
		const grant = grantOf(world, request);
		if (grant === null) return sendAnswer(request, reply, unauthorised('AuthenticationUnsuccessful'));
		const { authEventId } = request.query as { authEventId?: string };
		const mine = world.authority.connectionsOf(grant.appId);
		const wanted = mine.filter((one) => authEventId === undefined || one.authEventId === authEventId);
		return reply.send(wanted.map((one) => connectionView(world, one)));
	});
	app.delete('/connections/:id', { config: { operation: 'xero.deleteConnection' } }, async (request, reply) => {
		const grant = grantOf(world, request);
		if (grant === null) return sendAnswer(request, reply, unauthorised('AuthenticationUnsuccessful'));
		const { id } = request.params as { id: string };
		return removed(world, grant, id, reply);
	});
}

function removed(world: XeroWorld, grant: Grant, id: string, reply: FastifyReply): FastifyReply {
	if (world.authority.connections.get(id)?.appId !== grant.appId) return reply.code(404).send();
	world.authority.connections.delete(id);
	return reply.code(204).send();
}

/** The grant of a request's bearer token; null where it has none or an expired one. */
function grantOf(world: XeroWorld, request: FastifyRequest): Grant | null {
	const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
	const found = token === undefined ? null : world.authority.grantOf(token);
	return found !== null && 'grant' in found ? found.grant : null;
}

function connectionView(world: XeroWorld, connection: Connection): Record<string, unknown> {
	return {
		id: connection.id,
		authEventId: connection.authEventId,
		tenantId: connection.tenantId,
		tenantType: 'ORGANISATION',
		tenantName: world.findOrganisation(connection.tenantId)?.name ?? null,
		createdDateUtc: xeroIso(connection.createdAt),
		updatedDateUtc: xeroIso(connection.updatedAt),
	};
}
