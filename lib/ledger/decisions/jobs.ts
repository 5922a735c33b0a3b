import type { Job } from '../rows/facts';
import { comparesAll } from '../rows/jobKind';
import type { Step } from '../store/step';
import { noteFact } from './facts';

/** Nothing of it is done yet. */
export const NO_COUNTS: Job['counts'] = { created: 0, updated: 0, unchanged: 0, review: 0, failed: 0, other: 0 };

/** Whether a job reads its contacts and compares each with Xero; null, undefined: there is none. Pure. */
export function isComparing(job: Job | null | undefined): boolean {
	return job != null && job.reading !== null && comparesAll(job.kind);
}

export type JobAnswer = { job: Job | null };

/** Begins a job; one that is there goes on, so that a run that is repeated adds to it. */
export function beginJob(jobId: string, kind: Job['kind'], now: number): Step<{ job: Job }> {
	return {
		name: 'beginJob',
		need: { facts: [`job ${jobId}`] },
		decide: (found) => {
			const was = found.fact(`job ${jobId}`)?.value;
			if (was?.state === 'running' || was?.state === 'stopped') return { answer: { job: was }, changes: [] };
			const job: Job = { kind, state: 'running', allAdded: false, total: 0, done: 0, counts: NO_COUNTS, startedAt: now, finishedAt: null, approvedBy: '', reading: null };
			return { answer: { job }, changes: noteFact(found, `job ${jobId}`, job) };
		},
	};
}

/** All that belongs to it was added. */
export function allAdded(jobId: string, now: number): Step<JobAnswer> {
	return progress('allAdded', jobId, now, (job) => ({ ...job, allAdded: true }));
}

/** Looks whether anything of it is left: a record may have been merged, erased or removed out of it. The trigger asks once a minute. */
export function checkJob(jobId: string, now: number): Step<JobAnswer> {
	return progress('checkJob', jobId, now, (job) => job);
}

function progress(name: string, jobId: string, now: number, change: (job: Job) => Job): Step<JobAnswer> {
	return {
		name,
		need: { facts: [`job ${jobId}`], workOfJob: jobId },
		decide: (found) => {
			const was = found.fact(`job ${jobId}`)?.value;
			if (was === undefined) return { answer: { job: null }, changes: [] };
			const job = change(was);
			const isOver = job.state === 'running' && job.allAdded && found.workOfJob === 0;
			const is: Job = isOver ? { ...job, state: 'finished', finishedAt: now } : job;
			return { answer: { job: is }, changes: noteFact(found, `job ${jobId}`, is) };
		},
	};
}
