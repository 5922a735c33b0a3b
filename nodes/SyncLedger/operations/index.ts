import type { LedgerOperation } from '../operation';
import { add } from './add.operation';
import { check } from './check.operation';
import { confirmAlerts } from './confirmAlerts.operation';
import { controlJob } from './controlJob.operation';
import { decide } from './decide.operation';
import { erase } from './erase.operation';
import { getWatermark } from './getWatermark.operation';
import { list } from './list.operation';
import { readBalances } from './readBalances.operation';
import { recallForecasts } from './recallForecasts.operation';
import { report } from './report.operation';
import { reportChecks } from './reportChecks.operation';
import { searchFailed } from './searchFailed.operation';
import { setWatermark } from './setWatermark.operation';
import { settle } from './settle.operation';
import { startJob } from './startJob.operation';
import { stop } from './stop.operation';
import { sweep } from './sweep.operation';
import { takePage } from './takePage.operation';
import { words } from './words.operation';

/** One operation a file; the node only looks it up here. */
export const OPERATIONS: readonly LedgerOperation[] = [add, check, confirmAlerts, controlJob, decide, erase, getWatermark, list, readBalances, recallForecasts, report, searchFailed, words, reportChecks, stop, setWatermark, settle, startJob, sweep, takePage];
