import type { FastifyInstance } from 'fastify';
import type { ContactInput } from '../xero/contactInput';
import type { XeroOrganisation } from '../xero/organisation';
import type { XeroWorld } from '../xero/world';

interface ById {
	Params: { id: string };
	Body: Record<string, unknown> | undefined;
	Querystring: { organisation?: string };
}

/** What an accountant does in Xero's own screens, by control API. Bodies and answers are contacts as Xero names fields. */
export function controlXero(app: FastifyInstance, world: XeroWorld): void {
	const within = (query: { organisation?: string }): XeroOrganisation => world.organisation(query.organisation);
	app.get<ById>('/control/xero/contacts', async ({ query }) => within(query).allContacts());
	app.post<ById>('/control/xero/contacts', async ({ body, query }) => {
		const organisation = within(query);
		return organisation.contact(organisation.createInUi((body ?? {}) as ContactInput));
	});
	app.patch<ById>('/control/xero/contacts/:id', async ({ params, body, query }) => {
		within(query).editInUi(params.id, (body ?? {}) as ContactInput);
		return within(query).contact(params.id);
	});
	for (const [name, act] of Object.entries(ACTIONS)) {
		app.post<ById>(`/control/xero/contacts/:id/${name}`, async ({ params, body, query }) => {
			act(within(query), params.id, body ?? {});
			return within(query).contact(params.id);
		});
	}
	app.post<{ Body: ContactInput[]; Querystring: { organisation?: string } }>('/control/xero/seed', async ({ body, query }) => ({
		ids: within(query).seedContacts(body),
	}));
	app.get('/control/xero/changes', async () => world.changes);
	controlWebhook(app, world);
}

/** What somebody does under Webhooks in Xero's developer portal. */
function controlWebhook(app: FastifyInstance, { webhooks }: XeroWorld): void {
	app.put<{ Body: { url: string } }>('/control/xero/webhook', async ({ body }) => webhooks.save(body.url));
	app.delete('/control/xero/webhook', async () => (webhooks.remove(), {}));
	app.post('/control/xero/webhook/intent', async () => ({ wrong: await webhooks.sendIntentToReceive(), state: webhooks.subscription?.state }));
	app.post('/control/xero/webhook/key', async () => ({ signingKey: webhooks.replaceKey() }));
	app.get('/control/xero/webhook/deliveries', async () => webhooks.log);
}

const ACTIONS: Record<string, (organisation: XeroOrganisation, id: string, body: Record<string, unknown>) => void> = {
	archive: (organisation, id) => organisation.archiveInUi(id),
	restore: (organisation, id) => organisation.restoreInUi(id),
	merge: (organisation, id, body) => organisation.mergeInUi(id, String(body.into)),
};
