import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { LedgerStore } from '../../../lib/ledger';
import { raiseAlert } from '../../../lib/ledger/decisions/alerts';
import { readSettings } from '../../../lib/ledger/decisions/published';
import { alertMessage } from '../../../lib/ledger/messages/alertMessage';
import { channelBody } from '../../../lib/ledger/messages/channelBody';
import { stopAlert, type Stop } from '../../../lib/ledger/messages/stopAlert';
import type { AlertChannel, PublishedSettings } from '../../../lib/ledger/settings';
import { LedgerProblem, problemWords } from '../../../lib/ledger/store/problem';
import { ofItem, textParameter } from '../leave';
import type { LedgerOperation } from '../operation';

/** Keeps that a workflow stopped, and says how to tell it where the ledger cannot. */
export const stop: LedgerOperation = {
	option: {
		name: 'Report a Stop',
		value: 'stop',
		action: 'Report that a workflow stopped',
		description: 'Take an item of an Error Trigger: an alert, once a day for each workflow; told directly where the ledger is what fails',
	},
	fields: [
		{
			displayName: 'The alert goes the way of all others. Where the item says direct, the ledger cannot tell it: post body to address.',
			name: 'stopNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Alert Channel',
			name: 'alertChannel',
			type: 'options',
			options: [
				{ name: 'Discord', value: 'discord' },
				{ name: 'Microsoft Teams', value: 'teams' },
				{ name: 'Plain JSON', value: 'json' },
				{ name: 'Slack', value: 'slack' },
			],
			default: 'json',
			description: 'Used where the ledger cannot say what Sync Ledger Trigger was set to',
		},
		{
			displayName: 'Alert Address',
			name: 'alertAddress',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. https://hooks.slack.com/services/...',
			description: 'Used where the ledger cannot say what Sync Ledger Trigger was set to',
		},
	],
	run,
};

type Channel = Pick<PublishedSettings, 'alertChannel' | 'alertAddress'>;

interface Kept {
	/** What the ledger says of the channel; null: it cannot be read. */
	channel: Channel | null;
	kept: boolean;
	/** Why it was not kept. */
	fault: string;
}

async function run(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	for (const [item, { json }] of context.getInputData().entries()) {
		const reported = stopAlert(json);
		const kept = await keep(open, reported);
		items.push(ofItem(item, told(context, item, reported, kept)));
	}
	return items;
}

/** A workflow that did not start may be the one that tells alerts, so its alert is not left to it. */
async function keep(open: () => Promise<LedgerStore>, { alert, isTrigger }: Stop): Promise<Kept> {
	let channel: Channel | null = null;
	try {
		const store = await open();
		channel = await store.change(readSettings());
		if (!isTrigger) await store.change(raiseAlert(alert, Date.now()));
		return { channel, kept: !isTrigger, fault: '' };
	} catch (error) {
		// Whatever is wrong here, the stop itself has to be told.
		return { channel, kept: false, fault: error instanceof LedgerProblem ? problemWords(error) : error instanceof Error ? error.message.slice(0, 300) : 'The ledger cannot be used.' };
	}
}

function told(context: IExecuteFunctions, item: number, { alert }: Stop, { channel, kept, fault }: Kept): object {
	const own: Channel = { alertChannel: textParameter(context, 'alertChannel', item) as AlertChannel, alertAddress: textParameter(context, 'alertAddress', item) };
	const { alertChannel, alertAddress } = channel !== null && channel.alertAddress !== '' ? channel : own;
	const message = alertMessage([{ key: alert.key, ...alert.text }]);
	const { title, text, good, links } = message;
	const words = kept ? 'The alert is in the ledger, and told as any other.' : `Post body to address: the ledger does not tell it. ${fault}`.trim();
	return { kept, direct: !kept, title, text, good, links, channel: alertChannel, address: alertAddress, body: channelBody(alertChannel, message, { workflow: context.getWorkflow().name ?? '', at: Date.now() }), message: words };
}
