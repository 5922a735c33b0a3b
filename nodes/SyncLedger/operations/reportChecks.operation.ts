import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { forChannel } from '../../../lib/ledger/messages/channelBody';
import { checksMessage } from '../../../lib/ledger/messages/checksMessage';
import { alertChannelFields, channelOf, senderOf } from '../alertChannelFields';
import { oneForAll } from '../leave';
import type { LedgerOperation } from '../operation';

/** One message about everything that was checked, with the body for its channel; the ledger itself is not touched. */
export const reportChecks: LedgerOperation = {
	option: {
		name: 'Report Checks',
		value: 'reportChecks',
		action: 'Report checks in one message',
		description: 'Sum up what Check, Workspace: Prepare and other nodes found, for a person and for the alert channel',
	},
	fields: [
		{
			displayName: 'Checks',
			name: 'checks',
			type: 'json',
			required: true,
			default: '={{ $input.all().map((item) => item.json) }}',
			description: 'A list of what was found: lines with ok, message and nextStep, or items that say by message and nextStep why something failed',
		},
		...alertChannelFields('Where the test alert goes'),
	],
	run,
};

async function run(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const message = checksMessage([listOf(context.getNodeParameter('checks', 0, '[]')), zoneLine(context)].flat());
	return [oneForAll(context, { ...message, ...forChannel(channelOf(context, 0), message, senderOf(context)) })];
}

function listOf(value: unknown): unknown[] {
	if (typeof value !== 'string') return [value].flat();
	try {
		return [JSON.parse(value)].flat();
	} catch {
		return [{ ok: false, message: 'The field Checks holds no list.', nextStep: 'Set it to an expression that yields the items of the nodes that check.' }];
	}
}

/** n8n's own zone is New York unless somebody sets another one, and nobody notices before the sweep comes at noon. */
function zoneLine(context: IExecuteFunctions): object {
	const zone = context.getTimezone();
	const time = new Date().toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
	return { ok: true, message: `Every Night runs by the clock of ${zone}, where it is ${time} now, unless Contact Sync has another Timezone in its menu, Settings` };
}
