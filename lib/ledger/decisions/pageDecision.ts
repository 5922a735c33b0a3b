import { isRecord } from '../../http/isRecord';
import { isContactId } from '../../xero/contact/contactId';
import { isRecordId, SUBJECT_KINDS, type Subject } from '../rows/subject';
import type { Step } from '../store/step';
import { shownIn } from './pageToken';
import { BOTH_CHANGED_VERDICTS, decideRecord, type Verdict } from './person';

/** What the form of a review sends. */
export interface PageForm {
	subject: Subject;
	verdict: Verdict;
	token: string;
}

/** What came of it; the page has words for each. */
export const PAGE_SAID = ['bind', 'create', 'never', 'tryAgain', 'keepIntercom', 'takeXero', 'pause', 'resume', 'cancel', 'letPass', 'sendAway', 'runningNow', 'changed', 'jobChanged', 'expired', 'refused'] as const;
export type PageSaid = (typeof PAGE_SAID)[number];

const BIND = /^bind (.+)$/i;

/** The form as it came in, from whoever sent it; null where it is none. Pure. */
export function pageForm(body: unknown): PageForm | null {
	if (!isRecord(body)) return null;
	const { token, id, decision } = body;
	const kind = SUBJECT_KINDS.find((one) => one === body.kind);
	const verdict = verdictOf(decision);
	if (typeof token !== 'string' || kind === undefined || typeof id !== 'string' || !isRecordId(id) || verdict === null) return null;
	return { subject: { kind, id }, verdict, token };
}

function verdictOf(decision: unknown): Verdict | null {
	const both = BOTH_CHANGED_VERDICTS.find((one) => one === decision);
	if (both !== undefined) return { do: both };
	if (decision === 'create' || decision === 'never' || decision === 'tryAgain') return { do: decision };
	const xeroContactId = typeof decision === 'string' ? BIND.exec(decision)?.[1] : undefined;
	return xeroContactId === undefined || !isContactId(xeroContactId) ? null : { do: 'bind', xeroContactId: xeroContactId.toLowerCase() };
}

/**
 * Decides what the form of a page asks for, if the page showed this review as it is now: one that has changed, or is no
 * longer there, is to be looked at first. A contact that the page did not offer is refused.
 */
export function decideOnPage({ subject, verdict, token }: PageForm, by: string, now: number): Step<PageSaid> {
	const decision = decideRecord(subject, verdict, by, now);
	return {
		name: 'decideOnPage',
		need: { ...decision.need, facts: ['page secret'] },
		decide: (found) => {
			const shown = shownIn(found, token, subject, now);
			if ('said' in shown) return { answer: shown.said, changes: [] };
			const review = found.review(subject);
			if (review === null || String(review.revision) !== shown.revision) return { answer: 'changed', changes: [] };
			if (verdict.do === 'bind' && !review.candidates.some(({ xeroContactId }) => xeroContactId.toLowerCase() === verdict.xeroContactId)) return { answer: 'refused', changes: [] };
			const { answer, changes } = decision.decide(found);
			if (answer.decided) return { answer: verdict.do, changes };
			return { answer: answer.because === 'runningNow' ? 'runningNow' : answer.because === 'notBothChanged' || answer.because === 'notOfXero' ? 'refused' : 'changed', changes };
		},
	};
}
