import type { Pulse } from '../store/port';

/** How long a process that emits counts as alive; another takes over after that. */
export const EMITTER_LEASE_MS = 30_000;
/** Renewed well before it ends: a step may take some seconds. */
const RENEW_MS = 10_000;
/** How often one that waits looks whether the other is gone: it may have said goodbye. */
const STANDBY_MS = 5_000;
/** A notification that came to another process is seen so soon. */
export const PULSE_MS = 1_000;
/** Where something is due and nothing can be taken (a batch runs, a service refuses, bulk work waits at the reserve). */
const LOOK_AGAIN_MS = 5_000;
/** Between two looks, so that a burst of notifications does not keep n8n at it. */
export const BREATH_MS = 50;
/**
 * From the start of one batch to the next where more than a few records were due at once: a batch costs Xero some three calls
 * whatever its size, of 60 a minute and 5,000 a day, and n8n an execution (measured by `npm run bench:live`).
 */
export const GATHER_MS = 8_000;
/**
 * Between two messages of alerts: Slack takes one a second of a webhook, and each is an execution of n8n, of which a thousand
 * reviews at once would have it run many beside each other. @see https://docs.slack.dev/apis/web-api/rate-limits
 */
export const ALERTS_EVERY_MS = 1_000;
/** So many messages about records may follow each other; then one goes out a minute, with all that came meanwhile: a migration finds hundreds that wait for a person. */
const RECORD_MESSAGES = 20;
const RECORD_MESSAGE_MS = 60_000;
/** So many at once are a burst; who changes a contact or two waits for nothing. */
const BURST_FROM = 3;
const MINUTE_MS = 60_000;
/** After batches in a row of which nothing was settled: the first may be a hiccup; a workflow that is broken must not run all the time. */
const PAUSES_MS = [0, 15_000, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS] as const;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What the trigger takes out of the ledger. */
export interface Wanted {
	/** Due and Gone: only the process that holds the ledger's lease emits them. */
	work: boolean;
	alerts: boolean;
	/** Whether what changed in Xero has an output; absent: it stays in the ledger. */
	changedInXero?: true;
}

/** Where the trigger is; all times epoch ms. */
export interface Rhythm {
	/** When the lease of the ledger is asked for, or renewed. */
	holdAt: number;
	/** Until when it is ours; 0: another has it. */
	heldUntil: number;
	/** When what only time decides is looked at: leases, services, jobs. */
	houseworkAt: number;
	/** End of the lease of the batch that was emitted last; 0: none since it was looked at. */
	batchEndsAt: number;
	/** When what has been kept long enough goes. */
	trimAt: number;
	/** The pulse at the last look; null: never looked, or it failed. */
	seenChanges: number | null;
	lookedAt: number;
	/** Batches in a row whose executions ended and had settled nothing. */
	unsettled: number;
	/** No batch before. */
	pausedUntil: number;
	/** In a burst: what comes until then goes as one batch. */
	gathersUntil: number;
	/** No message of alerts before. */
	alertsAt: number;
	/** When all RECORD_MESSAGES may follow each other again; each that goes out moves it by RECORD_MESSAGE_MS. */
	recordMessagesAt: number;
}

/** A batch that was taken. */
export interface Taken {
	records: number;
	/** Batch Size: one that is full leaves others behind, and nothing is gained by waiting. */
	limit: number;
	leaseUntil: number;
}

export const NEW_RHYTHM: Rhythm = { holdAt: 0, heldUntil: 0, houseworkAt: 0, batchEndsAt: 0, trimAt: 0, seenChanges: null, lookedAt: 0, unsettled: 0, pausedUntil: 0, gathersUntil: 0, alertsAt: 0, recordMessagesAt: 0 };

/** `hold` asks for the lease; `feel` reads the pulse; `rest`: nothing until the next turn. */
export type Move = 'hold' | 'housework' | 'trim' | 'feel' | 'rest';

/**
 * What is next. Who only tells alerts needs no lease: each alert has one of its own. Pure.
 */
export function nextMove(rhythm: Rhythm, { work }: Wanted, now: number): Move {
	if (!work) return 'feel';
	if (rhythm.holdAt <= now) return 'hold';
	if (rhythm.heldUntil <= now) return 'rest';
	if (rhythm.houseworkAt <= now || hasBatchEnded(rhythm, now)) return 'housework';
	if (rhythm.trimAt <= now) return 'trim';
	return rhythm.gathersUntil > now ? 'rest' : 'feel';
}

/** The lease is ours, or another's until then. Pure. */
export function afterHold(rhythm: Rhythm, { isOurs, until }: { isOurs: boolean; until: number }, now: number): Rhythm {
	if (isOurs) return { ...rhythm, heldUntil: until, holdAt: now + RENEW_MS };
	return { ...rhythm, heldUntil: 0, holdAt: Math.max(now + PULSE_MS, Math.min(until, now + STANDBY_MS)), seenChanges: null };
}

/** Pure. */
export function afterHousework(rhythm: Rhythm, now: number): Rhythm {
	return { ...rhythm, houseworkAt: now + MINUTE_MS, ...(hasBatchEnded(rhythm, now) && { batchEndsAt: 0 }) };
}

/** Pure. */
export function afterTrim(rhythm: Rhythm, now: number): Rhythm {
	return { ...rhythm, trimAt: now + DAY_MS };
}

/** Whether something may be there to take: somebody wrote, a time has come, or what is due could not be taken before. Pure. */
export function isToLook({ seenChanges, lookedAt, alertsAt }: Rhythm, { changes, nextAt }: Pulse, now: number): boolean {
	if (seenChanges !== changes || (lookedAt < alertsAt && alertsAt <= now)) return true;
	if (nextAt === null || nextAt > now) return false;
	return nextAt > lookedAt || now - lookedAt >= LOOK_AGAIN_MS;
}

/**
 * After a look. Whoever never settles is found out as soon as the lease of its batch ends. Pure.
 * @param pulse read before the look: what was written meanwhile is seen by the next
 * @param taken null: no batch was
 */
export function afterLook(rhythm: Rhythm, pulse: Pulse, taken: Taken | null, now: number): Rhythm {
	const looked = { ...rhythm, seenChanges: pulse.changes, lookedAt: now };
	if (taken === null) return looked;
	const isBurst = taken.records >= BURST_FROM && taken.records < taken.limit;
	return { ...looked, batchEndsAt: taken.leaseUntil, gathersUntil: isBurst ? now + GATHER_MS : 0 };
}

/** Whether a message may be about records; about the sync itself it always may. Pure. */
export function mayTellOfRecords({ recordMessagesAt }: Rhythm, now: number): boolean {
	return recordMessagesAt - now <= (RECORD_MESSAGES - 1) * RECORD_MESSAGE_MS;
}

/** A message of alerts went out. Pure. */
export function afterAlerts(rhythm: Rhythm, isAboutRecords: boolean, now: number): Rhythm {
	const recordMessagesAt = isAboutRecords ? Math.max(now, rhythm.recordMessagesAt) + RECORD_MESSAGE_MS : rhythm.recordMessagesAt;
	return { ...rhythm, alertsAt: now + ALERTS_EVERY_MS, recordMessagesAt };
}

/** The execution of a batch ended. Pure. @param hasSettled anything of it */
export function afterEnd(rhythm: Rhythm, hasSettled: boolean, now: number): Rhythm {
	if (hasSettled) return { ...rhythm, unsettled: 0, pausedUntil: 0 };
	const pauseMs = PAUSES_MS[rhythm.unsettled] ?? 15 * MINUTE_MS;
	return { ...rhythm, unsettled: rhythm.unsettled + 1, pausedUntil: now + pauseMs };
}

function hasBatchEnded({ batchEndsAt }: Rhythm, now: number): boolean {
	return batchEndsAt > 0 && batchEndsAt <= now;
}
