import { isEqual } from 'es-toolkit';
import type { ContactBalance } from '../../xero/reading/contactBalances';
import { wasSynced, type RecordRow, type SyncedFacts } from '../rows/record';
import type { ReviewRow } from '../rows/review';
import type { PublishedSettings } from '../settings';
import type { Change, Found, Step } from '../store/step';
import { sweepOf, takesNoBalances } from './facts';
import { flowsBack } from './fromXero';
import { bySettings } from './published';
import { rewrite } from './rewrite';
import { BALANCES, newWork } from './workRow';

/** What a page of Xero's list came to. */
export interface BalancesNoted {
	/** False: another reading has begun meanwhile; nothing was written. */
	isCurrent: boolean;
	/** Records whose Intercom record is to be told something else than before. */
	due: number;
}

/**
 * Compares what a page of Xero's list knows with what Intercom was told: who differs is due, behind everything live. What has
 * work of its own is told behind that. At most some 500 at once.
 * @param reading the number that beginSweep gave it
 */
export function noteBalances(reading: number, balances: readonly ContactBalance[], now: number): Step<BalancesNoted> {
	const byContact = new Map(balances.map((balance) => [balance.contactId.toLowerCase(), balance]));
	return bySettings<BalancesNoted>((settings) => ({
		name: 'noteBalances',
		need: { xeroContacts: [...byContact.keys()], facts: ['balances'] },
		decide: (found) => {
			if (sweepOf(found, 'balances').number !== reading) return { answer: { isCurrent: false, due: 0 }, changes: [] };
			// Intercom takes it of nobody, as it said since this reading began.
			if (takesNoBalances(found)) return { answer: { isCurrent: true, due: 0 }, changes: [] };
			const changes = found.bound.flatMap((subject) => {
				const record = found.record(subject);
				const balance = wasSynced(record) ? byContact.get(record.xeroContactId.toLowerCase()) : undefined;
				return balance === undefined ? [] : noted(record, balance, settings, found, now);
			});
			return { answer: { isCurrent: true, due: changes.length }, changes };
		},
	}));
}

function noted(record: RecordRow | null, balance: ContactBalance, settings: PublishedSettings, found: Found, now: number): Change[] {
	if (!mayBeTold(record, balance, settings)) return [];
	const work = found.work(record);
	if (work === null) {
		if (isTold(record, balance) || waitsForPerson(found.review(record))) return [];
		return rewrite('work', null, { ...newWork(record, BALANCES, now), fromIntercom: false, balance }, 'balanceFound');
	}
	const isKnown = work.balance === null ? isTold(record, balance) : isEqual(work.balance, balance);
	return isKnown ? [] : rewrite('work', work, { ...work, balance }, 'balanceNoted');
}

/** Who the contact is may be in doubt; of what changed in Xero it is not. */
function waitsForPerson(review: ReviewRow | null): boolean {
	return review !== null && review.xeroChangedAt === null;
}

/** Whether it is of the contact that the record is bound to, and nobody keeps it from Intercom. Pure. */
export function mayBeTold(record: RecordRow | null, { contactId }: ContactBalance, settings: Pick<PublishedSettings, 'billTo' | 'bothWays' | 'whatXeroKnows'>): record is RecordRow & SyncedFacts {
	if (!settings.whatXeroKnows || !flowsBack(record, settings) || record.xeroContactId.toLowerCase() !== contactId.toLowerCase()) return false;
	const { decision } = record;
	// A person said who it is, and no sync has followed yet.
	return decision?.do !== 'create' && (decision?.do !== 'bind' || decision.xeroContactId.toLowerCase() === contactId.toLowerCase());
}

/** Whether Intercom was told just that. Pure. */
export function isTold({ told }: Pick<RecordRow, 'told'>, balance: ContactBalance): boolean {
	return told === toldAs(balance);
}

/** What Intercom was told as one text, short because each record keeps it: `120.5 20 AUD ACTIVE`. Pure. */
export function toldAs({ outstanding, overdue, currency, status }: ContactBalance): string {
	return [outstanding, overdue, currency, status].join(' ');
}
