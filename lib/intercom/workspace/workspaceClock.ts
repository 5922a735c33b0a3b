import { isRecord } from '../../http/isRecord';
import { ask, type Answer, type IntercomConnection } from '../api/request';
import { epochSeconds, idOf, textOf } from '../api/wireValue';

/** What a reading by time has to know of the workspace. */
export interface WorkspaceClock {
	workspaceId: string;
	/** As Intercom writes it, IANA; null where it does not say. */
	timeZone: string | null;
	/** Epoch seconds by Intercom's own clock when it was asked; this machine's where the answer carries no date. */
	now: number;
}

/** Reads time zone and time of the workspace. Read before a search, its `now` is no later than the search. */
export function readWorkspaceClock(connection: IntercomConnection): Promise<Answer<WorkspaceClock>> {
	const askedAt = Math.floor(connection.clock.now() / 1_000);
	return ask(connection, { method: 'GET', path: '/me' }, ({ body, headers }) => {
		const app = isRecord(body) && isRecord(body.app) ? body.app : {};
		const workspaceId = idOf(app.id_code);
		if (workspaceId === null) return null;
		return { workspaceId, timeZone: textOf(app.timezone), now: epochSeconds(headers.date) ?? askedAt };
	});
}
