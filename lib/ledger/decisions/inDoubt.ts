import type { RecordRow } from '../rows/record';
import type { Change } from '../store/step';
import { rewrite } from './rewrite';

/** Nobody knows any more what Xero holds of a record: its next sync compares it, whatever it looks like. Pure. */
export function inDoubt(record: RecordRow | null): Change[] {
	return record?.state === 'synced' ? rewrite('record', record, doubted(record), 'mayDiffer') : [];
}

/** The record, if it was synced, as one that the next sync compares. Pure. */
export function doubted(record: RecordRow): RecordRow {
	return record.state === 'synced' ? { ...record, state: 'doubted', fingerprint: '' } : record;
}
