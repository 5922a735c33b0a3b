import type { FastifyInstance } from 'fastify';
import type { Permission } from '../intercom/apps';
import type { CompanyInput } from '../intercom/companies';
import type { ContactInput } from '../intercom/contacts';
import type { ContactRecord } from '../intercom/model';
import type { People } from '../intercom/people';
import { contactInRest } from '../intercom/restForms';
import { readVersion } from '../intercom/version';
import type { IntercomWorld } from '../intercom/world';

type Body = Record<string, unknown>;
interface ById {
	Params: { id: string };
	Body: Body;
	Querystring: { workspace?: string };
}

/** What people do in Intercom, by control API. Bodies of contacts are {@link ContactInput}, answers are REST forms. */
export function controlIntercom(app: FastifyInstance, world: IntercomWorld): void {
	app.get('/control/intercom/contacts', async () =>
		world.workspace().sorted.ascending('updatedAt').map((contact) => shown(world, contact)),
	);
	app.post<ById>('/control/intercom/contacts', async ({ body, query }) =>
		shown(world, world.people(query.workspace).createContact(body as ContactInput)),
	);
	app.patch<ById>('/control/intercom/contacts/:id', async ({ params, body, query }) =>
		shown(world, world.people(query.workspace).updateContact(params.id, body as ContactInput)),
	);
	for (const [name, act] of Object.entries(CONTACT_ACTIONS)) {
		app.post<ById>(`/control/intercom/contacts/:id/${name}`, async ({ params, body, query }) => {
			act(world.people(query.workspace), params.id, body ?? {});
			return shown(world, world.people(query.workspace).contact(params.id));
		});
	}
	app.post<{ Body: CompanyInput & { companyId?: string; contactId?: string } }>('/control/intercom/companies', async ({ body }) => {
		const { contactId, ...input } = body;
		const company = world.people().createCompany(input);
		if (contactId !== undefined) world.people().attachCompany(contactId, company.id);
		return { id: company.id, companyId: company.companyId };
	});
	app.post<{ Body: { contactId: string; subject?: string; body?: string } }>('/control/intercom/conversations', async ({ body }) => {
		const { contactId, ...input } = body;
		return { id: world.people().startConversation(contactId, input).id };
	});
	app.post<ById>('/control/intercom/conversations/:id/close', async ({ params }) => (world.people().closeConversation(params.id), {}));
	app.post<{ Body: { count: number; leads?: number } }>('/control/intercom/seed', async ({ body }) => ({
		created: world.seedContacts(body.count, { leads: body.leads }).length,
	}));
	app.post('/control/intercom/clear', async () => (world.clearRecords(), {}));
	controlWebhooks(app, world);
}

const CONTACT_ACTIONS: Record<string, (people: People, id: string, body: Body) => unknown> = {
	archive: (people, id) => people.archive(id),
	unarchive: (people, id) => people.unarchive(id),
	delete: (people, id) => people.deleteContact(id),
	merge: (people, id, body) => people.mergeLeadIntoUser(id, String(body.into)),
	tag: (people, id, body) => people.tag(id, String(body.name)),
	untag: (people, id, body) => people.untag(id, String(body.name)),
	segment: (people, id, body) => people.addToSegment(id, String(body.name)),
	attach: (people, id, body) => people.attachCompany(id, String(body.companyId)),
	detach: (people, id, body) => people.detachCompany(id, String(body.companyId)),
};

function controlWebhooks(app: FastifyInstance, world: IntercomWorld): void {
	app.put<{ Body: { url: string; topics?: string[] } }>('/control/intercom/subscription', async ({ body }, reply) => {
		const refusal = await world.subscribeWebhook(body.url, body.topics).then(() => null, String);
		return refusal === null ? { saved: true } : reply.code(422).send({ error: refusal.replace(/^Error: /, '') });
	});
	app.delete('/control/intercom/subscription', async () => ((world.app().subscription = null), {}));
	app.post('/control/intercom/ping', async () => (world.sendTestPing(), {}));
	app.get('/control/intercom/deliveries', async () => world.deliveries.log);
	app.put<{ Body: { permissions: Permission[] } }>('/control/intercom/permissions', async ({ body }) => {
		world.app().permissions = new Set(body.permissions);
		return { permissions: body.permissions };
	});
}

function shown(world: IntercomWorld, contact: ContactRecord): unknown {
	return { ...contactInRest(contact, { workspace: world.workspace(), version: readVersion('2.16'), mergeHistory: true }), state: contact.state };
}
