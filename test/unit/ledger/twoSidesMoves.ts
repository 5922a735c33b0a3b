import fc from 'fast-check';
import type { WhenBothChanged } from '../../../lib/ledger/bothWays';
import type { Field } from './twoSidesRun';

export const PEOPLE = 3;

/** What may happen on either side and between them. */
export type Move =
	| { what: 'edit'; side: 'intercom' | 'xero'; n: number; field: Field; value: number }
	/** Something that was told arrives; `keep`: and once more later. `lose`: never. */
	| { what: 'deliver'; pick: number; keep: boolean; lose: boolean }
	| { what: 'begin' | 'read' | 'write' | 'settle' }
	| { what: 'crash'; hears: boolean }
	/** Its lease ends while it goes on: another worker may take the same records, and both are under way. */
	| { what: 'outlive' }
	| { what: 'decide'; n: number; takes: boolean };

const side = fc.constantFrom('intercom' as const, 'xero' as const);
export const moves: fc.Arbitrary<Move[]> = fc.array(
	fc.oneof(
		{ weight: 6, arbitrary: fc.record({ what: fc.constant('edit' as const), side, n: fc.nat(PEOPLE - 1), field: fc.constantFrom('Name' as const, 'Phone' as const), value: fc.nat(3) }) },
		{ weight: 8, arbitrary: fc.record({ what: fc.constant('deliver' as const), pick: fc.nat(9), keep: fc.boolean(), lose: fc.integer({ min: 0, max: 9 }).map((one) => one === 0) }) },
		{ weight: 12, arbitrary: fc.record({ what: fc.constantFrom('begin' as const, 'read' as const, 'write' as const, 'settle' as const) }) },
		{ weight: 1, arbitrary: fc.record({ what: fc.constant('crash' as const), hears: fc.boolean() }) },
		{ weight: 1, arbitrary: fc.record({ what: fc.constant('outlive' as const) }) },
		{ weight: 1, arbitrary: fc.record({ what: fc.constant('decide' as const), n: fc.nat(PEOPLE - 1), takes: fc.boolean() }) },
	),
	{ minLength: 10, maxLength: 70 },
);

export const policy: fc.Arbitrary<WhenBothChanged> = fc.constantFrom('review', 'intercom', 'xero');
