import { JANE, ORGANISATION, REFERENCE, Stage, XERO_ID } from './stage';

/** What only Xero knows, told to Intercom's stand-in. */
let stage: Stage;
beforeAll(async () => (stage = await Stage.open()));
afterAll(async () => await stage.intercom.stop());
beforeEach(async () => {
	await stage.reset();
	await stage.prepareKnown();
});

const custom = (id: string) => stage.people.contact(id).custom;
const KNOWN = { xero_outstanding: 120.5, xero_overdue: 20, xero_currency: 'AUD', xero_contact_status: 'ACTIVE' };

test('a record is read and written: two calls; one where Intercom holds it already; amounts of 0 are told as such', async () => {
	const { id } = stage.people.createContact({ ...JANE, custom: REFERENCE });
	const first = await stage.tell([stage.tells(id)]);
	expect(first.sent).toEqual([`GET /contacts/${id}`, `PUT /contacts/${id}`]);
	expect(first.outcomes).toMatchObject([{ outcome: 'updated', reason: 'balances', told: true, intercomId: id, owesXero: false, changes: [{ field: 'xero_outstanding', before: '', after: '120.5' }, {}, {}, {}] }]);
	expect(custom(id)).toMatchObject({ ...KNOWN, ...REFERENCE });
	expect(await stage.tell([stage.tells(id)])).toMatchObject({ sent: [`GET /contacts/${id}`], outcomes: [{ outcome: 'unchanged', reason: 'nothingChanged', told: true }] });
	expect((await stage.tell([stage.tells(id, { outstanding: 0, overdue: 0, currency: '', status: 'ARCHIVED' })])).outcomes).toMatchObject([{ outcome: 'updated' }]);
	expect(custom(id)).toMatchObject({ xero_outstanding: 0, xero_overdue: 0, xero_contact_status: 'ARCHIVED' });
	expect(custom(id).xero_currency ?? null).toBeNull();
});

test('what a notification shows of a record is the same before and after: its echo is none', async () => {
	const { id } = stage.people.createContact({ ...JANE, custom: REFERENCE });
	const { outcomes: [told] } = await stage.tell([stage.tells(id)]);
	expect(told).toMatchObject({ outcome: 'updated', shown: expect.stringMatching(/\S/) });
	expect(told).toHaveProperty('shown', (told as { shownBefore?: string }).shownBefore);
});

test('what somebody changes between reading and writing shows', async () => {
	const { id } = stage.people.createContact({ ...JANE, custom: REFERENCE });
	stage.onTheWay = async (request, send) => {
		if (request.method === 'PUT') stage.people.updateContact(id, { name: 'Jane Roe' });
		return await send();
	};
	const { outcomes: [told] } = await stage.tell([stage.tells(id)]);
	expect((told as { shown?: string }).shown).not.toBe((told as { shownBefore?: string }).shownBefore);
});

test.each([
	['a lead', { ...JANE, role: 'lead' as const, custom: REFERENCE }, { reason: 'lead', owesXero: false }],
	['one that was taken out of the sync', { ...JANE, custom: { ...REFERENCE, xero_sync: 'off' } }, { reason: 'switchedOff', owesXero: true }],
	['one that names another contact', { ...JANE, custom: { ...REFERENCE, xero_contact_id: 'another' } }, { reason: 'keysDisagree', owesXero: true }],
])('%s is told nothing', async (_, person, expected) => {
	const { id } = stage.people.createContact(person);
	const { outcomes, sent } = await stage.tell([stage.tells(id)]);
	expect(outcomes).toMatchObject([{ outcome: 'unchanged', told: false, ...expected }]);
	expect(sent).toEqual([`GET /contacts/${id}`]);
	expect(Object.keys(custom(id)).filter((name) => name in KNOWN)).toEqual([]);
});

test('one that was merged is told nothing, and neither is the one it was merged into', async () => {
	const [lead, user] = [stage.people.createContact({ ...JANE, role: 'lead' }), stage.people.createContact({ ...JANE, email: 'other@acme.example' })];
	stage.people.mergeLeadIntoUser(lead.id, user.id);
	const { outcomes, sent } = await stage.tell([stage.tells(lead.id)]);
	expect(outcomes).toMatchObject([{ reason: 'mergedInIntercom', told: false, owesXero: true }]);
	expect(sent).toHaveLength(1);
	expect(custom(user.id)).not.toHaveProperty('xero_outstanding');
});

test('without Prepare it fails in words, and what is missing is named', async () => {
	await stage.reset();
	const { id } = stage.people.createContact(JANE);
	const { outcomes } = await stage.tell([stage.tells(id)]);
	expect(outcomes).toMatchObject([{ outcome: 'failed', intercomId: id, failure: { class: 'validation', retryable: false, message: expect.stringContaining('xero_outstanding'), nextStep: expect.stringMatching(/\S/) } }]);
});

test.each(['refused', 'not kept'] as const)('without Prepare (%s) that shows with the first of a batch: two calls, whoever it is of, and nobody is named', async (how) => {
	await stage.reset();
	const ids = [1, 2, 3].map((n) => stage.people.createContact({ ...JANE, email: `jane${n}@acme.example` }).id);
	// A workspace that takes unknown attributes and forgets them: its answer is the record as it is.
	if (how === 'not kept') stage.onTheWay = async (request, send) => (request.method === 'PUT' ? await stage.intercom.call('GET', request.url.slice(stage.intercom.url.length)) : await send());
	const { outcomes, sent } = await stage.tell(ids.map((id) => stage.tells(id)));
	expect(outcomes.map((one) => ('failure' in one ? one.failure : null))).toEqual(Array(3).fill(expect.objectContaining({ reason: 'xeroAttributesRefused', message: expect.not.stringMatching(/jane/i), nextStep: expect.stringContaining('Prepare') })));
	expect(sent).toHaveLength(2);
});

test('a preview writes nothing and says what it would', async () => {
	const { id } = stage.people.createContact(JANE);
	const { outcomes, sent } = await stage.tell([stage.tells(id)], true);
	expect(sent).toHaveLength(1);
	expect(outcomes).toMatchObject([{ outcome: 'unchanged', preview: true, message: expect.stringContaining('xero_outstanding from nothing to "120.5"') }]);
});

test('a company under its own names', async () => {
	const { id } = stage.people.createCompany({ companyId: 'acme', name: 'Acme' });
	const { outcomes } = await stage.tell([stage.tells(id, {}, { kind: 'company' })]);
	expect(outcomes).toMatchObject([{ outcome: 'updated', changes: expect.arrayContaining([expect.objectContaining({ field: 'xero_company_outstanding' })]) }]);
});

test('where archived contacts are marked, the tag goes with the status, and comes off with it', async () => {
	const { id } = stage.people.createContact({ ...JANE, custom: REFERENCE });
	const tags = () => [...stage.people.contact(id).tags].length;
	await stage.tell([stage.tells(id, {}, { marks: true })]);
	expect(tags()).toBe(0);
	await stage.tell([stage.tells(id, { status: 'ARCHIVED' }, { marks: true })]);
	expect([tags(), custom(id).xero_contact_status]).toEqual([1, 'ARCHIVED']);
	await stage.tell([stage.tells(id, {}, { marks: true })]);
	expect([tags(), custom(id).xero_contact_status]).toEqual([0, 'ACTIVE']);
});

test('a refused credential stops the rest without a call', async () => {
	const ids = [1, 2, 3].map((n) => stage.people.createContact({ ...JANE, email: `j${n}@acme.example` }).id);
	stage.onTheWay = async () => await Promise.resolve({ status: 401, headers: {}, body: { type: 'error.list', errors: [{ code: 'unauthorized', message: 'Access Token Invalid' }] } });
	const { outcomes, sent } = await stage.tell(ids.map((id) => stage.tells(id)));
	expect(sent).toHaveLength(1);
	expect(outcomes.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed']);
	expect(outcomes[2]).toMatchObject({ organisationId: ORGANISATION, xeroContactId: XERO_ID, failure: { class: 'auth' } });
});
