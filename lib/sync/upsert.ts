import { chunk, partition, sum } from 'es-toolkit';
import { newRunId } from '../xero/idempotencyKey';
import { MAX_IDS_PER_READ } from '../xero/limits';
import { callsFor } from '../xero/reading';
import { afterWrite } from './after/afterWrite';
import { collapseSameRecord, compareSeniority, compareTurns, seniorsOf } from './identity/duplicates';
import { differencesOf } from './decide/differences';
import { byNameIn, namesakeOf, type ByName } from './decide/namesake';
import { byBinding } from './decide/massChange';
import { knownFrom } from './identity/intercomRecords';
import { asStaff, mergeOrganisation } from './identity/mergeOrganisation';
import { neededKeys } from './identity/neededKeys';
import type { Outcome } from './record/outcome';
import { failed } from './record/outcomes';
import { asPreview } from './record/preview';
import type { MappedRecord } from './record/record';
import { withSaid } from './record/said';
import { guarded, lostTrack } from './record/unforeseen';
import { runWindow } from './upsertWindow';
import { newAfterState } from './write/afterState';
import { alreadyWritten } from './write/alreadyWritten';
import { lockKeys } from './write/lockKeys';
import { isForeseenId, rehearse } from './write/rehearsal';
import type { Run, UpsertDeps, UpsertOptions } from './write/run';

export type { UpsertDeps, UpsertOptions } from './write/run';

/** Records planned together; more would hold their locks for longer than a live change should wait. */
const WINDOW = 1_000;

/** What runs have in common that compare all records with Xero, one after the other. */
export interface Whole {
	/** Records of later runs: where those are many, this one reads the list for them. */
	toCome: number;
	/** When the first began, epoch ms: what was read of Xero before says nothing. */
	since: number;
}

/**
 * Creates or updates one Xero contact for each record.
 * @param whole of a run that is one of many which compare all records with Xero
 * @returns one outcome for each record, in their order; records with one Intercom id share theirs
 * @throws {NoAnswer} `cancelled` when the execution is stopped, and nothing else
 */
export async function upsertContacts(
	records: readonly MappedRecord[],
	deps: UpsertDeps,
	options: UpsertOptions,
	whole: Whole = { toCome: 0, since: 0 },
): Promise<Outcome[]> {
	const written = collapseSameRecord(records);
	const unique = eachOnce(records, written).sort(compareSeniority);
	const { rehearsal } = options;
	const shelfKey = [deps.client.baseUrl, options.organisationId, ...(rehearsal === undefined ? [] : ['dry run', rehearsal.name])].join(' ');
	const directory = deps.shelf.take(shelfKey, deps.clock.now());
	if (rehearsal !== undefined) rehearse(directory, rehearsal);
	const known = knownFrom(unique);
	const run: Run = {
		...newAfterState(deps.lists, directory.complete, options.groupRemovals),
		...{ deps, known, options: { ...options, ...known }, id: newRunId(deps.clock), shelfKey, directory, records: unique, seniors: seniorsOf(unique) },
		...(options.goesOn && directory.complete && (directory.freshAt ?? 0) >= whole.since && { freshAt: directory.freshAt }),
		...{ outcomes: new Map(), bound: byBinding(), updated: byBinding(), looksAgain: false, isLastWindow: false, carried: [], callsLater: 0 },
	};
	await runAll(run, Math.ceil(whole.toCome / MAX_IDS_PER_READ)).finally(() => deps.shelf.keep(shelfKey, directory));
	const byName = byNameIn(unique);
	return records.map((record) => {
		const outcome = withDifferences(run, record, outcomeOf(run, record));
		return options.preview ? asPreview(record, withNamesake(run, record, outcome, byName)) : asStaff(record, outcome);
	});
}

/**
 * What needs no comparing with Xero goes first, so that the windows hold what may be written and their calls are full. A
 * window leaves what does not fill a call to the next one, and keeps nobody's lock for it.
 * @param callsInLaterRuns targeted reads that those will need
 */
async function runAll(run: Run, callsInLaterRuns: number): Promise<void> {
	const { organisationId } = run.options;
	const locked = async (window: readonly MappedRecord[], work: () => Promise<void>) => await run.deps.locks.run(lockKeys(window, organisationId), work);
	const [settled, open] = partition(run.records, (record) => knownOutcome(run, record) !== undefined);
	const notYet: MappedRecord[] = [];
	for (const window of chunk(settled, WINDOW)) {
		await locked(window, async () => {
			notYet.push(...settleWritten(run, window));
			await Promise.resolve();
		});
	}
	const windows = chunk([...open, ...notYet].sort(compareTurns), WINDOW);
	const calls = windows.map((window) => callsForWindow(run, window));
	for (const [index, fresh] of windows.entries()) {
		const window = [...run.carried, ...fresh];
		Object.assign(run, { carried: [], isLastWindow: index === windows.length - 1, callsLater: sum(calls.slice(index + 1)) + callsInLaterRuns });
		// Another execution that had a record's lock may have written it meanwhile.
		await locked(window, async () => await runSafely(run, settleWritten(run, window)));
	}
}

/** Gives their outcome to those that need no comparing, under their locks. @returns the others */
function settleWritten(run: Run, window: readonly MappedRecord[]): MappedRecord[] {
	return window.filter((record) => {
		const outcome = knownOutcome(run, record);
		if (outcome === undefined) return true;
		run.outcomes.set(record.intercomId, outcome);
		if (outcome.outcome !== 'failed') run.bound.earlier.add(record.intercomId);
		return false;
	});
}

/** Of what is to be compared nothing is known before Xero was read. */
function knownOutcome(run: Run, record: MappedRecord): Outcome | undefined {
	return record.compare ? undefined : alreadyWritten(run, record);
}

/** Names in what the two sides differed, where that is asked for. */
function withDifferences({ directory }: Run, record: MappedRecord, outcome: Outcome): Outcome {
	if (!record.compare || outcome.outcome === 'review' || outcome.outcome === 'failed') return outcome;
	const differences = differencesOf(record, outcome, directory.byId(outcome.xeroContactId));
	return differences.length === 0 ? outcome : { ...outcome, differences };
}

function withNamesake({ directory }: Run, record: MappedRecord, outcome: Outcome, byName: ByName): Outcome {
	const namesake = namesakeOf(record, outcome, directory, byName, isForeseenId);
	return namesake === undefined ? outcome : { ...outcome, namesake };
}

/** Targeted reads that a window will need, as far as that can be told before anything is read. */
function callsForWindow({ directory, options }: Run, window: readonly MappedRecord[]): number {
	if (directory.complete) return 0;
	return callsFor(neededKeys(window.map((record) => ({ record })), directory, options, () => false));
}

/** The records to write: one for each Intercom id, with the people of all items of a company. */
function eachOnce(records: readonly MappedRecord[], written: readonly number[]): MappedRecord[] {
	const items = new Map<number, MappedRecord[]>();
	written.forEach((position, item) => (items.get(position) ?? items.set(position, []).get(position)!).push(records[item]!));
	return [...items].map(([position, group]) => withSaid(mergeOrganisation(records[position]!, group), group));
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
