import { KNOWN_NAMES } from '../../lib/intercom/attributes/attributeNames';
import { INTERCOM_APP } from '../../sandbox/demo/apps';
import { eventually, quiet, startContactSync, type ContactSync } from './harness/contactSync';
import { E2E_LIMIT_MS } from './harness/limits';

/** Two-Way Sync with What Only Xero Knows, in a real n8n. Time scale: a night comes every 15 s instead of every day. */
let sync: ContactSync;

beforeAll(async () => {
	sync = await startContactSync({ workflow: 'two-way-sync', channel: 'json', nightSeconds: 15, settings: { whatXeroKnows: true } });
	// As Setup makes them, with What Only Xero Knows.
	const { xero_outstanding, xero_overdue, xero_currency, xero_contact_status } = KNOWN_NAMES.contact;
	for (const [name, data_type] of [[xero_outstanding, 'float'], [xero_overdue, 'float'], [xero_currency, 'string'], [xero_contact_status, 'string']]) {
		const { status } = await fetch(`${sync.stage.sandbox.intercomUrl}/data_attributes`, {
			method: 'POST', headers: { Authorization: `Bearer ${INTERCOM_APP.accessToken}`, 'Content-Type': 'application/json', 'Intercom-Version': '2.16' }, body: JSON.stringify({ name, model: 'contact', data_type }),
		});
		expect(status).toBe(200);
	}
}, E2E_LIMIT_MS);

afterAll(async () => await sync?.close(), E2E_LIMIT_MS);

const organisation = () => sync.stage.sandbox.xero.organisation();
const journal = () => sync.stage.sandbox.journal;
const writesTo = (id: string, after: number) => journal().list({ vendor: 'intercom', after }).filter(({ method, path }) => method === 'PUT' && path === `/contacts/${id}`);
const nightsSince = async (number: number): Promise<number> => {
	const value = (await sync.rows('fact')).find(({ name }) => name === 'balances')?.value as { complete: [number, number] } | undefined;
	return (value?.complete[0] ?? 0) - number;
};

test('what a contact owes is on its Intercom record after the night, and is written again only when it changed; nothing of it goes back to Xero', async () => {
	const { id } = sync.people.createContact({ role: 'user', name: 'Olga Owes', email: 'olga@night.example' });
	const contact = await eventually(() => {
		const found = organisation().contacts.having('ContactNumber', id)[0];
		if (found === undefined) throw new Error('not in Xero yet');
		return found;
	});
	// Not before: which of two notifications of one moment comes first is open, and who is in Xero first has the email there.
	const lead = sync.people.createContact({ role: 'lead', name: 'Olga Owes', email: 'olga@night.example' }).id;
	organisation().setBalances(contact.id, { Outstanding: 120.5, Overdue: 20 });
	await eventually(() => expect(sync.people.contact(id).custom).toMatchObject({ xero_outstanding: 120.5, xero_overdue: 20, xero_contact_status: 'ACTIVE' }));
	await quiet(sync);
	const mark = journal().mark();
	const night = await nightsSince(0);
	await eventually(async () => expect(await nightsSince(night)).toBeGreaterThanOrEqual(2));
	expect(writesTo(id, mark)).toEqual([]);
	expect(sync.xeroCalls(mark).filter(({ method, path }) => method !== 'GET' || path !== '/api.xro/2.0/Contacts')).toEqual([]);
	organisation().setBalances(contact.id, { Outstanding: 0, Overdue: 0 });
	await eventually(() => expect(sync.people.contact(id).custom).toMatchObject({ xero_outstanding: 0, xero_overdue: 0 }));
	expect(writesTo(id, mark)).toHaveLength(1);
	expect(Object.keys(sync.people.contact(lead).custom)).not.toContain('xero_outstanding');
	await quiet(sync);
	expect(await sync.rowOf('work', id)).toBeUndefined();
}, E2E_LIMIT_MS);
