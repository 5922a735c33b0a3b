import type { ShortMemory } from '../../http/shortMemory';
import type { XeroContactGroup } from '../../xero/contact/contact';
import type { XeroResult } from '../../xero/api/endpoints';
import { getGroups } from '../../xero/api/groupEndpoints';
import { getUsers, type XeroUser } from '../../xero/contact/users';
import type { Run } from '../write/run';

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
