import type { AlertRow, AlertText } from '../rows/alert';
import type { Subject } from '../rows/subject';
import type { Change } from '../store/step';
import { rewrite } from './rewrite';

/** What is to be told, of which state of what. */
export interface Alert {
	key: string;
	subjectState: string;
	lasts: 'news' | 'lasting';
	tellsEnd: boolean;
	repeatAfterMs: number | null;
	/** The record it is about; null: about the ledger or a service. */
	about: Subject | null;
	text: AlertText;
}

/** The state of an alert whose subject is right again. */
export const OVER = 'over';

const NO_LEASE = { token: null, leaseUntil: null } as const;
const DAY_MS = 24 * 60 * 60_000;
const FIRST_WAIT_MS = 60_000;

/**
 * Puts an alert into the outbox, once for each state of its subject: nothing where that state is due or told already. Pure.
 * @param was the row of its key
 */
export function raise(was: AlertRow | null, alert: Alert, now: number): Change[] {
	if (was !== null && was.subjectState === alert.subjectState && !isToBeRepeated(was, now)) return [];
	const { about, ...told } = alert;
	const row = { ...told, revision: 0, kind: about?.kind ?? null, id: about?.id ?? null, since: now, attempts: 0, dueAt: now, toldState: was?.toldState ?? null, ...NO_LEASE };
	if (was?.state === 'due' && was.toldState === alert.subjectState && was.toldAt !== null) {
		return rewrite('alert', was, { ...row, state: 'told', toldAt: was.toldAt }, 'raisedAgain');
	}
	return rewrite('alert', was, { ...row, state: 'due', toldAt: was?.toldAt ?? null }, 'raised');
}

/**
 * What it tells of is over: told where somebody heard of it and its kind tells ends, else it goes unheard. One that is
 * being told at this moment counts as heard. Pure.
 */
export function end(was: AlertRow | null, over: AlertText, now: number): Change[] {
	if (was === null || was.subjectState === OVER) return [];
	const isHeard = was.toldState !== null || was.state === 'claimed';
	if (!was.tellsEnd || !isHeard) return rewrite('alert', was, null, 'endedUnheard');
	return rewrite('alert', was, { ...was, ...NO_LEASE, state: 'due', subjectState: OVER, text: over, since: now, attempts: 0, dueAt: now }, 'ended');
}

/** An execution tells it, under a lease. Pure. */
export function taken(alert: AlertRow, token: string, leaseUntil: number): Change[] {
	return rewrite('alert', alert, { ...alert, state: 'claimed', token, leaseUntil }, 'taken');
}

/** A channel took it: what is over, and news, goes; the rest stays while it holds, so that it is not told again. Pure. */
export function confirmed(alert: AlertRow, now: number): Change[] {
	const stays = alert.lasts === 'lasting' && alert.subjectState !== OVER;
	return rewrite('alert', alert, stays ? { ...alert, ...NO_LEASE, state: 'told', toldAt: now, toldState: alert.subjectState } : null, 'confirmed');
}

/** The channel did not take it: again after 1, 2, 4 minutes and so on, once a day at most. Pure. */
export function refused(alert: AlertRow, now: number): Change[] {
	const waitMs = Math.min(DAY_MS, FIRST_WAIT_MS * 2 ** Math.min(alert.attempts, 20));
	return rewrite('alert', alert, { ...alert, ...NO_LEASE, state: 'due', attempts: alert.attempts + 1, dueAt: now + waitMs }, 'refused');
}

function isToBeRepeated({ state, repeatAfterMs, toldAt }: AlertRow, now: number): boolean {
	return state === 'told' && repeatAfterMs !== null && toldAt !== null && now - toldAt >= repeatAfterMs;
}
