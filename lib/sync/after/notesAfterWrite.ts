import { DEFAULT_BACKOFF } from '../../http/backoff';
import { LOOK_UP_LATER, type Failure } from '../../http/failure';
import { pool } from '../../http/pool';
import { addHistory, getHistory } from '../../xero/api/historyEndpoints';
import { keySharedAtFirst } from '../../xero/api/idempotencyKey';
import { MAX_CALLS_IN_FLIGHT } from '../../xero/pace/limits';
import { dueNotes, missingNotes, type SyncedOutcome } from '../plan/planNotes';
import type { Run } from '../write/run';
import { lookUpDelayMs } from '../write/writeBatch';
import { miss, stopWhereHopeless, type AfterItem } from './afterItem';

/** Sends of one contact's notes until they are left to the next run. */
const MAX_SENDS = 3;

const NOTES = 'the history notes';

/**
 * Adds the notes of written contacts, all of a contact in one call, each note once whatever happens: only on a contact
 * that this run made are they sent unasked, else the history tells which are missing.
 */
export async function notesAfterWrite(run: Run, items: readonly AfterItem[]): Promise<void> {
	const noted = items.flatMap((item) => {
		const changes = [...item.outcome.changes, ...item.changes];
		const due = dueNotes(item.record, { ...asChanged(item), changes }, item.owed ?? []);
		return due.length > 0 && item.missing.length === 0 ? [{ item, due }] : [];
	});
	const { deps, options } = run;
	// In these words until they are seen to be there: a stopped execution comes back to them.
	if (!options.preview) for (const { item, due } of noted) deps.memory.owe(options.organisationId, item.record.intercomId, due);
	await pool(noted, MAX_CALLS_IN_FLIGHT, async ({ item, due }) => await addNotes(run, item, due));
}

/** A contact whose groups changed was changed. */
function asChanged({ outcome, changes }: AfterItem): SyncedOutcome {
	return outcome.outcome === 'unchanged' && changes.length > 0 ? { ...outcome, outcome: 'updated' } : outcome;
}

async function addNotes(run: Run, item: AfterItem, due: readonly string[]): Promise<void> {
	const isNew = item.owed === undefined && hasNoHistory(item.outcome);
	let left: readonly string[] | undefined = isNew ? due : await stillMissing(run, item, due);
	const changes = (left ?? []).map((text) => ({ field: 'History', before: '', after: text }));
	for (let send = 1; left !== undefined && left.length > 0 && !run.options.preview; send++) {
		if (send > MAX_SENDS) return giveUp(run, item);
		const result = await sendNotes(run, item, left, send);
		if (result === 'sent') break;
		left = result === 'lost' ? await stillMissing(run, item, due) : undefined;
	}
	if (left !== undefined) item.changes.push(...changes);
}

/** Whether the contact was made by this run's own create. */
function hasNoHistory({ outcome, reason }: SyncedOutcome): boolean {
	return outcome === 'created' && (reason === 'wouldCreate' || reason === 'noCandidate');
}

/** The notes that the history does not show; undefined where it could not be read. */
async function stillMissing(run: Run, item: AfterItem, due: readonly string[]): Promise<string[] | undefined> {
	const stopped = run.stopped ?? run.notesStopped;
	const result = stopped ? { ...stopped, ok: false as const } : await getHistory(run.deps.client, item.outcome.xeroContactId);
	if (result.ok) return missingNotes(due, result.value);
	failed(run, item, result);
	return undefined;
}

async function sendNotes(run: Run, item: AfterItem, texts: readonly string[], send: number): Promise<'sent' | 'lost' | 'failed'> {
	const stopped = run.stopped ?? run.notesStopped;
	if (stopped) {
		failed(run, item, stopped);
		return 'failed';
	}
	const { client, clock } = run.deps;
	const { xeroContactId } = item.outcome;
	const result = await addHistory(client, xeroContactId, texts, keySharedAtFirst({ organisationId: client.organisationId, run: run.id, attempt: send }, ['history', xeroContactId, texts]));
	if (result.ok) {
		if (result.requestId) item.requestIds.push(result.requestId);
		return 'sent';
	}
	if (result.failure.class !== 'uncertain') {
		failed(run, item, result);
		return 'failed';
	}
	const { signal, backoff = DEFAULT_BACKOFF } = client.context;
	await clock.sleep(lookUpDelayMs(send, backoff, clock.random()), signal);
	return 'lost';
}

function failed(run: Run, item: AfterItem, why: { failure: Failure; attempts: number }): void {
	stopWhereHopeless(run, why);
	miss(item, NOTES, why);
}

/** Xero takes no notes at the moment: the others of this run are not tried, their contacts are written all the same. */
function giveUp(run: Run, item: AfterItem): void {
	run.notesStopped ??= { failure: NOTES_UNCERTAIN, attempts: MAX_SENDS };
	miss(item, NOTES, run.notesStopped);
}

const NOTES_UNCERTAIN: Failure = {
	class: 'uncertain',
	reason: 'xeroNotesUncertain',
	message: 'Xero did not answer clearly whether it added the notes',
	nextStep: LOOK_UP_LATER,
	retryable: true,
};
