import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XeroReader } from '../../sandbox/demo/xeroReader';
import { PROJECT_ROOT } from '../../sandbox/n8n/runtimePaths';
import type { WorkflowFile } from '../../sandbox/n8n/workflows';
import { eventually, startContactSync, type ContactSync } from './harness/contactSync';
import { E2E_LIMIT_MS } from './harness/limits';
import { tooLong } from './harness/unmappable';

/** Contact Sync as an earlier package shipped it, imported then and never since, on the package of today. */
const FORMER = JSON.parse(readFileSync(join(PROJECT_ROOT, 'test/formerWorkflows/contact-sync.json'), 'utf8')) as WorkflowFile;

let sync: ContactSync;
beforeAll(async () => void (sync = await startContactSync({ workflow: FORMER, channel: 'slack' })), E2E_LIMIT_MS);
afterAll(async () => await sync?.close(), E2E_LIMIT_MS);

test('a change goes to Xero and is remembered, as before the update', async () => {
	const xero = new XeroReader(sync.stage.sandbox);
	const { id } = sync.people.createContact({ role: 'user', name: 'Jane Doe', email: 'jane@acme.example', phone: '+61298765432' });
	await eventually(async () => expect((await xero.byNumber(id))?.Name).toBe('Jane Doe'));
	await eventually(async () => expect(await sync.rowOf('record', id)).toMatchObject({ kind: 'contact', state: 'synced', reference: 'stored' }));
	sync.people.updateContact(id, { name: 'Jane Roe' });
	await eventually(async () => expect((await xero.byNumber(id))?.Name).toBe('Jane Roe'));
}, E2E_LIMIT_MS);

test('what cannot be mapped is told, with its name and what to do', async () => {
	const { id } = sync.people.createContact({ role: 'user', name: tooLong('Phil'), email: 'phil@phone.example' });
	await eventually(async () => expect(await sync.rowOf('work', id)).toMatchObject({ state: 'parked', class: 'validation' }));
	await eventually(() => expect(sync.alerts.texts().filter((text) => text.includes(id) && text.includes('phil@phone.example'))).not.toEqual([]));
}, E2E_LIMIT_MS);
