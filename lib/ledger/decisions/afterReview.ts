import type { Settlement } from '../events/settlement';
import { newRecord, wasSynced, type RecordRow } from '../rows/record';
import type { ReviewRow } from '../rows/review';
import type { HeldWork } from '../rows/work';
import type { Change } from '../store/step';
import { reviewAlert } from './alertTexts';
import { changesFor, recordEntry } from './auditEntry';
import { flowsBack, openInXero, toldSince } from './fromXero';
import { doubted } from './inDoubt';
import { closeAll } from './leaving';
import { raise } from './outbox';
import { rewrite } from './rewrite';
import { causeOfWork, seen, type ItsWork, type Settled, type Settling } from './settling';
import { NOTHING_OF_XERO, workAfterReading, type Rest } from './workAfterReading';
import { waiting } from './workRow';

type Review = Extract<Settlement, { outcome: 'review' }>;
type Skipped = Extract<Settlement, { outcome: 'skipped' }>;

/**
 * A person decides. What a stop held back stays held, whatever comes meanwhile; any other review gives way to the next
 * change, which may have mended what was wrong. Pure.
 */
export function afterReview(review: Review, work: ItsWork, shared: Settling): Settled {
	const { found, settings, now } = shared;
	const { subject, reason, message, nextStep, candidates, requestIds } = review;
	const was = found.review(subject);
	const row: ReviewRow = {
		...subject, revision: 0, reason, who: review.who ?? was?.who ?? null, message, nextStep, candidates: [...candidates], intercomUrl: review.intercomUrl ?? was?.intercomUrl ?? '', changes: changesFor(review.changes, settings.auditValues),
		xeroChangedAt: review.fromXero === undefined ? null : Math.max(review.fromXero.toldAt, was?.xeroChangedAt ?? 0), since: was?.reason === reason ? was.since : now,
	};
	const { record, changes } = review.fromXero === undefined ? readRecord(review, null, work, shared) : asItIs(review, shared);
	const rest = reason === 'massChange' && work !== null ? held(work) : removed(work) ?? workAfterReading(work, record, shared, restOf(review, work, record, shared));
	const links = candidates.map(({ name, url }) => ({ title: `Xero: ${name}`, url }));
	const alert = raise(found.alertsAbout(subject).find(({ key }) => key === `${subject.kind} ${subject.id}`) ?? null, reviewAlert(subject, row, links), now);
	const entry = recordEntry(subject, causeOfWork(work), { event: 'review', reason, changes: row.changes, requestIds: [...requestIds] }, now);
	const became = rest.became === 'done' ? 'review' : rest.became;
	return { became, nextAt: rest.nextAt, changes: [...changes, ...rewrite('review', was, row, 'review'), ...rest.changes, ...alert, entry] };
}

/** The mapper does not sync it: nothing is open about it any more. Pure. */
export function afterSkip(skipped: Skipped, work: ItsWork, shared: Settling): Settled {
	if (skipped.fromXero !== undefined) return afterSkipBack(skipped, work, shared);
	const { record, changes } = readRecord(skipped, skipped.reason, work, shared);
	const rest = workAfterReading(work, record, shared, restOf(skipped, work, record, shared));
	return { ...rest, changes: [...changes, ...closeAll(skipped.subject, shared.found, shared.now), ...rest.changes] };
}

/** What Xero holds is not for Intercom: the record is as it was, and a review of Intercom's side goes on. */
function afterSkipBack(skipped: Skipped, work: ItsWork, shared: Settling): Settled {
	const { found, now } = shared;
	const { record } = asItIs(skipped, shared);
	const rest = workAfterReading(work, record, shared, restOf(skipped, work, record, shared));
	const review = found.review(skipped.subject);
	return { ...rest, changes: [...(review !== null && review.xeroChangedAt === null ? [] : closeAll(skipped.subject, found, now)), ...rest.changes] };
}

/**
 * What is left of the other way. Of Intercom's side nothing goes back to Intercom while a person is to decide, or the record is
 * left out: the next sync compares. What was on its way from Xero was read after all that was told until then.
 */
function restOf(read: Review | Skipped, work: ItsWork, record: RecordRow, { settings, now }: Settling): Rest {
	if (work === null) return NOTHING_OF_XERO;
	if (work.kind === 'xeroContact') return { xeroChangedAt: toldSince(work, read.fromXero?.toldAt ?? 0) };
	if (!wasSynced(record)) return NOTHING_OF_XERO;
	if (read.fromXero !== undefined) return { xeroChangedAt: flowsBack(record, settings) ? toldSince(work, read.fromXero.toldAt) : null };
	return { xeroChangedAt: openInXero(work, record.xeroUpdatedAt, now), waitsForPerson: true };
}

function asItIs({ subject }: Review | Skipped, { found }: Settling): { record: RecordRow; changes: Change[] } {
	return { record: found.record(subject) ?? newRecord(subject, 0), changes: [] };
}

function readRecord(read: Review | Skipped, leftOut: string | null, work: ItsWork, { found, settings, sweep, now }: Settling): { record: RecordRow; changes: Change[] } {
	const was = found.record(read.subject);
	const present = was?.state === 'gone' ? { ...newRecord(read.subject, was.seenSweep) } : (was ?? newRecord(read.subject, 0));
	const seenNow = seen(present, read, sweep);
	// What Xero told of is looked at by the next sync: nobody looks before.
	const isOpen = work !== null && flowsBack(seenNow, settings) && openInXero(work, seenNow.xeroUpdatedAt, now) !== null;
	const record: RecordRow = { ...(isOpen ? doubted(seenNow) : seenNow), leftOut };
	const isNew = was === null || JSON.stringify(was) !== JSON.stringify(record);
	return { record, changes: isNew ? rewrite('record', was, record, 'read') : [] };
}

function held(work: NonNullable<ItsWork>): Settled {
	const row: HeldWork = { ...waiting(work, { uncertain: false }), state: 'held', heldBy: work.confirmed ? 'archive' : 'change' };
	return { became: 'held', nextAt: null, changes: rewrite('work', work, row, 'stopped') };
}

/** The policy met a doubt: it is a person's now, and the removal itself is no work any more. */
function removed(work: ItsWork): Settled | null {
	return work?.confirmed === true ? { became: 'done', nextAt: null, changes: rewrite('work', work, null, 'done') } : null;
}
