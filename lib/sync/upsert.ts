import type { Failure } from '../http/failure';
import { NoAnswer } from '../http/transport';
import { collapseSameRecord, compareSeniority, seniorsOf } from './duplicates';
import { lockKeys } from './lockKeys';
import { asStaff, mergeOrganisation } from './mergeOrganisation';
import type { Outcome } from './outcome';
import { failed } from './outcomes';
import type { MappedRecord } from './record';
import type { Run, UpsertDeps, UpsertOptions } from './upsertRun';
import { runWindow } from './upsertWindow';

export type { UpsertDeps, UpsertOptions } from './upsertRun';

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
	const run: Run = { deps, options, directory, seniors: seniorsOf(unique), outcomes: new Map(), bound: new Set(), updated: new Set(), checkedAt: 0 };
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
	await runWindow(run, window).catch(async (error: unknown) => {
		if (error instanceof NoAnswer) return await Promise.reject(error);
		const text = error instanceof Error ? error.message.slice(0, 300) : 'of unknown kind';
		run.stopped = { failure: { ...UNFORESEEN, message: `${UNFORESEEN.message}: ${text}` }, attempts: 0 };
	});
}

const UNFORESEEN: Failure = {
	class: 'defect',
	reason: 'unexpected',
	message: 'Something unexpected happened while the records were sent to Xero',
	nextStep: 'Please report this; the records can be sent again.',
	retryable: true,
};

/** The postcondition of the whole upsert: nothing leaves without an outcome. */
function outcomeOf({ outcomes, stopped }: Run, { intercomId }: MappedRecord): Outcome {
	const failure = stopped?.failure ?? { ...NO_OUTCOME, message: `${NO_OUTCOME.message} ${intercomId}` };
	return outcomes.get(intercomId) ?? failed(intercomId, failure, 0);
}

const NO_OUTCOME: Failure = {
	class: 'defect',
	reason: 'noOutcome',
	message: 'The sync lost track of Intercom record',
	nextStep: 'Please report this; the record can be sent again.',
	retryable: true,
};
