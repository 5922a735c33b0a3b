import { itemText } from '../../../lib/ledger/messages/itemText';
import { alertAddressField } from '../../shared/alertChannelFields';
import { ofItem, textParameter } from '../leave';
import type { LedgerOperation } from '../operation';

/** One text for each item that a person should hear of; no ledger is opened. */
export const words: LedgerOperation = {
	option: {
		name: 'Put Into Words',
		value: 'words',
		action: 'Put items into words for a person',
		description: 'Write what an item of Review, Rejected, Failed or an Error Trigger says as one text for a chat; needs no ledger',
	},
	fields: [alertAddressField('Where the text is to be posted, handed on with each item. Leave empty where nobody is to be told.')],
	run: async (context) =>
		await Promise.resolve(context.getInputData().map(({ json }, item) => ofItem(item, { text: itemText(json), address: textParameter(context, 'alertAddress', item), preview: json.preview === true }))),
};
