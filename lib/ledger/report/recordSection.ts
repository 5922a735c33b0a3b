import { isOfXeroAlone } from '../decisions/fromXero';
import type { Binding } from '../rows/facts';
import { wasSynced } from '../rows/record';
import type { SubjectKind } from '../rows/subject';
import type { WorkRow } from '../rows/work';
import { differenceView, type DifferenceView } from './differenceSection';
import { intercomUrl, xeroUrl } from './links';
import type { RecordSource } from './source';
import { iso, leftOutWords } from './words';

/** One contact or company: how it stands, and what was done with it. */
export interface RecordView {
	kind: SubjectKind;
	id: string;
	known: boolean;
	/** In one word, with its reason; `''` where there is none to give. */
	outcome: RecordOutcome;
	reason: string;
	/** The sentences of `standing` together. */
	message: string;
	/** `''`: nothing is to be done. */
	nextStep: string;
	/** How it stands, a sentence each. */
	standing: string[];
	intercomUrl: string;
	xeroUrl: string;
	/** The newest first. */
	log: LogLine[];
	/** There are older ones, which List shows. */
	hasMore: boolean;
	/** In what both sides differed when they were compared last; null: they were not, or agreed. */
	difference: DifferenceView | null;
}

/** `failed`: given up; `waiting` and `running`: it is not over; `nothing`: the ledger knows nothing of it, or only what was done with it. */
type RecordOutcome = 'synced' | 'review' | 'failed' | 'skipped' | 'gone' | 'waiting' | 'running' | 'held' | 'nothing';

export interface LogLine {
	at: string;
	event: string;
	reason: string;
	why: string;
	by: string;
	fields: string[];
	xeroContactId: string | null;
}

/** The record as the report shows it. Pure. */
export function recordView(source: RecordSource, binding: Binding | null): RecordView {
	const { subject, record, work, review, log, hasMore, difference } = source;
	const xeroContactId = wasSynced(record) ? record.xeroContactId : null;
	const standing = standingOf(source);
	return {
		...subject, ...inOneWord(source), message: standing.join(' ') || 'Nothing is known of it.', known: record !== null || work !== null || review !== null || difference !== null || log.length > 0, standing, intercomUrl: intercomUrl(binding, subject), xeroUrl: xeroUrl(binding, xeroContactId), hasMore,
		difference: difference === null ? null : differenceView(difference.row, difference.kind, binding),
		log: log.map(({ at, event, reason, why, by, changes, xeroContactId: id }) => ({ at: iso(at), event, reason, why, by, fields: changes.map(({ field }) => field), xeroContactId: id })),
	};
}

function inOneWord({ record, work, review }: RecordSource): { outcome: RecordOutcome; reason: string; nextStep: string } {
	if (work !== null) return { outcome: work.state === 'parked' ? 'failed' : work.state, reason: work.reason ?? '', nextStep: work.nextStep ?? '' };
	if (review !== null) return { outcome: 'review', reason: review.reason, nextStep: review.nextStep };
	if (record === null) return { outcome: 'nothing', reason: '', nextStep: '' };
	if (record.state === 'gone') return { outcome: 'gone', reason: '', nextStep: '' };
	if (record.leftOut !== null) return { outcome: 'skipped', reason: record.leftOut, nextStep: '' };
	return { outcome: wasSynced(record) ? 'synced' : 'nothing', reason: '', nextStep: '' };
}

function standingOf({ record, work, review }: RecordSource): string[] {
	const lines: string[] = [];
	if (record?.state === 'gone') lines.push(`Left Intercom, known since ${iso(record.goneAt)}.`);
	if (wasSynced(record)) lines.push(`Synced last at ${iso(record.syncedAt)}${record.state === 'doubted' ? '; Xero may hold something else, the next sync compares' : ''}.`);
	if (record !== null && record.leftOut !== null) lines.push(`Left out: ${leftOutWords(record.leftOut)}.`);
	if (record?.decision) lines.push(`Decided by ${record.decision.by}: ${record.decision.do}.`);
	if (review !== null) lines.push(`For review: ${review.message}`);
	if (work !== null) lines.push(`${sideOf(work)[work.state]}${work.message === null ? '' : ` ${work.message}`}`);
	if (work !== null && work.fromIntercom && work.xeroChangedAt !== null) lines.push(`It also changed in Xero at ${iso(work.xeroChangedAt)}, which is looked at after that.`);
	return lines;
}

function sideOf(work: WorkRow): typeof WORK | typeof BACK | typeof TOLD {
	if (!isOfXeroAlone(work)) return WORK;
	return work.xeroChangedAt === null ? TOLD : BACK;
}

const WORK = { waiting: 'Waits for its next try.', running: 'Is being synced now.', held: 'Held until a person decides.', parked: 'Given up until it changes.' } as const;
const BACK = { waiting: 'Changed in Xero, and waits to be brought to Intercom.', running: 'Is being brought from Xero to Intercom now.', held: 'Changed in Xero, and held until a person decides.', parked: 'Changed in Xero, and not brought to Intercom: given up until it changes on either side.' } as const;
const TOLD = { waiting: 'Intercom is to be told what only Xero knows.', running: 'Intercom is being told what only Xero knows.', held: 'Intercom is to be told what only Xero knows; held until a person decides.', parked: 'Intercom was not told what only Xero knows.' } as const;
