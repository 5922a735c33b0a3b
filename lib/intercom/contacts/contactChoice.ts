import type { ContactRole, SearchFilter } from './contactPages';
import { calledSo, segmentUnknown, tagUnknown } from '../attributes/knownNames';
import { dayBefore } from './dayBefore';
import type { IntercomContact, NamedRecord } from '../profile/profile';
import type { Answer, IntercomConnection } from '../api/request';
import { readWorkspaceClock } from '../workspace/workspaceClock';
import { readSegments, readTags } from '../workspace/workspaceEndpoints';

/** Whom a person wants; everything null is everybody. */
export interface ContactChoice {
	role: ContactRole | null;
	/** Name of a tag, of a segment. */
	tag: string | null;
	segment: string | null;
	/** Epoch seconds: created, or changed, at or after it. */
	createdSince: number | null;
	changedSince: number | null;
}

/** What Intercom has to be asked before it can be searched by a choice. */
export interface KnownChoice {
	choice: ContactChoice;
	/** null: not chosen by tag. Several where a name occurs more than once. */
	tagIds: string[] | null;
	segmentIds: string[] | null;
	/** Of the workspace; null: not asked, or Intercom does not say. */
	timeZone: string | null;
}

/** Intercom refuses a search without a condition; this one everybody meets. */
const EVERYBODY: SearchFilter = { field: 'created_at', operator: '>', value: 0 };

/** Whether the choice names anything that only the workspace knows. Pure. */
export function needsAsking({ tag, segment, createdSince, changedSince }: ContactChoice): boolean {
	return tag !== null || segment !== null || createdSince !== null || changedSince !== null;
}

/** Finds out what the choice names: one call each for a tag, a segment, and times. A name that Intercom does not have is a failure. */
export async function askForChoice(choice: ContactChoice, connection: IntercomConnection): Promise<Answer<KnownChoice>> {
	const [tags, segments, clock] = await Promise.all([
		choice.tag === null ? nothing : readTags(connection),
		choice.segment === null ? nothing : readSegments(connection),
		choice.createdSince === null && choice.changedSince === null ? nothing : readWorkspaceClock(connection),
	]);
	if (!tags.ok) return tags;
	if (!segments.ok) return segments;
	if (!clock.ok) return clock;
	const tagIds = idsOf(tags.value, choice.tag);
	if (choice.tag !== null && tagIds?.length === 0) return { ok: false, failure: tagUnknown(choice.tag, { name: 'tag', label: 'Tag' }), attempts: 1 };
	const segmentIds = idsOf(segments.value, choice.segment);
	if (choice.segment !== null && segmentIds?.length === 0) {
		return { ok: false, failure: segmentUnknown([choice.segment], { name: 'segment', label: 'Segment' }), attempts: 1 };
	}
	return { ok: true, value: { choice, tagIds, segmentIds, timeZone: clock.value?.timeZone ?? null } };
}

const nothing: Answer<null> = { ok: true, value: null };

function idsOf(records: NamedRecord[] | null, name: string | null): string[] | null {
	return records === null || name === null ? null : calledSo(records, name).map(({ id }) => id);
}

/**
 * The conditions of a search that finds all who are chosen. By time Intercom compares whole days of the workspace: what is
 * asked for begins a day earlier, and {@link isChosen} takes off who is too many. Pure.
 */
export function filtersOf({ choice, tagIds, segmentIds, timeZone }: KnownChoice): SearchFilter[] {
	const filters = [
		...(choice.role === null ? [] : [{ field: 'role', operator: '=', value: choice.role }]),
		...(tagIds === null ? [] : [anyOf('tag_id', tagIds)]),
		...(segmentIds === null ? [] : [anyOf('segment_id', segmentIds)]),
		...sinceFilter('created_at', choice.createdSince, timeZone),
		...sinceFilter('updated_at', choice.changedSince, timeZone),
	];
	return filters.length === 0 ? [EVERYBODY] : filters;
}

/** A tag knows no operator but = and !=. */
function anyOf(field: string, ids: readonly string[]): SearchFilter {
	const each = ids.map((value) => ({ field, operator: '=', value }));
	const [only] = each;
	return each.length === 1 && only ? only : { operator: 'OR', value: each };
}

function sinceFilter(field: string, since: number | null, timeZone: string | null): SearchFilter[] {
	return since === null ? [] : [{ field, operator: '>', value: Math.max(0, dayBefore(since, timeZone)) }];
}

/** Whether a contact that the search found is chosen, to the second. Pure. */
export function isChosen(contact: Pick<IntercomContact, 'created_at' | 'updated_at'>, { createdSince, changedSince }: ContactChoice): boolean {
	return contact.created_at >= (createdSince ?? 0) && contact.updated_at >= (changedSince ?? 0);
}
