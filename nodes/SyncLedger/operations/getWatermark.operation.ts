import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { LedgerStore } from '../../../lib/ledger';
import { readWatermark } from '../../../lib/ledger/decisions/holders';
import { ofItem, textParameter } from '../leave';
import type { LedgerOperation } from '../operation';
import { watermarkNameField } from '../watermarkField';

/** A first reconciliation looks so far back: Intercom's search finds a change by its day, and a weekend may lie between. */
const FIRST_MS = 7 * 24 * 60 * 60_000;

/** Up to where all changes were seen. */
export const getWatermark: LedgerOperation = {
	option: {
		name: 'Get Watermark',
		value: 'getWatermark',
		action: 'Get the watermark of a reconciliation',
		description: 'The time up to which all changes were seen: Since of Get Changed. The first time seven days back.',
	},
	fields: [watermarkNameField],
	run,
};

async function run(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	const store = await open();
	const items: INodeExecutionData[] = [];
	for (const item of context.getInputData().keys()) {
		const watermarkName = textParameter(context, 'watermarkName', item);
		const kept = await store.change(readWatermark(watermarkName));
		items.push(ofItem(item, { watermark: kept?.value ?? new Date(Date.now() - FIRST_MS).toISOString(), isFirst: kept === null, watermarkName }));
	}
	return items;
}
