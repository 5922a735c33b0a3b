import type { Job } from '../rows/facts';
import type { ListedJob } from '../store/port';

/** A migration or a reconciliation, for a person. */
export interface JobView {
	jobId: string;
	kind: Job['kind'];
	state: Job['state'];
	/** What it does now and what a person can do. */
	words: string;
	total: number;
	/** Whether more may still be added. */
	allAdded: boolean;
	done: number;
	left: number;
	/** Of what was added, 0 to 100. */
	percent: number;
	counts: Job['counts'];
	/** ISO times. */
	startedAt: string;
	finishedAt: string | null;
	/** When it ends if it goes on as it did so far; null: not known, or not running. */
	expectedEndAt: string | null;
	approvedBy: string;
}

const STATES: Readonly<Record<Job['state'], string>> = {
	running: 'Running.', finished: 'Finished.', cancelled: 'Cancelled.',
	stopped: 'Stopped before it changes unusually many contacts: look at the changes, then let it pass or send it away with Sync Ledger, Decide (Let a Stop Pass, Many Changes of a Job).',
};

/** A job as the report shows it. @param now epoch ms. Pure. */
export function jobView({ jobId, job }: ListedJob, now: number): JobView {
	const { kind, state, total, allAdded, done, counts, startedAt, finishedAt, approvedBy } = job;
	const left = Math.max(0, total - done);
	const percent = total === 0 ? (state === 'finished' ? 100 : 0) : Math.floor((Math.min(done, total) / total) * 100);
	return {
		jobId, kind, state, words: STATES[state], total, allAdded, done, left, percent, counts, startedAt: iso(startedAt), finishedAt: finishedAt === null ? null : iso(finishedAt),
		expectedEndAt: state === 'running' && allAdded && done > 0 ? iso(now + ((now - startedAt) / done) * left) : null, approvedBy,
	};
}

/** Jobs to show: all that go on or wait for a person, and the one that began last. Pure. */
export function jobsToShow(jobs: readonly ListedJob[], most: number): ListedJob[] {
	const open = ({ job }: ListedJob) => Number(job.state === 'running' || job.state === 'stopped');
	const sorted = [...jobs].sort((a, b) => open(b) - open(a) || b.job.startedAt - a.job.startedAt);
	return sorted.slice(0, Math.min(most, Math.max(1, sorted.filter((one) => open(one) === 1).length)));
}

function iso(at: number): string {
	return new Date(at).toISOString();
}
