import type { Outcome } from './outcome';
import { failed } from './outcomes';
import type { MappedRecord } from './record';
import { named } from './named';

/**
 * Two states of one second of Intercom, and nothing that says which is newer: nothing is written, and whoever comes back to
 * the record reads it again, by which time it is clear. Pure.
 */
export function readAgain(record: MappedRecord, requestIds: string[] = []): Outcome {
	return failed(
		record.intercomId,
		{
			class: 'transient',
			reason: 'changedWithinASecond',
			message: `${named(record)} was changed twice within one second, and Xero may hold the newer state already`,
			nextStep: 'Nothing to do where failed records are tried again from Get Profile on: the record is read anew and written. Else run the workflow again for it.',
			retryable: true,
		},
		1,
		requestIds,
	);
}

/**
 * Whether two states of one second hold a record up. Not in a dry run, which foresees what becomes of the record once it was read
 * again; a comparison tells how things stand, so it waits. Pure.
 */
export function mustReadAgain({ compare }: MappedRecord, { foresees }: { foresees?: boolean }): boolean {
	return !foresees || compare === true;
}
