import { chunk, partition, sum } from 'es-toolkit';
import { newRunId } from '../xero/idempotencyKey';
import { callsFor } from '../xero/reading';
import { afterWrite } from './after/afterWrite';
import { collapseSameRecord, compareSeniority, compareTurns, seniorsOf } from './identity/duplicates';
import { newMeasure } from './decide/massChange';
import { knownFrom } from './identity/intercomRecords';
import { asStaff, mergeOrganisation } from './identity/mergeOrganisation';
import { neededKeys } from './identity/neededKeys';
import type { Outcome } from './record/outcome';
import { failed } from './record/outcomes';
import { asPreview } from './record/preview';
import type { MappedRecord } from './record/record';
import { withSaid } from './record/said';
import { guarded, lostTrack } from './record/unforeseen';
import { doInSeries, type DoRecords, type HowToDo } from './series';
import { runWindow } from './upsertWindow';
import { newAfterState } from './write/afterState';
import { alreadyWritten } from './write/alreadyWritten';
import { lockKeys } from './write/lockKeys';
import { rehearse } from './write/rehearsal';
import type { Run, UpsertDeps, UpsertOptions } from './write/run';

export type { UpsertDeps, UpsertOptions } from './write/run';

/** Records planned together; more would hold their locks for longer than a live change should wait. */
const WINDOW = 1_000;

/** Runs of a series ask what changed in Xero once in so long, together; a run by itself asks at its start. */
const FRESH_IN_SERIES_MS = 2 * 60_000;

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
	const { gatherings } = deps;
	const { series, rehearsal, preview, organisationId } = options;
	const shelfKey = [deps.client.baseUrl, organisationId, ...(rehearsal === undefined ? [] : ['dry run', rehearsal.name])].join(' ');
	const doRecords: DoRecords = async (some, how) => await runOver(some, deps, options, shelfKey, how);
	const shares = series !== undefined && gatherings !== undefined && !preview;
	const outcomes = shares
		? await doInSeries(unique, deps, { ...options, series, gatherings, name: `${shelfKey} ${series.name}` }, doRecords)
		: (await doRecords(unique, alone(unique))).outcomes;
	return records.map((record) => {
		const outcome = outcomes.get(record.intercomId) ?? failed(record.intercomId, lostTrack(record.intercomId), 0);
		return preview ? asPreview(record, outcome) : asStaff(record, outcome);
	});
}

/** A run that shares nothing with others. */
function alone(records: readonly MappedRecord[]): HowToDo {
	const measure = newMeasure();
	return { mayLeave: false, hasWaited: new Set(), measures: new Map(records.map(({ intercomId }) => [intercomId, measure])) };
}

/** One run over records that are each there once, and the outcomes of all that it does not leave. */
async function runOver(records: readonly MappedRecord[], deps: UpsertDeps, options: UpsertOptions, shelfKey: string, how: HowToDo): ReturnType<DoRecords> {
	const run = newRun([...records].sort(compareSeniority), deps, options, shelfKey, how);
	await runAll(run, how.mayLeave).finally(() => deps.shelf.keep(shelfKey, run.directory));
	const left = run.stopped ? [] : run.carried;
	const isLeft = new Set(left.map(({ intercomId }) => intercomId));
	const done = run.records.filter(({ intercomId }) => !isLeft.has(intercomId));
	return { outcomes: new Map(done.map((record) => [record.intercomId, outcomeOf(run, record)])), left };
}

function newRun(records: readonly MappedRecord[], deps: UpsertDeps, options: UpsertOptions, shelfKey: string, { hasWaited, measures }: HowToDo): Run {
	const directory = deps.shelf.take(shelfKey, deps.clock.now());
	if (options.rehearsal !== undefined) rehearse(directory, options.rehearsal);
	const known = knownFrom(records);
	return {
		...newAfterState(deps.lists, directory.complete, options.groupRemovals),
		...{ deps, known, options: { ...options, ...known }, id: newRunId(deps.clock), shelfKey, directory, records, seniors: seniorsOf(records), hasWaited, measures },
		...(options.series !== undefined && { freshMs: FRESH_IN_SERIES_MS }),
		...(options.series !== undefined && directory.complete && { freshAt: directory.freshAt }),
		...{ outcomes: new Map(), looksAgain: false, isLastWindow: false, carried: [], callsLater: 0 },
	};
}

/**
 * What needs no comparing with Xero goes first, so that the windows hold what may be written and their calls are full. A
 * window leaves what does not fill a call to the next one, and keeps nobody's lock for it; the last one may leave it to others.
 */
async function runAll(run: Run, mayLeave: boolean): Promise<void> {
	const { organisationId } = run.options;
	const locked = async (window: readonly MappedRecord[], work: () => Promise<void>) => await run.deps.locks.run(lockKeys(window, organisationId), work);
	const [settled, open] = partition(run.records, (record) => alreadyWritten(run, record) !== undefined);
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
		Object.assign(run, { carried: [], isLastWindow: !mayLeave && index === windows.length - 1, callsLater: sum(calls.slice(index + 1)) });
		// Another execution that had a record's lock may have written it meanwhile.
		await locked(window, async () => await runSafely(run, settleWritten(run, window)));
	}
}

/** Gives their outcome to those that need no comparing, under their locks. @returns the others */
function settleWritten(run: Run, window: readonly MappedRecord[]): MappedRecord[] {
	return window.filter((record) => {
		const outcome = alreadyWritten(run, record);
		if (outcome === undefined) return true;
		run.outcomes.set(record.intercomId, outcome);
		if (outcome.outcome !== 'failed') run.measures.get(record.intercomId)!.bound.earlier.add(record.intercomId);
		return false;
	});
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
