import { intercomId, recordOf } from '../people';
import { fields, idOf, JANE, untouched, type Scenario } from './scenario';

/** What a contact is called: namesakes, names that are taken, and whom a name belongs to. */
export const NAMES: Scenario[] = [
	[
		'a namesake gets its own contact, and its name stays the same over three runs',
		async (stage) => {
			const [first, second] = [recordOf(JANE), recordOf({ ...JANE, email: 'jane@other.example', company: 'Acme' })];
			await stage.upsert([first]);
			const [outcome] = await stage.upsert([second]);
			expect(outcome).toMatchObject({ outcome: 'created' });
			expect(stage.contact(idOf(outcome)).Name).toBe('Jane Doe (Acme)');
			for (let run = 0; run < 2; run++) {
				stage.forget();
				expect(await stage.upsert([first, second])).toMatchObject([{ outcome: 'unchanged' }, { outcome: 'unchanged' }]);
			}
			expect(stage.overwritten()).toEqual([]);
			expect(stage.created()).toHaveLength(2);
		},
	],
	[
		'four people of one name in one batch become four contacts',
		async (stage) => {
			const records = ['a', 'b', 'c', 'd'].map((letter) => recordOf({ ...JANE, email: `${letter}@example.com`, company: 'Acme' }));
			const outcomes = await stage.upsert(records);
			expect(outcomes.map((one) => one.outcome)).toEqual(Array(4).fill('created'));
			const names = outcomes.map((one) => stage.contact(idOf(one)).Name);
			expect(new Set(names).size).toBe(4);
			expect(names).toContain('Jane Doe');
			stage.forget();
			expect((await stage.upsert([...records].reverse())).map((one) => one.outcome)).toEqual(Array(4).fill('unchanged'));
		},
	],
	[
		'a taken name waits for a person, or fails, where the user says so',
		async (stage) => {
			stage.seed({ Name: 'JANE DOE', EmailAddress: 'another@example.com' });
			expect(await stage.upsert([recordOf(JANE)], { nameTaken: 'fail' })).toMatchObject([{ outcome: 'failed', reason: expect.any(String) }]);
			expect(await stage.upsert([recordOf(JANE)], { nameTaken: 'review' })).toMatchObject([{ outcome: expect.stringMatching(/review/), reason: 'nameTaken' }]);
			expect(untouched(stage)).toBe(true);
		},
	],
	[
		'a taken name waits, or fails, where a contact is to be renamed, too',
		async (stage) => {
			const id = intercomId();
			await stage.upsert([recordOf({ ...JANE, id })]);
			stage.seed({ Name: 'John Smith', EmailAddress: 'another@example.com' });
			stage.forget();
			const renamed = recordOf({ ...JANE, id, name: 'John Smith', updatedAt: 1_790_000_000 });
			expect(await stage.upsert([renamed], { nameTaken: 'fail' })).toMatchObject([{ outcome: 'failed', reason: 'xeroNameTaken' }]);
			expect(await stage.upsert([renamed], { nameTaken: 'review' })).toMatchObject([{ outcome: 'review', reason: 'nameTaken' }]);
			expect(stage.overwritten()).toEqual([]);
		},
	],
	[
		'what an accountant renamed stays renamed',
		async (stage) => {
			const id = intercomId();
			const [created] = await stage.upsert([recordOf({ ...JANE, id })]);
			stage.sandbox.xero.organisation().editInUi(idOf(created), { Name: 'Doe, Jane (VIP)' });
			const [outcome] = await stage.upsert([recordOf({ ...JANE, id, name: 'Jane Miller', updatedAt: 1_770_000_000 })]);
			expect(outcome!.notes.join()).toContain('Name kept');
			expect(stage.contact(idOf(created)).Name).toBe('Doe, Jane (VIP)');
			expect(stage.overwritten()).toEqual([]);
		},
	],
	[
		'a name we wrote follows Intercom',
		async (stage) => {
			const id = intercomId();
			const [created] = await stage.upsert([recordOf({ ...JANE, id })]);
			await stage.upsert([recordOf({ ...JANE, id, name: 'Jane Miller', updatedAt: 1_770_000_000 })]);
			expect(stage.contact(idOf(created))).toMatchObject({ Name: 'Jane Miller', FirstName: 'Jane', LastName: 'Miller' });
			expect(fields(stage)).toEqual(['LastName', 'Name']);
		},
	],
];
