import type { Subject } from '../../rows/subject';
import { keptText } from './cells';

/** Subjects by kind: a statement each, with all ids as one parameter. */
export function idsByKind(subjects: readonly Subject[]): Map<string, string[]> {
	const ids = new Map<string, string[]>();
	for (const { kind, id } of subjects) ids.set(kind, [...(ids.get(kind) ?? []), keptText(id)]);
	return ids;
}
