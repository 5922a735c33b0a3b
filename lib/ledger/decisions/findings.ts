import type { Job } from '../rows/facts';
import { forecastOf, type ForeseenChange, type ForecastRow, type Foreseen } from '../rows/forecast';
import { isDry } from '../rows/jobKind';
import type { JobReading } from '../rows/jobReading';
import { lastOfEach, type Subject } from '../rows/subject';
import type { LedgerSettings } from '../settings';
import type { Change, Step } from '../store/step';
import { changesFor } from './auditEntry';
import { noteFact } from './facts';
import { isComparing } from './jobs';
import { rewrite } from './rewrite';

/** What a reconciliation found of one record, and what became of it. */
export interface Difference extends Pick<Foreseen, 'outcome' | 'reason' | 'message' | 'nextStep' | 'xeroContactId' | 'changes'> {
	subject: Subject;
}

type Said = Pick<Foreseen, 'outcome' | 'changes'>;

const AS_IT_WAS: ReadonlySet<Foreseen['outcome']> = new Set(['unchanged', 'linked', 'skipped']);

/** Whether the two sides differ in a record, or cannot be brought together. Pure. */
export function isApart({ outcome, changes }: Said): boolean {
	return !AS_IT_WAS.has(outcome) || changes.length > 0;
}

/** Whether all in which they differ stays as it is. Pure. */
export function isOnlyKept({ outcome, changes }: Said): boolean {
	return AS_IT_WAS.has(outcome) && changes.some(({ kept }) => kept !== undefined);
}

/** Field names with what is said of each, and values only where the user wants them in the ledger. Pure. */
export function shownChanges(changes: readonly ForeseenChange[], values: boolean): ForeseenChange[] {
	return changesFor(changes, values).map((change, place): ForeseenChange => {
		const { changedInXero, kept } = changes[place]!;
		return { ...change, ...(changedInXero && { changedInXero }), ...(kept !== undefined && { kept }) };
	});
}

/** The job with so many more that differ and stay so. Pure. */
export function withKeptApart<OfPages extends Job & { reading: JobReading }>(job: OfPages, more: number): OfPages {
	return more === 0 ? job : { ...job, reading: { ...job.reading, keptApart: (job.reading.keptApart ?? 0) + more } };
}

/**
 * Keeps what a reconciliation found to differ, before the records are settled: whoever is killed between the two finds them
 * as they should be, and does not take back that they were not. What failed and agrees at a later try goes. Nothing where
 * the job compares none, or is not known.
 */
export function noteDifferences(jobId: string, differences: readonly Difference[], { auditValues }: Pick<LedgerSettings, 'auditValues'>, now: number): Step<void> {
	const unique = lastOfEach(differences, ({ subject }) => subject);
	return {
		name: 'noteDifferences',
		need: { facts: [`job ${jobId}`], forecasts: { jobId, subjects: unique.map(({ subject }) => subject), keys: [], limit: 0 } },
		decide: (found) => {
			const job = found.fact(`job ${jobId}`)?.value;
			if (job === undefined || job.reading === null || !isComparing(job) || isDry(job.kind)) return { answer: undefined, changes: [] };
			let keptApart = 0;
			const rows = unique.flatMap(({ subject, ...difference }): Change[] => {
				const was = forecastOf(found.forecasts, subject);
				const isOpen = was === null || was.outcome === 'failed';
				if (!isApart(difference)) return isOpen ? rewrite('forecast', was, null, 'noted') : [];
				if (isOnlyKept(difference) && !isOpen) return [];
				if (isOnlyKept(difference)) keptApart += 1;
				const is: ForecastRow = { ...subject, contact: null, ...difference, jobId, revision: 0, at: now, changes: shownChanges(difference.changes, auditValues) };
				return rewrite('forecast', was, is, 'noted');
			});
			return { answer: undefined, changes: [...rows, ...noteFact(found, `job ${jobId}`, withKeptApart({ ...job, reading: job.reading }, keptApart))] };
		},
	};
}
