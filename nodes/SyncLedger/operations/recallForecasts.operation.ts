import type { LedgerOperation } from '../operation';

/** Tells Preview what a dry run foresaw on its earlier pages, where a record of this page would meet it. */
export const recallForecasts: LedgerOperation = {
	option: { name: 'Recall Forecasts', value: 'recallForecasts', action: 'Recall what a dry run foresees', description: 'Add to mapped records what earlier pages of the dry run would have written, so that Preview meets namesakes and doubles as the live run will' },
	fields: [{ displayName: 'Connect it between the mapper and Xero Contact Upsert, Preview, in the way of a dry run.', name: 'recallNotice', type: 'notice', default: '' }],
	run: async (context, open) => {
		const { recalled } = await import('../../late');
		return await recalled(context, open);
	},
};
