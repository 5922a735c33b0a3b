import fc from 'fast-check';
import type { HttpRequest } from '../../../lib/http/transport';
import { listCompanies, readCompany } from '../../../lib/intercom/companies/companyEndpoints';
import { readCompaniesOf, readContact, readSegmentsOf, readTagsOf, searchConversationsOf } from '../../../lib/intercom/contacts/contactEndpoints';
import { contactFrom } from '../../../lib/intercom/contacts/contactFrom';
import { listContacts, searchChangedContacts } from '../../../lib/intercom/contacts/contactPages';
import { conversationSummaryFrom } from '../../../lib/intercom/profile/conversationSummary';
import { readNotification } from '../../../lib/intercom/notifications/notification';
import type { Answer, IntercomConnection } from '../../../lib/intercom/api/request';
import { readAdmins, readSegments, readTags } from '../../../lib/intercom/workspace/workspaceEndpoints';
import { startIntercomAlone, type IntercomAlone, type Parsed } from './intercomOnly';
import { Receiver } from './receiver';

let intercom: IntercomAlone;
let connection: IntercomConnection;

beforeAll(async () => {
	intercom = await startIntercomAlone();
	connection = {
		region: 'us',
		simulatorUrl: intercom.url,
		clock: { now: () => intercom.kernel.clock.now(), random: () => 0.5, sleep: async () => await Promise.resolve() },
		transport: async ({ method, url, query, body }: HttpRequest) => {
			const path = url.slice(intercom.url.length);
			const parameters = new URLSearchParams(Object.entries(query ?? {}).map(([key, value]): [string, string] => [key, String(value)])).toString();
			return await intercom.call(method, parameters === '' ? path : `${path}?${parameters}`, body);
		},
	};
});
afterAll(async () => await intercom.stop());
beforeEach(() => {
	intercom.world.reset();
	intercom.kernel.switches.reset();
});

function valueOf<T>(answer: Answer<T>): T {
	if (!answer.ok) throw new Error(answer.failure.message);
	return answer.value;
}

/** Every name of one contact with everything, read in every way the package reads. */
async function readEverywhere(id: string, companyId: string): Promise<Record<string, unknown>> {
	const single = valueOf(await readContact(id, false, connection));
	const conversations = valueOf(await searchConversationsOf(id, connection));
	return {
		contact: single.state === 'found' ? single.read.contact.name : single.state,
		listed: valueOf(await listContacts(150, null, connection)).contacts.map(({ contact }) => contact.name),
		searched: valueOf(await searchChangedContacts({ updatedAfter: 0, role: null, cursor: null }, connection)).contacts.map(({ contact }) => contact.name),
		company: valueOf(await readCompany(companyId, connection)).name,
		companies: valueOf(await readCompaniesOf(id, connection)).map(({ name }) => name),
		listedCompanies: valueOf(await listCompanies(1, 50, connection)).companies.map(({ name }) => name),
		tags: [valueOf(await readTagsOf(id, connection)), valueOf(await readTags(connection))].flat().map(({ name }) => name),
		segments: [valueOf(await readSegmentsOf(id, connection)), valueOf(await readSegments(connection))].flat().map(({ name }) => name),
		admins: valueOf(await readAdmins(connection)).map(({ name }) => name).slice(-1),
		subject: conversationSummaryFrom(conversations, 'w', 'https://app.example').last?.subject,
		attribute: single.state === 'found' ? single.read.contact.custom_attributes.trading_as : undefined,
	};
}

/** No blanks at the ends and nothing that reads as a tag: that a subject loses those is not what this is about. */
const typedNames = fc
	.array(fc.constantFrom('&', '"', "'", '>', '< ', 'amp', ';', '&amp;', '#39;', 'Hill', 'Dale', ' ', 'é', '王'), { minLength: 1, maxLength: 8 })
	.map((parts) => `n${parts.join('').replace(/</g, '').replace(/\s+/g, ' ')}n`);

test.each(['yes', 'no'] as const)('any name survives the way from the stand-in to the reader, everything else escaped: %s', async (others) => {
	await fc.assert(
		fc.asyncProperty(typedNames, async (name) => {
			intercom.world.reset();
			for (const one of ['intercom.escapedEmails', 'intercom.escapedLabels', 'intercom.escapedAttributes'] as const) intercom.kernel.switches.set(one, others);
			// Where labels are not escaped, a label that was typed as an entity is the one thing that cannot be told.
			const label = others === 'no' ? name.replace(/&(?=(?:amp|#39);)/g, '+') : name;
			await intercom.call('POST', '/data_attributes', { name: 'trading_as', model: 'contact', data_type: 'string' });
			const people = intercom.world.people();
			const { id } = people.createContact({ name, email: 'pat@acme.example', custom: { trading_as: label } });
			const company = people.createCompany({ name });
			people.attachCompany(id, company.id);
			people.tag(id, label);
			people.addToSegment(id, label);
			people.startConversation(id, { subject: label });
			intercom.world.workspace().addAdmin(label, 'x@sandbox.example');
			expect(await readEverywhere(id, company.id)).toEqual({
				contact: name,
				listed: [name],
				searched: [name],
				company: name,
				companies: [name],
				listedCompanies: [name],
				tags: [label, label],
				segments: [label, label],
				admins: [label],
				subject: label,
				attribute: label,
			});
		}),
		{ numRuns: 40 },
	);
});

test('the stand-in escapes names wherever they stand, conversation authors and notifications too, and keeps what was typed', async () => {
	const receiver = new Receiver();
	await intercom.world.subscribeWebhook(await receiver.start());
	const people = intercom.world.people();
	const pat = people.createContact({ name: "Pat O'Dell", email: 'pat@acme.example' });
	const company = people.createCompany({ name: 'Hill & Dale Pty Ltd' });
	people.attachCompany(pat.id, company.id);
	people.startConversation(pat.id, { subject: 'Hello' });
	await intercom.world.deliveries.idle();
	await receiver.stop();
	const { body: conversations } = await intercom.call('POST', '/conversations/search', { query: { field: 'contact_ids', operator: '=', value: pat.id } });
	const { body: found } = await intercom.call('POST', '/contacts/search', { query: { field: 'name', operator: '=', value: "Pat O'Dell" } });
	const contactItems = receiver.posts.map(({ json }) => json.data.item).filter(({ type }) => type === 'contact');
	expect(conversations.conversations[0].source.author.name).toBe('Pat O&#39;Dell');
	expect(found.data.map((one: Parsed) => one.name)).toEqual(['Pat O&#39;Dell']);
	expect((await intercom.call('GET', `/companies/${company.id}`)).body.name).toBe('Hill &amp; Dale Pty Ltd');
	expect(contactItems.map(({ name }) => name)).toEqual(['Pat O&#39;Dell']);
	expect(contactFrom(contactItems[0])?.contact.name).toBe("Pat O'Dell");
	expect(intercom.world.workspace().contacts.get(pat.id)?.name).toBe("Pat O'Dell");
});

test.each(['contact.unarchive', 'contact.unarchived'] as const)('a contact that comes back is told as %s, which is one topic to us', async (spelling) => {
	const receiver = new Receiver();
	await intercom.world.subscribeWebhook(await receiver.start(), ['contact.unarchive', 'contact.archived']);
	intercom.kernel.switches.set('intercom.unarchiveTopic', spelling);
	const people = intercom.world.people();
	const { id } = people.createContact({ name: 'Jane' });
	people.archive(id);
	await intercom.world.deliveries.idle();
	people.unarchive(id);
	await intercom.world.deliveries.idle();
	await receiver.stop();
	expect(receiver.posts.map(({ json }) => json.topic)).toEqual(['contact.archived', spelling]);
	expect(readNotification(receiver.posts[1]?.json)).toMatchObject({ ok: true, notification: { topic: 'contact.unarchive', kind: 'contact', contactId: id } });
});

test('a visitor who signs up is the contact of that id, though the item is of type user', async () => {
	const receiver = new Receiver();
	await intercom.world.subscribeWebhook(await receiver.start(), ['visitor.signed_up']);
	const { id } = intercom.world.people().visitorSignsUp({ email: 'new@acme.example' });
	await intercom.world.deliveries.idle();
	await receiver.stop();
	const [post] = receiver.posts;
	expect(post?.json.data.item.type).toBe('user');
	expect(readNotification(post?.json)).toMatchObject({ ok: true, notification: { topic: 'visitor.signed_up', kind: 'contact', contactId: id } });
});
