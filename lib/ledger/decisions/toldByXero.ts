import type { ReceivedFromXero } from '../events/xeroChange';
import type { RecordRow } from '../rows/record';
import type { Subject } from '../rows/subject';
import type { LedgerSettings } from '../settings';
import type { Change, Found } from '../store/step';
import { flowsBack, isNewInXero, laterInXero } from './fromXero';
import { rewrite } from './rewrite';
import { CHANGED_IN_XERO, dueFor, newWork } from './workRow';

/** What becomes of a change that Xero told of. */
export interface Taken {
	answer: ReceivedFromXero;
	changes: Change[];
}

export const NOTHING: Taken = { answer: { took: 'nothing' }, changes: [] };
const NOISE: Taken = { answer: { took: 'noise' }, changes: [] };

/** Xero told of the contact of a record. Pure. */
export function toldOfRecord(record: RecordRow, changedAt: number, settings: Pick<LedgerSettings, 'billTo' | 'bothWays'>, found: Found, now: number): Taken {
	if (!flowsBack(record, settings)) return NOTHING;
	if (record.state === 'synced' && !isNewInXero(changedAt, record.xeroUpdatedAt, now)) return NOISE;
	return toldOf(record, changedAt, found, now);
}

/** It is news of it, unless its work or its review is about just that. Pure. */
export function toldOf(record: Subject, changedAt: number, found: Found, now: number): Taken {
	const work = found.work(record);
	const review = found.review(record);
	if (work === null) {
		if (review !== null && review.xeroChangedAt !== null && changedAt <= review.xeroChangedAt) return NOISE;
		// What waits for a person of Intercom's side is looked at from there: who the contact is may be in doubt.
		const fromIntercom = review !== null && review.xeroChangedAt === null;
		return { answer: { took: 'work' }, changes: rewrite('work', null, { ...newWork(record, CHANGED_IN_XERO, now), fromIntercom, xeroChangedAt: changedAt }, 'changedInXero') };
	}
	const isKnown = work.xeroChangedAt !== null && changedAt <= work.xeroChangedAt;
	const xeroChangedAt = laterInXero(work.xeroChangedAt, changedAt);
	if (work.state === 'running' || work.state === 'held') {
		return { answer: { took: work.state === 'held' ? 'noted' : 'afterRunning' }, changes: isKnown ? [] : rewrite('work', work, { ...work, xeroChangedAt }, 'changedInXeroMeanwhile') };
	}
	if (isKnown) return { answer: { took: 'noted' }, changes: [] };
	const { why, topic } = work.fromIntercom ? work : CHANGED_IN_XERO;
	const due = dueFor(work, { ...CHANGED_IN_XERO, why, topic }, now);
	return { answer: { took: 'work' }, changes: rewrite('work', work, { ...due, fromIntercom: work.fromIntercom, xeroChangedAt }, 'changedInXero') };
}
