import { withSaid } from '../../../lib/sync/record/said';
import { recordOf } from './records';

const bindAt = (xeroContactId: string, at?: number) => ({ decision: { do: 'bind' as const, xeroContactId, ...(at !== undefined && { at }) } });

test('of several items of one record the newest decision counts, whichever item is written', () => {
	const said = (...items: object[]) => {
		const records = items.map((item) => ({ ...recordOf(), ...item }));
		return withSaid(records[0]!, records).decision;
	};
	expect(said({}, bindAt('a', 5))).toMatchObject({ xeroContactId: 'a' });
	expect(said(bindAt('a', 5), {}, bindAt('b', 9), bindAt('c', 7))).toMatchObject({ xeroContactId: 'b' });
	expect(said(bindAt('a'), { decision: { do: 'create', at: 1 } })).toMatchObject({ do: 'create' });
	expect(said({}, {})).toBeUndefined();
});

test('all have to be let pass, and one that may be written makes all doubtful', () => {
	const [plain, approved, uncertain] = [recordOf(), { ...recordOf(), approved: true }, { ...recordOf(), uncertain: true }];
	expect(withSaid(approved, [approved, approved])).toMatchObject({ approved: true, uncertain: false });
	expect(withSaid(approved, [approved, plain])).toMatchObject({ approved: false });
	expect(withSaid(plain, [plain, uncertain])).toMatchObject({ uncertain: true });
	expect(withSaid(uncertain, [uncertain])).toBe(uncertain);
});
