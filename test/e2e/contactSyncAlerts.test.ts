import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, startContactSync, type ContactSync } from './harness/contactSync';
import { E2E_LIMIT_MS } from './harness/limits';
import { tooLong } from './harness/unmappable';

/** Time scale: the queue runs every 2 s instead of every minute; what was claimed is told again after 4 s instead of 15 minutes. */
const QUEUE_MS = 2_000;
const LEASE_MS = 4_000;
let sync: ContactSync;
let made = 0;

beforeAll(async () => {
	sync = await startContactSync({ channel: 'slack', settings: { leaseMinutes: LEASE_MS / 60_000 } });
}, E2E_LIMIT_MS);

afterAll(async () => await sync?.close(), E2E_LIMIT_MS);

/** A contact that cannot be mapped, so that somebody is to hear of it. */
const createBad = () => sync.people.createContact({ role: 'user', name: tooLong(`Ada Alert${++made}`), email: `ada${made}@alert.example` }).id;
const about = (id: string) => sync.alerts.texts().filter((text) => text.includes(id));
const refusals = () => sync.alerts.received.filter(({ refusal }) => refusal !== null).length;
const claims = async (id: string) => (await sync.rows('alerts')).filter(({ record }) => record === id).map(({ claimedBy }) => claimedBy);

async function toldOnce(id: string): Promise<void> {
	await eventually(() => expect(about(id)).toHaveLength(1), 60_000);
	await eventually(async () => expect(await claims(id)).toEqual(['']));
	await sleep(2 * LEASE_MS);
	expect(about(id)).toHaveLength(1);
}

test('a channel that refuses for a while: the alert comes when it takes messages again, once, and is not hammered meanwhile', async () => {
	sync.alerts.refuseWith(500);
	const before = refusals();
	const id = createBad();
	await eventually(() => expect(refusals()).toBeGreaterThan(before));
	await sleep(5 * LEASE_MS);
	// Three requests each time: at once, after a lease, and at twice the distance; and three that tell of the execution that stopped.
	expect(refusals() - before).toBeLessThanOrEqual(3 * (3 + 1));
	expect(about(id)).toEqual([]);
	sync.alerts.refuseWith(undefined);
	await toldOnce(id);
}, E2E_LIMIT_MS);

test('n8n is killed while it tells: the alert comes after the restart', async () => {
	sync.alerts.refuseWith(500);
	const before = refusals();
	const id = createBad();
	await eventually(() => expect(refusals()).toBeGreaterThan(before));
	await sync.stage.n8n.kill();
	sync.alerts.refuseWith(undefined);
	await sleep(QUEUE_MS);
	expect(about(id)).toEqual([]);
	await sync.stage.n8n.start();
	await toldOnce(id);
}, E2E_LIMIT_MS);
