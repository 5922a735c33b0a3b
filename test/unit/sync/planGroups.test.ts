import fc from 'fast-check';
import { foldName } from '../../../lib/sync/record/contactName';
import { isManaged, planGroups, type GroupMember, type GroupPlan } from '../../../lib/sync/plan/planGroups';
import type { XeroContactGroup } from '../../../lib/xero/contact/contact';

const group = (Name: string, ContactGroupID = `g ${foldName(Name)}`): XeroContactGroup => ({ ContactGroupID, Name });
const member = (number: number, wanted: string[], present: string[] = [], prefixes = ['Tag: ', 'Owner: ']): GroupMember => ({
	intercomId: `i${number}`,
	contactId: `x${number}`,
	wanted,
	prefixes,
	present: present.map((name) => group(name)),
});

/** Few names, so that contacts share groups, spellings clash, and people's own groups lie beside ours. */
const names = fc.constantFrom('Tag: VIP', 'tag: vip', 'Tag: Old', 'Segment: Paying', 'Owner: Ann Lee', 'VIP', 'Tagged', 'Debtors', 'Tag:');
const members = fc
	.uniqueArray(
		fc.record({
			number: fc.nat(30),
			wanted: fc.array(names, { maxLength: 4 }),
			present: fc.uniqueArray(names, { maxLength: 4, selector: foldName }),
			prefixes: fc.subarray(['Tag: ', 'Segment: ', 'Owner: ', ' ']),
		}),
		{ selector: ({ number }) => number, maxLength: 12 },
	)
	.map((list) => list.map(({ number, wanted, present, prefixes }) => member(number, wanted, present, prefixes)));
const budgets = fc.constantFrom(0, 1, 3, 1_000);
const fillers = fc.constantFrom(0, 90, 98, 99, 100);

/** The groups an organisation would have: those somebody is in, and as many others. */
function existingFor(list: readonly GroupMember[], others: number): XeroContactGroup[] {
	const used = new Map(list.flatMap(({ present }) => present).map((one) => [one.ContactGroupID, one]));
	return [...used.values(), ...Array.from({ length: Math.max(0, others - used.size) }, (_, index) => group(`Accountant's ${index}`))];
}

/** What Xero would hold afterwards. */
function applied(list: readonly GroupMember[], existing: readonly XeroContactGroup[], plan: GroupPlan) {
	const after = [...existing, ...plan.creates.map((name) => group(name))];
	const named = (name: string) => after.find((one) => foldName(one.Name) === foldName(name))!;
	const moved = list.map((one) => {
		const left = plan.removals.filter(({ intercomId }) => intercomId === one.intercomId).map((removal) => removal.group);
		const added = plan.adds.filter((add) => add.members.includes(one)).map(({ name }) => named(name));
		return { ...one, present: [...one.present.filter((present) => !left.includes(present)), ...added] };
	});
	return { members: moved, existing: after };
}

test('a group without a prefix of that contact is never touched', () => {
	fc.assert(
		fc.property(members, budgets, fillers, (list, budget, others) => {
			const plan = planGroups(list, existingFor(list, others), budget);
			const prefixesOf = (id: string) => list.find(({ intercomId }) => intercomId === id)!.prefixes;
			for (const { name, members: added } of plan.adds) {
				for (const { prefixes } of added) expect(isManaged(name, prefixes)).toBe(true);
			}
			for (const { intercomId, group: left } of [...plan.removals, ...plan.postponed]) expect(isManaged(left.Name, prefixesOf(intercomId))).toBe(true);
			for (const name of plan.creates) expect(list.some(({ prefixes }) => isManaged(name, prefixes))).toBe(true);
			expect(isManaged('Debtors', [' ', ''])).toBe(false);
		}),
	);
});

test('there are never more than 100 groups, and no name twice', () => {
	fc.assert(
		fc.property(members, budgets, fillers, (list, budget, others) => {
			const existing = existingFor(list, others);
			const after = [...existing.map(({ Name }) => Name), ...planGroups(list, existing, budget).creates];
			expect(after.length).toBeLessThanOrEqual(Math.max(100, existing.length));
			expect(new Set(after.map(foldName)).size).toBe(after.length);
		}),
	);
});

test('after carrying it out, planning again plans nothing', () => {
	fc.assert(
		fc.property(members, fillers, (list, others) => {
			const existing = existingFor(list, others);
			const after = applied(list, existing, planGroups(list, existing, 1_000));
			expect(planGroups(after.members, after.existing, 1_000)).toMatchObject({ creates: [], adds: [], removals: [], postponed: [] });
		}),
	);
});

test('everybody ends in exactly the groups wanted that Xero has room for, and the budget is kept', () => {
	fc.assert(
		fc.property(members, budgets, fillers, (list, budget, others) => {
			const existing = existingFor(list, others);
			const plan = planGroups(list, existing, budget);
			expect(plan.removals.length).toBeLessThanOrEqual(budget);
			const after = applied(list, existing, plan).members;
			for (const one of after) {
				const ours = (all: readonly string[]) => new Set(all.filter((name) => isManaged(name, one.prefixes)).map(foldName));
				const unmet = plan.overflow.filter(({ intercomId }) => intercomId === one.intercomId).map(({ name }) => name);
				const late = plan.postponed.filter(({ intercomId }) => intercomId === one.intercomId).map(({ group: left }) => left.Name);
				const expected = new Set([...ours(one.wanted), ...late.map(foldName)]);
				for (const name of unmet) expected.delete(foldName(name));
				expect(ours(one.present.map(({ Name }) => Name))).toEqual(expected);
			}
		}),
	);
});

test('the plan does not depend on the order of the batch', () => {
	fc.assert(
		fc.property(members, budgets, fillers, fc.integer(), (list, budget, others, seed) => {
			const existing = existingFor(list, others);
			const shuffled = [...list].sort((a, b) => ((Number(a.intercomId.slice(1)) * seed) % 7) - ((Number(b.intercomId.slice(1)) * seed) % 7)).map((one) => ({ ...one, wanted: [...one.wanted].reverse() }));
			const readable = (plan: GroupPlan) => ({ ...plan, adds: plan.adds.map(({ name, members: of }) => [name, of.map(({ intercomId }) => intercomId)]) });
			expect(readable(planGroups(shuffled, existing, budget))).toEqual(readable(planGroups(list, existing, budget)));
		}),
	);
});

test('where Xero has little room, the groups with the most members go first, then by name; the rest is reported', () => {
	const list = [member(1, ['Tag: B', 'Tag: Z']), member(2, ['Tag: Z', 'Tag: A']), member(3, ['Tag: B', 'Tag: Z', 'Tag: C'])];
	const plan = planGroups(list, existingFor([], 98), 0);
	expect(plan.creates).toEqual(['Tag: B', 'Tag: Z']);
	expect(plan.overflow).toEqual([{ intercomId: 'i2', name: 'Tag: A' }, { intercomId: 'i3', name: 'Tag: C' }]);
});

test('room that a larger group of the same run needs is not given away before', () => {
	const demand = new Map([['tag: big', { name: 'Tag: Big', count: 900 }], ['tag: small', { name: 'Tag: Small', count: 1 }]]);
	expect(planGroups([member(1, ['Tag: Small'])], existingFor([], 99), 0, demand)).toMatchObject({ creates: [], overflow: [{ name: 'Tag: Small' }] });
});

test('a group that differs only in case is the same group', () => {
	expect(planGroups([member(1, ['TAG: vip'], ['Tag: VIP'])], [group('Tag: VIP')], 9)).toMatchObject({ creates: [], adds: [], removals: [] });
	expect(planGroups([member(1, ['TAG: vip'])], [group('Tag: VIP')], 9).adds).toMatchObject([{ name: 'Tag: VIP' }]);
});
