import { subjectOf, type Subject } from '../rows/subject';
import type { RunningWork } from '../rows/work';
import type { Change, Step } from '../store/step';
import { rewrite } from './rewrite';
import { isLeasedTo, waiting } from './workRow';

/** As long as a cut network or a worker that starts anew may take. */
const AT_LEAST_MS = 60_000;

/** How many rows a lease still covered; 0: all are settled, or others have them. */
export interface LeaseAnswer {
	rows: number;
}

/** The batch was not started after all: due again, nothing counted. */
export function giveBack(token: string, now: number): Step<LeaseAnswer> {
	return ofBatch('giveBack', token, (work) => rewrite('work', work, waiting(work, { dueAt: Math.min(work.dueAt, now) }), 'givenBack'));
}

/**
 * The execution of a batch has ended, and what it did not settle nobody will: due again at once, as uncertain, as where its
 * lease had ended. One that was uncertain before has now failed so twice in a row: it waits as long as it has been waited for
 * already, a minute at least and until its lease would have ended at most, so that whatever stops the workflow each time
 * neither holds up the others nor comes round all the time, and a worker that is cut off for some seconds delays nobody much.
 */
export function endBatch(token: string, now: number): Step<LeaseAnswer> {
	return ofBatch('endBatch', token, (work) => {
		const again = Math.min(work.leaseUntil, now + Math.max(AT_LEAST_MS, now - work.since));
		return ended(work, work.uncertain && work.arrived === null ? Math.max(now, again) : now);
	});
}

function ended(work: RunningWork, dueAt: number): Change[] {
	return rewrite('work', work, waiting(work, { dueAt, uncertain: true }), 'leaseEnded');
}

function ofBatch(name: string, token: string, becomes: (work: RunningWork) => Change[]): Step<LeaseAnswer> {
	return {
		name,
		need: { batch: token },
		decide: (found) => {
			const rows = found.batch.map((subject) => found.work(subject)).filter((work) => isLeasedTo(work, token));
			return { answer: { rows: rows.length }, changes: rows.flatMap(becomes) };
		},
	};
}

/**
 * What nobody settled before its lease ended is due again at once. Its execution may have written and not told, so it is
 * uncertain, and whoever comes late with an outcome is told that it is no longer theirs.
 * @returns the records
 */
export function endLeases(now: number, limit: number): Step<Subject[]> {
	return ofRunning('endLeases', { until: now, limit }, now, ({ leaseUntil }) => leaseUntil <= now);
}

/** The same of what a process has that is surely no more. @param isOver whether a holder is */
export function endLeasesOf(isOver: (holder: string) => boolean, now: number, limit: number): Step<Subject[]> {
	return ofRunning('endLeasesOf', { until: Number.MAX_SAFE_INTEGER, limit }, now, ({ leasedBy }) => isOver(leasedBy));
}

function ofRunning(name: string, { until, limit }: { until: number; limit: number }, now: number, isEnded: (work: RunningWork) => boolean): Step<Subject[]> {
	return {
		name,
		need: { expired: { now: until, limit } },
		decide: (found) => {
			const rows = found.expired.flatMap((subject) => {
				const work = found.work(subject);
				return work?.state === 'running' && isEnded(work) ? [work] : [];
			});
			return { answer: rows.map(subjectOf), changes: rows.flatMap((work) => ended(work, now)) };
		},
	};
}
