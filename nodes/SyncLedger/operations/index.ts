import type { LedgerOperation } from '../operation';
import { add } from './add.operation';
import { check } from './check.operation';
import { confirmAlerts } from './confirmAlerts.operation';
import { decide } from './decide.operation';
import { erase } from './erase.operation';
import { getWatermark } from './getWatermark.operation';
import { list } from './list.operation';
import { report } from './report.operation';
import { reportChecks } from './reportChecks.operation';
import { setWatermark } from './setWatermark.operation';
import { settle } from './settle.operation';
import { stop } from './stop.operation';
import { sweep } from './sweep.operation';

/** One operation a file; the node only looks it up here. */
export const OPERATIONS: readonly LedgerOperation[] = [add, check, confirmAlerts, decide, erase, getWatermark, list, report, reportChecks, stop, setWatermark, settle, sweep];
