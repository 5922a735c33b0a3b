import { pool } from '../../http/pool';
import { MAX_CALLS_IN_FLIGHT, MAX_CONTACTS_PER_WRITE } from '../../xero/pace/limits';
import { intoBatches } from '../write/intoBatches';
import { sendUpdates, type SendableUpdate, type Write, type WriteAnswer, type Written } from '../write/writeBatch';
import { failArchive, settleArchive, type ArchiveRun, type PendingArchive, type PlannedArchive } from './archiveRun';

/** What is said of a contact that we archived. */
export const ARCHIVED = { outcome: 'updated', reason: 'archived' } as const;

/**
 * Sends the archives, fifty in a call, each with ContactID and ContactStatus alone.
 * @returns those whose answer was a refusal or got lost: the contact has to be looked at again, because Xero answers
 *   the repeat of an archive that arrived with a refusal too
 */
export async function sendArchives(run: ArchiveRun, archives: readonly PlannedArchive[]): Promise<PendingArchive[]> {
	const byKey = new Map(archives.map(({ one }) => [one.key, one]));
	const batches = intoBatches(archives.map(toWrite), MAX_CONTACTS_PER_WRITE);
	let down: Extract<Written, { kind: 'failed' }> | undefined;
	const answers = await pool(batches, MAX_CALLS_IN_FLIGHT, async (batch) => {
		if (down) return batch.map(({ intercomId }): WriteAnswer => ({ intercomId, written: down! }));
		for (const { intercomId } of batch) noteSent(run, byKey.get(intercomId)!);
		const sent = await sendUpdates(run.deps.client, batch);
		for (const { written } of sent) if (written.kind === 'failed' && written.stop) down = written;
		return sent;
	});
	return answers.flat().flatMap((answer) => {
		const one = byKey.get(answer.intercomId)!;
		return takeAnswer(run, one, answer) ? [] : [one];
	});
}

/** What this process wrote before says nothing any more: a record that comes back has to be compared with Xero. */
function noteSent({ deps, options }: ArchiveRun, one: PendingArchive): void {
	one.isSent = true;
	deps.memory.forget(options.organisationId, one.request.intercomId);
}

/** Within a run a request is known by its key, not by its Intercom id. */
function toWrite({ one, contact }: PlannedArchive): Write<SendableUpdate> {
	const body = { ContactID: contact.ContactID, ContactStatus: 'ARCHIVED' };
	return { intercomId: one.key, plan: { kind: 'update', body }, attempt: 0 };
}

/** @returns true when the request is settled */
function takeAnswer(run: ArchiveRun, one: PendingArchive, { written, requestId }: WriteAnswer): boolean {
	if (requestId) one.requestIds.push(requestId);
	switch (written.kind) {
		case 'written':
			run.deps.shelf.tell(run.shelfKey, written.contact);
			if (written.contact.ContactStatus !== 'ARCHIVED') return false;
			settleArchive(run, one, { ...ARCHIVED, contact: written.contact, notes: written.warnings });
			return true;
		case 'refused':
			one.refusals = written.messages;
			return false;
		case 'lost':
			return false;
		case 'failed':
			// Its answer may have been lost with every try; the next look shows what became of it.
			if (written.failure.class === 'transient') return false;
			if (written.stop) run.stopped ??= written;
			failArchive(run, one, written.failure, written.attempts);
			return true;
	}
}
