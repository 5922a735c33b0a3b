import type { RecordRow } from '../rows/record';
import type { RunningWork, WaitingWork } from '../rows/work';
import { isNoise } from './noise';
import { NO_REMOVAL, tellsOfRemoval } from './removalNews';
import { rewrite } from './rewrite';
import type { ItsWork, Settled, Settling } from './settling';
import { waiting } from './workRow';

/** Until then Intercom's search may still show what was before. https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/searchcontacts */
export const SEARCH_LAG_MS = 15 * 60_000;

/** A row whose record went through: all that its failures left is cleared. Pure. */
export function cleared(work: RunningWork, changes: Partial<WaitingWork>): WaitingWork {
	const settled = { attempts: 0, scheduledAt: null, uncertain: false, waitsFor: null, approved: false, class: null, reason: null, message: null, nextStep: null, failedAt: null };
	return waiting(work, { ...settled, ...changes });
}

/**
 * What is left to do once a record was read and dealt with: what came meanwhile and is news, a second look at one that is
 * said to be archived, or nothing. Pure.
 * @param record as it is now
 */
export function workAfterReading(work: ItsWork, record: RecordRow, { now, organisationId }: Pick<Settling, 'now' | 'organisationId'>): Settled {
	if (work === null) return { became: 'done', nextAt: null, changes: [] };
	const { arrived } = work;
	const removal = isLookedFor(work) && now >= work.removalAtSeconds * 1_000 + SEARCH_LAG_MS ? NO_REMOVAL : {};
	if (arrived !== null && (tellsOfRemoval(arrived.topic) || !isNoise(record, organisationId, arrived))) {
		const { why, topic, priority } = arrived;
		const keptRemoval = tellsOfRemoval(arrived.topic) ? {} : removal;
		return { became: 'again', nextAt: now, changes: rewrite('work', work, cleared(work, { why, topic, priority, jobId: null, since: now, dueAt: now, ...keptRemoval }), 'news') };
	}
	if (work.removal === 'archived' && !('removal' in removal)) {
		const dueAt = work.removalAtSeconds * 1_000 + SEARCH_LAG_MS;
		return { became: 'waits', nextAt: dueAt, changes: rewrite('work', work, cleared(work, { dueAt }), 'lookAgain') };
	}
	return { became: 'done', nextAt: null, changes: rewrite('work', work, null, 'done') };
}

function isLookedFor({ removal }: RunningWork): boolean {
	return removal === 'archived' || removal === 'vanished';
}
