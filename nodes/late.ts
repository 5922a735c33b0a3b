/**
 * What nodes need to work and not to be shown, opened at first use. It is one part: each part of its own would cut the code that
 * it shares with others into files of a few lines, and n8n opens those at its start.
 */
export { makeReport } from '../lib/ledger/report/report';
export { bringItems } from './IntercomContactUpsert/bringItems';
export { keepDifferences } from './SyncLedger/keepDifferences';
export { keepForecastItems } from './SyncLedger/keepForecastItems';
export { readWhatXeroKnows } from './SyncLedger/readWhatXeroKnows';
export { recalled } from './SyncLedger/recalledForecasts';
export { takenContacts } from './SyncLedger/takenContacts';
export { triggerOnPages } from './SyncLedgerTrigger/pages';
export { recordFromFields } from './XeroContactUpsert/recordFromFields';
export { upsertItems } from './XeroContactUpsert/upsertItems';
