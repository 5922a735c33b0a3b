import type { ContactBalance } from '../../xero/reading/contactBalances';
import type { RecordRow } from '../rows/record';
import type { RunningWork, WaitingWork } from '../rows/work';
import { isTold, mayBeTold } from './balances';
import { isNoise } from './noise';
import { NO_REMOVAL, tellsOfRemoval } from './removalNews';
import { rewrite } from './rewrite';
import type { ItsWork, Settled, Settling } from './settling';
import { BALANCES, CHANGED_IN_XERO, waiting, type Cause } from './workRow';

/** Until then Intercom's search may still show what was before. https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/searchcontacts */
export const SEARCH_LAG_MS = 15 * 60_000;

/** A row whose record went through: all that its failures left is cleared, and what a person chose for this once is spent. Pure. */
export function cleared(work: RunningWork, changes: Partial<WaitingWork>): WaitingWork {
	const settled = { attempts: 0, scheduledAt: null, uncertain: false, waitsFor: null, approved: false, class: null, reason: null, message: null, nextStep: null, failedAt: null, bothChangedDecision: null };
	return waiting(work, { ...settled, ...changes });
}

/** What is left to do of the two ways once a record was dealt with. */
export interface Rest {
	/** Newest change that Xero told of and that nobody has looked at; null: none. */
	xeroChangedAt: number | null;
	/** Intercom holds what Xero does not have. */
	owesXero?: boolean;
	/** A person decides first, and whatever comes of that compares with Xero. */
	waitsForPerson?: boolean;
	/** What only Xero knows and Intercom is to be told; absent: what the row says. */
	balance?: ContactBalance | null;
}

/** As where the other way is off, or nothing was told. */
export const NOTHING_OF_XERO: Rest = { xeroChangedAt: null };

/** Intercom's side goes once more. */
const OWED_TO_XERO: Cause = { why: 'reconciliation', topic: '', priority: 'live', jobId: null };

/**
 * What is left to do once a record was read and dealt with: what came meanwhile and is news, a second look at one that is
 * said to be archived, what one side owes the other, what only Xero knows, or nothing. Intercom's side goes first. Pure.
 * @param record as it is now
 */
export function workAfterReading(work: ItsWork, record: RecordRow, { now, organisationId, settings }: Pick<Settling, 'now' | 'organisationId' | 'settings'>, { xeroChangedAt, owesXero = false, waitsForPerson = false, balance: found }: Rest): Settled {
	if (work === null) return { became: 'done', nextAt: null, changes: [] };
	const { arrived } = work;
	const balance = stillToTell(found === undefined ? work.balance : found, record, settings);
	const removal = isLookedFor(work) && now >= work.removalAtSeconds * 1_000 + SEARCH_LAG_MS ? NO_REMOVAL : {};
	const again = ({ why, topic, priority }: Pick<Cause, 'why' | 'topic' | 'priority'>, more: Partial<WaitingWork>, on: 'news' | 'owed' | 'changedInXeroNext' | 'balanceNext'): Settled => {
		const row = cleared(work, { why, topic, priority, jobId: null, since: now, dueAt: now, fromIntercom: true, xeroChangedAt, balance, ...more });
		return { became: 'again', nextAt: now, changes: rewrite('work', work, row, on) };
	};
	if (arrived !== null && (tellsOfRemoval(arrived.topic) || !isNoise(record, organisationId, arrived))) return again(arrived, tellsOfRemoval(arrived.topic) ? {} : removal, 'news');
	if (work.removal === 'archived' && !('removal' in removal)) {
		const dueAt = work.removalAtSeconds * 1_000 + SEARCH_LAG_MS;
		return { became: 'waits', nextAt: dueAt, changes: rewrite('work', work, cleared(work, { dueAt, fromIntercom: true, xeroChangedAt, balance }), 'lookAgain') };
	}
	if (owesXero) return again(OWED_TO_XERO, removal, 'owed');
	if (xeroChangedAt !== null && !waitsForPerson) return again(CHANGED_IN_XERO, { ...NO_REMOVAL, fromIntercom: false }, 'changedInXeroNext');
	// While a person is to say who it is, nothing is told; the next night finds it again.
	if (balance !== null && !waitsForPerson) return again(BALANCES, { ...NO_REMOVAL, fromIntercom: false, xeroChangedAt: null }, 'balanceNext');
	return { became: 'done', nextAt: null, changes: rewrite('work', work, null, 'done') };
}

function stillToTell(balance: ContactBalance | null, record: RecordRow, settings: Settling['settings']): ContactBalance | null {
	return balance !== null && mayBeTold(record, balance, settings) && !isTold(record, balance) ? balance : null;
}

function isLookedFor({ removal }: RunningWork): boolean {
	return removal === 'archived' || removal === 'vanished';
}
