import type { AlertRow, AlertText, Telling } from '../rows/alert';
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
	/** So long it has to hold before it is told, ms: what is over before that nobody hears of. Absent: told at once. */
	holdMs?: number;
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
	const { about, holdMs = 0, ...told } = alert;
	// Another state of what holds already waits no longer for that.
	const dueAt = was?.state === 'due' ? Math.min(was.dueAt, now + holdMs) : now + holdMs;
	const row = { ...told, revision: 0, kind: about?.kind ?? null, id: about?.id ?? null, since: now, attempts: 0, dueAt, toldState: was?.toldState ?? null, telling: null, ...NO_LEASE };
	if (was?.state === 'due' && was.toldState === alert.subjectState && was.toldAt !== null && !isHeardInPart(was)) {
		return rewrite('alert', was, { ...row, state: 'told', toldAt: was.toldAt }, 'raisedAgain');
	}
	return rewrite('alert', was, { ...row, state: 'due', toldAt: was?.toldAt ?? null }, 'raised');
}

/** The alert as {@link raise} leaves it; undefined: as it was. Pure. */
export function raisedBy(changes: readonly Change[]): AlertRow | undefined {
	return changes.flatMap((change) => (change.do === 'write' && change.table === 'alert' ? (change.is ?? []) : []))[0];
}

/**
 * What it tells of is over: told where somebody heard of it and its kind tells ends, else it goes unheard. One that is
 * being told at this moment counts as heard. Pure.
 */
export function end(was: AlertRow | null, over: AlertText, now: number): Change[] {
	if (was === null || was.subjectState === OVER) return [];
	const isHeard = was.toldState !== null || was.state === 'claimed' || isHeardInPart(was);
	if (!was.tellsEnd || !isHeard) return rewrite('alert', was, null, 'endedUnheard');
	return rewrite('alert', was, { ...was, ...NO_LEASE, state: 'due', subjectState: OVER, text: over, telling: null, since: now, attempts: 0, dueAt: now }, 'ended');
}

/** Something else that is told says the same: gone where nobody has heard of it. Pure. */
export function superseded(was: AlertRow | null): Change[] {
	return was?.state === 'due' && was.toldState === null && !isHeardInPart(was) ? rewrite('alert', was, null, 'endedUnheard') : [];
}

/**
 * By which of these ways it is told next, first in `left`; none where all have heard. Of a way whose lease ended nobody knows whether
 * it took it: the others come first, and then it is told once more. Pure.
 */
export function nextTelling({ state, telling }: Pick<AlertRow, 'state' | 'telling'>, ways: readonly string[]): Telling {
	const { heard, refused, left } = telling ?? NOTHING_TOLD;
	const unheard = ways.filter((way) => !heard.includes(way));
	const isOpen = (way: string) => unheard.includes(way);
	const rest = (state === 'claimed' ? left.slice(1) : left).filter(isOpen);
	if (rest.length === 0) return { heard, refused: [], left: unheard };
	return { heard, refused: [...refused, ...(state === 'claimed' ? left.slice(0, 1) : [])].filter(isOpen), left: rest };
}

/** An execution tells it by the first way that is left, under a lease. Pure. */
export function taken(alert: AlertRow, telling: Telling, token: string, leaseUntil: number): Change[] {
	return rewrite('alert', alert, { ...alert, state: 'claimed', telling, token, leaseUntil }, 'taken');
}

/** All ways took it: what is over, and news, goes; the rest stays while it holds, so that it is not told again. Pure. */
export function toldByAll(alert: AlertRow, now: number): Change[] {
	const stays = alert.lasts === 'lasting' && alert.subjectState !== OVER;
	return rewrite('alert', alert, stays ? { ...alert, ...NO_LEASE, telling: null, state: 'told', toldAt: now, toldState: alert.subjectState } : null, 'confirmed');
}

/** A channel took it: it hears no more of this state. Where another is to be told yet, that goes on at once, or after a while where it refused. Pure. */
export function confirmed(alert: AlertRow, now: number): Change[] {
	const { heard, refused, left: [by, ...left] } = alert.telling ?? NOTHING_TOLD;
	if (left.length === 0 && refused.length === 0) return toldByAll(alert, now);
	return rewrite('alert', alert, { ...alert, ...NO_LEASE, state: 'due', ...next(alert, { heard: by === undefined ? heard : [...heard, by], refused, left }, now) }, 'toldInPart');
}

/** The channel did not take it: the others are told at once, and then it again after 1, 2, 4 minutes and so on, once a day at most. Pure. */
export function refused(alert: AlertRow, now: number): Change[] {
	const { heard, refused: before, left: [by, ...left] } = alert.telling ?? NOTHING_TOLD;
	return rewrite('alert', alert, { ...alert, ...NO_LEASE, state: 'due', ...next(alert, { heard, refused: by === undefined ? before : [...before, by], left }, now) }, 'refused');
}

const NOTHING_TOLD: Telling = { heard: [], refused: [], left: [] };

/** The rest of the round at once, before what has come since: else a channel waits until another has heard of all; after it those that refused. */
function next({ attempts, dueAt }: AlertRow, telling: Telling, now: number): Pick<AlertRow, 'telling' | 'attempts' | 'dueAt'> {
	if (telling.left.length > 0) return { telling, attempts, dueAt };
	const waitMs = Math.min(DAY_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts, 20));
	return { telling: { ...telling, refused: [] }, attempts: attempts + 1, dueAt: now + waitMs };
}

/** Some way took this state, though not all. */
function isHeardInPart({ telling }: AlertRow): boolean {
	return telling !== null && telling.heard.length > 0;
}

function isToBeRepeated({ state, repeatAfterMs, toldAt }: AlertRow, now: number): boolean {
	return state === 'told' && repeatAfterMs !== null && toldAt !== null && now - toldAt >= repeatAfterMs;
}
