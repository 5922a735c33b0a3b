import type { XeroContactGroup } from '../../xero/contact/contact';
import { MAX_CONTACT_GROUPS } from '../../xero/pace/limits';
import { foldName } from '../record/contactName';

/** A contact and the groups it is and should be in. */
export interface GroupMember {
	intercomId: string;
	/** `''` for a contact that a preview would create. */
	contactId: string;
	wanted: readonly string[];
	/** How the names of groups begin that may be touched for this contact. */
	prefixes: readonly string[];
	present: readonly XeroContactGroup[];
}

export interface Removal {
	intercomId: string;
	contactId: string;
	group: XeroContactGroup;
}

/** What to do about the groups of some contacts, in an order that does not depend on theirs. */
export interface GroupPlan {
	/** Names of groups to create. */
	creates: string[];
	/** How many more groups Xero takes. */
	room: number;
	/** By the name of an existing group or of one to create. */
	adds: { name: string; members: GroupMember[] }[];
	removals: Removal[];
	/** Removals that the budget did not allow. */
	postponed: Removal[];
	/** Wanted groups that Xero has no room for. */
	overflow: { intercomId: string; name: string }[];
	/** Wanted groups that begin with none of the contact's prefixes: they are not ours to fill. */
	foreign: { intercomId: string; name: string }[];
}

/** How many contacts want a group; by folded name. */
export type GroupDemand = ReadonlyMap<string, { name: string; count: number }>;

/** Whether the name is one this mapping looks after, in any case. Pure. */
export function isManaged(name: string, prefixes: readonly string[]): boolean {
	const folded = foldName(name);
	return prefixes.some((prefix) => prefix.trim() !== '' && folded.startsWith(prefix.toLowerCase()));
}

/** Counts who wants which group; of several spellings the first by plain comparison names it. Pure. */
export function groupDemand(members: readonly Pick<GroupMember, 'wanted' | 'prefixes'>[]): GroupDemand {
	const demand = new Map<string, { name: string; count: number }>();
	for (const member of members) {
		for (const [folded, name] of ourWishes(member)) {
			const known = demand.get(folded);
			demand.set(folded, { name: known && known.name < name ? known.name : name, count: (known?.count ?? 0) + 1 });
		}
	}
	return demand;
}

/** The wanted groups that the contact is not known to be in. Pure. */
export function missingGroups(member: GroupMember): string[] {
	const present = new Set(member.present.map(({ Name }) => foldName(Name)));
	return [...ourWishes(member)].flatMap(([folded, name]) => (present.has(folded) ? [] : [name]));
}

/**
 * Plans the smallest set of steps after which every contact is in the groups it wants and in no other one with its
 * prefixes. Of groups that do not exist yet, those with the most members are created as far as Xero has room.
 * @param existing all groups of the organisation
 * @param demand over the whole run, where these contacts are only a part of it
 * @param removalBudget how many removals may be planned
 */
export function planGroups(
	members: readonly GroupMember[],
	existing: readonly XeroContactGroup[],
	removalBudget: number,
	demand: GroupDemand = groupDemand(members),
): GroupPlan {
	const inOrder = [...members].sort((a, b) => compare(a.intercomId, b.intercomId));
	const names = new Map(existing.map(({ Name }) => [foldName(Name), Name]));
	const admitted = new Map(withRoom(demand, names, existing.length).map((name) => [foldName(name), name]));
	const plan: GroupPlan = { creates: [], room: Math.max(0, MAX_CONTACT_GROUPS - existing.length), adds: [], removals: [], postponed: [], overflow: [], foreign: [] };
	const adds = new Map<string, GroupMember[]>();
	for (const member of inOrder) {
		const { intercomId } = member;
		plan.foreign.push(...foreignWishes(member).map((name) => ({ intercomId, name })));
		for (const wanted of missingGroups(member)) {
			const name = names.get(foldName(wanted)) ?? admitted.get(foldName(wanted));
			if (name === undefined) plan.overflow.push({ intercomId, name: wanted });
			else adds.set(name, [...(adds.get(name) ?? []), member]);
		}
	}
	plan.adds = [...adds].map(([name, of]) => ({ name, members: of })).sort((a, b) => compare(a.name, b.name));
	plan.creates = plan.adds.map(({ name }) => name).filter((name) => !names.has(foldName(name)));
	const removals = inOrder.flatMap(removalsOf);
	plan.removals = removals.slice(0, Math.max(0, removalBudget));
	plan.postponed = removals.slice(plan.removals.length);
	return plan;
}

/** Groups to create, those with the most members first, as many as Xero has room for. */
function withRoom(demand: GroupDemand, existing: ReadonlyMap<string, string>, count: number): string[] {
	return [...demand]
		.filter(([folded]) => !existing.has(folded))
		.sort(([a, { count: ofA }], [b, { count: ofB }]) => ofB - ofA || compare(a, b))
		.slice(0, Math.max(0, MAX_CONTACT_GROUPS - count))
		.map(([, { name }]) => name);
}

/** Wanted names with a prefix of ours, each once. */
function ourWishes({ wanted, prefixes }: Pick<GroupMember, 'wanted' | 'prefixes'>): Map<string, string> {
	const ours = wanted.filter((name) => isManaged(name, prefixes)).sort(compare);
	return new Map(ours.reverse().map((name) => [foldName(name), name.trim()]));
}

function foreignWishes({ wanted, prefixes }: GroupMember): string[] {
	return [...new Set(wanted.filter((name) => !isManaged(name, prefixes)))].sort(compare);
}

function removalsOf(member: GroupMember): Removal[] {
	const { intercomId, contactId, present, prefixes } = member;
	const wishes = ourWishes(member);
	return present
		.filter(({ Name }) => isManaged(Name, prefixes) && !wishes.has(foldName(Name)))
		.sort((a, b) => compare(a.Name, b.Name) || compare(a.ContactGroupID, b.ContactGroupID))
		.map((group) => ({ intercomId, contactId, group }));
}

function compare(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}
