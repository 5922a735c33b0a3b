import { DEFAULT_BACKOFF } from '../../http/backoff';
import { LOOK_UP_LATER, type Failure } from '../../http/failure';
import { pool } from '../../http/pool';
import { addHistory, getHistory } from '../../xero/api/historyEndpoints';
import { keySharedAtFirst } from '../../xero/api/idempotencyKey';
import { MAX_CALLS_IN_FLIGHT } from '../../xero/pace/limits';
import { missingNotes, withMark } from '../plan/planNotes';
import { lookUpDelayMs } from '../write/writeBatch';
import { failArchive, isAboutOneContact, settleArchive, type ArchiveRun, type PlannedArchive } from './archiveRun';

const MAX_TRIES = 3;

/** Adds a note to the history of each contact, once for each Intercom record. */
export async function noteGone(run: ArchiveRun, planned: readonly PlannedArchive[]): Promise<void> {
	await pool(planned, MAX_CALLS_IN_FLIGHT, async (one) => {
		for (let attempt = 1; !(await tryNote(run, one, attempt)); attempt++) await giveXeroAMoment(run, attempt);
	});
}

/** The mark depends on the Intercom record alone: a repeat on another day, with another date in the text, finds it. Pure. */
export function goneNote(text: string, intercomId: string): string {
	return withMark(text.replace(/\s+/g, ' ').trim(), `gone ${intercomId.toLowerCase()}`);
}

/**
 * Looks whether the note is there, and adds it where it is not: a note cannot be taken back.
 * @returns false when its answer got lost and it has to be looked for again
 */
async function tryNote(run: ArchiveRun, planned: PlannedArchive, attempt: number): Promise<boolean> {
	const { client } = run.deps;
	const { one, contact } = planned;
	if (run.stopped) return fail(run, planned, run.stopped);
	const history = await getHistory(client, contact.ContactID);
	if (!history.ok) return fail(run, planned, history, attempt > 1);
	if (history.requestId) one.requestIds.push(history.requestId);
	const text = goneNote(one.request.note, one.request.intercomId);
	if (missingNotes([text], history.value).length === 0) {
		settleArchive(run, one, { ...(attempt > 1 ? NOTED : { outcome: 'unchanged', reason: 'alreadyNoted' }), contact });
		return true;
	}
	if (run.options.preview) {
		settleArchive(run, one, { outcome: 'preview', reason: 'wouldNote', contact });
		return true;
	}
	const added = await addHistory(client, contact.ContactID, [text], keySharedAtFirst({ organisationId: client.organisationId, run: run.id, attempt }, ['history', contact.ContactID, text]));
	const isLost = !added.ok && added.failure.class === 'uncertain';
	if (!added.ok) return isLost && attempt < MAX_TRIES ? false : fail(run, planned, added, isLost || attempt > 1);
	if (added.requestId) one.requestIds.push(added.requestId);
	settleArchive(run, one, { ...NOTED, contact });
	return true;
}

/** @param isUncertain a note was sent before, and nobody knows whether it arrived */
function fail(run: ArchiveRun, { one }: PlannedArchive, result: { failure: Failure; attempts: number }, isUncertain = false): true {
	if (!isAboutOneContact(result.failure)) run.stopped ??= result;
	failArchive(run, one, isUncertain ? { ...result.failure, ...UNCERTAIN } : result.failure, result.attempts);
	return true;
}

async function giveXeroAMoment({ deps: { client, clock } }: ArchiveRun, attempt: number): Promise<void> {
	const { signal, backoff = DEFAULT_BACKOFF } = client.context;
	await clock.sleep(lookUpDelayMs(attempt, backoff, clock.random()), signal);
}

const NOTED = { outcome: 'updated', reason: 'noted' } as const;

const UNCERTAIN = {
	class: 'uncertain',
	reason: 'xeroStillUncertain',
	message: 'Xero did not answer clearly whether the note was added',
	nextStep: LOOK_UP_LATER,
	retryable: true,
} as const;
