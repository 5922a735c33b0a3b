import type { MappedRecord } from '../../../lib/sync/record/record';
import { intercomId, recordOf } from './people';
import { openStage, type Stage } from './stage';

/** Above three pages targeted reads are cheaper than the list. */
describe.each([
	['a small organisation', 0],
	['a large organisation', 3_001],
])('what one record holds spoils nobody else in %s', (_, fillers) => {
	let stage: Stage;
	beforeAll(async () => void (stage = await openStage({}, fillers)));
	beforeEach(() => stage.reset());
	afterAll(async () => await stage.stop());

	const good = () => {
		const [contactId = ''] = stage.seed({ Name: 'Good Person', FirstName: 'Good', LastName: 'Person', EmailAddress: 'good@example.com' });
		return recordOf({ name: 'Good Person', email: 'good@example.com', phone: '0412 345 678', reference: { contactId, organisationId: stage.organisationId } });
	};

	it.each([
		['a mistyped one', '7ea42cf-d555-4ec8-831d-87599d461b60'],
		['an address', 'https://go.xero.com/Contacts/View/7ea42cfb-d555-4ec8-831d-87599d461b60'],
		['a word', 'n/a'],
		['one that Xero does not know', '7ea42cfb-d555-4ec8-831d-87599d461b60'],
	])('a reference that is none: %s', async (_what, contactId) => {
		const bad = recordOf({ name: 'Odd Person', email: 'odd@example.com', reference: { contactId, organisationId: stage.organisationId } });
		const outcomes = await stage.upsert([bad, good()]);
		expect(outcomes).toMatchObject([{ outcome: 'created', notes: [expect.stringContaining('is not known in this organisation')] }, { outcome: 'updated' }]);
	});

	it.each([
		['a quote', 'Jo "The Boss" Odd', 'jo"q@example.com'],
		['a control character', 'Jo\u0000Odd', 'jo\u0001@example.com'],
		['half a character', 'Jo \ud800 Odd', 'jo\ud800@example.com'],
		['more than an address takes', 'ü'.repeat(255), `${'ü'.repeat(250)}@example.com`],
	])('a name and an email with %s', async (_what, name, email) => {
		const odd = recordOf({ name: 'Odd Person', email: 'odd@example.com' });
		const bad: MappedRecord = { ...odd, xero: { ...odd.xero, Name: name, EmailAddress: email }, match: { ...odd.match, name, email } };
		const [outcome, other] = await stage.upsert([bad, good()], { matchByName: true });
		expect(['created', 'failed']).toContain(outcome?.outcome);
		expect(other).toMatchObject({ outcome: 'updated' });
	});
});

const TIMES = [{}, { 'xero.timeOfEdits': 'future' }, { 'xero.dateHeader': 'ahead' }, { 'xero.timeOfArchiving': 'stays' }, { 'xero.largestPage': '100' }, { 'xero.pages': 'short' }, { 'xero.unchangedRead': '304' }] as const;

describe.each(TIMES.map((switches) => [JSON.stringify(switches), switches] as const))('the list kept by the process, with %s', (_, switches) => {
	let stage: Stage;
	beforeAll(async () => void (stage = await openStage({ switches, xero: { accessTokenMs: 7 * 24 * 3_600_000 } }, 1_100)));
	beforeEach(async () => {
		stage.reset();
		await stage.upsert([recordOf({ name: 'First Person', email: 'first@example.com' }), recordOf({ name: 'Second Person', email: 'second@example.com' }), recordOf({ name: 'Third Person', email: 'third@example.com' })]);
		stage.sandbox.clock.advance(10 * 60_000);
	});
	afterAll(async () => await stage.stop());

	const organisation = () => stage.sandbox.xero.organisation();
	const withEmail = (email: string) => organisation().allContacts().filter(({ EmailAddress }) => EmailAddress === email);

	it('doubles nobody who was made in Xero meanwhile, whatever time that contact has', async () => {
		for (const [name, seed] of [['Made Now', {}], ['Made Before', { updatedAt: 1_000 }]] as const) {
			const email = `${name.replace(' ', '')}@example.com`;
			if ('updatedAt' in seed) organisation().seedContacts([{ Name: name, EmailAddress: email, ...seed }]);
			else organisation().createInUi({ Name: name, EmailAddress: email });
			expect(await stage.upsert([recordOf({ name, email })])).toMatchObject([{ outcome: 'updated' }]);
			expect(withEmail(email)).toHaveLength(1);
		}
	});

	it('nor any of several that are new together', async () => {
		organisation().seedContacts([{ Name: 'Made Before', EmailAddress: 'made@example.com', updatedAt: 1_000 }]);
		const outcomes = await stage.upsert([recordOf({ name: 'Made Before', email: 'made@example.com' }), recordOf({ name: 'Really New', email: 'new@example.com' })]);
		expect(outcomes).toMatchObject([{ outcome: 'updated' }, { outcome: 'created' }]);
		expect(withEmail('made@example.com')).toHaveLength(1);
	});

	it('freezes nobody whose time lies ahead: each change in Xero and each of ours is seen', async () => {
		const id = intercomId();
		const [created] = await stage.upsert([recordOf({ id, name: 'Jane Doe', email: 'jane@example.com', phone: '0412 345 678' })]);
		const contactId = (created as { xeroContactId: string }).xeroContactId;
		for (const [round, phone] of ['0412 111 111', '0412 222 222'].entries()) {
			stage.sandbox.clock.advance(60_000);
			organisation().editInUi(contactId, { EmailAddress: `moved${round}@example.com` });
			stage.sandbox.clock.advance(60_000);
			const record = recordOf({ id, name: 'Jane Doe', email: 'jane@example.com', phone, updatedAt: 1_770_000_000 + round });
			expect(await stage.upsert([record])).toMatchObject([{ outcome: 'updated' }]);
			expect(stage.contact(contactId)).toMatchObject({ EmailAddress: 'jane@example.com' });
		}
	});

	it('leaves a contact that was archived meanwhile to a person', async () => {
		const id = intercomId();
		const person = { id, name: 'Jane Doe', email: 'jane@example.com' };
		const [created] = await stage.upsert([recordOf(person)]);
		stage.sandbox.clock.advance(10 * 60_000);
		organisation().archiveInUi((created as { xeroContactId: string }).xeroContactId);
		const changed = [recordOf({ ...person, phone: '0412 345 678', updatedAt: 1_780_000_000 }), recordOf({ name: 'Other Person', email: 'other@example.com' })];
		expect(await stage.upsert(changed)).toMatchObject([{ outcome: 'review', reason: 'archived' }, { outcome: 'created' }]);
	});

	it('is read anew after a day', async () => {
		stage.sandbox.clock.advance(24 * 3_600_000);
		stage.callsSpent();
		await stage.upsert([recordOf({ name: 'First Person', email: 'first@example.com' }), recordOf({ name: 'Second Person', email: 'second@example.com' }), recordOf({ name: 'Third Person', email: 'third@example.com' })], { compareAlways: true });
		const reads = stage.sandbox.journal.list({ vendor: 'xero' }).filter(({ method, headers }) => method === 'GET' && headers['if-modified-since'] === undefined);
		expect(reads.at(-1)?.query.order ?? reads.at(-1)?.query.where).toBeDefined();
	});
});

test('what Xero refused a minute ago is asked anew once its cause is mended', async () => {
	const stage = await openStage();
	const record = recordOf({ name: 'Jane Doe', email: 'jane@example.com' });
	const blanks: MappedRecord = { ...record, xero: { ...record.xero, Name: 'Jane  Doe' } };
	expect(await stage.upsert([blanks])).toMatchObject([{ outcome: 'failed', reason: 'xeroRefusedContact' }]);
	stage.sandbox.switches.set('xero.blanksInName', 'tidied');
	stage.sandbox.clock.advance(60_000);
	expect(await stage.upsert([blanks])).toMatchObject([{ outcome: 'created' }]);
	await stage.stop();
});

test('a company in an organisation too large to keep costs no new list', async () => {
	const stage = await openStage({ xero: { accessTokenMs: 24 * 3_600_000 } }, 0);
	const { shelf } = stage.deps();
	stage.seed({ Name: 'Acme Pty Ltd', Website: 'https://acme.example' }, { Name: 'Other Pty Ltd' });
	stage.sandbox.clock.advance(10 * 60_000);
	const company = (name: string, domain: string): MappedRecord => {
		const record = recordOf({ name, email: null });
		return { ...record, role: 'company', kind: 'organisation', xero: { Name: name }, match: { contactNumber: record.intercomId, name, domain } };
	};
	await stage.upsert([company('Some Pty Ltd', 'some.example')]);
	// As when it is too large to keep.
	const key = `${stage.deps().client.baseUrl} ${stage.organisationId}`;
	const list = Object.assign(shelf.take(key, stage.sandbox.clock.now()), { size: 200_000 });
	shelf.keep(key, list);
	shelf['directories'].clear();
	shelf['keepRemains'](key, list);
	stage.sandbox.clock.advance(60_000);
	stage.callsSpent();
	const mark = stage.sandbox.journal.mark();
	await stage.upsert([company('Acme Pty Ltd', 'acme.example')]);
	const reads = stage.sandbox.journal.list({ vendor: 'xero', after: mark }).filter(({ method }) => method === 'GET');
	// What changed since, and whoever has the domain.
	expect(reads.map(({ query, headers }) => [headers['if-modified-since'] !== undefined, query.IDs !== undefined])).toEqual([[true, false], [false, true]]);
	await stage.stop();
});
