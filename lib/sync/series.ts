import { partition } from 'es-toolkit';
import { newMeasure, type Measure } from './decide/massChange';
import type { Outcome } from './record/outcome';
import type { MappedRecord } from './record/record';
import type { Gathered, Gatherings } from './write/gathering';
import type { UpsertDeps, UpsertOptions } from './write/run';

/** Does records at once. @returns outcomes by Intercom id; none of those that it leaves because they would not fill a call */
export type DoRecords = (records: readonly MappedRecord[], how: HowToDo) => Promise<ReadonlyMap<string, Outcome>>;

export interface HowToDo {
	/** Records may be left undone. */
	mayLeave: boolean;
	/** Intercom ids of records that are not left any more. */
	hasWaited: ReadonlySet<string>;
	/** By Intercom id: among which others a record counts for a mass change. */
	measures: ReadonlyMap<string, Measure>;
}

/** So many full calls make a run worth while: what is read of Xero for one record is read for all. */
const CALLS_OF_A_RUN = 2;

/** Records of one run at most. */
const MOST_OF_A_RUN = 1_000;

/**
 * Does the records of one run of a series together with those of others: whoever has a full call does what waits, and
 * what does not fill a call waits for the next one. Returns when each has its outcome, whoever did it.
 * @throws {NoAnswer} `cancelled` when the execution is stopped; others do what is not theirs then
 */
export async function doInSeries(
	records: readonly MappedRecord[],
	{ clock, client }: UpsertDeps,
	{ series, batchSize, gatherings, name }: Pick<UpsertOptions, 'batchSize'> & { series: NonNullable<UpsertOptions['series']>; gatherings: Gatherings; name: string },
	run: DoRecords,
): Promise<Map<string, Outcome>> {
	const gathering = gatherings.of(name);
	const outcomes = new Map<string, Outcome>();
	let open = records.length;
	const measure = newMeasure();
	const mine = records.map((record): Gathered => ({
		...{ record, since: clock.now(), measure },
		settle: (outcome) => {
			outcomes.set(record.intercomId, outcome);
			open -= 1;
		},
	}));
	gathering.add(mine, series.isLast, clock.now());
	try {
		while (open > 0) {
			const due = gathering.isDue(CALLS_OF_A_RUN * batchSize, clock.now());
			if (due === true) await gathering.run(MOST_OF_A_RUN, async (some, hasWaited) => await doTogether(some, hasWaited, run), clock);
			else await gathering.news(due, clock, client.context.signal);
		}
	} finally {
		gathering.remove(mine);
	}
	return outcomes;
}

async function doTogether(some: readonly Gathered[], hasWaited: (one: Gathered) => boolean, run: DoRecords): Promise<Gathered[]> {
	const waited = new Set(some.filter(hasWaited).map(({ record }) => record.intercomId));
	const measures = new Map(some.map(({ record, measure }) => [record.intercomId, measure]));
	const outcomes = await run(some.map(({ record }) => record), { mayLeave: waited.size < some.length, hasWaited: waited, measures });
	const [done, still] = partition(some, ({ record }) => outcomes.has(record.intercomId));
	for (const one of done) one.settle(outcomes.get(one.record.intercomId)!);
	return still;
}
