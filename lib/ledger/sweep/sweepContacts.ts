import type { Failure } from '../../http/failure';
import { CONTACTS_PER_PAGE_MAX, listContacts } from '../../intercom/contacts/contactPages';
import type { Answer, IntercomConnection } from '../../intercom/api/request';
import { readSegmentMembers, type SegmentMembers } from '../../intercom/contacts/segmentMembers';
import { readWorkspace } from '../../intercom/workspace/workspaceEndpoints';
import { readBinding } from '../decisions/holders';
import { beginSweep, endSweep, sawPage, takeVanished } from '../decisions/sweep';
import type { LedgerStore } from '../store/port';
import { otherWorkspace, sweepBegunAnew } from './sweepFailures';

/** What one sweep came to. */
export interface SweepResult {
	/** Its number among all of the ledger. */
	sweep: number;
	/** Contacts and pages that were read. */
	seen: number;
	pages: number;
	/** Who entered or left a chosen segment, and is due now. */
	moved: number;
	/** Whom two whole sweeps missed: each is looked for before anything follows. */
	vanished: number;
	/** Why it was broken off; null: every page was read. */
	failure: Failure | null;
	/** Sweeps that were broken off one after the other, this one included. */
	broken: number;
}

/** Rows of one step. */
const AT_ONCE = 500;

/**
 * Reads all contacts of the workspace, page after page, and lets the ledger see them: who entered or left a chosen segment is
 * due, and whom two whole sweeps in a row did not see may have left. No more than a page is held, besides the members of the
 * chosen segments. A sweep that breaks off proves nothing about anybody.
 * @param segments names of the chosen segments, `['*']` for all; none: nobody looks who is in which
 * @throws LedgerProblem of the store; NoAnswer where the execution is stopped
 */
export async function sweepContacts(store: LedgerStore, connection: IntercomConnection, segments: readonly string[]): Promise<SweepResult> {
	const { now } = connection.clock;
	const { sweep, broken } = await store.change(beginSweep(now()));
	const result: SweepResult = { sweep, seen: 0, pages: 0, moved: 0, vanished: 0, failure: null, broken: 0 };
	const failure = await readAll(store, connection, segments, sweep, result);
	if (failure !== null) return { ...result, failure, broken: broken + 1 };
	const { counts, seenBefore } = await store.change(endSweep(sweep));
	if (!counts) return { ...result, failure: sweepBegunAnew, broken: broken + 1 };
	return { ...result, vanished: seenBefore === 0 ? 0 : await findVanished(store, seenBefore, now) };
}

async function readAll(store: LedgerStore, connection: IntercomConnection, segments: readonly string[], sweep: number, result: SweepResult): Promise<Failure | null> {
	const wrong = await wrongWorkspace(store, connection);
	if (wrong !== null) return wrong;
	const members: Answer<SegmentMembers> | null = segments.length === 0 ? null : await readSegmentMembers(segments, connection);
	if (members?.ok === false) return members.failure;
	for (let cursor: string | null = null; ; ) {
		const page = await listContacts(CONTACTS_PER_PAGE_MAX, cursor, connection);
		if (!page.ok) return page.failure;
		const { contacts, nextCursor } = page.value;
		const seen = contacts.map(({ contact: { id } }) => ({ kind: 'contact' as const, id, segments: members === null ? null : members.value.segmentsOf(id).map(({ name }) => name).join(', ') }));
		const { isCurrent, moved } = await store.change(sawPage(sweep, seen, connection.clock.now()));
		result.seen += seen.length;
		result.pages += 1;
		result.moved += moved;
		if (!isCurrent) return sweepBegunAnew;
		if (nextCursor === null) return null;
		cursor = nextCursor;
	}
}

/** The contacts of another workspace would make all of this one look as if they had left. */
async function wrongWorkspace(store: LedgerStore, connection: IntercomConnection): Promise<Failure | null> {
	const answer = await readWorkspace(connection);
	if (!answer.ok) return answer.failure;
	const binding = await store.change(readBinding());
	return binding === null || binding.workspaceId === answer.value.id ? null : otherWorkspace(answer.value.id, binding.workspaceId);
}

async function findVanished(store: LedgerStore, seenBefore: number, now: () => number): Promise<number> {
	let found = 0;
	for (let after = ''; ; ) {
		const answer = await store.change(takeVanished(seenBefore, after, AT_ONCE, now()));
		found += answer.vanished;
		if (answer.after === '') return found;
		after = answer.after;
	}
}
