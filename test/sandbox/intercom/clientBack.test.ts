import { IntercomClient, IntercomError } from 'intercom-client';
import { idInConflict } from '../../../lib/intercom/contacts/contactEndpoints';
import { startIntercomAlone, type IntercomAlone } from './intercomOnly';

/** What the way from Xero to Intercom calls, with the vendor's own client as the judge of the stand-in. */
describe('the real intercom-client on the way back', () => {
	let intercom: IntercomAlone;
	let client: IntercomClient;

	beforeAll(async () => {
		intercom = await startIntercomAlone();
		client = new IntercomClient({ token: 'sandbox-intercom-token', baseUrl: intercom.url, maxRetries: 0 });
	});
	afterAll(async () => await intercom.stop());
	beforeEach(() => intercom.world.reset());

	const XERO_ID = '6f1c2ad0-0000-4000-8000-000000000001';
	// The client's types know only data_type and options; its wire form carries the rest.
	const attribute = async (name: string) => {
		const wanted = { name, model: 'contact', data_type: 'string' as const };
		return await client.dataAttributes.create(wanted);
	};
	const refusalOf = async (act: () => PromiseLike<unknown>): Promise<IntercomError> => {
		const refused = await Promise.resolve(act()).then(() => null, (error: unknown) => error);
		if (refused instanceof IntercomError) return refused;
		throw new Error('It was not refused');
	};
	const namedBy = ({ body }: IntercomError) => idInConflict((body as { errors: Array<{ message: string }> }).errors[0]!.message);

	test('creates a user with an attribute, gives it its external id, and finds it by that', async () => {
		await attribute('xero_contact_id');
		const created = await client.contacts.create({ email: 'jane@acme.example', name: 'Jane Doe', phone: '+61412345678', custom_attributes: { xero_contact_id: XERO_ID } });
		expect(created).toMatchObject({ role: 'user', custom_attributes: { xero_contact_id: XERO_ID } });
		expect(created.external_id ?? null).toBeNull();
		expect(await client.contacts.update({ contact_id: created.id ?? '', external_id: XERO_ID })).toMatchObject({ id: created.id, external_id: XERO_ID, email: 'jane@acme.example' });
		expect(await client.contacts.showContactByExternalId({ external_id: XERO_ID })).toMatchObject({ id: created.id });
	});

	test('changes one field and one attribute, and the others stay', async () => {
		for (const name of ['plan', 'xero_contact_status']) await attribute(name);
		const { id = '' } = await client.contacts.create({ email: 'jane@acme.example', name: 'Jane Doe', custom_attributes: { plan: 'gold' } });
		await client.contacts.update({ contact_id: id, phone: '+61499999999', custom_attributes: { xero_contact_status: 'ARCHIVED' } });
		expect(await client.contacts.find({ contact_id: id })).toMatchObject({ name: 'Jane Doe', phone: '+61499999999', custom_attributes: { plan: 'gold', xero_contact_status: 'ARCHIVED' } });
	});

	test.each([
		['an email of a contact', { email: 'taken@acme.example' }, false],
		['an external id of a contact', { external_id: 'taken' }, false],
		['an email of an archived contact', { email: 'taken@acme.example' }, true],
		['an external id of an archived contact', { external_id: 'taken' }, true],
	])('reads the refusal of %s, which names it, in a creation and in an update', async (_, taken, archived) => {
		const { id } = intercom.world.people().createContact({ role: 'user', email: 'taken@acme.example', externalId: 'taken' });
		if (archived) await client.contacts.archive({ contact_id: id });
		const other = await client.contacts.create({ email: 'other@acme.example' });
		for (const act of [() => client.contacts.create(taken as { email: string }), () => client.contacts.update({ contact_id: other.id ?? '', ...taken })]) {
			const refused = await refusalOf(act);
			expect([refused.statusCode, namedBy(refused)]).toEqual([409, { id, archived }]);
		}
	});

	test('archives a contact, which then is in no list, and takes it back', async () => {
		const { id = '' } = await client.contacts.create({ email: 'jane@acme.example' });
		expect(await client.contacts.archive({ contact_id: id })).toMatchObject({ id, archived: true });
		expect((await client.contacts.list()).data).toEqual([]);
		expect(await client.contacts.unarchive({ contact_id: id })).toMatchObject({ id, archived: false });
		expect((await client.contacts.list()).data).toMatchObject([{ id }]);
	});

	test('makes a tag once, sets it on a contact and takes it off', async () => {
		const { id: contactId = '' } = await client.contacts.create({ email: 'jane@acme.example' });
		const [first, again] = [await client.tags.create({ name: 'Archived in Xero' }), await client.tags.create({ name: 'Archived in Xero' })];
		expect(again.id).toBe(first.id);
		const tagId = first.id ?? '';
		expect(await client.tags.tagContact({ contact_id: contactId, id: tagId })).toMatchObject({ name: 'Archived in Xero' });
		expect((await client.contacts.listAttachedTags({ contact_id: contactId })).data).toMatchObject([{ id: tagId }]);
		await client.tags.untagContact({ contact_id: contactId, tag_id: tagId });
		expect((await client.contacts.listAttachedTags({ contact_id: contactId })).data).toEqual([]);
	});

	test('changes name and website of a company, which keeps its id', async () => {
		const acme = await client.companies.createOrUpdate({ company_id: 'acme', name: 'Acme' });
		expect(await client.companies.update({ company_id: acme.id ?? '', body: { name: 'Acme Pty Ltd', website: 'acme.example' } })).toMatchObject({ id: acme.id, company_id: 'acme', name: 'Acme Pty Ltd', website: 'acme.example' });
	});
});
