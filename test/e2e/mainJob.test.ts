import type { INode } from 'n8n-workflow';
import { XERO_APP } from '../../sandbox/demo/apps';
import { callsTo, observe, type Observation } from '../../sandbox/demo/observation';
import { startStage, type Stage } from '../../sandbox/demo/stage';
import { phoneOf, XeroReader } from '../../sandbox/demo/xeroReader';
import { checkEntries, specPresent } from '../../sandbox/kernel/specCheck';
import { isConnected } from '../../sandbox/n8n/credentials';
import { E2E_LIMIT_MS } from './harness/limits';
import { messagesOf, startMessageReceiver, type MessageReceiver } from './harness/messageReceiver';
import { appSecrets, heldTokens, written } from './harness/secrets';

const INTERCOM_ID = /^[0-9a-f]{24}$/;

jest.setTimeout(E2E_LIMIT_MS);

let stage: Stage;
let reader: XeroReader;
let receiver: MessageReceiver;
/** Every token that was good at some time. */
const tokens = new Set<string>();

beforeAll(async () => {
	receiver = await startMessageReceiver();
	stage = await startStage({ node: withAddress });
	reader = new XeroReader(stage.sandbox);
	await keepTokens();
});

afterAll(async () => {
	await stage?.close();
	await receiver.close();
});

/** Step 5 of the note in the workflow: the webhook address of a chat. */
function withAddress(node: INode): INode {
	if (node.name !== 'Write the Message') return node;
	return { ...node, parameters: { ...node.parameters, alertAddress: receiver.url } };
}

async function keepTokens(): Promise<void> {
	for (const token of await heldTokens(stage)) tokens.add(token);
}

const people = () => stage.sandbox.intercom.people();
const show = (what: string, seen: Observation) =>
	process.stdout.write(
		`  ${what}: ${callsTo('xero', seen)} Xero calls, ${callsTo('intercom', seen)} Intercom calls, ` +
			`${seen.secondsToWrite?.toFixed(2) ?? 'no'} s from notification to write, outcomes ${seen.outcomes.join(', ') || 'none'}\n`,
	);

let janeId = '';

test('the credentials were connected on the consent pages of both vendors', async () => {
	const oAuth = stage.credentials.filter(({ type }) => type.endsWith('OAuth2Api'));
	expect(await Promise.all(oAuth.map(async (credential) => await isConnected(stage.session, credential)))).toEqual([true, true]);
	const consents = stage.sandbox.journal.list({ method: 'GET' }).map(({ path }) => path);
	expect(consents).toEqual(expect.arrayContaining(['/identity/connect/authorize', '/oauth']));
});

test('a new user becomes a Xero contact, and her Intercom record refers to it', async () => {
	const seen = await observe(stage, () => {
		const jane = { name: 'Jane Doe', email: 'jane@acme.example', phone: '+61298765432' };
		janeId = people().createContact({ role: 'user', ...jane }).id;
	});
	show('a new user', seen);
	const contact = await reader.byNumber(janeId);
	expect(contact).toMatchObject({ Name: 'Jane Doe', EmailAddress: 'jane@acme.example', ContactNumber: janeId });
	expect(janeId).toMatch(INTERCOM_ID);
	expect(seen).toMatchObject({ outcomes: ['created', 'unchanged'], changed: [], failedExecutions: [] });
	expect(callsTo('xero', seen)).toBeLessThanOrEqual(2);
	expect(people().contact(janeId).custom).toEqual({
		xero_contact_id: contact?.ContactID,
		xero_contact_url: expect.stringContaining(contact?.ContactID ?? 'none'),
		xero_organisation_id: stage.sandbox.xero.organisation().id,
	});
});

test('the echo of our own write into Intercom costs no Xero call', async () => {
	let id = '';
	const seen = await observe(stage, () => {
		id = people().createContact({ role: 'user', name: 'Omar Aziz', email: 'omar@basin.example' }).id;
	});
	const reference = seen.calls.findLastIndex(({ vendor, method, path }) => vendor === 'intercom' && method === 'PUT' && path.includes(id));
	const after = seen.calls.slice(reference + 1);
	expect(reference).toBeGreaterThan(0);
	expect(seen.outcomes).toEqual(['created', 'unchanged']); // the second one heard the echo
	expect(after.filter(({ vendor }) => vendor === 'xero')).toEqual([]);
	expect(after.filter(({ method }) => method === 'PUT')).toEqual([]);
});

test('a change of her phone reaches Xero with at most two Xero calls and touches nothing else', async () => {
	const seen = await observe(stage, () => void people().updateContact(janeId, { phone: '+61298761111' }));
	show('a change of phone', seen);
	const contact = await reader.byNumber(janeId);
	expect(contact && phoneOf(contact).replace(/\D/g, '')).toBe('61298761111');
	expect(callsTo('xero', seen)).toBeLessThanOrEqual(2);
	expect(seen.changed.length).toBeGreaterThan(0);
	expect(seen.changed.filter(({ field }) => !field.startsWith('Phones.'))).toEqual([]);
	expect(seen.secondsToWrite).toBeLessThan(10);
});

test('after the access token has expired a change goes through with exactly one refresh', async () => {
	const mark = stage.sandbox.journal.mark();
	stage.sandbox.xero.authority.expireAccessTokens();
	reader = new XeroReader(stage.sandbox);
	const seen = await observe(stage, () => void people().updateContact(janeId, { phone: '+61298762222' }));
	const refreshes = stage.sandbox.journal.list({ vendor: 'xero', after: mark }).filter(({ path }) => path === '/connect/token');
	expect(refreshes.map(({ status }) => status)).toEqual([200]);
	expect(seen).toMatchObject({ outcomes: ['updated'], failedExecutions: [] });
	expect(seen.calls.filter(({ vendor, status }) => vendor === 'xero' && status === 401)).toHaveLength(1);
	const contact = await reader.byNumber(janeId);
	expect(contact && phoneOf(contact).replace(/\D/g, '')).toBe('61298762222');
	await keepTokens();
});

test("a visitor who types Jane's email changes nothing; a person is told whom it is about", async () => {
	let seen: Observation | undefined;
	const texts = await messagesOf(receiver, async () => {
		const mallory = { name: 'Mallory', email: 'jane@acme.example', phone: '+61299990000' };
		seen = await observe(stage, () => void people().createContact({ role: 'lead', ...mallory }));
	});
	expect(seen).toMatchObject({ outcomes: ['review'], changed: [], failedExecutions: [] });
	expect(texts).toHaveLength(1);
	expect(texts[0]).toContain('a contact waits for you');
	expect(texts[0]).toContain('What to do:');
	expect(texts[0]).toMatch(/In Xero: Jane Doe <jane@acme\.example> https:\/\/\S+/);
	expect(texts[0]).toMatch(/Intercom contact: [0-9a-f]{24}/);
});

test('a name that Xero would refuse is rejected before it is sent; a person is told field and contact', async () => {
	let id = '';
	let seen: Observation | undefined;
	const texts = await messagesOf(receiver, async () => {
		seen = await observe(stage, () => {
			id = people().createContact({ role: 'user', name: 'x'.repeat(256), email: 'long@name.example' }).id;
		});
	});
	expect(callsTo('xero', seen!)).toBe(0);
	expect(seen).toMatchObject({ changed: [], failedExecutions: [] });
	expect(texts).toHaveLength(1);
	expect(texts[0]).toContain('a contact could not be synced');
	expect(texts[0]).toMatch(/Name/);
	expect(texts[0]).toContain(`Intercom contact: ${id}`);
});

test('when access was revoked in Intercom one message says how to reconnect, and Xero is not called', async () => {
	const { texts, seen } = await changeWhile(
		() => stage.sandbox.intercom.setTokens('revoked'),
		() => stage.sandbox.intercom.setTokens('live'),
	);
	expect(callsTo('xero', seen)).toBe(0);
	expectOneMessage(texts, /Intercom/);
});

test('when access was revoked in Xero one message says how to reconnect', async () => {
	const { texts, seen } = await changeWhile(() => stage.sandbox.xero.authority.revoke(XERO_APP.clientId));
	expect(seen).toMatchObject({ outcomes: ['failed'], changed: [] });
	expectOneMessage(texts, /Xero/);
});

async function changeWhile(broken: () => void, mended: () => void = () => {}): Promise<{ texts: string[]; seen: Observation }> {
	let seen: Observation | undefined;
	broken();
	const texts = await messagesOf(receiver, async () => {
		seen = await observe(stage, () => void people().updateContact(janeId, { phone: `+6129876${Math.floor(3_000 + Math.random() * 1_000)}` }));
	});
	mended();
	return { texts, seen: seen! };
}

function expectOneMessage(texts: string[], vendor: RegExp): void {
	process.stdout.write(`${texts.map((text) => text.replace(/^/gm, '    | ')).join('\n')}\n`);
	expect(texts).toHaveLength(1);
	expect(texts[0]).toMatch(vendor);
	expect(texts[0]).toMatch(/connect/i);
	expect(texts[0]).toContain(janeId);
}

test("every request of the run is one that the vendors' own specifications know", () => {
	const entries = stage.sandbox.journal.list();
	const operations = Object.keys(stage.sandbox.journal.countByOperation());
	expect(operations.filter((name) => name.startsWith('xero.')).length).toBeGreaterThan(3);
	expect(operations.filter((name) => name.startsWith('intercom.')).length).toBeGreaterThan(3);
	for (const vendor of ['xero', 'intercom'] as const) {
		if (specPresent(vendor)) process.stdout.write(`  ${entries.filter((entry) => entry.vendor === vendor).length} ${vendor} requests checked\n`);
	}
	expect(checkEntries(entries.filter(({ path }) => path !== '/favicon.ico'))).toEqual([]); // the browser on the consent page
});

test("no secret stands in n8n's log or in the data of any execution", async () => {
	await keepTokens();
	const secrets = [...appSecrets, ...tokens, ...stage.sandbox.intercom.app().tokens.keys()];
	expect(tokens.size).toBeGreaterThanOrEqual(4); // Intercom's, Xero's two, and those after the refresh
	const places = await written(stage);
	expect(places.size).toBeGreaterThan(8);
	expect([...places.values()].filter((text) => text.includes(janeId)).length).toBeGreaterThan(4); // it is all there to search
	const found = [...places].flatMap(([place, text]) => secrets.filter((secret) => text.includes(secret)).map(() => place));
	expect(found).toEqual([]);
});
