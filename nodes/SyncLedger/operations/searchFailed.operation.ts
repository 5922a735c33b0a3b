import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { LedgerStore } from '../../../lib/ledger';
import { isRecord } from '../../../lib/http/isRecord';
import { searchFailed as failedStep } from '../../../lib/ledger/decisions/searchNews';
import { failureFields } from '../../../lib/ledger/items/failureFields';
import { ItemReader } from '../../../lib/ledger/items/itemReader';
import { ofItem, textParameter, wrongItem } from '../leave';
import type { LedgerOperation } from '../operation';
import { watermarkNameField } from '../watermarkField';

/** Notes that changes could not be searched for: the next hour mostly does it. */
export const searchFailed: LedgerOperation = {
	option: {
		name: 'Note a Failed Search',
		value: 'searchFailed',
		action: 'Note that a search for changes failed',
		description: 'Take what Get Changed hands out by Failed: told at once where a person has to act, else only where the next search fails too. Set Watermark ends it.',
	},
	fields: [watermarkNameField],
	run,
};

async function run(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	const failures = context.getInputData().map(({ json }, item) => {
		const read = new ItemReader(isRecord(json) ? json : {});
		const failure = failureFields(read);
		if (read.faults.length > 0) throw wrongItem(context, item, `Item ${item + 1} does not say why a search failed: its field ${read.faults.join('; ')}.`, 'Connect the output Failed of Intercom Contacts, Get Changed, to this node.');
		return { item, failure, watermarkName: textParameter(context, 'watermarkName', item) };
	});
	const store = await open();
	const items: INodeExecutionData[] = [];
	for (const { item, failure, watermarkName } of failures) {
		const { toldAt } = await store.change(failedStep(watermarkName, failure, Date.now()));
		items.push(ofItem(item, { watermarkName, reason: failure.reason, toldAt: toldAt === null ? null : new Date(toldAt).toISOString(), message: `${failure.message} ${nextWords(toldAt)}` }));
	}
	return items;
}

function nextWords(toldAt: number | null): string {
	if (toldAt === null) return 'That is told already.';
	return toldAt <= Date.now() ? 'It is told by Alerts.' : `It is told by Alerts at ${new Date(toldAt).toISOString()}, unless a search works before.`;
}
