import { createHash } from 'node:crypto';
import type { Clock } from '../../http/transport';

/** Whose attempt it is. */
export interface Attempt {
	organisationId: string;
	/** Made by {@link newRunId}, one for each execution. */
	run: string;
	/** Which attempt of the run, so that each has a key of its own. */
	attempt: number;
}

/**
 * Key of a write that must not happen twice: one attempt of one run to do one thing. A repeat by the transport has the same
 * key and cannot create twice; whatever is tried later has another one, because Xero replays an answer, a refusal or error
 * too, for six minutes after its cause was mended. Pure.
 * @param content what is written, and to what
 * @see https://developer.xero.com/documentation/guides/idempotent-requests/idempotency
 */
export function idempotencyKey({ organisationId, run, attempt }: Attempt, content: unknown): string {
	return createHash('sha256').update(JSON.stringify([organisationId, run, attempt, content])).digest('hex');
}

/**
 * Key of a write that cannot be taken back and that two workers may set about at once, such as a history note or a group of a
 * new name. The first attempt to do the same thing has one key in all runs, so that it happens once; a later one has a key of
 * its own, because Xero replays a refusal or an error for six minutes. Pure.
 */
export function keySharedAtFirst({ organisationId, run, attempt }: Attempt, content: unknown): string {
	return idempotencyKey({ organisationId, run: attempt === 1 ? '' : run, attempt }, content);
}

/** A name for a run that no other run has, by the clock and the chance of the caller. */
export function newRunId({ now, random }: Pick<Clock, 'now' | 'random'>): string {
	return [now(), random(), random()].join(' ');
}
