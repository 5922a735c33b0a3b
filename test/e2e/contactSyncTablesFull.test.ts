import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, startContactSync, type ContactSync } from './harness/contactSync';
import { E2E_LIMIT_MS } from './harness/limits';

/** n8n may keep one byte in Data Tables, so it refuses every row. Time scale: the queue runs every 2 s instead of every minute. */
let sync: ContactSync;

beforeAll(async () => {
	sync = await startContactSync({ channel: 'slack', env: { N8N_DATA_TABLES_MAX_SIZE_BYTES: '1' } });
}, E2E_LIMIT_MS);

afterAll(async () => await sync?.close(), E2E_LIMIT_MS);

test('the storage of Data Tables is full: contacts reach Xero all the same, and one alert says so', async () => {
	const ids = Array.from({ length: 4 }, (_, index) => sync.people.createContact({ role: 'user', name: `Fred Full${index}`, email: `fred${index}@full.example` }).id);
	const inXero = () => sync.stage.sandbox.xero.organisation().contacts.sorted().map(({ text }) => text.ContactNumber);
	await eventually(() => expect(inXero()).toEqual(expect.arrayContaining(ids)), 60_000);
	await sleep(10_000);
	expect(sync.alerts.texts()).toEqual([expect.stringContaining('An n8n Data Table refuses')]);
}, E2E_LIMIT_MS);
