import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/start';

let sandbox: Sandbox;
beforeAll(async () => (sandbox = await startSandbox()));
afterAll(async () => await sandbox.stop());
beforeEach(() => sandbox.reset());

interface Row {
	kind: string;
	what: string;
	whom: { key: string; name: string };
}

/** What the page shows, the oldest first. */
async function rows(): Promise<Row[]> {
	const response = await fetch(`${sandbox.pageUrl}/control/state`);
	return ((await response.json()) as { activity: Row[] }).activity.reverse();
}

const names = async () => (await rows()).map(({ whom }) => whom.name);
/** Refused or not, each request is in the journal. */
const ask = async (url: string, body?: object) => void (await fetch(url, body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }));
const contact = (name: string | null, email: string | null = null) => sandbox.intercom.people().createContact({ role: 'user', name, email });
const contacts = () => `${sandbox.xeroUrl}/api.xro/2.0/Contacts`;

test('requests to both vendors about one contact are about the same, however they name it', async () => {
	const jane = contact('Jane', 'Jane@Acme.example');
	sandbox.xero.organisation().seedContacts([{ Name: 'Jane in Xero', ContactNumber: jane.id }]);
	const inXero = sandbox.xero.organisation().contacts.having('ContactNumber', jane.id)[0]!;
	await ask(`${sandbox.intercomUrl}/contacts/${jane.id}/companies`);
	await ask(`${contacts()}?where=${encodeURIComponent('EmailAddress=="jane@acme.example"')}`);
	await ask(contacts(), { Contacts: [{ Name: 'Jane', ContactNumber: jane.id, EmailAddress: 'another@acme.example' }] });
	await ask(`${contacts()}/${inXero.id}`);
	await ask(`${contacts()}?IDs=${inXero.id.toUpperCase()}`);
	expect(new Set((await rows()).map(({ whom }) => JSON.stringify(whom)))).toEqual(new Set([JSON.stringify({ key: jane.id, name: 'Jane' })]));
	expect(await rows()).toHaveLength(5);
});

test('a batch is about several, what names nobody about no one, and a stranger to Intercom about the contact in Xero', async () => {
	const [jane, jim] = [contact('Jane'), contact(null, 'jim@acme.example')];
	sandbox.xero.organisation().seedContacts([{ Name: 'Acme Pty Ltd', EmailAddress: 'accounts@acme.example' }]);
	await ask(contacts(), { Contacts: [{ ContactNumber: jane.id }, { ContactNumber: jim.id }] });
	await ask(`${sandbox.intercomUrl}/me`);
	await ask(`${contacts()}?where=${encodeURIComponent('EmailAddress=="accounts@acme.example"')}`);
	await ask(`${sandbox.intercomUrl}/contacts/${jim.id}`);
	expect(await names()).toEqual(['Several contacts', 'About no one contact', 'Acme Pty Ltd', 'jim@acme.example']);
});

test('a request about a company alone is about the company, and one about its contact about the contact', async () => {
	const jane = contact('Jane');
	const acme = sandbox.intercom.people().createCompany({ companyId: 'acme', name: 'Acme' });
	await ask(`${sandbox.intercomUrl}/companies/${acme.id}`);
	await ask(`${sandbox.intercomUrl}/contacts/${jane.id}/companies`, { id: acme.id });
	expect(await names()).toEqual(['Acme', 'Jane']);
});
