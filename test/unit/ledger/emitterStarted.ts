import { DEFAULT_PUBLISHED } from '../../../lib/ledger/settings';
import { Process } from './emitterProcess';
import { contact, LedgerWorld } from './ledgerWorld';

export const LEASE_MS = DEFAULT_PUBLISHED.leaseMs;
export const due = (process: Process) => process.batches.map((batch) => batch.due.map(({ contactId, ledger }) => `${contactId}${ledger.uncertain ? ' uncertain' : ''}`));

/** A process that has emitted the first of two contacts. */
export async function started(): Promise<{ ledger: LedgerWorld; a: Process }> {
	const ledger = await new LedgerWorld().open();
	const a = new Process(ledger, 'a');
	await ledger.notify(contact(1));
	await a.run(2_000);
	await ledger.notify(contact(2));
	expect(due(a)).toEqual([['c1']]);
	return { ledger, a };
}
