import { chunk, partition, sum } from 'es-toolkit';
import { FRESH_IN_SERIES_MS } from '../xero/directory/freshness';
import { newRunId } from '../xero/api/idempotencyKey';
import { MAX_IDS_PER_READ } from '../xero/pace/limits';
import { callsFor } from '../xero/reading/reading';
import { afterWrite } from './after/afterWrite';
import { differencesOf } from './decide/differences';
import { byNameIn, namesakeOf, type ByName } from './decide/namesake';
import { compareSeniority, compareTurns, seniorsOf } from './identity/duplicates';
import { knownFrom } from './identity/intercomRecords';
import { neededKeys } from './identity/neededKeys';
import type { Outcome } from './record/outcome';
import { failed } from './record/outcomes';
import type { MappedRecord } from './record/record';
import { guarded, lostTrack } from './record/unforeseen';
import type { DoRecords, HowToDo } from './series';
import { runWindow } from './upsertWindow';
import { newAfterState } from './write/afterState';
import { alreadyWritten } from './write/alreadyWritten';
import { lockKeys } from './write/lockKeys';
import { isForeseenId, rehearse } from './write/rehearsal';
import type { Run, UpsertDeps, UpsertOptions } from './write/run';

/** Records planned together; more would hold their locks for longer than a live change should wait. */
const WINDOW = 1_000;

/** One run over records that are each there once, and the outcomes of all that it does not leave. */
export async function runOver(records: readonly MappedRecord[], deps: UpsertDeps, options: UpsertOptions, shelfKey: string, how: HowToDo): ReturnType<DoRecords> {
	const run = newRun([...records].sort(compareSeniority), deps, options, shelfKey, how);
	await runAll(run, how.mayLeave).finally(() => deps.shelf.keep(shelfKey, run.directory));
	const left = new Set(run.stopped ? [] : run.carried.map(({ intercomId }) => intercomId));
	const done = run.records.filter(({ intercomId }) => !left.has(intercomId));
	const byName = byNameIn(run.records);
	const told = (record: MappedRecord) => {
		const outcome = withDifferences(run, record, outcomeOf(run, record));
		return options.preview ? withNamesake(run, record, outcome, byName) : outcome;
	};
	return new Map(done.map((record) => [record.intercomId, told(record)]));
}

function newRun(records: readonly MappedRecord[], deps: UpsertDeps, options: UpsertOptions, shelfKey: string, { hasWaited, measures }: HowToDo): Run {
	const directory = deps.shelf.take(shelfKey, deps.clock.now());
	const known = knownFrom(records);
	if (options.rehearsal !== undefined) rehearse(directory, options.rehearsal, known);
	return {
		...newAfterState(deps.lists, directory.complete, options.groupRemovals),
		...{ deps, known, options: { ...options, ...known, foresees: options.rehearsal !== undefined }, id: newRunId(deps.clock), shelfKey, directory, records, seniors: seniorsOf(records), hasWaited, measures },
		...(options.series !== undefined && { freshMs: FRESH_IN_SERIES_MS }),
		...(options.series !== undefined && directory.complete && (directory.freshAt ?? 0) >= Math.max(options.series.whole?.since ?? 0, deps.organisationTurn?.takenOverAt ?? 0) && { freshAt: directory.freshAt }),
		...{ outcomes: new Map(), looksAgain: false, isLastWindow: false, carried: [], callsLater: 0 },
	};
}

/**
 * What needs no comparing with Xero goes first, so that the windows hold what may be written and their calls are full. A
 * window leaves what does not fill a call to the next one, and keeps nobody's lock for it; the last one may leave it to others.
 */
async function runAll(run: Run, mayLeave: boolean): Promise<void> {
	const { organisationId, series } = run.options;
	const callsInLaterRuns = Math.ceil((series?.whole?.toCome ?? 0) / MAX_IDS_PER_READ);
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
		Object.assign(run, { carried: [], isLastWindow: !mayLeave && index === windows.length - 1, callsLater: sum(calls.slice(index + 1)) + callsInLaterRuns });
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
		if (outcome.outcome !== 'failed') run.measures.get(record.intercomId)!.bound.earlier.add(record.intercomId);
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
