import { oneForAll } from '../leave';
import type { LedgerOperation } from '../operation';

/** Reads what every contact owes in Xero, and lets the ledger find whom Intercom is to be told of. */
export const readBalances: LedgerOperation = {
	option: {
		name: 'Read What Only Xero Knows',
		value: 'readBalances',
		action: 'Read what only Xero knows',
		description: 'Read what all contacts of Xero owe, their currency and status: one call for a thousand. Whose Intercom record was told something else is due, behind everything live. Nothing is read while What Only Xero Knows is off in the Sync Ledger Trigger.',
	},
	fields: [],
	run: async (context, open) => {
		const { readWhatXeroKnows } = await import('../../late');
		return [oneForAll(context, await readWhatXeroKnows(context, await open()))];
	},
};
