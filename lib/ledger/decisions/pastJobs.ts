import type { ListedJob } from '../store/port';
import type { Step } from '../store/step';
import { isOpen } from './jobControl';
import { DAYS_KEPT } from './retention';
import { rewrite } from './rewrite';

const DAY_MS = 24 * 60 * 60_000;

/** No more than so many of them: reports, lists and the housework read all jobs. A report shows those that are open and the newest. */
export const MOST_PAST_JOBS = 50;

/** Names of the jobs whose time is over: finished or cancelled before the days that are counted, or before many others. Pure. */
export function jobsToForget(jobs: readonly ListedJob[], now: number): string[] {
	const past = jobs.filter(({ job }) => !isOpen(job)).sort((a, b) => endOf(b) - endOf(a) || (a.jobId < b.jobId ? -1 : 1));
	return past.filter((one, place) => place >= MOST_PAST_JOBS || endOf(one) < now - DAYS_KEPT * DAY_MS).map(({ jobId }) => jobId);
}

/** A job that is over goes, unless it was begun anew meanwhile, or work of it is left, which still has to find it. */
export function forgetJob(jobId: string): Step<{ forgotten: boolean }> {
	return {
		name: 'forgetJob',
		need: { facts: [`job ${jobId}`], workOfJob: jobId },
		decide: (found) => {
			const fact = found.fact(`job ${jobId}`);
			const isPast = fact !== null && !isOpen(fact.value) && found.workOfJob === 0;
			return { answer: { forgotten: isPast }, changes: isPast ? rewrite('fact', fact, null, 'noted') : [] };
		},
	};
}

function endOf({ job: { finishedAt, startedAt } }: ListedJob): number {
	return finishedAt ?? startedAt;
}
