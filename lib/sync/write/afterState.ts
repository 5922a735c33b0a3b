import type { Failure } from '../../http/failure';
import type { GroupDemand } from '../plan/planGroups';
import { newXeroLists, type XeroLists } from './xeroLists';

/** What a run knows about the work that follows the writes. */
export interface AfterState {
	/** Lists of the organisation, shared with other runs of the process where the caller keeps them. */
	lists: XeroLists;
	/**
	 * Intercom ids of written records whose groups and notes are still to be done, none of which may leave as Synced, with
	 * the notes that an earlier run owed them.
	 */
	unfinished: Map<string, readonly string[] | undefined>;
	/** Contacts that may still be taken out of groups in this run. */
	removalsLeft: number;
	/** Who wants which group, over the whole run. */
	groupDemand?: GroupDemand;
	/** Names (folded) of groups that turned out to be deleted and were made anew. */
	recreated: Set<string>;
	/** Whether the contacts were known from an earlier run of this process. */
	listWasKept: boolean;
	/** Why the users, or the notes, are not asked for again in this run. */
	usersRefused?: { failure: Failure; attempts: number };
	notesStopped?: { failure: Failure; attempts: number };
}

/** Removals a run makes where the user did not say otherwise. */
export const DEFAULT_GROUP_REMOVALS = 50;

export function newAfterState(lists: XeroLists | undefined, listWasKept: boolean, groupRemovals = DEFAULT_GROUP_REMOVALS): AfterState {
	return { listWasKept, lists: lists ?? newXeroLists(), unfinished: new Map(), removalsLeft: groupRemovals, recreated: new Set() };
}
