import type { Failure } from '../../http/failure';

/** Polls that failed one after the other. */
export interface PollTrouble {
	reason: string;
	/** Epoch ms of the first. */
	since: number;
	failures: number;
	/** Whether a person was told of this reason. */
	isTold: boolean;
}

/** What passes by itself is told once it has lasted so long. */
const TOLD_AFTER_MS = 60 * 60_000;

/** Xero is asked again after this at the latest, unless it named a later time, or polls are rarer anyway. */
const LONGEST_REST_MS = 15 * 60_000;

/** No limit of Xero lasts longer than a day, whatever an answer says. */
const LONGEST_NAMED_MS = 24 * 60 * 60_000;

/**
 * What becomes of a poll that failed: each rests twice as long as the one before, none before the time that Xero named, and
 * a person hears once of what does not pass by itself. Nothing is lost by it: the next poll that works sees all changes. Pure.
 * @param before null: the poll before this one worked
 * @returns `say`: `tell` a person, `log` it, or null where both were done before
 */
export function afterFailedPoll(before: PollTrouble | null, { reason, retryable, retryAt }: Pick<Failure, 'reason' | 'retryable' | 'retryAt'>, everyMs: number, now: number): { trouble: PollTrouble; restMs: number; say: 'tell' | 'log' | null } {
	const failures = (before?.failures ?? 0) + 1;
	const since = before?.since ?? now;
	const isSame = before?.reason === reason;
	const wasTold = isSame && before.isTold;
	const isTold = wasTold || !retryable || now - since >= TOLD_AFTER_MS;
	const restMs = Math.min(everyMs * 2 ** Math.min(failures - 1, 20), Math.max(everyMs, LONGEST_REST_MS));
	const said = isSame ? null : 'log';
	return { trouble: { reason, since, failures, isTold }, restMs: Math.max(restMs, Math.min((retryAt ?? now) - now, LONGEST_NAMED_MS)), say: isTold && !wasTold ? 'tell' : said };
}
