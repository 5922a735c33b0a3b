import { IntercomClient, IntercomError } from 'intercom-client';
import { startIntercomAlone, type IntercomAlone } from './intercomOnly';

/** The vendor's own client is the judge: what it can read is what the stand-in must say. */
describe('the real intercom-client against the stand-in', () => {
	let intercom: IntercomAlone;
	let client: IntercomClient;

	beforeAll(async () => {
		intercom = await startIntercomAlone();
		client = new IntercomClient({ token: 'sandbox-intercom-token', baseUrl: intercom.url, maxRetries: 0 });
	});
	afterAll(async () => await intercom.stop());
	beforeEach(() => intercom.world.reset());

	test('finds, creates and updates a contact', async () => {
		const created = await client.contacts.create({ email: 'jane@acme.example', name: 'Jane Doe' });
		const updated = await client.contacts.update({ contact_id: created.id ?? '', phone: '+61400000001' });
		const found = await client.contacts.find({ contact_id: created.id ?? '' });
		expect(updated.phone).toBe('+61400000001');
		expect(found).toMatchObject({ type: 'contact', role: 'user', email: 'jane@acme.example', name: 'Jane Doe', phone: '+61400000001' });
		expect(Number.isInteger(found.created_at)).toBe(true);
	});

	test('pages through all contacts of a list', async () => {
		intercom.world.seedContacts(37);
		const seen = new Set<string>();
		for await (const contact of await client.contacts.list({ per_page: 10 })) seen.add(contact.id ?? '');
		expect(seen.size).toBe(37);
	});

	test('pages through all contacts of a search', async () => {
		intercom.world.seedContacts(25, { leads: 0.2 });
		const query = { field: 'role', operator: '=' as const, value: 'user' };
		const seen = new Set<string>();
		for await (const contact of await client.contacts.search({ query, pagination: { per_page: 6 } })) seen.add(contact.id ?? '');
		expect(seen.size).toBe(20);
	});

	test('reads companies, and their contacts', async () => {
		const people = intercom.world.people();
		const jane = people.createContact({ email: 'jane@acme.example' });
		const acme = await client.companies.createOrUpdate({ company_id: 'acme', name: 'Acme Pty Ltd', website: 'acme.example' });
		await client.companies.attachContact({ contact_id: jane.id, id: acme.id ?? '' });
		expect(await client.companies.find({ company_id: acme.id ?? '' })).toMatchObject({ name: 'Acme Pty Ltd', user_count: 1 });
		expect(await client.companies.retrieve({ company_id: 'acme' })).toMatchObject({ id: acme.id });
		const attached = await client.companies.listAttachedContacts({ company_id: acme.id ?? '' });
		expect(attached.data?.map((contact) => contact.id)).toEqual([jane.id]);
	});

	test('its listAttachedCompanies reads the key of the schema, and so nothing under the documented key', async () => {
		const people = intercom.world.people();
		const jane = people.createContact({ email: 'jane@acme.example' });
		people.attachCompany(jane.id, people.createCompany({ name: 'Acme' }).id);
		const count = async (): Promise<number> => {
			let companies = 0;
			for await (const company of await client.contacts.listAttachedCompanies({ contact_id: jane.id })) companies += Number(company !== undefined);
			return companies;
		};
		expect(await count()).toBe(0);
		intercom.kernel.switches.set('intercom.contactCompaniesKey', 'companies');
		expect(await count()).toBe(1);
	});

	test('its scroll ends on a null parameter and never on a kept one', async () => {
		const people = intercom.world.people();
		const jane = people.createContact({ email: 'jane@acme.example' });
		people.attachCompany(jane.id, people.createCompany({ name: 'Acme' }).id);
		let first = await client.companies.scroll();
		expect(first.data).toHaveLength(1);
		first = await first.getNextPage();
		expect([first.data.length, first.hasNextPage()]).toEqual([0, false]);
		intercom.kernel.switches.set('intercom.scrollEnd', 'kept');
		const endless = await (await client.companies.scroll()).getNextPage();
		expect([endless.data.length, endless.hasNextPage()]).toEqual([0, true]);
	});

	test('reads tags, segments and admins', async () => {
		const people = intercom.world.people();
		const jane = people.createContact({ email: 'jane@acme.example' });
		people.tag(jane.id, 'Customer');
		people.addToSegment(jane.id, 'Active');
		const tags = await client.tags.list();
		const segments = await client.segments.list();
		const admins = await client.admins.list();
		expect(tags.data?.map((tag) => tag.name)).toEqual(['Customer']);
		expect(segments.segments?.map((segment) => segment.name)).toEqual(['Active']);
		expect(admins.admins).toHaveLength(2);
		expect((await client.admins.identify())?.app?.id_code).toBe('sandbox1');
		const own = await client.contacts.listAttachedTags({ contact_id: jane.id });
		expect(own.data?.map((tag) => tag.name)).toEqual(['Customer']);
		const members = await client.contacts.listAttachedSegments({ contact_id: jane.id });
		expect(members.data?.map((segment) => segment.name)).toEqual(['Active']);
	});

	test('creates, reads and archives data attributes', async () => {
		// The client's types know only data_type and options; its wire form carries the rest.
		const wanted = { name: 'xero_contact_id', model: 'contact', data_type: 'string' as const, messenger_writable: false };
		const created = await client.dataAttributes.create(wanted);
		expect(created).toMatchObject({ full_name: 'custom_attributes.xero_contact_id', messenger_writable: false, api_writable: true });
		const listed = await client.dataAttributes.list({ model: 'contact' });
		expect(listed.data?.some((attribute) => attribute.name === 'xero_contact_id')).toBe(true);
		const archived = await client.dataAttributes.update({ data_attribute_id: created.id ?? 0, body: { archived: true, options: [{ value: 'a' }, { value: 'b' }] } });
		expect(archived.archived).toBe(true);
	});

	test('searches conversations of a contact', async () => {
		const people = intercom.world.people();
		const jane = people.createContact({ email: 'jane@acme.example', name: 'Jane' });
		const conversation = people.startConversation(jane.id, { subject: 'Invoice' });
		people.closeConversation(conversation.id);
		const query = { field: 'contact_ids', operator: '=' as const, value: jane.id };
		const found = await client.conversations.search({ query, pagination: { per_page: 5 } });
		expect(found.data.map(({ id, state }) => [id, state])).toEqual([[conversation.id, 'closed']]);
	});

	test('sends version 2.14 and gets an owner as a number', async () => {
		const [admin] = intercom.world.workspace().admins.keys();
		const jane = intercom.world.people().createContact({ email: 'jane@acme.example', ownerId: admin ?? null });
		expect((await client.contacts.find({ contact_id: jane.id })).owner_id).toBe(Number(admin));
	});

	test.each([
		['a missing contact', async () => await client.contacts.find({ contact_id: 'nobody' }), 404],
		['a conflict', async () => await client.contacts.create({ email: 'twice@acme.example' }), 409],
	])('reads the refusal of %s', async (_what, act, status) => {
		intercom.world.people().createContact({ email: 'twice@acme.example' });
		const refused = await act().then(() => null, (error: unknown) => error);
		expect(refused).toBeInstanceOf(IntercomError);
		expect((refused as IntercomError).statusCode).toBe(status);
	});

	test('sends a POST again after a 500: a client of its own making doubles', async () => {
		const retrying = new IntercomClient({ token: 'sandbox-intercom-token', baseUrl: intercom.url, maxRetries: 1 });
		intercom.kernel.faults.add({ vendor: 'intercom', kind: 'status', status: 500, method: 'POST', times: 1 });
		const mark = intercom.kernel.journal.mark();
		await retrying.contacts.create({ email: 'again@acme.example' });
		expect(intercom.kernel.journal.count({ after: mark, operation: 'intercom.createContact' })).toBe(2);
	});
});
