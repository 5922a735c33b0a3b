import type { Failure } from '../../http/failure';
import { CONTACTS_PER_PAGE_MAX, searchOldestFirst, turnsInACircle } from './contactPages';
import { isSameName, segmentUnknown } from '../attributes/knownNames';
import type { NamedRecord } from '../profile/profile';
import type { Answer, IntercomConnection } from '../api/request';
import { readSegments } from '../workspace/workspaceEndpoints';

/** Who is in which of some segments, as Intercom's search saw it. */
export interface SegmentMembers {
	/** The segments the contact is in, named as in Intercom, always in the same order. */
	segmentsOf(contactId: string): NamedRecord[];
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
	const members: Array<{ segment: NamedRecord; ids: ReadonlySet<string> }> = [];
	for (const segment of chosen.sort((a, b) => (a.name < b.name ? -1 : 1))) {
		const ids = await readMembers(segment.id, connection);
		if (!ids.ok) return ids;
		members.push({ segment, ids: ids.value });
	}
	return { ok: true, value: { segmentsOf: (contactId) => members.filter(({ ids }) => ids.has(contactId)).map(({ segment }) => segment) } };
}

/** A name that no segment has is a failure: an empty segment would look as if everybody had left it. */
function choose(segments: readonly NamedRecord[], names: readonly string[]): NamedRecord[] | Failure {
	if (names.includes(ALL)) return [...segments];
	const unknown = names.filter((name) => !segments.some((segment) => isSameName(segment.name, name)));
	if (unknown.length > 0) return segmentUnknown(unknown, { name: 'segments', label: 'Segments' });
	return segments.filter((segment) => names.some((name) => isSameName(segment.name, name)));
}

async function readMembers(segmentId: string, connection: IntercomConnection): Promise<Answer<Set<string>>> {
	const ids = new Set<string>();
	for (let cursor: string | null = null; ; ) {
		const filters = [{ field: 'segment_id', operator: '=', value: segmentId }];
		const answer = await searchOldestFirst({ filters, perPage: CONTACTS_PER_PAGE_MAX, cursor, mergeHistory: false }, connection);
		if (!answer.ok) return answer;
		const { contacts, nextCursor } = answer.value;
		for (const { contact } of contacts) ids.add(contact.id);
		if (nextCursor === null) return { ok: true, value: ids };
		if (nextCursor === cursor) return { ok: false, failure: turnsInACircle, attempts: 1 };
		cursor = nextCursor;
	}
}
