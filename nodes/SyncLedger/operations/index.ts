import type { LedgerOperation } from '../operation';
import { add } from './add.operation';
import { confirmAlerts } from './confirmAlerts.operation';
import { settle } from './settle.operation';

/** One operation a file; the node only looks it up here. */
export const OPERATIONS: readonly LedgerOperation[] = [add, confirmAlerts, settle];
