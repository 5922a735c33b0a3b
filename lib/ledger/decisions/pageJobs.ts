import { isRecord } from '../../http/isRecord';
import { isRecordId, SUBJECT_KINDS, type Subject } from '../rows/subject';
import type { Step } from '../store/step';
import { controlJob } from './jobControl';
import type { PageSaid } from './pageDecision';
import { shownIn, type PageAbout } from './pageToken';
import { decideRecord, decideStop } from './person';

/** What the form of a job sends. */
export interface JobForm {
	jobId: string;
	decision: JobDecision;
	token: string;
}

/** What the form of a record that was given up sends: it is to be tried again. */
export interface GivenUpForm {
	givenUp: Subject;
	token: string;
}

const JOB_DECISIONS = ['pause', 'resume', 'cancel', 'letPass', 'sendAway'] as const;
export type JobDecision = (typeof JOB_DECISIONS)[number];

const LONGEST_NAME = 200;
const GIVEN_UP = 'given up ';

/** The form of a job as it came in, from whoever sent it; null where it is none. Pure. */
export function jobForm(body: unknown): JobForm | null {
	if (!isRecord(body) || body.kind !== 'job') return null;
	const { token, id } = body;
	const decision = JOB_DECISIONS.find((one) => one === body.decision);
	return typeof token === 'string' && typeof id === 'string' && id !== '' && id.length <= LONGEST_NAME && decision !== undefined ? { jobId: id, decision, token } : null;
}

/** The form of a record that was given up, likewise. Pure. */
export function givenUpForm(body: unknown): GivenUpForm | null {
	if (!isRecord(body) || typeof body.kind !== 'string') return null;
	const { token, id, decision } = body;
	const kind = SUBJECT_KINDS.find((one) => body.kind === `${GIVEN_UP}${one}`);
	if (kind === undefined || typeof token !== 'string' || typeof id !== 'string' || !isRecordId(id) || decision !== 'tryAgain') return null;
	return { givenUp: { kind, id }, token };
}

/** What the token of a record that was given up is about. Pure. */
export function aboutGivenUp({ kind, id }: Subject): Pick<PageAbout, 'kind' | 'id'> {
	return { kind: `${GIVEN_UP}${kind}`, id };
}

/** Pauses, resumes or ends a job, or decides about what it holds, if the page showed it in the state it is in. */
export function controlOnPage({ jobId, decision, token }: JobForm, by: string, now: number): Step<PageSaid> {
	const control = decision === 'letPass' || decision === 'sendAway' ? null : controlJob(jobId, decision, by, now);
	const stop = decideStop(`job ${jobId}`, decision === 'letPass', by, now);
	const { need } = control ?? stop;
	return {
		name: 'controlOnPage',
		need: { ...need, facts: [...(need.facts ?? []), 'page secret'] },
		decide: (found) => {
			const shown = shownIn(found, token, { kind: 'job', id: jobId }, now);
			if ('said' in shown) return { answer: shown.said, changes: [] };
			const state = found.fact(`job ${jobId}`)?.value.state;
			if (state !== shown.revision || (control === null && state !== 'stopped')) return { answer: 'jobChanged', changes: [] };
			if (control === null) return { answer: decision, changes: stop.decide(found).changes };
			const { answer, changes } = control.decide(found);
			return { answer: answer.done ? decision : 'jobChanged', changes };
		},
	};
}

/** Tries a record again that was given up, if it still is as the page showed it. */
export function tryAgainOnPage({ givenUp, token }: GivenUpForm, by: string, now: number): Step<PageSaid> {
	const decision = decideRecord(givenUp, { do: 'tryAgain' }, by, now);
	return {
		name: 'tryAgainOnPage',
		need: { ...decision.need, facts: ['page secret'] },
		decide: (found) => {
			const shown = shownIn(found, token, aboutGivenUp(givenUp), now);
			if ('said' in shown) return { answer: shown.said, changes: [] };
			const work = found.work(givenUp);
			if (work?.state !== 'parked' || String(work.revision) !== shown.revision) return { answer: work?.state === 'running' ? 'runningNow' : 'changed', changes: [] };
			return { answer: 'tryAgain', changes: decision.decide(found).changes };
		},
	};
}
