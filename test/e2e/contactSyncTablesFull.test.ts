import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, startContactSync, type ContactSync } from './harness/contactSync';
import { listTables } from './harness/dataTables';
import { E2E_LIMIT_MS } from './harness/limits';

/** Time scale: the queue runs every 2 s instead of every minute; a lease ends after 12 s instead of 15 minutes, for a row claimed before the table was full keeps it. */
let sync: ContactSync;
let made = 0;

const create = (count: number) =>
	Array.from({ length: count }, () => sync.people.createContact({ role: 'user', name: `Fred Full${++made}`, email: `fred${made}@full.example` }).id);
const inXero = () => sync.stage.sandbox.xero.organisation().contacts.sorted().map(({ text }) => text.ContactNumber);

afterEach(async () => await sync?.close(), E2E_LIMIT_MS);

test('the storage of Data Tables is full from the start: contacts reach Xero all the same, and one alert says so', async () => {
	sync = await startContactSync({ channel: 'slack', env: { N8N_DATA_TABLES_MAX_SIZE_BYTES: '1' } });
	const ids = create(4);
	await eventually(() => expect(inXero()).toEqual(expect.arrayContaining(ids)), 60_000);
	await sleep(10_000);
	expect(sync.alerts.texts()).toEqual([expect.stringContaining('An n8n Data Table refuses')]);
}, E2E_LIMIT_MS);

test('the storage fills up while contacts wait for Xero: the queue drains without leases, each contact once, and the alert comes once', async () => {
	const env = { N8N_DATA_TABLES_MAX_SIZE_BYTES: '2000000', N8N_DATA_TABLES_SIZE_CHECK_CACHE_DURATION_MS: '500' };
	sync = await startContactSync({ channel: 'slack', env, settings: { leaseMinutes: 0.2 } });
	const { faults } = sync.stage.sandbox;
	faults.add({ vendor: 'xero', path: '/api.xro', kind: 'status', status: 503, body: 'down' });
	const ids = create(6);
	await eventually(async () => expect(await sync.rows('queue')).toHaveLength(ids.length), 60_000);
	await fillUp();
	await eventually(() => expect(sync.alerts.texts().map(title)).toContain('An n8n Data Table refuses'), 60_000);
	faults.clear();
	await eventually(() => expect([...inXero()].sort()).toEqual([...ids].sort()), 60_000);
	await eventually(async () => expect(await sync.rows('queue')).toEqual([]), 60_000);
	await sleep(8_000);
	expect([...inXero()].sort()).toEqual([...ids].sort());
	expect(sync.alerts.texts().map(title)).toEqual(['Xero cannot be reached', 'An n8n Data Table refuses', 'The sync works again']);
}, E2E_LIMIT_MS);

/** A table of somebody else grows until n8n takes no more. */
async function fillUp(): Promise<void> {
	const { session } = sync.stage;
	const { projectId } = (await listTables(session))[0]!;
	const path = `/projects/${projectId}/data-tables`;
	const { id } = await session.request<{ id: string }>('POST', path, { name: 'somebody else', columns: [{ name: 'text', type: 'string' }] });
	const data = Array.from({ length: 40 }, () => ({ text: 'x'.repeat(5_000) }));
	for (;;) {
		try {
			await session.request('POST', `${path}/${id}/insert`, { data, returnType: 'count' });
			await sleep(600);
		} catch (error) {
			expect(String(error)).toMatch(/size|limit/i);
			return;
		}
	}
}

const title = (text: string) => /(Xero cannot be reached|An n8n Data Table refuses|The sync works again)/.exec(text)?.[1] ?? text;
