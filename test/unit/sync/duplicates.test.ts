import fc from 'fast-check';
import { collapseSameRecord, compareSeniority, seniorsOf } from '../../../lib/sync/identity/duplicates';
import { id, recordOf } from './records';

const records = fc.array(
	fc
		.record({ number: fc.integer({ min: 1, max: 4 }), role: fc.constantFrom('user' as const, 'lead' as const), createdAt: fc.integer({ min: 1, max: 3 }), updatedAt: fc.integer({ min: 1, max: 3 }), email: fc.constantFrom('jane@x.example', 'JANE@x.example', 'bob@x.example', undefined) })
		.map(({ number, role, email, ...source }) => recordOf({ intercomId: id(number), role, match: { email }, source })),
	{ maxLength: 8 },
);
const distinct = fc.uniqueArray(records.chain((list) => fc.constantFrom(...(list.length > 0 ? list : [recordOf()]))), { selector: ({ intercomId }) => intercomId, maxLength: 4 });

test.each([
	['a user before a lead, however old', { role: 'user', source: { createdAt: 9 } }, { role: 'lead', source: { createdAt: 1 } }],
	['a company before a lead', { role: 'company', source: { createdAt: 9 } }, { role: 'lead', source: { createdAt: 1 } }],
	['the older before the younger', { intercomId: id(9), source: { createdAt: 1 } }, { intercomId: id(1), source: { createdAt: 2 } }],
	['of one age the smaller id', { intercomId: id(1) }, { intercomId: id(2) }],
] as const)('%s', (_, first, second) => {
	const [a, b] = [recordOf(first), recordOf(second)];
	expect(Math.sign(compareSeniority(a, b))).toBe(-1);
	expect(Math.sign(compareSeniority(b, a))).toBe(1);
});

test('who goes first does not depend on the order in which records arrive', () => {
	const inAnyOrder = distinct.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
	fc.assert(
		fc.property(inAnyOrder, ([list, shuffled]) => {
			const seniors = (some: typeof list) => [...seniorsOf([...some].sort(compareSeniority))].sort();
			expect(seniors(shuffled)).toEqual(seniors(list));
		}),
	);
});

test('every email has one senior, and nobody who shares it goes before', () => {
	fc.assert(
		fc.property(distinct, (list) => {
			const seniors = seniorsOf([...list].sort(compareSeniority));
			for (const record of list.filter(({ match }) => match.email)) {
				const senior = list.find(({ intercomId }) => intercomId === seniors.get(record.match.email!.toLowerCase()))!;
				expect(senior.match.email!.toLowerCase()).toBe(record.match.email!.toLowerCase());
				expect(compareSeniority(senior, record)).toBeLessThanOrEqual(0);
			}
		}),
	);
});

test('every input is answered by the newest state of its own record, and by one only', () => {
	fc.assert(
		fc.property(records, (list) => {
			const chosen = collapseSameRecord(list);
			expect(chosen).toHaveLength(list.length);
			chosen.forEach((position, index) => {
				const [input, written] = [list[index]!, list[position]!];
				expect(written.intercomId).toBe(input.intercomId);
				expect(written.source.updatedAt).toBeGreaterThanOrEqual(input.source.updatedAt);
			});
			expect(new Set(chosen).size).toBe(new Set(list.map(({ intercomId }) => intercomId)).size);
		}),
	);
});

test('of two states of one time the later one in the batch counts', () => {
	expect(collapseSameRecord([recordOf(), recordOf(), recordOf({ intercomId: id(2) })])).toEqual([1, 1, 2]);
});
