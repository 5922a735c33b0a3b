import { isRecord } from '../../http/isRecord';

/** Whether an item is of a job that writes nothing. Pure. */
export function isOfDryRun({ ledger }: Readonly<Record<string, unknown>>): boolean {
	return isRecord(ledger) && ledger.dryRun !== undefined;
}
