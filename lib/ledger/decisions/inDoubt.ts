import { wasSynced, type RecordRow } from '../rows/record';
import type { Change } from '../store/step';
import { rewrite } from './rewrite';

/** Nobody knows any more what Xero holds of a record: its next sync compares it, whatever it looks like. Pure. */
export function inDoubt(record: RecordRow | null): Change[] {
	return wasSynced(record) && record.state === 'synced' ? rewrite('record', record, { ...record, state: 'doubted', fingerprint: '' }, 'mayDiffer') : [];
}
