import { isOfDryRun } from '../../../lib/ledger/items/dryRun';
import type { LedgerOperation } from '../operation';

/** Parts a dry run from a live one, and tells Preview what it foresaw on its earlier pages, where a record of this page would meet it. */
export const recallForecasts: LedgerOperation = {
	option: { name: 'Recall Forecasts', value: 'recallForecasts', action: 'Recall what a dry run foresees', description: 'Part mapped records of a dry run from those of a live one, and add to them what earlier pages of it would have written, so that Preview meets namesakes and doubles as the live run will' },
	fields: [{ displayName: 'Connect it behind the mapper: Dry Run to Xero Contact Upsert, Preview, and Live to Create or Update Contacts. What is live is handed on as it came.', name: 'recallNotice', type: 'notice', default: '' }],
	outputs: { names: ['Dry Run', 'Live'], of: (json) => (isOfDryRun(json) ? 0 : 1) },
	run: async (context, open) => {
		const { recalled } = await import('../../late');
		return await recalled(context, open);
	},
};
