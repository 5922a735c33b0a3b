import type { IntercomCompany, NamedRecord, Profile } from '../../intercom/profile/profile';
import { PARENT_GROUP, SEGMENT_GROUP, TAG_GROUP } from '../../sync/record/groupNames';
import type { MappedRecord } from '../../sync/record/record';
import { attributeText } from '../values/attributeText';
import { cleanName } from '../values/cleanText';
import { problem, shown, type Problem } from './problem';

/** Which groups a mapping keeps. Names are compared in any case; `['*']` stands for all, an empty list for none. */
export interface GroupSettings {
	tags: readonly string[];
	/** Of contacts only: Intercom's companies say nothing of their segments. */
	segments: readonly string[];
	/** Custom attribute of companies that names the parent company; `''` for none. */
	parentAttribute: string;
	/** Whether the admin who owns a contact is handed to Xero. */
	owner: boolean;
}

/** The groups of one record, and what could not be said about them. */
export interface GroupDraft {
	/** What the mapped record takes over as it is. */
	record: Pick<MappedRecord, 'groups' | 'groupPrefixes' | 'owner'>;
	problems: Problem[];
	remarks: string[];
}

/** Longest name of a group that is sent, prefix included. Xero documents no limit; those of its other short names are 100 and more. */
export const MAX_GROUP_CHARS = 100;

const ALL = '*';

/** One kind of group: how its names begin, and the names the record has. */
interface GroupSource {
	prefix: string;
	names: readonly string[];
}

/**
 * The groups and the owner of a contact: of its tags and segments those that were chosen. What is chosen and was not read
 * with the profile is a problem, because a missing tag would look like one that was removed. Pure, never throws.
 */
export function personGroups({ contact, tags, segments, owner }: Profile, settings: GroupSettings): GroupDraft {
	const problems = [
		...(settings.tags.length > 0 && tags === null ? [notRead('tags')] : []),
		...(settings.segments.length > 0 && segments === null ? [notRead('segments')] : []),
		...(settings.owner && owner === null && contact.owner_id !== null ? [ownerUnknown(contact.owner_id)] : []),
	];
	const sources = [...chosenSource(TAG_GROUP, tags, settings.tags), ...chosenSource(SEGMENT_GROUP, segments, settings.segments)];
	const { record, remarks } = groupsOf(sources);
	const named = owner === null ? null : { email: owner.email, name: cleanName(owner.name) };
	return { record: { ...record, ...(settings.owner && { owner: named }) }, problems, remarks };
}

/**
 * The groups of a company: its own tags and its parent. Nothing of the contact who led to it: two colleagues with
 * different tags would put the company in and out. Pure, never throws.
 */
export function organisationGroups({ tags, custom_attributes }: IntercomCompany, settings: GroupSettings): GroupDraft {
	const attribute = settings.parentAttribute;
	const parent = Object.hasOwn(custom_attributes, attribute) ? attributeText(custom_attributes[attribute], attribute, 'text') : '';
	const parentSource = attribute === '' ? [] : [{ prefix: PARENT_GROUP, names: [parent].filter((name) => name !== '') }];
	return { ...groupsOf([...chosenSource(TAG_GROUP, tags, settings.tags), ...parentSource]), problems: [] };
}

function chosenSource(prefix: string, records: readonly NamedRecord[] | null, chosen: readonly string[]): GroupSource[] {
	if (chosen.length === 0) return [];
	const wanted = new Set(chosen.map(folded));
	const names = (records ?? []).map(({ name }) => name).filter((name) => wanted.has(ALL) || wanted.has(folded(name)));
	return [{ prefix, names }];
}

function groupsOf(sources: readonly GroupSource[]): Omit<GroupDraft, 'problems'> {
	if (sources.length === 0) return { record: { groups: [] }, remarks: [] };
	const made = sources.flatMap(({ prefix, names }) => names.map((name) => groupOf(prefix, name)));
	const groups = uniqueSorted(made.flatMap(({ group }) => group ?? []));
	const remarks = [...new Set(made.flatMap(({ remark }) => remark ?? []))].sort();
	return { record: { groups, groupPrefixes: sources.map(({ prefix }) => prefix) }, remarks };
}

function groupOf(prefix: string, name: string): { group?: string; remark?: string } {
	const cleaned = cleanName(name);
	const kind = prefix.replace(': ', '');
	if (!/[\p{L}\p{N}]/u.test(cleaned)) return { remark: `${kind} "${shown(name)}" has neither a letter nor a digit and became no group.` };
	const group = `${prefix}${cleaned}`;
	if (group.length <= MAX_GROUP_CHARS) return { group };
	const cut = `${group.slice(0, MAX_GROUP_CHARS - 1).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`;
	return { group: cut, remark: `${kind} "${shown(name)}" was cut to ${MAX_GROUP_CHARS} characters for its group.` };
}

/** In an order of their own, whatever the order in Intercom; of names that differ in case only, one. */
function uniqueSorted(groups: readonly string[]): string[] {
	if (groups.length < 2) return [...groups];
	const byKey = new Map<string, string>();
	for (const group of [...groups].sort()) if (!byKey.has(folded(group))) byKey.set(folded(group), group);
	return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function notRead(what: 'tags' | 'segments'): Problem {
	const message = `Groups are wanted for ${what}, and the profile was read without them`;
	return problem('item', `${what}NotRead`, '', message, `Switch ${what} on in Intercom Contacts: Get Profile.`);
}

function ownerUnknown(id: string): Problem {
	const message = 'The owner is wanted in Xero, and the profile names none although the contact has one';
	const fix = 'Switch owner on in Intercom Contacts: Get Profile. If it is on, the owner has left the workspace: give the contact another one.';
	return problem('item', 'ownerNotRead', id, message, fix);
}

/** Names that are cleaned to the same are the same group. */
const folded = (name: string) => cleanName(name).toLowerCase();
