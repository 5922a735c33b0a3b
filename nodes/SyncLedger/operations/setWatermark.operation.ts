import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { LedgerStore } from '../../../lib/ledger';
import { momentIn } from '../../../lib/intercom/notifications/moment';
import { writeWatermark } from '../../../lib/ledger/decisions/holders';
import { oneForAll, textParameter, wrongItem } from '../leave';
import type { LedgerOperation } from '../operation';
import { watermarkNameField } from '../watermarkField';

/** Keeps where the next run begins. */
export const setWatermark: LedgerOperation = {
	option: {
		name: 'Set Watermark',
		value: 'setWatermark',
		action: 'Set the watermark of a reconciliation',
		description: 'Keep up to where all changes were seen, once they are in the ledger. Never goes back.',
	},
	fields: [
		watermarkNameField,
		{
			displayName: 'Watermark',
			name: 'watermark',
			type: 'string',
			required: true,
			default: '={{ $json.watermark }}',
			placeholder: 'e.g. 2026-01-31T09:00:00Z',
			description: 'ISO time, as Get Changed and Add hand it on',
		},
	],
	run,
};

/** All items of a list carry the same; the one kept is said once. */
async function run(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	const wanted = context.getInputData().map((_, item) => ({ name: textParameter(context, 'watermarkName', item), value: timeOf(context, item) }));
	const store = await open();
	const kept = new Map<string, string>();
	for (const { name, value } of new Map(wanted.map((one) => [`${one.name} ${one.value}`, one])).values()) {
		kept.set(name, (await store.change(writeWatermark(name, value, Date.now()))).watermark.value);
	}
	return [...kept].map(([watermarkName, watermark]) => oneForAll(context, { watermark, watermarkName }));
}

function timeOf(context: IExecuteFunctions, item: number): string {
	const text = textParameter(context, 'watermark', item);
	const moment = /^\d{4}-\d\d-\d\dT/.test(text) ? momentIn(text, Math.floor(Date.now() / 1_000)) : null;
	if (moment?.wrong === 'InFuture') throw wrongItem(context, item, `The watermark ${text} lies in the future (item ${item + 1}, field Watermark), and everything that changes until then would be passed over.`, 'Give the watermark of Get Changed as it is.');
	if (moment === null || moment.wrong !== null || moment.at === null) throw wrongItem(context, item, `"${text.slice(0, 40)}" is no time (item ${item + 1}, field Watermark).`, 'Give the watermark of Get Changed as it is, such as 2026-01-31T09:00:00Z.');
	return new Date(moment.at * 1_000).toISOString();
}
