import { subjectOf, type Subject } from '../rows/subject';
import type { Step } from '../store/step';
import { rewrite } from './rewrite';
import { isLeasedTo, waiting } from './workRow';

/** How many rows a lease still covers; 0: all are settled, or others have them. */
export interface LeaseAnswer {
	rows: number;
}

/** The execution of a batch needs longer: its lease ends at `until`. */
export function extend(token: string, until: number): Step<LeaseAnswer> {
	return {
		name: 'extend',
		need: { batch: token },
		decide: (found) => {
			const rows = found.batch.flatMap((subject) => {
				const work = found.work(subject);
				return isLeasedTo(work, token) ? rewrite('work', work, { ...work, leaseUntil: Math.max(work.leaseUntil, until) }, 'leaseExtended') : [];
			});
			return { answer: { rows: rows.length }, changes: rows };
		},
	};
}

/** The batch was not started after all: due again, nothing counted. */
export function giveBack(token: string, now: number): Step<LeaseAnswer> {
	return {
		name: 'giveBack',
		need: { batch: token },
		decide: (found) => {
			const rows = found.batch.flatMap((subject) => {
				const work = found.work(subject);
				return isLeasedTo(work, token) ? rewrite('work', work, waiting(work, { dueAt: Math.min(work.dueAt, now) }), 'givenBack') : [];
			});
			return { answer: { rows: rows.length }, changes: rows };
		},
	};
}

/**
 * What nobody settled before its lease ended is due again at once. Its execution may have written and not told, so it is
 * uncertain, and whoever comes late with an outcome is told that it is no longer theirs.
 * @returns the records
 */
export function endLeases(now: number, limit: number): Step<Subject[]> {
	return {
		name: 'endLeases',
		need: { expired: { now, limit } },
		decide: (found) => {
			const ended = found.expired.flatMap((subject) => {
				const work = found.work(subject);
				return work?.state === 'running' && work.leaseUntil <= now ? [work] : [];
			});
			const changes = ended.flatMap((work) => rewrite('work', work, waiting(work, { dueAt: now, uncertain: true }), 'leaseEnded'));
			return { answer: ended.map(subjectOf), changes };
		},
	};
}
