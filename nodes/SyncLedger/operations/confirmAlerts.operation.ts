import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { LedgerStore } from '../../../lib/ledger';
import { confirmAlerts as confirmStep } from '../../../lib/ledger/decisions/alerts';
import { insisting } from '../insist';
import { ofItem, textParameter, wrongItem } from '../leave';
import type { LedgerOperation } from '../operation';

/** Says whether a channel took what the trigger handed out as Alerts. */
export const confirmAlerts: LedgerOperation = {
	option: {
		name: 'Confirm Alerts',
		value: 'confirmAlerts',
		action: 'Confirm that alerts were told',
		description: 'Say whether the channel took the alerts; what it did not take is told again later',
	},
	fields: [
		{
			displayName: 'Channel Took Them',
			name: 'took',
			type: 'boolean',
			default: true,
			description: 'Whether the message arrived. Switch it off behind the error output of the node that sends it.',
		},
		{
			displayName: 'Alert Token',
			name: 'alertToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: "={{ $json.ledger?.alertToken ?? $('Sync Ledger Trigger').item.json.ledger.alertToken }}",
			description: 'Stands in the item of the output Alerts. A node that sends a message drops it, so it is taken from the trigger.',
		},
	],
	run,
};

async function run(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	const asked = context.getInputData().map((_, item) => ({ item, token: textParameter(context, 'alertToken', item), took: context.getNodeParameter('took', item, true) !== false }));
	const without = asked.find(({ token }) => token === '');
	if (without !== undefined) throw wrongItem(context, without.item, `Item ${without.item + 1} has no token (field Alert Token).`, 'Set it to ledger.alertToken of the item that left Sync Ledger Trigger by Alerts.');
	const insist = insisting(context);
	const store = await insist(open);
	const items: INodeExecutionData[] = [];
	for (const { item, token, took } of asked) {
		const { confirmed } = await insist(async () => await store.change(confirmStep(token, took, Date.now())));
		items.push(ofItem(item, { confirmed, took, message: words(confirmed, took) }));
	}
	return items;
}

function words(confirmed: number, took: boolean): string {
	if (confirmed === 0) return 'Nothing to confirm: these alerts were confirmed before, or their lease ended and they are told once more.';
	return took ? `${confirmed} told.` : `${confirmed} not told: they are told again later.`;
}
