import type { ReceivedFromXero, XeroChange } from '../events/xeroChange';
import type { Binding } from '../rows/facts';
import { wasSynced, type RecordRow, type SyncedFacts } from '../rows/record';
import type { PublishedSettings } from '../settings';
import type { Change, Found, Step } from '../store/step';
import { flowsBack, isItsOwn, isNewInXero, laterInXero } from './fromXero';
import { bySettings } from './published';
import { rewrite } from './rewrite';
import { CHANGED_IN_XERO, dueFor, newWork } from './workRow';

/** Events of an organisation that is not the ledger's; nothing was written. */
export interface NotOursInXero {
	took: 'anotherOrganisation';
	binding: Binding;
}

/**
 * Takes what Xero tells of contacts that changed, by the settings that were published: events, before they are answered, and
 * what a list of changes found. However often and in whatever order it is told: one row of work for each record, and none for
 * what is known, such as our own writes.
 * @param organisationId whose contacts they are
 * @returns what became of each change, in their order
 */
export function receiveFromXero(organisationId: string, changes: readonly XeroChange[], now: number): Step<ReceivedFromXero[] | NotOursInXero> {
	const newest = new Map<string, number>();
	for (const { xeroContactId, changedAt } of changes) newest.set(keyOf(xeroContactId), Math.max(changedAt, newest.get(keyOf(xeroContactId)) ?? 0));
	return bySettings<ReceivedFromXero[] | NotOursInXero>((settings) => ({
		name: 'receiveFromXero',
		need: { xeroContacts: [...newest.keys()], facts: ['binding'] },
		decide: (found) => {
			const binding = found.fact('binding')?.value;
			if (binding !== undefined && binding.organisationId.toLowerCase() !== organisationId.toLowerCase()) return { answer: { took: 'anotherOrganisation', binding }, changes: [] };
			const taken = new Map([...newest].map(([xeroContactId, changedAt]) => [xeroContactId, take({ xeroContactId, changedAt }, settings, found, now)]));
			return { answer: changes.map(({ xeroContactId }) => taken.get(keyOf(xeroContactId))!.answer), changes: [...taken.values()].flatMap((one) => one.changes) };
		},
	}));
}

function keyOf(xeroContactId: string): string {
	return xeroContactId.trim().toLowerCase();
}

interface Taken {
	answer: ReceivedFromXero;
	changes: Change[];
}

/** What says most of several records of one contact. */
const MOST_FIRST = ['work', 'afterRunning', 'noted', 'noise', 'nothing'] as const;

function take({ xeroContactId, changedAt }: XeroChange, settings: PublishedSettings, found: Found, now: number): Taken {
	if (settings.bothWays === null) return { answer: { took: 'off' }, changes: [] };
	const records = found.bound.flatMap((subject) => {
		const record = found.record(subject);
		return wasSynced(record) && record.xeroContactId === xeroContactId && isItsOwn(record, settings.billTo) ? [record] : [];
	});
	const taken = records.map((record) => toRecord(record, changedAt, settings, found, now));
	const took = MOST_FIRST.find((one) => taken.some(({ answer }) => answer.took === one)) ?? 'notBound';
	return { answer: { took }, changes: taken.flatMap(({ changes }) => changes) };
}

const NOTHING: Taken = { answer: { took: 'nothing' }, changes: [] };
const NOISE: Taken = { answer: { took: 'noise' }, changes: [] };

function toRecord(record: RecordRow, changedAt: number, settings: PublishedSettings, found: Found, now: number): Taken {
	if (!flowsBack(record, settings)) return NOTHING;
	if (record.state === 'synced' && !isNewInXero(changedAt, record.xeroUpdatedAt, now)) return NOISE;
	return toWork(record, changedAt, found, now);
}

function toWork(record: RecordRow & SyncedFacts, changedAt: number, found: Found, now: number): Taken {
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
