import { KeyedLock } from '../../lib/sync/write/keyedLock';

/** What executions in one n8n process share: one Intercom record is read and written by one of them at a time. */
export const locks = new KeyedLock();
