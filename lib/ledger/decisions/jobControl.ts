import type { Job } from '../rows/facts';
import { foreseenByKind, isDry } from '../rows/jobKind';
import type { JobReading, Selection } from '../rows/jobReading';
import type { Change, Found, Step } from '../store/step';
import { endAll, jobStopKey, pageAlertKey } from './alertTexts';
import { ledgerEntry } from './auditEntry';
import { noteFact } from './facts';
import { NO_COUNTS } from './jobs';

/** What a person starts. */
export interface JobWish {
	kind: Job['kind'];
	selection: Selection;
	/** Contacts at most; 0: all. */
	sample: number;
	/** Calls that Xero allows this organisation in a day. */
	dayCalls: number;
	/** The dry run, or comparison, whose forecasts a person looked at: its updates need no second approval; '' where there was none. */
	foreseenBy: string;
	/** Where it cannot begin because another one runs, the audit log says so: nobody waits for the answer. */
	orSkip?: boolean;
	/** Who starts it, for the audit log. */
	by: string;
}

export type StartAnswer = { started: true; job: Job } | { started: false; because: 'nameTaken' | 'notADryRun' | 'notBound' } | { started: false; because: 'otherRuns'; otherId: string };

const OPEN: ReadonlySet<Job['state']> = new Set(['running', 'paused', 'stopped']);

/** Whether it goes on, or may go on once a person says so. Pure. */
export function isOpen({ state }: Job): boolean {
	return OPEN.has(state);
}

/**
 * Begins a job that reads its contacts page by page. A name is used once, so that a form that is sent twice starts one job.
 * Forecasts of earlier dry runs go, but for those of the one that this job follows.
 * @param current the job that reads pages now, or did last, as {@link readPagesJob} gave it
 */
export function startJob(jobId: string, wish: JobWish, current: string | null, now: number): Step<StartAnswer> {
	const others = [current ?? '', wish.foreseenBy].filter((id) => id !== '' && id !== jobId);
	return {
		name: 'startJob',
		need: { facts: ['pages', 'binding', `job ${jobId}`, ...others.map((id) => `job ${id}` as const)] },
		decide: (found) => decideStart(found, jobId, wish, now),
	};
}

function decideStart(found: Found, jobId: string, wish: JobWish, now: number): { answer: StartAnswer; changes: Change[] } {
	const refused = (answer: StartAnswer) => ({ answer, changes: [] });
	const { kind, selection, sample, dayCalls, foreseenBy, orSkip, by } = wish;
	if (found.fact('binding') === null) return refused({ started: false, because: 'notBound' });
	if (found.fact(`job ${jobId}`) !== null) return refused({ started: false, because: 'nameTaken' });
	const otherId = found.fact('pages')?.value.jobId ?? '';
	const other = otherId === '' ? undefined : found.fact(`job ${otherId}`)?.value;
	if (other !== undefined && isOpen(other) && other.reading !== null && !isReadAndPassed(other)) {
		const said = orSkip ? [ledgerEntry(now, 'jobNotStarted', `${kind} ${jobId}: ${otherId} is not done`, by)] : [];
		return { answer: { started: false, because: 'otherRuns', otherId }, changes: said };
	}
	const dryRun = foreseenBy === '' ? null : found.fact(`job ${foreseenBy}`)?.value;
	if (dryRun !== null && (dryRun?.kind !== foreseenByKind(kind) || dryRun?.state !== 'finished')) return refused({ started: false, because: 'notADryRun' });
	const reading: JobReading = {
		selection: dryRun?.reading?.selection ?? selection, sample: dryRun?.reading?.sample ?? sample, cursor: null, pages: 0, read: 0, expected: null, dayCalls, foreseenBy, page: null, failures: 0, message: '', nextStep: '', notBefore: 0,
	};
	const job: Job = { kind, state: 'running', allAdded: false, total: 0, done: 0, counts: NO_COUNTS, startedAt: now, finishedAt: null, approvedBy: dryRun === null ? '' : by, reading };
	return {
		answer: { started: true, job },
		changes: [...noteFact(found, `job ${jobId}`, job), ...noteFact(found, 'pages', { jobId }), { do: 'forgetForecasts', before: 0, keep: isDry(kind) ? jobId : foreseenBy }, ledgerEntry(now, 'jobStarted', `${kind} ${jobId}`, by)],
	};
}

/** All was read and nothing holds it; what is left of it is tried again beside whatever comes next. */
function isReadAndPassed(job: Job): boolean {
	return job.allAdded && job.state === 'running';
}

/** The job that reads pages now, or did last; null: none ever did. */
export function readPagesJob(): Step<string | null> {
	return { name: 'readPagesJob', need: { facts: ['pages'] }, decide: (found) => ({ answer: found.fact('pages')?.value.jobId ?? null, changes: [] }) };
}

export type ControlAnswer = { done: true; job: Job } | { done: false; because: 'unknownJob' | 'otherState'; state: Job['state'] | null };

const FROM: Readonly<Record<'pause' | 'resume' | 'cancel', readonly Job['state'][]>> = { pause: ['running'], resume: ['paused'], cancel: ['running', 'paused'] };

/**
 * Pauses the reading of a job, lets it go on, or ends it. What it has taken goes its way: it was read, and may be half
 * written. One that a stop holds is decided with {@link decideStop}.
 */
export function controlJob(jobId: string, what: 'pause' | 'resume' | 'cancel', by: string, now: number): Step<ControlAnswer> {
	return {
		name: 'controlJob',
		need: { facts: [`job ${jobId}`], alerts: [jobStopKey(jobId), pageAlertKey(jobId)] },
		decide: (found) => {
			const was = found.fact(`job ${jobId}`)?.value;
			if (was === undefined) return { answer: { done: false, because: 'unknownJob', state: null }, changes: [] };
			if (!FROM[what].includes(was.state)) return { answer: { done: false, because: 'otherState', state: was.state }, changes: [] };
			const job = controlled(was, what, now);
			// Where it cannot be read once more, that is to be told anew.
			const over = [found.alert(jobStopKey(jobId)), what === 'pause' ? null : found.alert(pageAlertKey(jobId))];
			const told = endAll(over.flatMap((alert) => alert ?? []), now);
			return { answer: { done: true, job }, changes: [...noteFact(found, `job ${jobId}`, job), ...told, ledgerEntry(now, `job ${what}`, jobId, by)] };
		},
	};
}

function controlled(was: Job, what: 'pause' | 'resume' | 'cancel', now: number): Job {
	if (what === 'pause') return { ...was, state: 'paused' };
	const rested = was.reading === null ? null : { ...was.reading, failures: 0, message: '', nextStep: '', notBefore: 0 };
	if (what === 'resume') return { ...was, state: 'running', reading: rested };
	return { ...was, state: 'cancelled', finishedAt: now, reading: was.reading === null ? null : { ...was.reading, page: null } };
}
