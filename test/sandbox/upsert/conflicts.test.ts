import type { ConflictPolicy } from '../../../lib/sync/decide/conflict';
import type { MappedRecord } from '../../../lib/sync/record/record';
import { idOf } from './scenarios/scenario';
import { intercomId, recordOf } from './people';
import { lastSyncOf, openStage, type Stage } from './stage';

const OURS = '0412 345 678';
const ACCOUNTANTS = { PhoneType: 'DEFAULT' as const, PhoneNumber: '9999 0000', PhoneAreaCode: '2', PhoneCountryCode: '61' };

let stage: Stage;
beforeAll(async () => (stage = await openStage()));
beforeEach(() => stage.reset());
afterAll(async () => await stage.stop());

/** Jane was synced, an accountant changed her phone in Xero, then Intercom changes her phone (and her email). */
async function conflict(policy: ConflictPolicy, more: { withoutLastSync?: true; intercomIsNewer?: boolean } = {}) {
	const id = intercomId();
	const [created] = await stage.upsert([recordOf({ id, phone: '(02) 9374 4000' })]);
	if (created?.outcome !== 'created') throw new Error('The scenario needs a contact');
	stage.sandbox.clock.advance(60_000);
	stage.sandbox.xero.organisation().editInUi(created.xeroContactId, { Phones: [ACCOUNTANTS] });
	const editedAt = Math.floor(stage.sandbox.clock.now() / 1_000);
	const { fingerprint, sourceUpdatedAt, xeroUpdatedAt, values = {} } = created;
	const record: MappedRecord = {
		...recordOf({ id, phone: OURS, email: 'new@example.com', updatedAt: more.intercomIsNewer === false ? editedAt - 30 : editedAt + 30 }),
		...(more.withoutLastSync ? {} : { lastSync: { fingerprint, sourceUpdatedAt, xeroUpdatedAt, values } }),
	};
	stage.forget();
	const [outcome] = await stage.upsert([record], { conflict: policy });
	const contact = stage.contact(idOf(created)) as unknown as { EmailAddress?: string; Phones?: typeof ACCOUNTANTS[] };
	const number = contact.Phones?.find(({ PhoneType }) => PhoneType === 'DEFAULT')?.PhoneNumber;
	return { outcome, email: contact.EmailAddress, phone: number === ACCOUNTANTS.PhoneNumber ? "the accountant's" : "Intercom's" };
}

/** Another field was changed in Xero; then Intercom changes the address, and a colleague of hers joins. */
test.each(['xeroWins', 'review'] as const)('an address and people whom nobody touched in Xero are written, though another field was changed there (%s)', async (policy) => {
	const at = (line: string, people: string[], updatedAt: number): MappedRecord => {
		const record = recordOf({ id, updatedAt });
		const xero = { ...record.xero, Addresses: [{ AddressType: 'POBOX' as const, AddressLine1: line, City: 'Sydney' }], ContactPersons: people.map((FirstName) => ({ FirstName, EmailAddress: `${FirstName}@x.example` })) };
		return { ...record, kind: 'organisation', xero, fingerprint: `${record.fingerprint} ${line}` };
	};
	const id = intercomId();
	const [created] = await stage.upsert([at('1 Old St', ['Ann'], 1_000)]);
	if (created?.outcome !== 'created') throw new Error('The scenario needs a contact');
	stage.sandbox.clock.advance(60_000);
	stage.sandbox.xero.organisation().editInUi(created.xeroContactId, { TaxNumber: '123' });
	stage.forget();
	const [outcome] = await stage.upsert([{ ...at('2 New Rd', ['Ann', 'Bob'], 2_000), lastSync: lastSyncOf(created) }], { conflict: policy });
	expect(outcome).toMatchObject({ outcome: 'updated', changes: [{ field: 'Addresses.POBOX' }, { field: 'ContactPersons' }] });
});

describe('a field that was changed in Xero since the last sync', () => {
	it('is written where Intercom wins', async () => {
		expect(await conflict('intercomWins')).toMatchObject({ outcome: { outcome: 'updated' }, phone: "Intercom's", email: 'new@example.com' });
	});

	it('is left alone where Xero wins, while the other fields are written', async () => {
		const result = await conflict('xeroWins');
		expect(result).toMatchObject({ outcome: { outcome: 'updated' }, phone: "the accountant's", email: 'new@example.com' });
		expect(result.outcome?.notes.join()).toContain('Phones.DEFAULT kept');
	});

	it('goes to the later of the two changes where the newest wins', async () => {
		expect(await conflict('newestWins', { intercomIsNewer: true })).toMatchObject({ phone: "Intercom's" });
		stage.reset();
		expect(await conflict('newestWins', { intercomIsNewer: false })).toMatchObject({ phone: "the accountant's", email: 'new@example.com' });
	});

	it('waits for a person where nobody can tell which is newer, or where the user wants it so', async () => {
		for (const [policy, more] of [['newestWins', { withoutLastSync: true }], ['review', {}]] as const) {
			const result = await conflict(policy, more);
			expect(result).toMatchObject({ outcome: { outcome: 'review', reason: 'changedInXero' }, phone: "the accountant's", email: 'jane@example.com' });
			expect(result.outcome?.outcome === 'review' && result.outcome.changes.map(({ field }) => field)).toEqual(['EmailAddress', 'Phones.DEFAULT']);
			stage.reset();
		}
	});
});

it('an equal fingerprint of the last sync costs no call', async () => {
	const id = intercomId();
	const [created] = await stage.upsert([recordOf({ id })]);
	if (created?.outcome !== 'created') throw new Error('The scenario needs a contact');
	const { fingerprint, sourceUpdatedAt, xeroUpdatedAt, values = {}, xeroContactId } = created;
	stage.forget();
	stage.callsSpent();
	const noise = { ...recordOf({ id, updatedAt: 1_790_000_000 }), lastSync: { fingerprint, sourceUpdatedAt, xeroUpdatedAt, values, xeroContactId } };
	expect(await stage.upsert([noise])).toMatchObject([{ outcome: 'unchanged', reason: 'sameFingerprint', xeroContactId }]);
	expect(stage.callsSpent()).toBe(0);
});

test('changed, and changed back by an execution that had read the last sync before: compared with Xero', async () => {
	const id = intercomId();
	const before = { id, phone: '(02) 9374 4000' };
	const [created] = await stage.upsert([recordOf({ ...before, updatedAt: 1_000 })]);
	const lastSync = lastSyncOf(created);
	expect(await stage.upsert([{ ...recordOf({ id, phone: OURS, updatedAt: 1_010 }), lastSync }])).toMatchObject([{ outcome: 'updated' }]);
	expect(await stage.upsert([{ ...recordOf({ ...before, updatedAt: 1_020 }), lastSync }])).toMatchObject([{ outcome: 'updated', changes: [{ field: 'Phones.DEFAULT', after: '+61 2 9374 4000' }] }]);
});

test('what was created in Xero while a slow answer was on its way is found by the next run', async () => {
	stage.seed({ Name: 'Somebody Else', EmailAddress: 'else@x.example' });
	let seeded = '';
	stage.after = ({ method }, answer) => {
		if (method !== 'GET' || seeded !== '') return answer;
		const { clock } = stage.sandbox;
		clock.advance(3_000);
		[seeded = ''] = stage.seed({ Name: 'Jane Doe Consulting', EmailAddress: 'jane@x.example' });
		clock.advance(12_000);
		return { ...answer, headers: { ...answer.headers, date: new Date(clock.now()).toUTCString() } };
	};
	await stage.upsert([recordOf({ name: 'First One', email: 'first@x.example' })]);
	stage.sandbox.clock.advance(10 * 60_000);
	expect(await stage.upsert([recordOf({ name: 'Jane Doe', email: 'jane@x.example' })])).toMatchObject([{ xeroContactId: seeded }]);
});

describe('unusually many changes in one run', () => {
	const people = (count: number) =>
		Array.from({ length: count }, (_, index) => ({ id: intercomId(), name: 'Jane Doe', email: `p${index}@example.com`, company: `Company ${index}` }));

	async function changeAll(count: number, changed: number, options = {}) {
		const everybody = people(count);
		await stage.upsert(everybody.map((one) => recordOf(one)));
		stage.forget();
		const records = everybody.map((one, index) => recordOf({ ...one, updatedAt: 1_770_000_000, ...(index < changed ? { phone: OURS } : {}) }));
		return await stage.upsert([...records, recordOf({ name: 'New Person', email: 'new@example.com' })], options);
	}

	it('is a share of all whose contact is known, those among them whom nothing changed since their last sync', async () => {
		const everybody = people(400);
		const first = await stage.upsert(everybody.map((one) => recordOf({ ...one, updatedAt: 1_000 })));
		stage.forget();
		const records = everybody.map((one, index) => ({
			...recordOf({ ...one, ...(index < 60 ? { phone: OURS, updatedAt: 1_010 } : { updatedAt: 1_000 }) }),
			lastSync: lastSyncOf(first[index]),
		}));
		const outcomes = await stage.upsert(records);
		expect(outcomes.filter(({ outcome }) => outcome === 'updated')).toHaveLength(60);
		expect(outcomes.filter(({ reason }) => reason === 'sameFingerprint')).toHaveLength(340);
	});

	it('waits for a person, with every change, while new contacts are created', async () => {
		const outcomes = await changeAll(200, 60);
		const kinds = outcomes.slice(0, 60).map(({ outcome, reason }) => `${outcome} ${reason}`);
		expect(kinds).toEqual(Array(60).fill('review massChange'));
		expect(outcomes.filter(({ outcome }) => outcome === 'unchanged')).toHaveLength(140);
		expect(outcomes.at(-1)).toMatchObject({ outcome: 'created' });
		expect(stage.overwritten()).toEqual([]);
	});

	it('is written once a person has approved it', async () => {
		const outcomes = await changeAll(200, 60, { massChange: 'write' });
		expect(outcomes.filter(({ outcome }) => outcome === 'updated')).toHaveLength(60);
	});

	it('is no matter of a few contacts, nor of a small share', async () => {
		expect((await changeAll(40, 40)).filter(({ outcome }) => outcome === 'updated')).toHaveLength(40);
		stage.reset();
		expect((await changeAll(400, 60)).filter(({ outcome }) => outcome === 'updated')).toHaveLength(60);
	});
});
