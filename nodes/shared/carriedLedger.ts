import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../lib/http/isRecord';
import type { CarriedLedger, LeftBy } from '../../lib/ledger/events/carried';
import { isPreviewed } from '../../lib/sync/record/preview';

/** What a node learned of the record on the way. */
export type Learned = Pick<CarriedLedger, 'shown' | 'url' | 'segments' | 'callsLeft'>;

/** Outputs on the way from Xero back to Intercom. */
export type LeftOnTheWayBack = 'xero.read' | 'xero.missing' | 'back.mapped' | 'back.rejected' | 'back.skipped';

/**
 * What an item that came from Sync Ledger Trigger carries on: the record as the ledger handed it out, what was learned
 * since, and where it left. Of any other item nothing, so that it stays as it is. One that was only previewed before keeps
 * saying so. Pure.
 */
export function carriedLedger(input: IDataObject, left: LeftBy | LeftOnTheWayBack, learned: Learned = {}): { ledger?: IDataObject } {
	const ledger = ledgerIn(input);
	return ledger === null ? {} : { ledger: { ...ledger, ...(learned as IDataObject), left: isPreviewed(input) ? (ledger.left ?? left) : left } };
}

/** What the ledger handed out of the record of an item; null where the item is of no ledger. Pure. */
export function ledgerIn({ ledger }: IDataObject): IDataObject | null {
	return isRecord(ledger) ? (ledger as IDataObject) : null;
}
