import type { Failure } from '../../http/failure';
import { pool } from '../../http/pool';
import type { XeroContactGroup } from '../../xero/contact/contact';
import { removeMember } from '../../xero/api/groupEndpoints';
import { MAX_CALLS_IN_FLIGHT } from '../../xero/pace/limits';
import type { XeroUser } from '../../xero/contact/users';
import { groupWishes } from '../plan/groupWishes';
import { groupDemand, isManaged, missingGroups, planGroups, type GroupMember, type GroupPlan, type Removal } from '../plan/planGroups';
import { hasGroups } from '../record/afterWork';
import { DEFAULT_GROUP_REMOVALS } from '../write/afterState';
import type { Run } from '../write/run';
import { miss, stopWhereHopeless, type AfterItem } from './afterItem';
import { readDoubtedGroups } from './doubtedGroups';
import { fillGroup, noRoom } from './fillGroup';
import { readGroups, readUsers } from './groupLists';

/**
 * Brings the groups of written contacts to what their records say: one read of the list where somebody misses a group,
 * then the creates, the adds fifty at a time, the removals one call each under the run's budget. In a preview only the
 * reading is done.
 */
export async function groupsAfterWrite(run: Run, items: readonly AfterItem[]): Promise<void> {
	const concerned = items.filter(({ record }) => hasGroups(record));
	if (concerned.length === 0) return;
	const users = await ownersOf(run, concerned);
	await readDoubtedGroups(run, concerned, (item) => isAsWanted(item, users));
	const byId = new Map(concerned.map((item) => [item.record.intercomId, item]));
	const members = concerned.map((item) => memberOf(item, users));
	const before = new Map(concerned.map((item) => [item, [...item.groups]]));
	const plan = await planOf(run, members, users, byId);
	if (plan) await carryOut(run, plan, byId);
	members.forEach(({ prefixes }, index) => tell(run, concerned[index]!, before.get(concerned[index]!)!, prefixes));
}

/** By what is known of the contact's groups. */
function isAsWanted({ record, outcome, groups }: AfterItem, users: readonly XeroUser[] | undefined): boolean {
	const member = { ...groupWishes(record, users), intercomId: record.intercomId, contactId: outcome.xeroContactId, present: groups };
	const { removals } = planGroups([member], [], Number.POSITIVE_INFINITY);
	return removals.length === 0 && missingGroups(member).length === 0;
}

/** The users, where somebody has an owner; without them only owner groups stay undone. */
async function ownersOf(run: Run, items: readonly AfterItem[]): Promise<XeroUser[] | undefined> {
	const owned = items.filter(({ record }) => record.owner !== undefined);
	if (!owned.some(({ record }) => record.owner)) return [];
	const stopped = run.usersRefused ?? run.stopped;
	const result = stopped ? { ...stopped, ok: false as const } : await readUsers(run);
	if (result.ok) return result.value;
	// A missing scope concerns this list alone: everything else goes on without asking again.
	run.usersRefused = result;
	if (result.failure.reason !== 'xeroScopeMissing') stopWhereHopeless(run, result);
	for (const item of owned) miss(item, 'the owner group', result);
	return undefined;
}

function memberOf(item: AfterItem, users: readonly XeroUser[] | undefined): GroupMember {
	const { wanted, prefixes, facts } = groupWishes(item.record, users);
	item.facts.push(...facts);
	return { intercomId: item.record.intercomId, contactId: item.outcome.xeroContactId, wanted, prefixes, present: item.groups };
}

/** The list of groups is read only where somebody misses one: what a contact is in, its own reading told. */
async function planOf(
	run: Run,
	members: readonly GroupMember[],
	users: readonly XeroUser[] | undefined,
	byId: ReadonlyMap<string, AfterItem>,
): Promise<GroupPlan | undefined> {
	const lacking = members.filter((member) => missingGroups(member).length > 0);
	const listed = lacking.length === 0 ? { ok: true as const, value: [] } : await groupsUnlessStopped(run);
	if (!listed.ok) {
		stopWhereHopeless(run, listed);
		for (const member of lacking) {
			for (const name of missingGroups(member)) miss(byId.get(member.intercomId)!, `group "${name}"`, listed);
		}
	}
	const known = listed.ok ? members : members.filter((member) => !lacking.includes(member));
	run.groupDemand ??= groupDemand(run.records.map((record) => groupWishes(record, users)));
	// What an owner's group is called may not have been known at the first window.
	const demand = new Map([...groupDemand(known), ...run.groupDemand]);
	return planGroups(known, listed.ok ? listed.value : [], run.removalsLeft, demand);
}

async function groupsUnlessStopped(run: Run): ReturnType<typeof readGroups> {
	return run.stopped ? { ok: false, ...run.stopped } : await readGroups(run);
}

async function carryOut(run: Run, plan: GroupPlan, byId: ReadonlyMap<string, AfterItem>): Promise<void> {
	const itemOf = ({ intercomId }: { intercomId: string }) => byId.get(intercomId)!;
	for (const one of plan.foreign) itemOf(one).facts.push(`Not put into group "${one.name}": its name begins with no prefix of this mapping.`);
	for (const one of plan.overflow) noRoom([itemOf(one)], one.name);
	for (const one of plan.postponed) postpone(run, itemOf(one), one);
	run.removalsLeft -= plan.removals.length;
	if (run.options.preview) return preview(plan, itemOf);
	await pool(plan.adds, MAX_CALLS_IN_FLIGHT, async ({ name, members }) => await fillGroup(run, name, members.map(itemOf)));
	await pool(plan.removals, MAX_CALLS_IN_FLIGHT, async (removal) => await remove(run, itemOf(removal), removal));
}

async function remove(run: Run, item: AfterItem, { contactId, group }: Removal): Promise<void> {
	const what = `leaving group "${group.Name}"`;
	if (run.stopped) return miss(item, what, run.stopped);
	const result = await removeMember(run.deps.client, group.ContactGroupID, contactId);
	if (result.ok) {
		item.groups = item.groups.filter(({ ContactGroupID }) => ContactGroupID !== group.ContactGroupID);
		if (result.requestId) item.requestIds.push(result.requestId);
		return;
	}
	stopWhereHopeless(run, result);
	miss(item, what, result);
}

/** A budget of nothing means that contacts are never taken out, which is no reason to come back. */
function postpone(run: Run, item: AfterItem, { group }: Removal): void {
	const { groupRemovals = DEFAULT_GROUP_REMOVALS, preview: isPreview } = run.options;
	if (groupRemovals === 0) item.facts.push(`Still in group "${group.Name}": the option Group Removals per Run is 0.`);
	else if (isPreview) item.facts.push(`Still in group "${group.Name}" after one run: more than ${groupRemovals} removals would be needed.`);
	else miss(item, `leaving group "${group.Name}"`, { failure: BUDGET_SPENT, attempts: 0 });
}

const BUDGET_SPENT: Failure = {
	class: 'transient',
	reason: 'groupRemovalsSpent',
	message: 'This run has taken as many contacts out of groups as the option Group Removals per Run allows',
	nextStep: 'Nothing to do: the next runs do the rest. If the removals are right, a higher number in the option makes them faster.',
	retryable: true,
};

function preview(plan: GroupPlan, itemOf: (one: { intercomId: string }) => AfterItem): void {
	tellNewGroups(plan, itemOf);
	for (const { name, members } of plan.adds) {
		for (const member of members) itemOf(member).groups.push({ ContactGroupID: '', Name: name });
	}
	for (const removal of plan.removals) {
		const item = itemOf(removal);
		item.groups = item.groups.filter((group) => group !== removal.group);
	}
}

/** What Xero does not have yet adds up over the pages of a dry run, of which each is previewed by itself. */
function tellNewGroups({ room, adds, creates, overflow }: GroupPlan, itemOf: (one: { intercomId: string }) => AfterItem): void {
	const wanted = [...adds.filter(({ name }) => creates.includes(name)).flatMap(({ name, members }) => members.map(({ intercomId }) => ({ intercomId, name }))), ...overflow];
	for (const one of wanted) (itemOf(one).newGroups ??= { names: [], room }).names.push(one.name);
}

/** The change as a person wants to read it, in an order that does not depend on which group was filled first, and what the next run has to know. */
function tell(run: Run, item: AfterItem, before: readonly XeroContactGroup[], prefixes: readonly string[]): void {
	const [was, is] = [before, item.groups].map((groups) => groups.map(({ Name }) => Name).filter((name) => isManaged(name, prefixes)).sort().join(', '));
	if (was === is) return;
	item.changes.push({ field: 'ContactGroups', before: was!, after: is! });
	if (!run.options.preview) run.directory.setGroups(item.outcome.xeroContactId, item.groups);
}
