import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, quiet, startContactSync, type ContactSync } from '../e2e/harness/contactSync';
import { killedInTheMiddle } from '../e2e/harness/killedInTheMiddle';

/** Time scale: the reconciliation runs every 5 minutes instead of every hour. */
const LIMIT_MS = 30 * 60_000;
const PAUSE_MS = 100;
let sync: ContactSync;

beforeAll(async () => {
	sync = await startContactSync({ channel: 'json', reconciliationSeconds: 300, xeroWait: 'shipped' });
}, LIMIT_MS);

afterAll(async () => await sync?.close(), LIMIT_MS);

test('killed in the middle of 500 live changes and started again: all are right in Xero after a reconciliation, none twice', async () => {
	const { ids, contacts, changedLater, refused } = await killedInTheMiddle(sync, 500, 10 * 60_000, PAUSE_MS);
	expect(contacts.map(({ number }) => number).sort()).toEqual([...ids].sort());
	expect(new Set(contacts.map(({ email }) => email)).size).toBe(ids.length);
	expect(changedLater).toBe(0);
	expect(refused).toBe(0);
}, LIMIT_MS);

test('1,000 notifications of noise (visits, tags that are not mapped, our own echoes) cost no call to Xero', async () => {
	const ids = Array.from({ length: 10 }, (_, index) => sync.people.createContact({ role: 'user', name: `Noah Noise${index}`, email: `noah${index}@noise.example` }).id);
	await eventually(async () => {
		const synced = new Set((await sync.rows('record')).map(({ id }) => id));
		expect(ids.filter((id) => !synced.has(id))).toEqual([]);
	}, 60_000);
	await quiet(sync);
	const mark = sync.stage.sandbox.journal.mark();
	const delivered = sync.stage.sandbox.intercom.deliveries.log.length;
	for (let index = 0; index < 1_000; index++) {
		const id = ids[index % ids.length]!;
		if (index % 5 === 0) sync.people.tag(id, `noise ${index}`);
		else sync.people.updateContact(id, { lastSeenAt: Date.now() + index * 1_000 });
		await sleep(PAUSE_MS);
	}
	await quiet(sync, 10 * 60_000);
	expect(sync.stage.sandbox.intercom.deliveries.log.length - delivered).toBeGreaterThanOrEqual(1_000);
	expect(sync.xeroCalls(mark)).toEqual([]);
}, LIMIT_MS);
