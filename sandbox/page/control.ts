import type { FastifyInstance } from 'fastify';
import type { FaultRule } from '../kernel/faults';
import type { JournalFilter } from '../kernel/journal';
import type { Sandbox } from '../sandbox';
import type { SwitchName } from '../switches/switches';
import { BREAKAGES, mendAll, type BreakageName } from './breakages';
import { controlIntercom } from './controlIntercom';
import { controlXero } from './controlXero';
import type { Live } from './live';
import { pageState } from './state';

/**
 * The control API: JSON in, JSON out; a refusal is `{error}` with 4xx. Used by the page, the demo and tests.
 *
 * | call | does |
 * |---|---|
 * | GET /control/state, GET /control/events | what the page shows, once or as Server-Sent Events |
 * | GET /control/switches, PUT {name, value} | answers to what the vendors leave open |
 * | GET /control/faults, POST {vendor, kind, …}, DELETE | faults on demand (a path is a string to be contained) |
 * | GET /control/breakages, POST /control/breakages/:name | named troubles; `mend` ends all |
 * | POST /control/beside/(connectXero, lookForMissed) | where a sync runs beside: what a person does there |
 * | GET /control/journal?vendor&operation&after | requests the vendors saw |
 * | POST /control/clock {advanceMs}, POST /control/reset | time and everything |
 * | /control/intercom/contacts: GET, POST, PATCH /:id | people's changes in Intercom |
 * | POST /control/intercom/contacts/:id/(archive, unarchive, delete, merge {into}, tag {name}, untag {name}, segment {name}, attach {companyId}, detach {companyId}) | |
 * | POST /control/intercom/companies, /conversations, /conversations/:id/close, /seed {count, leads}, /clear | |
 * | PUT /control/intercom/subscription {url, topics?}, DELETE, POST /control/intercom/ping | webhook endpoint and its test button |
 * | GET /control/intercom/deliveries, PUT /control/intercom/permissions {permissions} | |
 * | /control/xero/contacts?organisation: GET, POST, PATCH /:id, POST /:id/(archive, restore, merge {into}) | an accountant's changes in Xero |
 * | PUT /control/xero/webhook {url}, DELETE, POST .../intent, POST .../key, GET .../deliveries | delivery URL (its answer holds the signing key), intent to receive, another key |
 * | POST /control/xero/seed [contacts], GET /control/xero/changes | silent contacts; every field ever changed |
 */
export function registerControl(app: FastifyInstance, sandbox: Sandbox, live: Live): void {
	app.setErrorHandler<Error>(async (error, _request, reply) => reply.code(400).send({ error: error.message }));
	app.addHook('onResponse', async (request) => {
		if (request.method !== 'GET') live.soon();
		await Promise.resolve();
	});
	app.get<{ Querystring: { organisation?: string } }>('/control/state', async ({ query }) => pageState(sandbox, query.organisation));
	app.get<{ Querystring: { organisation?: string } }>('/control/events', async ({ query }, reply) => {
		reply.hijack();
		live.open(reply.raw, query.organisation);
		await Promise.resolve();
	});
	controlKernel(app, sandbox);
	controlBreakages(app, sandbox);
	controlBeside(app, sandbox);
	controlIntercom(app, sandbox.intercom);
	controlXero(app, sandbox.xero);
}

function controlKernel(app: FastifyInstance, sandbox: Sandbox): void {
	app.get('/control/switches', async () => sandbox.switches.list());
	app.put<{ Body: { name: SwitchName; value: never } }>('/control/switches', async ({ body }) => {
		sandbox.switches.set(body.name, body.value);
		return { name: body.name, value: sandbox.switches.get(body.name) };
	});
	app.get('/control/faults', async () => sandbox.faults.list());
	app.post<{ Body: FaultRule }>('/control/faults', async ({ body }) => ({ id: sandbox.faults.add(body) }));
	app.delete('/control/faults', async () => (sandbox.faults.clear(), {}));
	app.get<{ Querystring: Record<string, string | undefined> }>('/control/journal', async ({ query }) =>
		sandbox.journal.list({ ...(query as JournalFilter), after: query.after === undefined ? undefined : Number(query.after) }),
	);
	app.post<{ Body: { advanceMs: number } }>('/control/clock', async ({ body }) => {
		sandbox.clock.advance(body.advanceMs);
		return { now: sandbox.clock.now() };
	});
	app.post('/control/reset', async () => (sandbox.reset(), {}));
}

function controlBreakages(app: FastifyInstance, sandbox: Sandbox): void {
	app.get('/control/breakages', async () =>
		Object.entries(BREAKAGES).map(([name, { label, group }]) => ({ name, label, group })),
	);
	app.post<{ Params: { name: string } }>('/control/breakages/:name', async ({ params }, reply) => {
		if (params.name === 'mend') return (await mendAll(sandbox), {});
		if (!(params.name in BREAKAGES)) return reply.code(404).send({ error: `There is no breakage ${params.name}` });
		BREAKAGES[params.name as BreakageName].strike(sandbox);
		return {};
	});
}

function controlBeside(app: FastifyInstance, sandbox: Sandbox): void {
	for (const action of ['connectXero', 'lookForMissed'] as const) {
		app.post(`/control/beside/${action}`, async (_request, reply) => {
			if (sandbox.beside === null) return reply.code(404).send({ error: 'No sync runs beside this sandbox' });
			await sandbox.beside[action]();
			return {};
		});
	}
}
