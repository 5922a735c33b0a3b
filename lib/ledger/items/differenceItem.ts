import { isRecord } from '../../http/isRecord';
import type { Difference } from '../decisions/findings';
import type { Settlement } from '../events/settlement';
import { WHY_KEPT, type Foreseen, type ForeseenChange } from '../rows/forecast';
import { carriedKey } from './carriedKey';
import { ItemReader } from './itemReader';

/** What a record that was compared shows, and of which job it is. */
export interface DifferenceItem {
	jobId: string;
	difference: Difference;
}

/**
 * What the item of a record that was compared says of both sides; null where it was not compared, is of no job, or left
 * Intercom. @param settlement what became of it. Pure, never throws.
 */
export function differenceItem(item: unknown, settlement: Settlement): DifferenceItem | null {
	const key = carriedKey(item);
	if (!key.ok || key.carried.compare !== true || typeof key.carried.jobId !== 'string') return null;
	const outcome = outcomeOf(settlement);
	if (outcome === null) return null;
	const { subject, reason } = settlement;
	const { message, nextStep } = 'nextStep' in settlement ? settlement : { message: '', nextStep: '' };
	const xeroContactId = 'xeroContactId' in settlement ? (settlement.xeroContactId ?? null) : null;
	return { jobId: key.carried.jobId, difference: { subject, outcome, reason, message, nextStep, xeroContactId, changes: changesOrDifferences(new ItemReader(upsertItemIn(item))) } };
}

function outcomeOf(settlement: Settlement): Foreseen['outcome'] | null {
	if (settlement.outcome === 'synced') return settlement.result;
	if (settlement.outcome === 'failed') return settlement.step === 'map' ? 'rejected' : 'failed';
	return settlement.outcome === 'review' || settlement.outcome === 'skipped' ? settlement.outcome : null;
}

/** Set Xero Reference keeps the upsert's item; where it failed, under `input`. */
function upsertItemIn(item: unknown): Readonly<Record<string, unknown>> {
	const json = isRecord(item) ? item : {};
	return json.changes === undefined && isRecord(json.input) ? json.input : json;
}

/** Fields in which the two sides differed, where they were compared; else those that change. What is no field is left out. Pure. */
export function changesOrDifferences(read: ItemReader): ForeseenChange[] {
	const differences = read.entries('differences').flatMap((one): ForeseenChange[] => {
		const kept = WHY_KEPT.find((why) => why === one.text('kept'));
		return one.text('field') === '' ? [] : [{ field: one.text('field'), before: one.text('xero'), after: one.text('intercom'), ...(one.isTrue('changedInXero') && { changedInXero: true }), ...(kept !== undefined && { kept }) }];
	});
	if (differences.length > 0) return differences;
	return read.entries('changes').map((change) => ({ field: change.text('field'), before: change.text('before'), after: change.text('after') }));
}
