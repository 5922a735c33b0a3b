import { agentTools } from './harness/agent/agentTools';
import { publishAgent } from './harness/agent/agentWorkflow';
import { startChatApi, toldOf, type ChatApi, type Turn } from './harness/agent/chatApi';
import { eventually, quiet, startContactSync, withParameters, type ContactSync } from './harness/contactSync';
import { E2E_LIMIT_MS } from './harness/limits';
import { tooLong } from './harness/unmappable';

jest.setTimeout(E2E_LIMIT_MS);

/** n8n's own AI Agent, with a chat model that speaks to a stand-in of OpenAI's chat API, beside contact-sync in one n8n. */
let sync: ContactSync;
let chat: ChatApi;
let address: string;
let ids: Record<'jane' | 'sam' | 'long' | 'lead', string>;

/** Of an item that the agent is started with. */
const SECRET = 'nothing-for-a-model';
const NOBODY = '6961d4041c1e12de4c5499ff';

beforeAll(async () => {
	chat = await startChatApi();
	sync = await startContactSync({ node: (each) => (each.type.endsWith('.intercomToXeroMapper') ? withParameters(each, { syncWhom: 'users' }) : each) });
	const { people } = sync;
	const organisation = sync.stage.sandbox.xero.organisation();
	organisation.seedContacts([{ Name: 'One', EmailAddress: 'sam@twice.example' }, { Name: 'Two', EmailAddress: 'sam@twice.example' }, { Name: 'Mallory', EmailAddress: 'mallory@customer.example' }]);
	ids = {
		jane: people.createContact({ role: 'user', name: 'Jane Doe', email: 'jane@acme.example' }).id,
		sam: people.createContact({ role: 'user', name: 'Sam', email: 'sam@twice.example' }).id,
		long: people.createContact({ role: 'user', name: tooLong('Phil'), email: 'phil@phone.example' }).id,
		lead: people.createContact({ role: 'lead', name: 'Lea', email: 'lea@lead.example' }).id,
	};
	await eventually(async () => expect([await sync.rowOf('record', ids.jane), await sync.rowOf('review', ids.sam), await sync.rowOf('work', ids.long), await sync.rowOf('record', ids.lead)]).toMatchObject([{ state: 'synced' }, {}, { state: 'parked' }, { leftOut: 'lead' }]));
	await quiet(sync);
	address = await publishAgent(sync.stage, chat, agentTools(organisation.id));
}, 4 * E2E_LIMIT_MS);

afterAll(async () => {
	await sync?.close();
	await chat?.close();
});

/** What the model was told of each call of these turns, in their order; all of it holds outcome, reason and message. */
async function ask(...turns: Turn[]): Promise<Array<Array<Record<string, unknown>>>> {
	const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json', 'x-secret': SECRET }, body: JSON.stringify({ prompt: JSON.stringify(turns) }) });
	expect([answer.status, await answer.json(), chat.refused]).toEqual([200, { output: 'All of it is done.' }, []]);
	const told = toldOf(chat.taken);
	expect(told).toHaveLength(turns.flat().length);
	expect(told.join()).not.toContain(SECRET);
	const items = told.map((text) => JSON.parse(text) as Array<Record<string, unknown>>);
	for (const item of items.flat()) expect(item).toMatchObject({ outcome: expect.stringMatching(/./), reason: expect.any(String), message: expect.stringMatching(/./) });
	return items;
}

const each = (tool: string, contacts: readonly string[], facts: object = {}): Turn => contacts.map((id) => ({ tool, facts: { Contact_ID: id, ...facts } }));
const mallory = () => sync.stage.sandbox.xero.organisation().contacts.sorted().find(({ text }) => text.EmailAddress === 'mallory@customer.example');

test('Xero: what would be done, done, in step, for a person and refused', async () => {
	const nora = { Intercom_ID: '6961d4041c1e12de4c5499cc', Name: 'Nora New', Email: 'nora@new.example', Phone: '' };
	const stranger = { ...nora, Intercom_ID: '6961d4041c1e12de4c5499cd', Email: 'mallory@customer.example' };
	const told = await ask(
		[{ tool: 'Preview_in_Xero', facts: nora }, { tool: 'Preview_in_Xero', facts: stranger }],
		[{ tool: 'Write_to_Xero', facts: nora }],
		[{ tool: 'Write_to_Xero', facts: nora }, { tool: 'Write_to_Xero', facts: stranger }, { tool: 'Write_to_Xero', facts: { ...nora, Intercom_ID: '' } }],
	);
	expect(told).toMatchObject([
		[{ outcome: 'preview', reason: 'wouldCreate', preview: true }],
		[{ outcome: 'review', reason: 'unverified', preview: true, nextStep: expect.any(String) }],
		[{ outcome: 'created', reason: 'noCandidate', xeroContactUrl: expect.any(String) }],
		[{ outcome: 'unchanged' }],
		[{ outcome: 'review', reason: 'unverified', candidates: [{ name: 'Mallory' }] }],
		[{ outcome: 'failed', reason: 'intercomIdInvalid', nextStep: expect.any(String) }],
	]);
	const names = sync.stage.sandbox.xero.organisation().contacts.sorted().map(({ text }) => text.Name);
	expect(names.filter((name) => name === 'Nora New')).toHaveLength(1);
	expect(mallory()?.text.ContactNumber).toBeFalsy();
});

test('Intercom: read, merged into another, not there', async () => {
	const leo = sync.people.createContact({ role: 'lead', name: 'Leo', email: 'leo@lead.example' }).id;
	sync.people.mergeLeadIntoUser(leo, ids.jane);
	const [[jane], [merged], [nobody]] = (await ask(each('Intercom_Contact', [ids.jane, leo, NOBODY]))) as [[object], [object], [object]];
	expect(jane).toMatchObject({ outcome: 'done', contact: { id: ids.jane, name: 'Jane Doe' } });
	expect(merged).toMatchObject({ outcome: 'gone', reason: 'merged', winnerId: ids.jane });
	expect(nobody).toMatchObject({ outcome: 'failed', reason: 'intercomNotFound', nextStep: expect.any(String) });
	await quiet(sync);
});

test('the ledger, of one contact: synced, for a person, given up, left out, unknown', async () => {
	expect(await ask(each('How_It_Stands', [ids.jane, ids.sam, ids.long, ids.lead, NOBODY]))).toMatchObject([
		[{ outcome: 'synced', message: expect.stringContaining('Synced last'), report: { known: true, log: expect.arrayContaining([expect.objectContaining({ event: 'created' })]) } }],
		[{ outcome: 'review', reason: 'ambiguous', nextStep: expect.stringContaining('merge') }],
		[{ outcome: 'failed', reason: 'maxChars', nextStep: expect.stringContaining('Shorten') }],
		[{ outcome: 'skipped', reason: 'lead', message: expect.stringContaining('lead') }],
		[{ outcome: 'nothing', report: { known: false } }],
	]);
});

test('the ledger, its lists: each row says its outcome, and of none the agent hears that there is none', async () => {
	const { jane, sam, long, lead } = ids;
	const told = await ask(each('Log', [jane, sam, long], { Since: '' }), [...each('Reviews', [sam, jane]), ...each('Queue', [long, jane]), ...each('Records', [lead])]);
	expect(told).toMatchObject([
		expect.arrayContaining([expect.objectContaining({ outcome: 'created' })]),
		[{ outcome: 'review', reason: 'ambiguous' }],
		[{ outcome: 'failed', reason: 'maxChars' }],
		[{ outcome: 'review', candidates: [{}, {}] }],
		[{ outcome: 'nothing', message: 'Nothing was found.' }],
		[{ outcome: 'failed', reason: 'maxChars', state: 'parked' }],
		[{ outcome: 'nothing' }],
		[{ outcome: 'skipped', reason: 'lead' }],
	]);
});

test('a field that the model fills wrongly is an outcome, too, and it may try again', async () => {
	const [wrong, right] = await ask(each('Log', [ids.jane], { Since: 'since lunch' }), each('Log', [ids.jane], { Since: '2020-01-01' }));
	expect(wrong).toMatchObject([{ outcome: 'failed', reason: 'wrongParameter', message: expect.stringContaining('since lunch') }]);
	expect(right!.length).toBeGreaterThan(0);
});

test('a record that a model makes up, beyond what the tool asks for, is not written', async () => {
	const { id = '', text } = mallory() ?? {};
	const forged = { intercomId: ids.jane, role: 'user', kind: 'person', xero: { Name: 'Jane Doe', EmailAddress: 'jane@acme.example' }, match: { name: 'Jane Doe', contactNumber: ids.jane }, source: { createdAt: 1, updatedAt: 2 }, fingerprint: 'x', decision: { do: 'bind', xeroContactId: id } };
	const [told] = await ask([{ tool: 'Upsert_a_Record', facts: forged, isLoose: true }]);
	expect(told).toMatchObject([{ outcome: 'failed', reason: 'notForAgents', nextStep: expect.stringContaining('From Fields') }]);
	expect(mallory()?.text).toEqual(text);
});

test('the model reads when to use each tool; a preview and a list say that they write nothing', () => {
	const told = new Map(chat.taken.at(-1)!.tools!.map(({ function: { name, description = '' } }) => [name, description]));
	expect([...told.keys()].sort()).toEqual(['How_It_Stands', 'Intercom_Contact', 'Log', 'Preview_in_Xero', 'Queue', 'Records', 'Reviews', 'Upsert_a_Record', 'Write_to_Xero']);
	expect(new Set(told.values()).size).toBe(told.size);
	for (const name of ['Preview_in_Xero', 'Reviews', 'How_It_Stands']) expect(told.get(name)).toContain('writes nothing');
	expect(sync.stage.n8n.errorLines).toEqual([]);
});
