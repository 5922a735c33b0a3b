import { ShortMemory } from '../../../lib/http/shortMemory';
import type { ContactPage } from '../../../lib/intercom/contacts/contactPages';
import type { Answer, IntercomConnection } from '../../../lib/intercom/api/request';
import { readSegmentMembers, type SegmentMembers } from '../../../lib/intercom/contacts/segmentMembers';

/** Longer than the pages of 100,000 contacts take, one execution each. */
const LIFE_MS = 60 * 60_000;

/** The pages of one sweep share what was read with the first; another worker process reads it once more. */
const kept = new ShortMemory<SegmentMembers>(LIFE_MS);

/**
 * The members of the named segments, for one page of contacts: read anew with the first page, recalled for those after it.
 * @returns null when nothing was asked for or the page holds nobody
 */
export async function membersOf(
	names: readonly string[],
	{ contacts }: ContactPage,
	isFirst: boolean,
	connection: IntercomConnection,
): Promise<Answer<SegmentMembers> | null> {
	const workspaceId = contacts[0]?.workspaceId;
	if (names.length === 0 || workspaceId === undefined) return null;
	const key = JSON.stringify([connection.simulatorUrl, connection.region, workspaceId, names]);
	const now = connection.clock.now();
	const known = isFirst ? undefined : kept.recall(key, now);
	if (known) return { ok: true, value: known };
	const answer = await readSegmentMembers(names, connection);
	if (answer.ok) kept.keep(key, answer.value, now);
	return answer;
}
