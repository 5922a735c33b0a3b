import { setTimeout as sleep } from 'node:timers/promises';
import { XERO_APP } from '../../sandbox/demo/apps';
import { eventually, quiet, startContactSync, type ContactSync } from './harness/contactSync';
import { E2E_LIMIT_MS } from './harness/limits';

/**
 * Time scale 1:30: the queue runs every 2 s instead of every minute, and Xero is down for 20 s instead of ten minutes; the
 * reconciliation comes every 10 s instead of every hour, tries follow after 2 to 5 s instead of a minute to a day. Vendor limits are Xero's own.
 */
let sync: ContactSync;

beforeAll(async () => {
	sync = await startContactSync({ channel: 'teams', reconciliationSeconds: 10 });
	const { id } = sync.people.createContact({ role: 'user', name: 'Fay First', email: 'fay@first.example' });
	await eventually(() => expect(inXero([id])).toBe(1));
	await quiet(sync);
}, E2E_LIMIT_MS);

afterAll(async () => await sync?.close(), E2E_LIMIT_MS);

const create = (name: string, index: number) =>
	sync.people.createContact({ role: 'user', name: `${name} Number${index}`, email: `${name.toLowerCase()}${index}@crowd.example` }).id;

/** Looked up behind the API, which is down. */
function inXero(ids: readonly string[]): number {
	const contacts = sync.stage.sandbox.xero.organisation().contacts.sorted();
	return contacts.filter(({ text }) => ids.includes(text.ContactNumber ?? '')).length;
}

test('Intercom does not take the reference: one alert, the sync goes on, and the reference follows when it is mended', async () => {
	const before = sync.alerts.texts().length;
	const { faults } = sync.stage.sandbox;
	const fault = faults.add({ vendor: 'intercom', method: 'PUT', path: /^\/contacts\//, kind: 'status', status: 403, body: { type: 'error.list', errors: [{ code: 'forbidden', message: 'Not allowed' }] } });
	const referenced = (id: string) => sync.people.contact(id).custom.xero_contact_id;
	const ids = [create('Rex', 1)];
	await eventually(() => expect(inXero(ids)).toBe(1));
	await sleep(9_000);
	ids.push(create('Rex', 2));
	await eventually(() => expect(inXero(ids)).toBe(2));
	expect(ids.map(referenced)).toEqual([undefined, undefined]);
	expect((await sync.rows('queue')).filter(({ key }) => key === ids[0])).toMatchObject([{ status: 'waiting', attempts: expect.any(Number) }]);
	faults.remove(fault);
	await eventually(() => expect(ids.filter((id) => !referenced(id))).toEqual([]));
	await eventually(async () => expect(await sync.rows('queue')).toEqual([]));
	await quiet(sync);
	expect(sync.alerts.texts().slice(before)).toEqual([expect.stringContaining('Intercom does not take the Xero references')]);
}, E2E_LIMIT_MS);

test('Xero down: the queue drains by itself when it is back, with one alert and one recovery in all', async () => {
	const before = sync.alerts.texts().length;
	const fault = sync.stage.sandbox.faults.add({ vendor: 'xero', path: '/api.xro', kind: 'status', status: 503, body: 'down' });
	const ids = Array.from({ length: 8 }, (_, index) => create('Otto', index));
	await sleep(17_000);
	ids.push(...Array.from({ length: 4 }, (_, index) => create('Late', index)));
	await sleep(3_000);
	expect(inXero(ids)).toBe(0);
	sync.stage.sandbox.faults.remove(fault);
	await eventually(() => expect(inXero(ids)).toBe(ids.length), 60_000);
	await eventually(async () => expect(await sync.rows('queue')).toEqual([]), 60_000);
	await quiet(sync);
	const alerts = sync.alerts.texts().slice(before);
	expect(alerts.map((text) => (text.includes('The sync works again') ? 'recovery' : 'alert'))).toEqual(['alert', 'recovery']);
}, E2E_LIMIT_MS);

test('access revoked: one alert, and no more calls than one try each time the queue runs', async () => {
	const before = sync.alerts.texts().length;
	const { sandbox } = sync.stage;
	sandbox.xero.authority.revoke(XERO_APP.clientId);
	const mark = sandbox.journal.mark();
	const startedAt = Date.now();
	const ids = Array.from({ length: 15 }, (_, index) => create('Rita', index));
	await quiet(sync);
	await sleep(10_000);
	const seconds = (Date.now() - startedAt) / 1_000;
	const tries = sync.xeroCalls(mark).length;
	console.log(`access revoked: ${tries} calls to Xero's API in ${Math.round(seconds)} s for ${ids.length} changes`);
	expect(sync.alerts.texts().slice(before)).toEqual([expect.stringContaining('Xero refuses the connection')]);
	// The changes that arrive before the first refusal is known, each once and repeated after n8n's refresh; then one a run.
	expect(tries).toBeLessThanOrEqual(2 * ids.length + 2 * (seconds / 2));
	expect((await sync.rows('queue')).filter(({ key }) => ids.includes(key))).toHaveLength(ids.length);
}, E2E_LIMIT_MS);
