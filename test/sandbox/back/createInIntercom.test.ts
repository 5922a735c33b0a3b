import { ORGANISATION, phone, REFERENCE, Stage, XERO_ID } from './stage';

let stage: Stage;
beforeAll(async () => (stage = await Stage.open()));
afterAll(async () => await stage.intercom.stop());
beforeEach(async () => await stage.reset());

const JANE = { Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@acme.example', ...phone('412 345 678') };
const ANOTHER = '6f1c2ad0-0000-4000-8000-000000000002';
const all = () => [...stage.intercom.world.workspace().contacts.values()];
const users = () => all().filter(({ role, state }) => role === 'user' && state === 'active');

describe('a contact of Xero that nobody in Intercom is', () => {
	test('becomes a user with its ContactID as external id, who names it', async () => {
		const { outcomes } = await stage.bring([stage.newcomer(JANE)]);
		expect(outcomes).toMatchObject([{
			outcome: 'created', reason: 'createdFromXero', xeroContactId: XERO_ID, owesXero: true, madeOfIt: true, values: JANE,
			changes: [{ field: 'name', before: '', after: 'Jane Doe' }, { field: 'email', after: 'jane@acme.example' }, { field: 'phone', after: '+61412345678' }, { field: 'xero_contact_id', after: XERO_ID }],
		}]);
		expect(users()).toMatchObject([{ id: outcomes[0]!.intercomId, externalId: XERO_ID, email: 'jane@acme.example', name: 'Jane Doe', phone: '+61412345678', custom: { xero_contact_id: XERO_ID, xero_organisation_id: ORGANISATION } }]);
	});

	test('however often it comes at once, as of several workers, becomes one user', async () => {
		const runs = await Promise.all(Array.from({ length: 10 }, async () => (await (await twin()).bring([stage.newcomer(JANE)])).outcomes[0]!));
		expect(users()).toHaveLength(1);
		expect(new Set(runs.map(({ intercomId }) => intercomId)).size).toBe(1);
		expect(runs.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
	});

	test('with a phone alone becomes a user, whom another try finds by the external id', async () => {
		const contact = { ...JANE, EmailAddress: '' };
		await stage.bring([stage.newcomer(contact)]);
		expect(users()).toMatchObject([{ externalId: XERO_ID, email: null, phone: '+61412345678' }]);
		hideFromSearch();
		expect((await stage.bring([stage.newcomer(contact)])).outcomes).toMatchObject([{ outcome: 'unchanged', reason: 'createdBefore', intercomId: users()[0]!.id }]);
		expect(users()).toHaveLength(1);
	});

	test('whose answer was lost is found by the next try, and gets what is missing', async () => {
		stage.onTheWay = async (request, send) => (request.method === 'PUT' ? { status: 503, headers: {}, body: {} } : await send());
		expect((await stage.bring([stage.newcomer(JANE)])).outcomes).toMatchObject([{ outcome: 'failed' }]);
		expect(users()).toMatchObject([{ externalId: null }]);
		stage.onTheWay = async (_, send) => await send();
		hideFromSearch();
		expect((await stage.bring([stage.newcomer(JANE)])).outcomes).toMatchObject([{ outcome: 'unchanged', reason: 'createdBefore', madeOfIt: true, values: JANE }]);
		expect(users()).toMatchObject([{ externalId: XERO_ID }]);
	});

	test('with a Name of its own in Xero becomes a user by its person, and the Name is not the sync\'s', async () => {
		const { outcomes } = await stage.bring([stage.newcomer({ ...JANE, Name: 'Acme Pty Ltd' })]);
		expect(users()).toMatchObject([{ name: 'Jane Doe' }]);
		expect(outcomes[0]).toMatchObject({ values: { FirstName: 'Jane', LastName: 'Doe' } });
		expect('values' in outcomes[0]! && outcomes[0].values).not.toHaveProperty('Name');
	});

	test('whose phone Intercom does not keep has nothing agreed about it', async () => {
		stage.onTheWay = async (request, send) => {
			const answer = await send();
			if (request.method !== 'POST' || !request.url.endsWith('/contacts')) return answer;
			const id = (answer.body as { id: string }).id;
			stage.people.updateContact(id, { phone: null });
			return await stage.intercom.call('GET', `/contacts/${id}`);
		};
		const { outcomes } = await stage.bring([stage.newcomer(JANE)]);
		expect(outcomes[0]).toMatchObject({ outcome: 'created' });
		expect('values' in outcomes[0]! && outcomes[0].values).not.toHaveProperty('Phones');
	});

	test('becomes one in a workspace that has not the attributes yet', async () => {
		stage.intercom.world.reset();
		expect((await stage.bring([stage.newcomer(JANE)])).outcomes).toMatchObject([{ outcome: 'created' }]);
		expect(users()).toMatchObject([{ custom: { xero_contact_id: XERO_ID } }]);
	});

	test('in a Preview is only said to become one', async () => {
		const { outcomes, writes } = await stage.bring([stage.newcomer(JANE)], { preview: true });
		expect([outcomes, writes]).toMatchObject([[{ outcome: 'unchanged', reason: 'wouldCreate', preview: true, message: '"Jane Doe" of Xero would be created in Intercom as the user Jane Doe (jane@acme.example). Nothing was written.' }], 0]);
		expect(users()).toEqual([]);
	});
});

describe('somebody who is there already', () => {
	test('as a user with the email is left to Intercom\'s side, which finds out by its own rules', async () => {
		const { id } = stage.people.createContact({ role: 'user', email: 'jane@acme.example', name: 'J' });
		const { outcomes, writes } = await stage.bring([stage.newcomer(JANE)]);
		expect([outcomes, writes]).toMatchObject([[{ outcome: 'unchanged', reason: 'foundInIntercom', intercomId: id }], 0]);
		expect(outcomes[0]).not.toHaveProperty('madeOfIt');
	});

	test('as a user whom the search does not show yet, and Intercom refuses twice', async () => {
		const { id } = stage.people.createContact({ role: 'user', email: 'jane@acme.example', externalId: 'crm 7' });
		hideFromSearch();
		expect((await stage.bring([stage.newcomer(JANE)])).outcomes).toMatchObject([{ outcome: 'unchanged', reason: 'foundInIntercom', intercomId: id }]);
		expect(users()).toMatchObject([{ id, externalId: 'crm 7', custom: {} }]);
	});

	test('as the user of another contact with the same email waits for a person, also where both come together', async () => {
		const { outcomes } = await stage.bring([stage.newcomer(JANE), stage.newcomer({ ...JANE, ContactID: ANOTHER, Name: 'Jim Doe', FirstName: 'Jim' })]);
		expect(outcomes).toMatchObject([{ outcome: 'created' }, { outcome: 'review', reason: 'keysDisagree', intercomId: outcomes[0]!.intercomId }]);
		expect(users()).toHaveLength(1);
	});

	test('and was deleted since does not come back by a change in Xero: a person is asked, and may say so', async () => {
		const { id } = stage.people.createContact({ role: 'user', email: 'jane@acme.example' });
		stage.people.deleteContact(id);
		const again = { ...JANE, ContactNumber: id };
		const asked = await stage.bring([stage.newcomer(again)]);
		expect(asked).toMatchObject({ outcomes: [{ outcome: 'review', reason: 'leftIntercom' }], writes: 0 });
		expect('message' in asked.outcomes[0]! && asked.outcomes[0].message).toContain(id);
		expect((await stage.bring([stage.newcomer(again, true)])).outcomes).toMatchObject([{ outcome: 'created' }]);
	});

	test('and left since, as the ledger knows, does not come back either, with the number of another system: a person is asked, and may say so', async () => {
		const again = { ...JANE, ContactNumber: 'CRM-17' };
		const asked = await stage.bring([stage.newcomer(again, false, true)]);
		expect(asked).toMatchObject({ outcomes: [{ outcome: 'review', reason: 'leftIntercom', message: expect.stringContaining('has left: that one was deleted, archived, or merged into another. Nothing was created.') }], writes: 0 });
		expect((await stage.bring([stage.newcomer(again, true, false)])).outcomes).toMatchObject([{ outcome: 'created' }]);
	});

	test('and left since is looked at from Intercom\'s side where somebody there has its email by now', async () => {
		const { id } = stage.people.createContact({ role: 'user', email: 'jane@acme.example' });
		expect(await stage.bring([stage.newcomer({ ...JANE, ContactNumber: 'CRM-17' }, false, true)])).toMatchObject({ outcomes: [{ outcome: 'unchanged', reason: 'foundInIntercom', intercomId: id }], writes: 0 });
	});

	test('as two users waits for a person', async () => {
		for (const externalId of ['a', 'b']) stage.people.createContact({ role: 'user', email: 'jane@acme.example', externalId });
		expect(await stage.bring([stage.newcomer(JANE)])).toMatchObject({ outcomes: [{ outcome: 'review', reason: 'ambiguous' }], writes: 0 });
	});

	test.each([['which has its email', JANE.EmailAddress], ['which has its phone', '']])('as a lead %s is never made a user and told nothing: a person is asked, and may say so all the same', async (_, EmailAddress) => {
		const lead = stage.people.createContact({ role: 'lead', email: 'jane@acme.example', phone: '+61412345678' });
		const before = JSON.stringify(stage.people.contact(lead.id));
		const asked = await stage.bring([stage.newcomer({ ...JANE, EmailAddress })]);
		expect(asked).toMatchObject({ outcomes: [{ outcome: 'review', reason: 'maybeKnown' }], writes: 0 });
		expect('message' in asked.outcomes[0]! && asked.outcomes[0].message).toContain(lead.id);
		expect((await stage.bring([stage.newcomer({ ...JANE, EmailAddress }, true)])).outcomes).toMatchObject([{ outcome: 'created' }]);
		expect(JSON.stringify(stage.people.contact(lead.id))).toBe(before);
		expect(users()).toHaveLength(1);
	});

	test('as a lead whom its number in Xero names is Intercom\'s side\'s to look after', async () => {
		const { id } = stage.people.createContact({ role: 'lead', email: 'jane@acme.example' });
		expect(await stage.bring([stage.newcomer({ ...JANE, ContactNumber: id })])).toMatchObject({ outcomes: [{ outcome: 'unchanged', reason: 'lead', intercomId: '' }], writes: 0 });
	});

	test('as an archived user is not guessed: a person is asked', async () => {
		const { id } = stage.people.createContact({ role: 'user', email: 'jane@acme.example' });
		stage.people.archive(id);
		const { outcomes } = await stage.bring([stage.newcomer(JANE)]);
		expect(outcomes).toMatchObject([{ outcome: 'review', reason: 'takenInIntercom' }]);
		expect('message' in outcomes[0]! && outcomes[0].message).toContain(`an archived contact ${id}`);
		expect(users()).toEqual([]);
	});

	test('who has the ContactID as external id, archived, and another email: the new user has none', async () => {
		const { id } = stage.people.createContact({ role: 'user', email: 'old@acme.example', externalId: XERO_ID });
		stage.people.archive(id);
		const { outcomes } = await stage.bring([stage.newcomer(JANE)]);
		expect(outcomes).toMatchObject([{ outcome: 'created', notes: [expect.stringContaining('external_id')] }]);
		expect(users()).toMatchObject([{ externalId: null, custom: REFERENCE }]);
	});

	test('and was switched off stays so', async () => {
		stage.people.createContact({ role: 'user', email: 'jane@acme.example', custom: { xero_sync: 'off' } });
		expect(await stage.bring([stage.newcomer(JANE)])).toMatchObject({ outcomes: [{ outcome: 'unchanged', reason: 'switchedOff', intercomId: '' }], writes: 0 });
	});
});

test('an attribute that visitors may write stops it: whoever is found by it may be anybody', async () => {
	stage.intercom.world.reset();
	await stage.intercom.call('POST', '/data_attributes', { name: 'xero_contact_id', model: 'contact', data_type: 'string', messenger_writable: true });
	expect((await stage.bring([stage.newcomer(JANE)])).outcomes).toMatchObject([{ outcome: 'failed', reason: 'intercomAttributeUnusable' }]);
	expect(users()).toEqual([]);
});

/** As Intercom's search for some minutes after a contact was made. */
function hideFromSearch(): void {
	stage.onTheWay = async (request, send) => (request.url.endsWith('/contacts/search') ? { status: 200, headers: {}, body: { type: 'list', data: [], total_count: 0, pages: { type: 'pages', page: 1, per_page: 2, total_pages: 1 } } } : await send());
}

/** Another worker: it knows nothing of what the first has in hand. */
async function twin(): Promise<Stage> {
	return Object.assign(Object.create(Object.getPrototypeOf(stage) as object) as Stage, stage, { locks: new (await import('../../../lib/sync/write/keyedLock')).KeyedLock() });
}
