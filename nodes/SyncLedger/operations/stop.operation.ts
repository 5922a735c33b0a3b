import { randomUUID } from 'node:crypto';
import { NodeOperationError, type IDataObject, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { isRecord } from '../../../lib/http/isRecord';
import type { LedgerStore } from '../../../lib/ledger';
import { ALERT_LEASE_MS, raiseAlert, raiseAndTake } from '../../../lib/ledger/decisions/alerts';
import { noteLostWorker } from '../../../lib/ledger/decisions/lostWorkers';
import type { Alert } from '../../../lib/ledger/decisions/outbox';
import { readSettings } from '../../../lib/ledger/decisions/published';
import { alertMessage } from '../../../lib/ledger/messages/alertMessage';
import { forChannel } from '../../../lib/ledger/messages/channelBody';
import { isLostWorker } from '../../../lib/ledger/messages/lostWorker';
import { stopAlert } from '../../../lib/ledger/messages/stopAlert';
import type { PublishedSettings } from '../../../lib/ledger/settings';
import { LedgerProblem, problemWords } from '../../../lib/ledger/store/problem';
import { alertChannelFields, channelOf, senderOf } from '../alertChannelFields';
import { ofItem } from '../leave';
import type { LedgerOperation } from '../operation';

/** Says how to tell that a workflow stopped; the ledger remembers that it was told. */
export const stop: LedgerOperation = {
	option: {
		name: 'Report a Stop',
		value: 'stop',
		action: 'Report that a workflow stopped',
		description: 'Take an item of an Error Trigger: once a day for each workflow an item that is to be told, also where the ledger is what fails',
	},
	fields: [
		{
			displayName: 'Post the body of each item to its address, then use Confirm Alerts. The stop is told from here, because what sends all other alerts may be what stopped. Unless it is confirmed, it goes out with those after five minutes.',
			name: 'stopNotice',
			type: 'notice',
			default: '',
		},
		...alertChannelFields('Used where the ledger cannot say what Sync Ledger Trigger was set to'),
	],
	run,
};

/** Only what this workflow runs for a ledger is due again by itself. */
function isOwn({ workflow }: IDataObject, context: IExecuteFunctions): boolean {
	return isRecord(workflow) && workflow.id === context.getWorkflow().id;
}

/** What a worker held that is gone is due again. Where the ledger cannot say how many there were, it is told. */
async function mayStayUntold(open: () => Promise<LedgerStore>): Promise<boolean> {
	try {
		return !(await (await open()).change(noteLostWorker(Date.now()))).isToTell;
	} catch {
		return false;
	}
}

type Channel = Pick<PublishedSettings, 'alertChannel' | 'alertAddress'>;

async function run(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	const unheard: string[] = [];
	for (const [item, { json }] of context.getInputData().entries()) {
		if (isOwn(json, context) && isLostWorker(json) && (await mayStayUntold(open))) continue;
		const alert = stopAlert(json, isOwn(json, context));
		const { channel, isNews, alertToken, fault } = await keep(context, item, open, alert);
		if (fault !== '' && channel.alertAddress === '') unheard.push(unheardWords(alert, fault));
		if (!isNews) continue;
		const message = alertMessage([{ key: alert.key, ...alert.text }]);
		const { title, text, good, links } = message;
		const words = `Post body to address, then confirm. ${fault}`.trim();
		items.push(ofItem(item, { title, text, good, links, ...forChannel(channel, message, senderOf(context)), message: words, ledger: { alertToken } }));
	}
	// The last that can be done: an execution that fails is seen in n8n, and n8n starts no error workflow for it.
	if (items.length === 0 && unheard.length > 0) throw new NodeOperationError(context.getNode(), unheard.join(' '));
	return items;
}

function unheardWords({ text: { title, message } }: Alert, fault: string): string {
	return `${title}, and nobody is told: the ledger cannot be used, and no address is set under Alert Address of this node. ${message.replace(/\.?$/, '.')} The ledger: ${fault} Type channel and address into this node, too, so that such a stop is told.`;
}

interface Kept {
	channel: Channel;
	/** To be told by this execution. */
	isNews: boolean;
	alertToken: string;
	/** Why the ledger did not take it. */
	fault: string;
}

/** Without an address nobody can be told here: then it is left to whoever takes alerts otherwise. */
async function keep(context: IExecuteFunctions, item: number, open: () => Promise<LedgerStore>, alert: Alert): Promise<Kept> {
	let channel: Channel = channelOf(context, item);
	const alertToken = randomUUID();
	try {
		const store = await open();
		const published = await store.change(readSettings());
		if (published.alertAddress !== '') channel = published;
		const now = Date.now();
		const hasAddress = channel.alertAddress !== '';
		const { isNews } = await store.change(hasAddress ? raiseAndTake(alert, alertToken, now + ALERT_LEASE_MS, now) : raiseAlert(alert, now));
		return { channel, isNews: isNews && hasAddress, alertToken, fault: '' };
	} catch (error) {
		// Whatever is wrong here, the stop itself has to be told.
		const fault = error instanceof LedgerProblem ? problemWords(error) : error instanceof Error ? error.message.slice(0, 300) : 'The ledger cannot be used.';
		return { channel, isNews: channel.alertAddress !== '', alertToken, fault };
	}
}
