import { isListed } from './contactPages';
import type { IntercomContact } from '../profile/profile';
import type { Answer, IntercomConnection } from '../api/request';
import { SEARCH_LAG_SECONDS } from './searchLag';

/**
 * Whether a contact that was just read is archived. Intercom answers for an archived contact as for any other, without a
 * word about it; but its lists and its search leave it out. Costs one search.
 */
export async function isArchived({ id, created_at }: Pick<IntercomContact, 'id' | 'created_at'>, connection: IntercomConnection): Promise<Answer<boolean>> {
	if (connection.clock.now() / 1_000 - created_at < SEARCH_LAG_SECONDS) return { ok: true, value: false };
	const listed = await isListed(id, connection);
	return listed.ok ? { ok: true, value: !listed.value } : listed;
}
