import { randomUUID } from 'node:crypto';
import type { MappedRecord } from '../../../lib/sync/record/record';
import { company, organisationOf, staffOf } from './companies';
import { idOf } from './scenarios/scenario';
import { intercomId, type Person } from './people';
import { lastSyncOf, openStage, type Stage } from './stage';

const ABN = '51 824 753 556';
const OTHER_ABN = '53 004 085 616';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage({}, 1_001);
});
beforeEach(() => stage.reset());
afterAll(async () => await stage.stop());

test.each(['51824753556', '51-824-753-556', 'ABN 51 824 753 556'])('the ABN finds the contact that has it as %s', async (TaxNumber) => {
	const [contactId] = stage.seed({ Name: 'Acme Holdings', TaxNumber });
	expect(await stage.upsert([organisationOf(company({ abn: ABN }))])).toMatchObject([{ outcome: 'updated', xeroContactId: contactId }]);
	expect(stage.contact(contactId!)).toMatchObject({ Name: 'Acme Holdings', TaxNumber });
});

test('another ABN vetoes an equal domain and an equal email', async () => {
	const [contactId] = stage.seed({ Name: 'Acme Holdings', TaxNumber: OTHER_ABN, EmailAddress: 'accounts@acme.example' });
	const [outcome] = await stage.upsert([organisationOf(company({ abn: ABN, billing_email: 'accounts@acme.example' }))]);
	expect(outcome).toMatchObject({ outcome: 'created', notes: [expect.stringContaining('another ABN')] });
	expect(idOf(outcome)).not.toBe(contactId);
	expect(stage.overwritten()).toEqual([]);
});

test('with the same name and email, another ABN waits for a person', async () => {
	stage.seed({ Name: 'Acme Pty Ltd', TaxNumber: OTHER_ABN, EmailAddress: 'accounts@acme.example' });
	const records = [organisationOf(company({ abn: ABN, billing_email: 'accounts@acme.example' }))];
	expect(await stage.upsert(records)).toMatchObject([{ outcome: 'review', reason: 'keysDisagree' }]);
});

test('a mail provider is never the domain of a company', async () => {
	for (const domain of ['gmail.com', 'bigpond.com', 'outlook.com.au']) {
		stage.seed({ Name: `Somebody at ${domain}`, EmailAddress: `accounts@${domain}` });
		const record = organisationOf(company({}, { name: `New at ${domain}`, website: domain }));
		// A record made by hand is no way around it either.
		const forced = { ...record, match: { ...record.match, domain } };
		expect(await stage.upsert([forced])).toMatchObject([{ outcome: 'created' }]);
	}
	expect(stage.overwritten()).toEqual([]);
});

test('the domain finds the one organisation, and no person of it', async () => {
	const [, contactId] = stage.seed(
		{ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'info@acme.example' },
		{ Name: 'ACME Limited', EmailAddress: 'accounts@acme.example' },
		{ Name: 'Bob Ray', EmailAddress: 'bob.ray@acme.example' },
	);
	expect(await stage.upsert([organisationOf(company({ abn: ABN }))])).toMatchObject([{ outcome: 'updated', xeroContactId: contactId }]);
	expect(stage.contact(contactId!)).toMatchObject({ Name: 'ACME Limited', TaxNumber: ABN });
});

test.each(['Acme Trading', 'Acme Kensington'])('%s at the domain may be another branch: a person decides, and "none" as domain is the way out', async (Name) => {
	const [contactId = ''] = stage.seed({ Name, EmailAddress: 'accounts@acme.example' });
	const one = company({}, { name: 'Acme Bondi' });
	expect(await stage.upsert([organisationOf(one)])).toMatchObject([{ outcome: 'review', reason: 'sameDomain', candidates: [{ xeroContactId: contactId }] }]);
	expect(await stage.upsert([organisationOf({ ...one, custom_attributes: { domain: 'none' } })])).toMatchObject([{ outcome: 'created' }]);
	expect(stage.overwritten()).toEqual([]);
});

test('a company with a page on a shared site is not made twice where its very name is there', async () => {
	const [contactId = ''] = stage.seed({ Name: 'Acme Pty Ltd', Website: 'https://www.facebook.com/acme' });
	expect(await stage.upsert([organisationOf(company({}, { website: 'facebook.com/acme' }))])).toMatchObject([{ outcome: 'review', reason: 'sameDomain', candidates: [{ xeroContactId: contactId }] }]);
	expect(stage.created()).toEqual([]);
});

test('two organisations of one domain wait for a person', async () => {
	stage.seed({ Name: 'Acme Trading', EmailAddress: 'accounts@acme.example' }, { Name: 'Acme Holdings', EmailAddress: 'office@acme.example' });
	const [outcome] = await stage.upsert([organisationOf(company())]);
	expect(outcome).toMatchObject({ outcome: 'review', reason: 'ambiguous', candidates: [{}, {}] });
	expect(stage.overwritten()).toEqual([]);
});

test('a person record goes by neither ABN nor domain, and a company does not take the contact of a person', async () => {
	stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@other.example', TaxNumber: ABN });
	const record = organisationOf(company({ abn: ABN }, { name: 'Somebody' }));
	expect(await stage.upsert([{ ...record, kind: 'person' }])).toMatchObject([{ outcome: 'created' }]);
	const [outcome] = await stage.upsert([organisationOf(company({ billing_email: 'jane@other.example' }))]);
	expect(outcome).toMatchObject({ outcome: 'review', reason: 'keysDisagree' });
});

test('several people of a company in one batch are one write with all of them, whatever their order', async () => {
	const one = company({ billing_email: 'accounts@acme.example' });
	const people = ['Ann', 'Bob', 'Cid', 'Dee', 'Eve', 'Fay'].map((name) => staffOf(one, { name: `${name} Ray`, email: `${name}@acme.example` }));
	const outcomes = await stage.upsert([...people].reverse());
	expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(6).fill('linked'));
	expect(new Set(outcomes.map(idOf)).size).toBe(1);
	const names = stage.contact(idOf(outcomes[0])).ContactPersons as { FirstName: string }[];
	expect(names.map(({ FirstName }) => FirstName)).toEqual(['Ann', 'Bob', 'Cid', 'Dee', 'Eve']);
	expect(outcomes[0]!.notes.join()).toContain('Fay Ray');
	expect(stage.sandbox.journal.count({ vendor: 'xero', method: 'PUT' })).toBe(1);
	stage.forget();
	expect(await stage.upsert(people)).toMatchObject(Array(6).fill({ outcome: 'linked', reason: 'nothingChanged' }));
});

test('people of a company whom nothing changed since their last sync cost no call, one by one or together', async () => {
	const one = company();
	const people = ['Ann', 'Bob', 'Cid'].map((name) => staffOf(one, { name: `${name} Ray`, email: `${name}@acme.example` }));
	const first = await stage.upsert(people);
	const synced = people.map((record, index) => ({ ...record, lastSync: lastSyncOf(first[index], record.fingerprint) }));
	stage.forget();
	const mark = stage.sandbox.journal.mark();
	expect(await stage.upsert(synced)).toMatchObject(Array(3).fill({ outcome: 'unchanged', reason: 'sameFingerprint', xeroContactId: idOf(first[0]) }));
	expect(await stage.upsert([synced[1]!])).toMatchObject([{ outcome: 'unchanged', reason: 'sameFingerprint' }]);
	expect(stage.sandbox.journal.count({ vendor: 'xero', after: mark })).toBe(0);
});

test.each([
	['one of them changed', (record: MappedRecord) => ({ ...record, lastSync: { ...record.lastSync!, fingerprint: 'of another state' } })],
	['the last sync of one is in doubt', (record: MappedRecord) => ({ ...record, lastSync: { ...record.lastSync!, fingerprint: '' } })],
	['one was synced to another contact', (record: MappedRecord) => ({ ...record, lastSync: { ...record.lastSync!, xeroContactId: randomUUID() } })],
	['one is new', (record: MappedRecord) => ({ ...record, lastSync: undefined })],
])('people of a company together are compared with Xero where %s', async (_, differs) => {
	const one = company();
	const people = ['Ann', 'Bob'].map((name) => staffOf(one, { name: `${name} Ray`, email: `${name}@acme.example` }));
	const first = await stage.upsert(people);
	const synced = people.map((record, index) => ({ ...record, lastSync: lastSyncOf(first[index], record.fingerprint) }));
	for (const position of [0, 1]) {
		stage.forget();
		const mark = stage.sandbox.journal.mark();
		expect((await stage.upsert(synced.map((record, index) => (index === position ? differs(record) : record))))[position]).toMatchObject({ outcome: 'linked', reason: 'nothingChanged' });
		expect(stage.sandbox.journal.count({ vendor: 'xero', after: mark })).toBeGreaterThan(0);
	}
});

test('an equal name does not overrule another ABN', async () => {
	const [contactId = ''] = stage.seed({ Name: 'Acme Pty Ltd', TaxNumber: OTHER_ABN });
	const record = organisationOf(company({ abn: ABN, billing_email: 'accounts@other.example' }));
	expect(await stage.upsert([record], { matchByName: true })).toMatchObject([{ outcome: 'review', reason: 'keysDisagree', candidates: [{ xeroContactId: contactId }] }]);
	expect(stage.overwritten()).toEqual([]);
});

test.each([
	['Beta Pty Ltd', 'https://beta.example', 'created'],
	// The email is the bookkeeper's and not the company's: without a name in common it says no more than a chain's domain.
	['Beta Pty Ltd', 'https://shop.acme.example', 'review'],
	['Beta Pty Ltd', 'https://www.facebook.com/beta', 'review'],
	['Beta Pty Ltd', '', 'review'],
	['Acme', 'https://shop.acme.example', 'updated'],
	['Acme', 'https://www.facebook.com/acme', 'updated'],
	['Acme', '', 'updated'],
])("a bookkeeper's email finds %s with the website %j: %s", async (Name, Website, outcome) => {
	stage.seed({ Name, Website, EmailAddress: 'books@bookkeeper.example' });
	expect(await stage.upsert([organisationOf(company({ abn: ABN, billing_email: 'books@bookkeeper.example' }))])).toMatchObject([{ outcome }]);
});

test('a person who changed company is added to the new one, with a colleague or alone, though the old one changed later', async () => {
	const [alpha, beta] = [company({ billing_email: 'accounts@alpha.example' }, { name: 'Alpha Pty Ltd', website: 'alpha.example', updated_at: 200 }), company({ billing_email: 'accounts@beta.example' }, { name: 'Beta Pty Ltd', website: 'beta.example', updated_at: 100 })];
	const [ann, jane, bob] = ['Ann', 'Jane', 'Bob'].map((name) => ({ name: `${name} Ray`, email: `${name.toLowerCase()}@x.example`, id: intercomId() })) as [Person, Person, Person];
	await stage.upsert([staffOf(beta, ann)]);
	const before = staffOf(alpha, jane);
	const [first] = await stage.upsert([before]);
	stage.forget();
	const moved = { ...staffOf(beta, jane), lastSync: lastSyncOf(first, before.fingerprint) };
	const outcomes = await stage.upsert([staffOf(beta, bob), moved]);
	expect(outcomes).toMatchObject(Array(2).fill({ outcome: 'linked', reason: 'fieldsDiffer' }));
	const people = stage.contact(idOf(outcomes[0])).ContactPersons as { FirstName: string }[];
	expect(people.map(({ FirstName }) => FirstName).sort()).toEqual(['Ann', 'Bob', 'Jane']);
});

test('what an older item of a batch says of the company counts no more, but its person and her billing email do', async () => {
	const [stranger = ''] = stage.seed({ Name: 'Stranger Pty Ltd', TaxNumber: OTHER_ABN });
	const before = company({ abn: OTHER_ABN }, { website: null, updated_at: 100 });
	const now = { ...before, custom_attributes: {}, updated_at: 200 };
	const ann = staffOf(before, { name: 'Ann Ray', email: 'ann@x.example' });
	const billed = { ...ann, xero: { ...ann.xero, EmailAddress: 'ann@x.example', FirstName: 'Ann', LastName: 'Ray' }, groups: ['Tag: Gone'] };
	const outcomes = await stage.upsert([billed, staffOf(now, { name: 'Bob Ray', email: 'bob@x.example' })]);
	expect(outcomes).toMatchObject(Array(2).fill({ outcome: 'linked', reason: 'noCandidate' }));
	expect(idOf(outcomes[0])).not.toBe(stranger);
	expect(stage.contact(idOf(outcomes[0]))).toMatchObject({ EmailAddress: 'ann@x.example', FirstName: 'Ann', ContactPersons: [{ FirstName: 'Bob' }], ContactGroups: [] });
	expect(stage.contact(idOf(outcomes[0]))).not.toHaveProperty('TaxNumber');
});

test('two companies with one ABN in a batch are one contact and a question', async () => {
	const older = company({ abn: ABN }, { name: 'Acme A', website: null });
	const younger = company({ abn: ABN }, { name: 'Acme B', website: null, created_at: 9 });
	const outcomes = await stage.upsert([organisationOf(younger), organisationOf(older)]);
	expect(outcomes).toMatchObject([{ outcome: 'review', reason: 'duplicateInIntercom' }, { outcome: 'created' }]);
});
