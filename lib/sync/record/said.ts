import type { MappedRecord, RecordDecision } from './record';

/**
 * What is said of a record that several items stand for, the people of a company or one contact twice: the newest decision
 * of a person counts, none passes a stop that not all may pass, and one that may have been written, or is to be compared,
 * makes the whole so. Pure.
 */
export function withSaid(record: MappedRecord, items: readonly MappedRecord[]): MappedRecord {
	if (items.length < 2) return record;
	const [first, ...others] = items.flatMap(({ decision }) => decision ?? []);
	return {
		...record,
		decision: first && others.reduce(newer, first),
		approved: items.every((item) => item.approved),
		uncertain: items.some((item) => item.uncertain),
		...(items.some((item) => item.compare) && { compare: true }),
	};
}

function newer(one: RecordDecision, other: RecordDecision): RecordDecision {
	return (other.at ?? 0) > (one.at ?? 0) ? other : one;
}
