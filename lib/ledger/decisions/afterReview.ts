import type { Settlement } from '../events/settlement';
import { newRecord, type RecordRow } from '../rows/record';
import type { ReviewRow } from '../rows/review';
import type { HeldWork } from '../rows/work';
import type { Change, Found } from '../store/step';
import { reviewAlert } from './alertTexts';
import { changesFor, recordEntry } from './auditEntry';
import { closeAll } from './leaving';
import { raise } from './outbox';
import { rewrite } from './rewrite';
import { causeOfWork, seen, type ItsWork, type Settled, type Settling } from './settling';
import { workAfterReading } from './workAfterReading';
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
		since: was?.reason === reason ? was.since : now,
	};
	const { record, changes } = readRecord(found, review, null, shared.sweep);
	const rest = reason === 'massChange' && work !== null ? held(work) : removed(work) ?? workAfterReading(work, record, shared);
	const links = candidates.map(({ name, url }) => ({ title: `Xero: ${name}`, url }));
	const alert = raise(found.alertsAbout(subject).find(({ key }) => key === `${subject.kind} ${subject.id}`) ?? null, reviewAlert(subject, row, links), now);
	const entry = recordEntry(subject, causeOfWork(work), { event: 'review', reason, changes: row.changes, requestIds: [...requestIds] }, now);
	const became = rest.became === 'done' ? 'review' : rest.became;
	return { became, nextAt: rest.nextAt, changes: [...changes, ...rewrite('review', was, row, 'review'), ...rest.changes, ...alert, entry] };
}

/** The mapper does not sync it: nothing is open about it any more. Pure. */
export function afterSkip(skipped: Skipped, work: ItsWork, shared: Settling): Settled {
	const { record, changes } = readRecord(shared.found, skipped, skipped.reason, shared.sweep);
	const rest = workAfterReading(work, record, shared);
	return { ...rest, changes: [...changes, ...closeAll(skipped.subject, shared.found, shared.now), ...rest.changes] };
}

function readRecord(found: Found, read: Review | Skipped, leftOut: string | null, sweep: number): { record: RecordRow; changes: Change[] } {
	const was = found.record(read.subject);
	const present = was?.state === 'gone' ? { ...newRecord(read.subject, was.seenSweep) } : (was ?? newRecord(read.subject, 0));
	const record = { ...seen(present, read, sweep), leftOut };
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
