import { DEFAULT_BACKOFF } from '../http/backoff';
import { collapseSameRecord, compareSeniority } from './identity/duplicates';
import { newMeasure } from './decide/massChange';
import { asStaff, mergeOrganisation } from './identity/mergeOrganisation';
import type { Outcome } from './record/outcome';
import { failed } from './record/outcomes';
import { asPreview } from './record/preview';
import type { MappedRecord } from './record/record';
import { withSaid } from './record/said';
import { lostTrack } from './record/unforeseen';
import { doInSeries, type DoRecords, type HowToDo } from './series';
import { runOver } from './upsertRun';
import type { UpsertDeps, UpsertOptions } from './write/run';

export type { UpsertDeps, UpsertOptions } from './write/run';

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
	const doRecords: DoRecords = async (some, how) => await inTurn(some, deps, async () => await runOver(some, deps, options, shelfKey, how));
	const shares = series !== undefined && gatherings !== undefined && !preview;
	const outcomes = shares
		? await doInSeries(unique, deps, { ...options, series, gatherings, name: `${shelfKey} ${series.name}` }, doRecords)
		: await doRecords(unique, alone(unique));
	return records.map((record) => {
		const outcome = outcomes.get(record.intercomId) ?? failed(record.intercomId, lostTrack(record.intercomId), 0);
		return preview ? asPreview(record, outcome) : asStaff(record, outcome);
	});
}

/** Runs while it is this process's turn at the organisation; where it does not come in time, nothing is sent. */
async function inTurn(records: readonly MappedRecord[], { organisationTurn: turn, clock, client: { context } }: UpsertDeps, run: () => ReturnType<DoRecords>): ReturnType<DoRecords> {
	if (turn === undefined) return await run();
	const failure = await turn.enter(clock, context.backoff?.maxWaitMs ?? DEFAULT_BACKOFF.maxWaitMs, context.signal);
	if (failure !== null) return new Map(records.map(({ intercomId }) => [intercomId, failed(intercomId, failure, 0)]));
	try {
		return await run();
	} finally {
		await turn.leave(clock);
	}
}

/** A run that shares nothing with others. */
function alone(records: readonly MappedRecord[]): HowToDo {
	const measure = newMeasure();
	return { mayLeave: false, hasWaited: new Set(), measures: new Map(records.map(({ intercomId }) => [intercomId, measure])) };
}

/** The records to write: one for each Intercom id, with the people of all items of a company. */
function eachOnce(records: readonly MappedRecord[], written: readonly number[]): MappedRecord[] {
	const items = new Map<number, MappedRecord[]>();
	written.forEach((position, item) => (items.get(position) ?? items.set(position, []).get(position)!).push(records[item]!));
	return [...items].map(([position, group]) => withSaid(mergeOrganisation(records[position]!, group), group));
}
