import { isRecord } from '../../http/isRecord';
import type { Outcome } from './outcome';
import type { MappedRecord } from './record';
import { named } from './named';

/** Said of an item that a writing node leaves alone. */
export const ONLY_PREVIEWED =
	'This item comes from Preview, so nothing was written. To write, let the node that previewed it write (another operation than Preview, or Preview Only off) and run the workflow again.';

/**
 * Whether an item comes from Preview. Nothing of ours acts on such an item: what it tells of has not happened. An Edit
 * Fields node may have made a text of the mark. Pure, never throws.
 */
export function isPreviewed(item: unknown): boolean {
	return isRecord(item) && (item.preview === true || item.preview === 'true');
}

/** A previewed item as a node that writes hands it on: as it came, and in its notes why nothing was done. Pure. */
export function leftAlone<T extends object>(item: T): T & { notes: unknown[] } {
	const notes = 'notes' in item && Array.isArray(item.notes) ? (item.notes as unknown[]) : [];
	return { ...item, notes: notes.includes(ONLY_PREVIEWED) ? notes : [...notes, ONLY_PREVIEWED] };
}

/** What Preview says of a record: the outcome with its mark, and in words what would happen instead of what was done. Pure. */
export function asPreview(record: MappedRecord, outcome: Outcome): Outcome {
	if (outcome.outcome === 'review' || outcome.outcome === 'failed' || outcome.outcome === 'unchanged') return { ...outcome, preview: true };
	return { ...outcome, outcome: 'preview', message: wouldHappen(record, outcome), preview: true };
}

function wouldHappen(record: MappedRecord, { reason, changes }: Pick<Outcome, 'reason'> & { changes: readonly { field: string }[] }): string {
	const who = named(record);
	if (reason === 'wouldCreate') return `${who} would become a new contact in Xero. Nothing was written.`;
	const fields = [...new Set(changes.map(({ field }) => field.split('.')[0]!))].join(', ');
	return `${who} would change its contact in Xero: ${fields}. Nothing was written.`;
}
