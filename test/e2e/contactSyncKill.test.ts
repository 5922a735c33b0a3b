import { startContactSync, type ContactSync } from './harness/contactSync';
import { killedInTheMiddle } from './harness/killedInTheMiddle';
import { E2E_LIMIT_MS } from './harness/limits';

/** No hourly reconciliation comes: what was told while n8n was away is found by the one that runs when n8n starts. */
const CHANGES = 30;
let sync: ContactSync;

beforeAll(async () => {
	sync = await startContactSync({ channel: 'discord', reconcilesAtStart: true });
}, E2E_LIMIT_MS);

afterAll(async () => await sync?.close(), E2E_LIMIT_MS);

test(`killed in the middle of ${CHANGES} live changes and started again: all are right in Xero without waiting for the hour, none twice`, async () => {
	const { ids, survived, contacts, changedLater, refused } = await killedInTheMiddle(sync, CHANGES, 100_000);
	console.log(`${survived} of ${CHANGES} contacts were in Xero when n8n was killed`);
	expect(survived).toBeGreaterThan(0);
	expect(survived).toBeLessThan(CHANGES);
	expect(contacts.map(({ number }) => number).sort()).toEqual([...ids].sort());
	expect(new Set(contacts.map(({ email }) => email)).size).toBe(CHANGES);
	expect(changedLater).toBe(0);
	expect(refused).toBe(0);
}, E2E_LIMIT_MS);
