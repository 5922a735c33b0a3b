import type { SyncedFacts } from '../rows/record';
import type { SubjectKind } from '../rows/subject';
import type { LedgerSettings } from '../settings';

/** As what a record is synced: where companies are billed, a contact is one of a company's staff. Pure. */
export function syncedAs(kind: SubjectKind, billTo: LedgerSettings['billTo']): SyncedFacts['as'] {
	if (kind === 'company') return 'organisation';
	return billTo === 'company' ? 'staff' : 'person';
}
