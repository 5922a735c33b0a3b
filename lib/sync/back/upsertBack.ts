import { TRY_LATER, type Failure } from '../../http/failure';
import { visitUntilStandstill } from '../../http/standsStill';
import { NoAnswer } from '../../http/transport';
import { ATTRIBUTES_REFUSED } from '../../ledger/events/settlement';
import { failedBack, type BackDeps, type BackItem, type BackOptions, type OnItsWay } from './backItem';
import type { BackOutcome, FailedBack, ToldOutcome } from './backOutcome';
import { bringBack } from './bringBack';
import { tellBalance, type TellItem } from './tellBalance';

/** Records in work at the same time; each costs two calls, and Intercom allows 1,666 in 10 s. @see https://developers.intercom.com/docs/references/rest-api/errors/rate-limiting */
const AT_ONCE = 5;

/**
 * Brings contacts of Xero to their Intercom records. One that fails does not stop the others; a refused credential or a long
 * wait does: the rest leaves with the same reason, and costs no call. The first goes alone for that.
 * @returns an outcome for each, in their order; never throws
 */
export async function upsertBack(items: readonly BackItem[], deps: BackDeps, options: BackOptions): Promise<BackOutcome[]> {
	return await visitAll(items, deps, async (item) => await bringBack(item, deps, options));
}

/** Tells Intercom records what only Xero knows of their contacts, in the same way; attributes that Intercom does not take of one it takes of none. */
export async function tellAll(items: readonly TellItem[], deps: BackDeps, options: Pick<BackOptions, 'preview'>): Promise<(ToldOutcome | FailedBack)[]> {
	return await visitAll(items, deps, async (item) => await tellBalance(item, deps, options));
}

async function visitAll<Item extends OnItsWay, Outcome extends { outcome: string; failure?: Failure }>(items: readonly Item[], deps: BackDeps, bring: (item: Item) => Promise<Outcome>): Promise<(Outcome | FailedBack)[]> {
	return await visitUntilStandstill(items, {
		width: AT_ONCE,
		visit: async (item) => await safely(item, deps, bring),
		isForAll: ({ reason }) => reason === ATTRIBUTES_REFUSED,
		failuresOf: ({ failure }) => (failure === undefined ? [] : [failure]),
		unvisited: (item, failure) => failedBack(item, failure, 0),
		now: deps.connection.clock.now,
	});
}

async function safely<Item extends OnItsWay, Outcome>(item: Item, deps: BackDeps, bring: (item: Item) => Promise<Outcome>): Promise<Outcome | FailedBack> {
	const keys = [item.back.xeroContactId, ...(item.intercomId === '' ? [] : [item.intercomId])];
	return await deps.locks
		.run(keys, async (): Promise<Outcome | FailedBack> => await bring(item))
		.catch((error: unknown) => failedBack(item, error instanceof NoAnswer ? STOPPED : unforeseen(error), 0));
}

const STOPPED: Failure = { class: 'transient', reason: 'stopped', message: 'The execution was stopped.', nextStep: TRY_LATER, retryable: true };

function unforeseen(error: unknown): Failure {
	const text = error instanceof Error ? error.message.slice(0, 300) : 'of unknown kind';
	return { class: 'defect', reason: 'unexpected', message: `Something unexpected happened while a contact was brought to Intercom: ${text}`, nextStep: 'Please report this; the contact can be sent again.', retryable: true };
}
