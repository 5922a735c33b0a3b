import type { Failure } from '../../http/failure';
import type { Step } from '../store/step';
import { healthOf } from './facts';
import { raise, raisedBy, superseded, type Alert } from './outbox';

/** The search comes round each hour: so long one that fails may be alone. */
export const SEARCH_HOLD_MS = 90 * 60_000;

type SearchFailure = Pick<Failure, 'reason' | 'message' | 'nextStep' | 'retryable'>;

/**
 * A search for what changed failed, and nothing is passed over: the next one begins where the last one ended. Told at once
 * where nothing heals by itself, else where none has worked for an hour and a half; what Intercom refuses altogether is told as that.
 * @param name of the watermark it goes by
 * @returns whether it is to be told, and when, epoch ms; null: it is told already, or as something else
 */
export function searchFailed(name: string, failure: SearchFailure, now: number): Step<{ toldAt: number | null }> {
	return {
		name: 'searchFailed',
		need: { alerts: [searchKey(name)], facts: ['service intercom'] },
		decide: (found) => {
			const was = found.alert(searchKey(name));
			if (healthOf(found, 'intercom').state === 'refusing') return { answer: { toldAt: null }, changes: superseded(was) };
			const changes = raise(was, searchAlert(name, failure), now);
			const row = raisedBy(changes) ?? was;
			return { answer: { toldAt: row?.state === 'due' ? row.dueAt : null }, changes };
		},
	};
}

/** The alert of a search that fails. Pure. */
export function searchKey(name: string): string {
	return `search ${name}`;
}

function searchAlert(name: string, { reason, message, nextStep, retryable }: SearchFailure): Alert {
	const told = { title: 'The search for what changed fails', message: `${message} What Intercom sends no notification of (${name}) is not found until it works again. Nothing is passed over: it goes on where it ended.`, nextStep, links: [], good: false };
	return { key: searchKey(name), subjectState: retryable ? 'failing' : reason, lasts: 'lasting', tellsEnd: true, repeatAfterMs: null, about: null, ...(retryable && { holdMs: SEARCH_HOLD_MS }), text: told };
}

/** What is told when one works again, where somebody heard of it. */
export const SEARCH_OVER = { title: 'The search for what changed works again', message: '', nextStep: '', links: [], good: true };
