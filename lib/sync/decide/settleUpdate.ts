import type { Plan } from '../plan/plan';
import { bothChangedWords } from '../record/bothChanged';
import type { ReviewReason } from '../record/outcome';
import type { ReviewFacts } from '../record/outcomes';
import type { MappedRecord } from '../record/record';
import { settleBothWays } from './bothWays';
import { settleConflict, type ConflictPolicy } from './conflict';

type Bound = Extract<Plan, { kind: 'update' | 'unchanged' }>;

/** A person has to say which of two values counts. */
export interface Asked {
	kind: 'asked';
	because: Extract<ReviewReason, 'changedInXero' | 'changedOnBothSides'>;
	facts: ReviewFacts;
}

/** An update without what goes the other way, and as far as the conflict policy lets it go. Pure. */
export function settleUpdate(plan: Bound, record: MappedRecord, policy: ConflictPolicy): Bound | Asked {
	const merged = settleBothWays(plan, record);
	if (merged.kind === 'changedOnBothSides') {
		const changes = merged.sides.map(({ changes: [field], shown }) => ({ field: field!, before: shown.xero, after: shown.intercom }));
		const about = bothChangedWords(merged.sides.map(({ field, shown }) => ({ field, ...shown, base: shown.base ?? '' })));
		return { kind: 'asked', because: 'changedOnBothSides', facts: { changes, notes: plan.notes, about } };
	}
	if (merged.kind === 'unchanged') return merged;
	const settled = settleConflict(merged, record, policy);
	if (settled.kind !== 'changedInXero') return settled;
	const cause = record.lastSync ? ('changedInXero' as const) : ('differsWithoutLastSync' as const);
	return { kind: 'asked', because: 'changedInXero', facts: { cause, notes: merged.notes, changes: merged.changes } };
}
