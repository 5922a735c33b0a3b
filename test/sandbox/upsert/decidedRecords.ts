import type { MappedRecord, RecordDecision } from '../../../lib/sync/record/record';
import { recordOf, type Person } from './people';

export const JANE = { name: 'Jane Doe', email: 'jane@example.com' };

/** What a person decided in the ledger. */
export const bind = (xeroContactId: string): RecordDecision => ({ do: 'bind', xeroContactId, by: 'jo', at: 1 });
export const CREATE: RecordDecision = { do: 'create', by: 'jo', at: 1 };
export const decided = (decision: RecordDecision, person: Person = {}): MappedRecord => ({ ...recordOf({ ...JANE, ...person }), decision });
