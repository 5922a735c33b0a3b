/**
 * The ledger: what must not be lost, of one Intercom workspace and one Xero organisation.
 *
 * A notification becomes a row of work, on disk before Intercom is answered; ten for one record are one row. The trigger
 * claims what is due: the rows are now `running` under a lease token, and their items run through the workflow. Settle
 * brings back an outcome for each under that token: the record remembers what was synced last, and its work goes, or
 * waits for its next try, or is parked, or a review waits for a person. Who lost the lease is told "no longer yours".
 * What nobody settled is due again when its execution or its lease ends, as `uncertain`. Whoever has to know is told by an alert, which
 * stays due until a channel took it, once for each change of state. Every step says which rows it needs (`need`) and
 * decides purely what becomes of them (`decide`); the store reads, decides and writes in one transaction and knows no
 * rule. `rows/` says what is kept, `store/port.ts` what a store must do, `decisions/` what happens, docs/ledger.md all
 * transitions as a table.
 */
export type { Step } from './store/step';
export type { LedgerStore } from './store/port';
export type { LedgerSettings } from './settings';
