import { leftRecord } from '../../rows/record';
import { cellsOf } from './cells';
import type { Session } from './session';

/** Puts there that the contact which a contact of Xero was in Intercom left, where nothing is kept of it yet. */
export async function noteLeft({ any }: Session, xeroContactId: string, at: number): Promise<void> {
	const row = { ...cellsOf('record', leftRecord(xeroContactId, at)), revision: 1 };
	await any.insertInto('record').values(row).onConflict((conflict) => conflict.doNothing()).execute();
}
