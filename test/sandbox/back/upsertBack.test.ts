import { JANE, phone, REFERENCE, Stage, XERO_ID } from './stage';

let stage: Stage;
beforeAll(async () => (stage = await Stage.open()));
afterAll(async () => await stage.intercom.stop());
beforeEach(async () => await stage.reset());

const MOVED = phone('499 999 999');
const held = (id: string) => stage.people.contact(id);

describe('the record is found', () => {
	test('by the id that is known: two calls, and one where nothing differs', async () => {
		const { id } = stage.people.createContact(JANE);
		const first = await stage.bring([stage.item(MOVED, { intercomId: id })]);
		expect(first).toMatchObject({ calls: 2, writes: 1, outcomes: [{ outcome: 'updated', reason: 'changedInXero', intercomId: id, owesXero: false, changes: [{ field: 'phone', before: '+61412345678', after: '+61499999999' }], values: MOVED }] });
		expect(held(id).phone).toBe('+61499999999');
		expect(await stage.bring([stage.item(MOVED, { intercomId: id, base: { ...JANE_VALUES, ...MOVED } })])).toMatchObject({ calls: 1, writes: 0, outcomes: [{ outcome: 'unchanged', reason: 'nothingChanged' }] });
	});

	test.each<[string, () => string, object]>([
		['by its reference', () => stage.people.createContact({ ...JANE, email: 'other@acme.example', custom: REFERENCE }).id, {}],
		['by ContactNumber', () => stage.people.createContact({ ...JANE, email: 'other@acme.example' }).id, { number: true }],
		['by external id', () => stage.people.createContact({ ...JANE, email: 'other@acme.example', externalId: 'crm 7/ä' }).id, { ContactNumber: 'crm 7/ä' }],
		['by the email of exactly one user', () => stage.people.createContact(JANE).id, {}],
		['by email where ContactNumber leads nowhere', () => stage.people.createContact(JANE).id, { ContactNumber: 'f'.repeat(24) }],
	])('%s', async (_, create, { number, ...xero }: { number?: true; ContactNumber?: string }) => {
		stage.people.createContact({ ...JANE, role: 'lead' });
		const id = create();
		const { outcomes } = await stage.bring([stage.item({ ...MOVED, ...xero, ...(number && { ContactNumber: id }) })]);
		expect(outcomes).toMatchObject([{ outcome: 'updated', intercomId: id }]);
		expect(held(id).phone).toBe('+61499999999');
	});

	test('by nothing: nobody is made, and nothing is written', async () => {
		expect(await stage.bring([stage.item(MOVED)])).toMatchObject({ writes: 0, outcomes: [{ outcome: 'unchanged', reason: 'notInIntercom', intercomId: '' }] });
	});
});

const JANE_VALUES = { Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@acme.example' };

describe('a person decides', () => {
	test('where two users have the email', async () => {
		const ids = [stage.people.createContact(JANE).id, stage.people.createContact(JANE).id];
		const { outcomes, writes } = await stage.bring([stage.item(MOVED)]);
		expect(outcomes).toMatchObject([{ outcome: 'review', reason: 'ambiguous', candidates: [{ xeroContactId: XERO_ID }] }]);
		for (const id of ids) expect(JSON.stringify(outcomes)).toContain(id);
		expect(writes).toBe(0);
	});

	test.each(['known', 'found'])('where the record names another contact, the record being %s', async (how) => {
		const { id } = stage.people.createContact({ ...JANE, custom: { ...REFERENCE, xero_contact_id: 'another' } });
		const { outcomes, writes } = await stage.bring([stage.item(MOVED, how === 'known' ? { intercomId: id } : {})]);
		expect([outcomes, writes]).toMatchObject([[{ outcome: 'review', reason: 'keysDisagree', intercomId: id }], 0]);
		expect('message' in outcomes[0]! && outcomes[0].message).toContain('another');
	});

	test.each([['a contact', false], ['an archived contact', true]])('where %s has the email that comes from Xero', async (_, archived) => {
		const other = stage.people.createContact({ ...JANE, name: 'Other', email: 'new@acme.example' });
		if (archived) stage.people.archive(other.id);
		const { id } = stage.people.createContact(JANE);
		const { outcomes } = await stage.bring([stage.item({ EmailAddress: 'new@acme.example' }, { intercomId: id, bothWays: { fields: ['email'] } })]);
		expect(outcomes).toMatchObject([{ outcome: 'review', reason: 'emailTaken', intercomId: id, nextStep: archived ? expect.stringMatching(/restore the archived/) : expect.stringMatching(/merge the two/) }]);
		expect(JSON.stringify(outcomes)).toContain(other.id);
		expect(held(id).email).toBe('jane@acme.example');
	});

	test('where Intercom takes a phone and does not hold it', async () => {
		const { id } = stage.people.createContact(JANE);
		stage.onTheWay = async ({ method }, send) => {
			const answer = await send();
			return method === 'PUT' ? { ...answer, body: { ...answer.body, phone: null } } : answer;
		};
		expect((await stage.bring([stage.item(MOVED, { intercomId: id })])).outcomes).toMatchObject([{ outcome: 'review', reason: 'notKept', message: expect.stringMatching(/phone/) }]);
	});

	test('where both sides were changed, with three values', async () => {
		const { id } = stage.people.createContact({ ...JANE, phone: '+61400000000' });
		expect(await stage.bring([stage.item(MOVED, { intercomId: id })])).toMatchObject({ writes: 0, outcomes: [{ outcome: 'review', reason: 'changedOnBothSides', changes: [{ field: 'phone', before: '+61400000000', after: '+61499999999' }] }] });
	});
});

describe('a contact that was archived in Xero', () => {
	const archived = (id: string, whenArchived: 'leave' | 'mark' | 'review', status: 'ARCHIVED' | 'ACTIVE' | 'GDPRREQUEST' = 'ARCHIVED') => stage.item({ ...MOVED, ContactStatus: status }, { intercomId: id, bothWays: { whenArchived } });
	const tags = (id: string) => held(id).tags.map(({ tagId }) => stage.intercom.world.workspace().tags.get(tagId)?.name);

	test('is left', async () => {
		const { id } = stage.people.createContact(JANE);
		expect(await stage.bring([archived(id, 'leave')])).toMatchObject({ calls: 1, outcomes: [{ outcome: 'unchanged', reason: 'archivedInXero' }] });
	});

	test.each(['ARCHIVED', 'GDPRREQUEST'] as const)('is asked about: %s', async (status) => {
		const { id } = stage.people.createContact(JANE);
		expect(await stage.bring([archived(id, 'review', status)])).toMatchObject({ writes: 0, outcomes: [{ outcome: 'review', reason: 'archivedInXero' }] });
	});

	test('is marked once, and nothing of it flows; active again, the mark goes', async () => {
		const { id } = stage.people.createContact(JANE);
		expect((await stage.bring([archived(id, 'mark')])).outcomes).toMatchObject([{ outcome: 'updated', reason: 'archivedInXero', changes: [{ field: 'xero_contact_status', after: 'ARCHIVED' }, { field: 'tag', after: 'Archived in Xero' }] }]);
		expect([held(id).custom.xero_contact_status, tags(id), held(id).phone]).toEqual(['ARCHIVED', ['Archived in Xero'], '+61412345678']);
		expect((await stage.bring([archived(id, 'mark')])).outcomes).toMatchObject([{ outcome: 'unchanged' }]);
		expect((await stage.bring([archived(id, 'mark', 'ACTIVE')])).outcomes).toMatchObject([{ outcome: 'updated', changes: [{ field: 'phone' }, { field: 'xero_contact_status', before: 'ARCHIVED', after: 'ACTIVE' }, { field: 'tag', before: 'Archived in Xero' }] }]);
		expect([held(id).custom.xero_contact_status, tags(id)]).toEqual(['ACTIVE', []]);
	});

	test.each(['/tags', '/contacts/'])('is marked whole, though a try broke off at %s', async (path) => {
		const { id } = stage.people.createContact(JANE);
		stage.onTheWay = async ({ method, url }, send) => (method !== 'GET' && url.includes(path) ? { status: 401, headers: {}, body: { errors: [{ code: 'unauthorized', message: 'Access Token Invalid' }] } } : await send());
		expect((await stage.bring([archived(id, 'mark')])).outcomes).toMatchObject([{ outcome: 'failed' }]);
		stage.onTheWay = async (_, send) => await send();
		await stage.bring([archived(id, 'mark')]);
		expect([held(id).custom.xero_contact_status, tags(id)]).toEqual(['ARCHIVED', ['Archived in Xero']]);
	});

	test('is marked on a company too', async () => {
		const { id } = stage.people.createCompany({ name: 'Acme' });
		const item = stage.item({ Name: 'Acme', ContactStatus: 'ARCHIVED' }, { intercomId: id, kind: 'company', base: { Name: 'Acme' }, bothWays: { whenArchived: 'mark' } });
		expect((await stage.bring([item])).outcomes).toMatchObject([{ outcome: 'updated' }]);
		expect(stage.people.company(id).custom.xero_company_contact_status).toBe('ARCHIVED');
	});

	test('and merged there is for the way to Xero', async () => {
		const { id } = stage.people.createContact(JANE);
		expect(await stage.bring([stage.item({ ContactStatus: 'ARCHIVED', MergedToContactID: 'winner' }, { intercomId: id, bothWays: { whenArchived: 'mark' } })])).toMatchObject({ writes: 0, outcomes: [{ outcome: 'unchanged', reason: 'mergedInXero', owesXero: true }] });
	});
});

describe('what stands in the way', () => {
	test('a record that was merged in Intercom is for the way to Xero', async () => {
		const [lead, user] = [stage.people.createContact({ ...JANE, role: 'lead' }), stage.people.createContact(JANE)];
		stage.people.mergeLeadIntoUser(lead.id, user.id);
		expect(await stage.bring([stage.item(MOVED, { intercomId: lead.id })])).toMatchObject({ writes: 0, outcomes: [{ outcome: 'unchanged', reason: 'mergedInIntercom', owesXero: true }] });
	});

	test('a record that is gone fails, and the next one goes through', async () => {
		const { id } = stage.people.createContact(JANE);
		const { outcomes } = await stage.bring([stage.item(MOVED, { intercomId: 'f'.repeat(24) }), stage.item(MOVED, { intercomId: id })]);
		expect(outcomes).toMatchObject([{ outcome: 'failed', failure: { status: 404, retryable: false } }, { outcome: 'updated' }]);
	});

	test('a refused credential stops the rest without a call', async () => {
		stage.onTheWay = async () => await Promise.resolve({ status: 401, headers: {}, body: { errors: [{ code: 'unauthorized', message: 'Access Token Invalid' }] } });
		const { outcomes, calls } = await stage.bring(Array.from({ length: 20 }, (_, at) => stage.item(MOVED, { intercomId: String(at).padStart(24, 'a') })));
		expect(calls).toBe(1);
		expect(outcomes).toHaveLength(20);
		for (const outcome of outcomes) expect(outcome).toMatchObject({ outcome: 'failed', failure: { class: 'auth' } });
	});

	test('xero_sync off leaves the record alone, and lets the way to Xero see it', async () => {
		const { id } = stage.people.createContact({ ...JANE, custom: { xero_sync: 'Off' } });
		expect(await stage.bring([stage.item(MOVED, { intercomId: id })])).toMatchObject({ calls: 1, outcomes: [{ outcome: 'unchanged', reason: 'switchedOff', owesXero: true }] });
	});
});

describe('what somebody changes in Intercom meanwhile', () => {
	test('between our reading and our writing, is Xero\'s to get', async () => {
		const { id } = stage.people.createContact(JANE);
		stage.onTheWay = async ({ method }, send) => {
			if (method === 'PUT') stage.people.updateContact(id, { name: 'Janet Doe' });
			return await send();
		};
		expect((await stage.bring([stage.item(MOVED, { intercomId: id })])).outcomes).toMatchObject([{ outcome: 'updated', owesXero: true, values: { FirstName: 'Jane' } }]);
		expect(held(id)).toMatchObject({ name: 'Janet Doe', phone: '+61499999999' });
	});

	test('before, in a field that does not flow, shows in what was read', async () => {
		const { id } = stage.people.createContact(JANE);
		const [before] = (await stage.bring([stage.item({}, { intercomId: id })])).outcomes;
		stage.people.updateContact(id, { email: 'new@acme.example' });
		const [after] = (await stage.bring([stage.item(MOVED, { intercomId: id })])).outcomes;
		const shown = [before, after].map((one) => one && 'shownBefore' in one && one.shownBefore);
		expect(shown[0]).toBeTruthy();
		expect(shown[0]).not.toBe(shown[1]);
	});
});

describe('names', () => {
	test.each(["Pat O'Dell & Sons", 'יעל לוי', 'محمد بن سلمان', '山田 太郎', '"Big" Al > Smith'])('%s arrives, and comes to rest', async (name) => {
		const { id } = stage.people.createContact(JANE);
		const [FirstName, ...rest] = name.split(' ');
		const xero = { Name: name, FirstName, LastName: rest.join(' ') };
		const [outcome] = (await stage.bring([stage.item(xero, { intercomId: id })])).outcomes;
		expect(outcome).toMatchObject({ outcome: 'updated', changes: [{ field: 'name' }] });
		const values = outcome && 'values' in outcome ? outcome.values : {};
		expect(await stage.bring([stage.item(xero, { intercomId: id, base: values })])).toMatchObject({ calls: 1, outcomes: [{ outcome: 'unchanged', owesXero: false }] });
	});

	test('go into first_name and last_name where a user has those', async () => {
		const { id } = stage.people.createContact({ ...JANE, custom: { first_name: 'Jane', last_name: 'Doe' } });
		await stage.bring([stage.item({ Name: 'Janet Roe', FirstName: 'Janet', LastName: 'Roe' }, { intercomId: id })]);
		expect(held(id)).toMatchObject({ name: 'Janet Roe', custom: { first_name: 'Janet', last_name: 'Roe' } });
	});
});

test('a preview reads, says what it would do, and writes nothing', async () => {
	const { id } = stage.people.createContact(JANE);
	expect(await stage.bring([stage.item(MOVED, { intercomId: id }), stage.item({ ContactStatus: 'ARCHIVED' }, { intercomId: id, bothWays: { whenArchived: 'mark' } })], { preview: true })).toMatchObject({
		calls: 2, writes: 0, outcomes: [{ outcome: 'unchanged', preview: true, reason: 'wouldUpdate', message: 'Would change in Intercom: phone from "+61412345678" to "+61499999999".' }, { preview: true }],
	});
});
