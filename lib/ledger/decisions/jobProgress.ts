import type { Settlement, SettledAnswer } from '../events/settlement';
import type { Job } from '../rows/facts';
import { isDry } from '../rows/jobKind';
import { OTHER_WAY, withReasons } from '../rows/otherReasons';

/** Above this many updates, or this share of the job's records, a person looks first; below fifty a share says nothing. */
export const MOST_UPDATES = 500;
export const MOST_UPDATES_SHARE = 0.2;
export const LEAST_UPDATES = 50;

type Counts = Job['counts'];

const COUNTED: Readonly<Record<Exclude<Settlement['outcome'], 'synced' | 'previewed'>, keyof Counts>> = { broughtBack: 'other', inIntercom: 'other', told: 'other', review: 'review', failed: 'failed', skipped: 'other', gone: 'other', removed: 'other' };

/** The job after one of its records was settled for good or given up; what is tried again is not counted yet. Pure. */
export function afterSettlement(job: Job, settlement: Settlement, became: SettledAnswer['became']): Job {
	if (settlement.outcome === 'previewed' || became === 'waits' || became === 'held' || (became === 'again' && settlement.outcome === 'failed')) return job;
	const counted = settlement.outcome === 'synced' ? (settlement.result === 'linked' ? 'unchanged' : settlement.result) : COUNTED[settlement.outcome];
	const reasons = counted === 'other' ? { otherReasons: withReasons(job.otherReasons, { [whyOther(settlement)]: 1 }) } : {};
	return { ...job, done: job.done + 1, counts: { ...job.counts, [counted]: job.counts[counted] + 1 }, ...reasons };
}

/** Why it is none of those that were synced or failed. */
function whyOther(settlement: Settlement): string {
	if (settlement.outcome === 'skipped') return settlement.reason;
	if (settlement.outcome === 'gone') return settlement.how;
	return settlement.outcome === 'removed' ? 'gone' : OTHER_WAY;
}

/** Where it stands: stopped before it changes unusually many contacts, finished when all that was added is done. Pure. */
export function jobState(job: Job, now: number): Job {
	if (job.state !== 'running') return job;
	if (isMassChange(job)) return { ...job, state: 'stopped' };
	return job.allAdded && job.done >= job.total ? { ...job, state: 'finished', finishedAt: now } : job;
}

/** A reconciliation that was given its records brings what has just changed in Intercom: after an hour without Xero all of it is changes. */
function isMassChange({ kind, approvedBy, counts, total, reading }: Job): boolean {
	if (isDry(kind) || (kind === 'reconciliation' && reading === null) || approvedBy !== '') return false;
	// One that reads page by page has not added all of them yet.
	const all = Math.max(total, reading?.expected ?? 0);
	return counts.updated > MOST_UPDATES || (counts.updated > LEAST_UPDATES && counts.updated > all * MOST_UPDATES_SHARE);
}
