import type { Failure } from '../http/failure';
import { searchSegment, turnsInACircle } from './contactPages';
import type { NamedRecord } from './profile';
import type { Answer, IntercomConnection } from './request';
import { readSegments } from './workspaceEndpoints';

/** Who is in which of some segments, as Intercom's search saw it. */
export interface SegmentMembers {
	/** Names of the segments the contact is in, spelled as in Intercom, always in the same order. */
	segmentsOf(contactId: string): string[];
}

const ALL = '*';

/**
 * Reads the members of segments, one search for each 150. Intercom sends no notification when a contact enters or leaves
 * a segment, and a list of contacts does not say in which they are.
 * @param names compared in any case; `['*']` stands for all segments
 */
export async function readSegmentMembers(names: readonly string[], connection: IntercomConnection): Promise<Answer<SegmentMembers>> {
	const all = await readSegments(connection);
	if (!all.ok) return all;
	const chosen = choose(all.value, names);
	if (!Array.isArray(chosen)) return { ok: false, failure: chosen, attempts: 1 };
	const members: Array<{ name: string; ids: ReadonlySet<string> }> = [];
	for (const { id, name } of chosen.sort((a, b) => (a.name < b.name ? -1 : 1))) {
		const ids = await readMembers(id, connection);
		if (!ids.ok) return ids;
		members.push({ name, ids: ids.value });
	}
	return { ok: true, value: { segmentsOf: (contactId) => members.filter(({ ids }) => ids.has(contactId)).map(({ name }) => name) } };
}

/** A name that no segment has is a failure: an empty segment would look as if everybody had left it. */
function choose(segments: readonly NamedRecord[], names: readonly string[]): NamedRecord[] | Failure {
	if (names.includes(ALL)) return [...segments];
	const unknown = names.filter((name) => !segments.some((segment) => same(segment.name, name)));
	if (unknown.length > 0) return segmentUnknown(unknown);
	return segments.filter((segment) => names.some((name) => same(segment.name, name)));
}

async function readMembers(segmentId: string, connection: IntercomConnection): Promise<Answer<Set<string>>> {
	const ids = new Set<string>();
	for (let cursor: string | null = null; ; ) {
		const answer = await searchSegment(segmentId, cursor, connection);
		if (!answer.ok) return answer;
		const { contacts, nextCursor } = answer.value;
		for (const { contact } of contacts) ids.add(contact.id);
		if (nextCursor === null) return { ok: true, value: ids };
		if (nextCursor === cursor) return { ok: false, failure: turnsInACircle, attempts: 1 };
		cursor = nextCursor;
	}
}

function segmentUnknown(names: readonly string[]): Failure {
	return {
		class: 'validation',
		reason: 'segmentUnknown',
		message: `Intercom has no segment called ${names.map((name) => `"${name}"`).join(' or ')} (field Segments).`,
		nextStep: 'Write the names as in Intercom, separated by commas; a segment may have been renamed or deleted there.',
		retryable: false,
		field: 'segments',
	};
}

const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();
