import { afterWrite } from './after/afterWrite';
import { collapseSameRecord, compareSeniority, seniorsOf } from './identity/duplicates';
import { knownFrom } from './identity/intercomRecords';
import { asStaff, mergeOrganisation } from './identity/mergeOrganisation';
import type { Outcome } from './record/outcome';
import { failed } from './record/outcomes';
import type { MappedRecord } from './record/record';
import { guarded, lostTrack } from './record/unforeseen';
import { runWindow } from './upsertWindow';
import { newAfterState } from './write/afterState';
import { lockKeys } from './write/lockKeys';
import type { Run, UpsertDeps, UpsertOptions } from './write/run';

export type { UpsertDeps, UpsertOptions } from './write/run';

/** Records planned together; more would hold their locks for longer than a live change should wait. */
const WINDOW = 1_000;

/**
 * Creates or updates one Xero contact for each record.
 * @returns one outcome for each record, in their order; records with one Intercom id share theirs
 * @throws {NoAnswer} `cancelled` when the execution is stopped, and nothing else
 */
export async function upsertContacts(
	records: readonly MappedRecord[],
	deps: UpsertDeps,
	options: UpsertOptions,
): Promise<Outcome[]> {
	const written = collapseSameRecord(records);
	const unique = eachOnce(records, written).sort(compareSeniority);
	const shelfKey = `${deps.client.baseUrl} ${options.organisationId}`;
	const directory = deps.shelf.take(shelfKey);
	const known = knownFrom(unique);
	const run: Run = {
		...newAfterState(deps.lists, directory.complete, options.groupRemovals),
		...{ deps, known, options: { ...options, ...known }, directory, records: unique, seniors: seniorsOf(unique) },
		...{ outcomes: new Map(), bound: new Set(), updated: new Set() },
	};
	for (let start = 0; start < unique.length; start += WINDOW) {
		const window = unique.slice(start, start + WINDOW);
		await deps.locks.run(lockKeys(window, options.organisationId), async () => await runSafely(run, window));
	}
	deps.shelf.keep(shelfKey, directory);
	return records.map((record) => asStaff(record, outcomeOf(run, record)));
}

/** The records to write: one for each Intercom id, with the people of all items of a company. */
function eachOnce(records: readonly MappedRecord[], written: readonly number[]): MappedRecord[] {
	const items = new Map<number, MappedRecord[]>();
	written.forEach((position, item) => (items.get(position) ?? items.set(position, []).get(position)!).push(records[item]!));
	return [...items].map(([position, group]) => mergeOrganisation(records[position]!, group));
}

/** A mistake of ours must not lose the outcomes of what has been written: it ends the run, and the rest says so. */
async function runSafely(run: Run, window: readonly MappedRecord[]): Promise<void> {
	for (const part of [runWindow, afterWrite]) {
		await guarded(
			async () => await part(run, window),
			(failure) => (run.stopped = { failure, attempts: 0 }),
		);
	}
}

/** The postcondition of the whole upsert: nothing leaves without an outcome, or as Synced with work left to do. */
function outcomeOf({ outcomes, stopped, unfinished }: Run, { intercomId }: MappedRecord): Outcome {
	const failure = stopped?.failure ?? lostTrack(intercomId);
	const outcome = unfinished.has(intercomId) ? undefined : outcomes.get(intercomId);
	return outcome ?? failed(intercomId, failure, 0);
}
