import { MAX_CONTACT_PERSONS } from '../../../lib/xero/pace/limits';
import type { MappedRecord } from '../../../lib/sync/record/record';
import { company, staffOf } from './companies';
import { idOf } from './scenarios/scenario';
import { openStage, type Stage } from './stage';

const COMPANIES = 300;
const peopleOf = (index: number) => 1 + (index % 12);

/** Companies with 1 to 12 people each, every person an item of its own, companies mixed. */
function everybody(): MappedRecord[] {
	const teams = Array.from({ length: COMPANIES }, (_, index) => {
		const one = company({ billing_email: `accounts@company${index}.example` }, { name: `Company ${index}`, website: `company${index}.example` });
		return Array.from({ length: peopleOf(index) }, (_unused, person) =>
			staffOf(one, { name: `Person${'x'.repeat(person)} Ray`, email: `p${person}@company${index}.example` }),
		);
	});
	return Array.from({ length: 12 }, (_, turn) => teams.flatMap((team) => team.slice(turn, turn + 1))).flat();
}

/** Calls since the last look, by name. */
function callsOf(stage: Stage, after: number): Record<string, number> {
	const names = stage.sandbox.journal.list({ vendor: 'xero', after }).map(({ operation }) => operation);
	return Object.fromEntries([...new Set(names)].map((name) => [name, names.filter((one) => one === name).length]));
}

describe.each([
	{ fillers: 0, pages: 1 },
	{ fillers: 1_001, pages: 2 },
])('300 companies with 1 to 12 people each, among $fillers others', ({ fillers, pages }) => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await openStage({}, fillers);
	});
	afterAll(async () => await stage.stop());

	test('one read of the list and six writes, everybody leaves once; the second run writes nothing', async () => {
		const records = everybody();
		const outcomes = await stage.upsert(records);
		expect(outcomes).toHaveLength(records.length);
		expect(outcomes.every(({ outcome, intercomId }, index) => outcome === 'linked' && intercomId === records[index]!.intercomId)).toBe(true);
		expect(stage.created()).toHaveLength(COMPANIES);
		expect(stage.overwritten()).toEqual([]);
		expect(callsOf(stage, 0)).toEqual({ 'xero.getContacts': pages, 'xero.createContacts': Math.ceil(COMPANIES / 50) });

		expectStaff(records, outcomes.map(idOf));

		const mark = stage.sandbox.journal.mark();
		stage.forget();
		const again = await stage.upsert(records);
		expect(again).toMatchObject(records.map(() => ({ outcome: 'linked', reason: 'nothingChanged' })));
		expect(again.map(idOf)).toEqual(outcomes.map(idOf));
		expect(Object.keys(callsOf(stage, mark))).toEqual(['xero.getContacts']);
	}, 120_000);

	/** The staff of each company are its people in Xero, five at most, and nobody of another one. */
	function expectStaff(records: readonly MappedRecord[], contactIds: readonly string[]): void {
		const team = new Map<string, string[]>();
		records.forEach(({ xero }, index) => {
			const emails = (xero.ContactPersons ?? []).map(({ EmailAddress }) => EmailAddress ?? '');
			team.set(contactIds[index]!, [...(team.get(contactIds[index]!) ?? []), ...emails]);
		});
		expect(team.size).toBe(COMPANIES);
		for (const [contactId, emails] of team) {
			const people = (stage.contact(contactId).ContactPersons ?? []) as { EmailAddress: string }[];
			expect(people).toHaveLength(Math.min(MAX_CONTACT_PERSONS, emails.length));
			expect(people.filter(({ EmailAddress }) => !emails.includes(EmailAddress))).toEqual([]);
		}
	}
});

test('with a parent company each, as groups: the same calls, and those the three groups need', async () => {
	const stage = await openStage({}, 0);
	const records = everybody().map((record) => ({ ...record, groups: [`Parent: Group ${Number(record.match.name.split(' ')[1]) % 3}`], groupPrefixes: ['Parent: '] }));
	const outcomes = await stage.upsert(records);
	expect(outcomes.filter(({ outcome }) => outcome !== 'linked')).toEqual([]);
	expect(callsOf(stage, 0)).toEqual({
		'xero.getContacts': 1,
		'xero.createContacts': Math.ceil(COMPANIES / 50),
		'xero.getContactGroups': 1,
		'xero.createContactGroup': 3,
		'xero.createContactGroupContacts': 3 * Math.ceil(COMPANIES / 3 / 50),
	});
	await stage.stop();
}, 120_000);
