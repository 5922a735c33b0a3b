import { ShortMemory } from '../../http/shortMemory';
import type { XeroContactGroup } from '../../xero/contact/contact';
import type { XeroUser } from '../../xero/contact/users';

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
