import { LOOK_UP_LATER, type Failure } from '../../http/failure';
import type { XeroContactGroup } from '../../xero/contact/contact';
import type { SyncedOutcome } from '../plan/planNotes';
import type { Change } from '../record/outcome';
import { failed } from '../record/outcomes';
import type { MappedRecord } from '../record/record';
import { remember, type Run } from '../write/run';
import { named } from '../record/named';

/** A written record and what is done about it after the write. */
export interface AfterItem {
	record: MappedRecord;
	outcome: SyncedOutcome;
	/** Notes an earlier run could not add; undefined where it left nothing undone. */
	owed: readonly string[] | undefined;
	/** The groups the contact is in by now. */
	groups: XeroContactGroup[];
	/** What to say of it besides. */
	facts: string[];
	changes: Change[];
	requestIds: string[];
	/** What is still to be done, in words, and why. */
	missing: string[];
	stoppedBy?: { failure: Failure; attempts: number };
	/** Of a preview, see Outcome. */
	newGroups?: { names: string[]; room: number };
}

/** Notes that something is still to be done; the first reason is the one that is told. */
export function miss(item: AfterItem, what: string, stoppedBy: { failure: Failure; attempts: number }): void {
	item.missing.push(what);
	item.stoppedBy ??= stoppedBy;
}

/** A failure that every later call would meet too ends the run; one that lies with the contact or group does not. */
export function stopWhereHopeless(run: Run, { failure, attempts }: { failure: Failure; attempts: number }): void {
	if (failure.class === 'quota' || failure.class === 'auth' || failure.class === 'transient') run.stopped ??= { failure, attempts };
}

/** Gives the record its final outcome: Synced with what was done, or Failed with what is missing. */
export function finish(run: Run, item: AfterItem): void {
	const { record, missing, stoppedBy } = item;
	const { intercomId } = record;
	run.unfinished.delete(intercomId);
	if (missing.length === 0 || stoppedBy === undefined) {
		const outcome = withWork(run, item);
		run.outcomes.set(intercomId, outcome);
		if (!run.options.preview) remember(run, record, outcome);
		return;
	}
	const { xeroContactId, notes, requestIds } = item.outcome;
	const outcome = failed(intercomId, stillMissing(item, stoppedBy.failure), stoppedBy.attempts, [...requestIds, ...item.requestIds]);
	run.outcomes.set(intercomId, { ...outcome, xeroContactId, notes: [...notes, ...item.facts] });
}

function withWork(run: Run, { outcome, changes, facts, requestIds, newGroups }: AfterItem): SyncedOutcome {
	const all = {
		...outcome,
		...(newGroups && { newGroups }),
		changes: [...outcome.changes, ...changes],
		notes: [...outcome.notes, ...facts],
		requestIds: [...new Set([...outcome.requestIds, ...requestIds])],
	};
	if (outcome.outcome !== 'unchanged' || changes.length === 0) return all;
	const reason = changes.some(({ field }) => field === 'ContactGroups') ? 'groupsDiffer' : 'notesAdded';
	return { ...all, outcome: 'updated', reason: run.options.preview ? 'wouldUpdate' : reason };
}

const MAX_NAMED = 5;

/** The contact is written, so whoever retries only has the rest to do; a lost answer is looked up then. */
function stillMissing({ record, missing }: AfterItem, failure: Failure): Failure {
	const more = missing.length > MAX_NAMED ? ` and ${missing.length - MAX_NAMED} more` : '';
	const what = `${missing.slice(0, MAX_NAMED).join(', ')}${more}`;
	const message = `The contact ${named(record)} is written in Xero, but this is still to be done: ${what}. ${failure.message}`;
	if (failure.class !== 'uncertain') return { ...failure, message };
	return { ...failure, message, retryable: true, nextStep: LOOK_UP_LATER };
}
