import type { XeroContactGroup } from '../xero/contact';
import type { XeroResult } from '../xero/endpoints';
import { getGroups } from '../xero/groupEndpoints';
import { ShortMemory } from '../http/shortMemory';
import { getUsers, type XeroUser } from '../xero/users';
import type { Run } from './upsertRun';

const GROUPS_MS = 5 * 60_000;
const USERS_MS = 10 * 60_000;

/** Lists of an organisation that change seldom, shared by the runs of a process. */
export interface XeroLists {
	groups: ShortMemory<XeroContactGroup[]>;
	users: ShortMemory<XeroUser[]>;
}

export function newXeroLists(): XeroLists {
	return { groups: new ShortMemory(GROUPS_MS), users: new ShortMemory(USERS_MS) };
}

/** The groups of the organisation, by a list of the last minutes or a new one. */
export async function readGroups(run: Run): Promise<XeroResult<XeroContactGroup[]>> {
	return await recalled(run, run.lists.groups, async () => await getGroups(run.deps.client));
}

/** The users of the organisation in the same way. */
export async function readUsers(run: Run): Promise<XeroResult<XeroUser[]>> {
	return await recalled(run, run.lists.users, async () => await getUsers(run.deps.client));
}

/** After something showed that the list is not what it was. */
export async function readGroupsAgain(run: Run): Promise<XeroResult<XeroContactGroup[]>> {
	run.lists.groups.forget(keyOf(run));
	return await readGroups(run);
}

/** A group of our own making belongs to the list without another call. */
export function noteGroup(run: Run, group: XeroContactGroup): void {
	run.lists.groups.recall(keyOf(run), run.deps.clock.now())?.push(group);
}

async function recalled<T>(run: Run, memory: ShortMemory<T>, read: () => Promise<XeroResult<T>>): Promise<XeroResult<T>> {
	const known = memory.recall(keyOf(run), run.deps.clock.now());
	if (known !== undefined) return { ok: true, value: known };
	const result = await read();
	if (result.ok) memory.keep(keyOf(run), result.value, run.deps.clock.now());
	return result;
}

function keyOf({ deps, options }: Run): string {
	return `${deps.client.baseUrl} ${options.organisationId}`;
}
