import { startContactSync, type ContactSync } from './harness/contactSync';
import { killedInTheMiddle } from './harness/killedInTheMiddle';
import { E2E_LIMIT_MS } from './harness/limits';

/** Time scale: the reconciliation runs every 10 s instead of every hour. */
const CHANGES = 30;
let sync: ContactSync;

beforeAll(async () => {
	sync = await startContactSync({ channel: 'discord', reconciliationSeconds: 10 });
}, E2E_LIMIT_MS);

afterAll(async () => await sync?.close(), E2E_LIMIT_MS);

test(`killed in the middle of ${CHANGES} live changes and started again: all are right in Xero after a reconciliation, none twice`, async () => {
	const { ids, survived, contacts, changedLater, refused } = await killedInTheMiddle(sync, CHANGES, 100_000);
	console.log(`${survived} of ${CHANGES} contacts were in Xero when n8n was killed`);
	expect(survived).toBeGreaterThan(0);
	expect(survived).toBeLessThan(CHANGES);
	expect(contacts.map(({ number }) => number).sort()).toEqual([...ids].sort());
	expect(new Set(contacts.map(({ email }) => email)).size).toBe(CHANGES);
	expect(changedLater).toBe(0);
	expect(refused).toBe(0);
}, E2E_LIMIT_MS);
