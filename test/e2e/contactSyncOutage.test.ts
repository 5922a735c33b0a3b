import { setTimeout as sleep } from 'node:timers/promises';
import { XERO_APP } from '../../sandbox/demo/apps';
import { connectWithoutBrowser } from '../../sandbox/n8n/consent';
import { eventually, quiet, startContactSync, type ContactSync } from './harness/contactSync';
import { E2E_LIMIT_MS } from './harness/limits';
import { tooLong } from './harness/unmappable';

/** Services and channels that refuse for minutes: these go by for the ledger. The trigger looks once a minute whether a service has been well for long enough. */
const A_MINUTE_LATER = 1.1;
let sync: ContactSync;
let made = 0;

beforeAll(async () => {
	sync = await startContactSync({ channel: 'teams' });
	const { id } = sync.people.createContact({ role: 'user', name: 'Fay First', email: 'fay@first.example' });
	await eventually(() => expect(inXero([id])).toBe(1));
	await quiet(sync);
}, E2E_LIMIT_MS);

afterAll(async () => await sync?.close(), E2E_LIMIT_MS);
afterEach(() => sync.stage.sandbox.faults.clear());

const create = (name: string) => sync.people.createContact({ role: 'user', name: `${name} Number${++made}`, email: `${name.toLowerCase()}${made}@crowd.example` }).id;
/** A contact that cannot be mapped, so that somebody is to hear of it. */
const createBad = () => sync.people.createContact({ role: 'user', name: tooLong(`Ada Alert${++made}`), email: `ada${made}@alert.example` }).id;
const about = (id: string) => sync.alerts.texts().filter((text) => text.includes(id));
const refusals = () => sync.alerts.received.filter(({ refusal }) => refusal !== null).length;
const classesOf = async (ids: readonly string[]) => await Promise.all(ids.map(async (id) => (await sync.rowOf('work', id))?.class));
const toldSince = (before: number) => sync.alerts.texts().slice(before);

/** Looked up behind the API, which may be down. */
function inXero(ids: readonly string[]): number {
	const contacts = sync.stage.sandbox.xero.organisation().contacts.sorted();
	return contacts.filter(({ text }) => ids.includes(text.ContactNumber ?? '')).length;
}

async function drained(ids: readonly string[]): Promise<void> {
	await eventually(() => expect(inXero(ids)).toBe(ids.length), 90_000);
	await eventually(async () => expect((await sync.rows('work')).filter(({ id }) => ids.includes(String(id)))).toEqual([]));
	await quiet(sync);
}

test('a channel that refuses for a while: the alert comes when it takes messages again, once, and is not hammered meanwhile', async () => {
	sync.alerts.refuseWith(500);
	const before = refusals();
	const id = createBad();
	await eventually(() => expect(refusals() - before).toBe(3)); // the node tries three times
	await quiet(sync);
	await sync.elapse(A_MINUTE_LATER);
	await eventually(() => expect(refusals() - before).toBe(6));
	await quiet(sync);
	await sync.elapse(A_MINUTE_LATER);
	await sleep(7_000);
	expect(refusals() - before).toBe(6); // now it waits two minutes
	expect(about(id)).toEqual([]);
	sync.alerts.refuseWith(undefined);
	await sync.elapse(A_MINUTE_LATER);
	await eventually(() => expect(about(id)).toHaveLength(1));
	await quiet(sync);
	await sync.elapse(10);
	await sleep(7_000);
	expect(about(id)).toHaveLength(1);
}, E2E_LIMIT_MS);

test('n8n is killed while it tells: the alert comes after the restart, once', async () => {
	sync.alerts.refuseWith(500);
	const before = refusals();
	const id = createBad();
	await eventually(() => expect(refusals()).toBeGreaterThan(before));
	await sync.stage.n8n.kill();
	sync.alerts.refuseWith(undefined);
	await sync.stage.n8n.start();
	await sync.elapse(6); // the lease of an alert is five minutes
	await eventually(() => expect(about(id)).toHaveLength(1), 90_000);
	await quiet(sync);
	await sync.elapse(10);
	await sleep(7_000);
	expect(about(id)).toHaveLength(1);
}, E2E_LIMIT_MS);

test('Intercom does not take the reference: one alert, the sync goes on, and the reference follows when it is mended', async () => {
	const before = sync.alerts.texts().length;
	const { faults } = sync.stage.sandbox;
	const fault = faults.add({ vendor: 'intercom', method: 'PUT', path: /^\/contacts\//, kind: 'status', status: 403, body: { type: 'error.list', errors: [{ code: 'forbidden', message: 'Not allowed' }] } });
	const referenced = (id: string) => sync.people.contact(id).custom.xero_contact_id;
	const ids = [create('Rex')];
	await eventually(() => expect(inXero(ids)).toBe(1));
	await quiet(sync);
	await sync.elapse(A_MINUTE_LATER);
	ids.push(create('Rex'));
	await eventually(() => expect(inXero(ids)).toBe(2));
	await quiet(sync);
	expect(ids.map(referenced)).toEqual([undefined, undefined]);
	expect(await sync.rowOf('work', ids[0]!)).toMatchObject({ state: 'waiting', attempts: expect.any(Number) });
	faults.remove(fault);
	await sync.elapse(6);
	await eventually(() => expect(ids.filter((id) => !referenced(id))).toEqual([]));
	await drained(ids);
	expect(toldSince(before)).toEqual([expect.stringContaining('Intercom does not take the Xero references')]);
}, E2E_LIMIT_MS);

test('Xero down for ten minutes: what waits drains by itself when it is back, with one alert and one recovery in all', async () => {
	const before = sync.alerts.texts().length;
	const fault = sync.stage.sandbox.faults.add({ vendor: 'xero', path: '/api.xro', kind: 'status', status: 503, body: 'down' });
	const ids = Array.from({ length: 8 }, () => create('Otto'));
	await eventually(async () => expect(await classesOf(ids)).toEqual(ids.map(() => 'transient')));
	expect(toldSince(before)).toEqual([]);
	await sync.elapse(A_MINUTE_LATER);
	await eventually(() => expect(toldSince(before)).toEqual([expect.stringContaining('Xero cannot be reached')]));
	ids.push(...Array.from({ length: 4 }, () => create('Late')));
	for (let minute = 0; minute < 3; minute++) {
		await quiet(sync);
		await sync.elapse(A_MINUTE_LATER); // one of them tries each time
		await sleep(6_000);
	}
	expect(inXero(ids)).toBe(0);
	sync.stage.sandbox.faults.remove(fault);
	await sync.elapse(A_MINUTE_LATER);
	await drained(ids);
	expect(toldSince(before)).toHaveLength(1);
	await sync.elapse(6);
	await eventually(() => expect(toldSince(before)).toEqual([expect.anything(), expect.stringContaining('Xero works again')]), 90_000);
}, E2E_LIMIT_MS);

test('access revoked: one alert at once, and one call a minute, until somebody connects again', async () => {
	const before = sync.alerts.texts().length;
	const { sandbox, session, credentials } = sync.stage;
	sandbox.xero.authority.revoke(XERO_APP.clientId);
	const mark = sandbox.journal.mark();
	const ids = Array.from({ length: 15 }, () => create('Rita'));
	await eventually(() => expect(toldSince(before)).toEqual([expect.stringContaining('Xero refuses the connection')]));
	await quiet(sync);
	const tries = () => sync.xeroCalls(mark).length;
	const atFirst = tries();
	console.log(`access revoked: ${atFirst} calls to Xero's API for ${ids.length} changes`);
	// Each batch that was under way before the first refusal was known, repeated once after n8n's refresh.
	expect(atFirst).toBeLessThanOrEqual(6);
	await sync.elapse(A_MINUTE_LATER);
	await sleep(8_000);
	expect(tries() - atFirst).toBeLessThanOrEqual(2);
	expect((await sync.rows('work')).filter(({ id }) => ids.includes(String(id)))).toHaveLength(ids.length);
	expect(toldSince(before)).toHaveLength(1);
	await connectWithoutBrowser(session, credentials.find(({ type }) => type === 'xeroAccountingOAuth2Api')!);
	await sync.elapse(A_MINUTE_LATER);
	await drained(ids);
}, E2E_LIMIT_MS);

test('no execution failed, and n8n has nothing to complain about', () => {
	expect(sync.stage.n8n.errorLines).toEqual([]);
});
