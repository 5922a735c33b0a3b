import { isDry, type JobKind } from '../rows/jobKind';
import type { Binding } from '../rows/facts';
import type { ForecastRow, ForeseenChange } from '../rows/forecast';
import type { SubjectKind } from '../rows/subject';
import { intercomUrl, xeroUrl } from './links';
import type { DifferencesSource } from './source';
import { iso } from './words';

/** What a reconciliation found to differ. */
export interface Differences {
	jobId: string;
	shown: DifferenceView[];
	/** There are more, which List shows. */
	hasMore: boolean;
}

/** A record in which the two sides differ, or differed. */
export interface DifferenceView {
	kind: SubjectKind;
	id: string;
	outcome: ForecastRow['outcome'];
	/** What was done with it, or would be. */
	words: string;
	reason: string;
	message: string;
	nextStep: string;
	fields: DifferentField[];
	at: string;
	intercomUrl: string;
	xeroUrl: string;
}

export interface DifferentField {
	field: string;
	/** What Xero had and what Intercom has; absent where values are hidden. */
	xero?: string;
	intercom?: string;
	/** Why it differs, or why it stays. */
	words: string;
	kept: boolean;
}

/** What a reconciliation found, as the report shows it. Pure. */
export function differencesView({ jobId, kind, rows, hasMore }: DifferencesSource, binding: Binding | null): Differences {
	return { jobId, hasMore, shown: rows.map((row) => differenceView(row, kind, binding)) };
}

/** @param job what its job is for. Pure. */
export function differenceView(row: ForecastRow, job: JobKind, binding: Binding | null): DifferenceView {
	const { kind, id, outcome, reason, message, nextStep, changes, at, xeroContactId } = row;
	return { kind, id, outcome, words: doneWords(row, isDry(job)), reason, message, nextStep, fields: changes.map(fieldView), at: iso(at), intercomUrl: intercomUrl(binding, { kind, id }), xeroUrl: xeroUrl(binding, xeroContactId) };
}

function fieldView({ field, before, after, changedInXero, kept }: ForeseenChange): DifferentField {
	const why = kept === undefined ? (field === 'xero_contact_id' ? REFERENCE : '') : KEPT[kept];
	const words = [changedInXero ? 'changed in Xero since the last sync' : '', why].filter(Boolean).join('; ');
	return { field, ...(before !== undefined && { xero: before }), ...(after !== undefined && { intercom: after }), words, kept: kept !== undefined };
}

const REFERENCE = 'the reference on the record in Intercom is missing or leads elsewhere';
const KEPT: Readonly<Record<NonNullable<ForeseenChange['kept']>, string>> = {
	ifEmpty: "left: the accountant's, filled only where it is empty", onCreate: 'left: set with a new contact only', notOurs: 'left: this sync did not write that name', lead: 'left: a lead types what it likes', byRule: 'left by your settings',
};

type Words = Readonly<Record<ForecastRow['outcome'], string>>;
const NOT_DONE = { review: 'A person decides', failed: 'Could not be compared', rejected: 'Cannot go to Xero', skipped: 'Left out' } as const;
const DONE: Words = { ...NOT_DONE, created: 'Was not in Xero: created', updated: 'Repaired in Xero', unchanged: 'Left as it is in Xero', linked: 'Left as it is in Xero' };
const FORESEEN: Words = { ...NOT_DONE, created: 'Not in Xero: would be created', updated: 'Would be repaired in Xero', unchanged: 'Would be left as it is in Xero', linked: 'Would be left as it is in Xero' };

/** Some fields of a record may be repaired while others stay. */
function doneWords({ outcome, changes }: ForecastRow, dry: boolean): string {
	const words = (dry ? FORESEEN : DONE)[outcome];
	return outcome === 'updated' && changes.some(({ kept }) => kept !== undefined) ? `${words}, but for what is left` : words;
}
