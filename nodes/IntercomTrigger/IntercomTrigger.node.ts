import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { addressThatAnswers } from '../shared/webhookAddress';
import { deliversIntoLedger, prepareLedger } from './deliver';
import { triggerCredentials, triggerFields } from './fields';
import { receive } from './receive';
import { forgetWorkspace, learnWorkspace, requireSecret } from './workspace';

export class IntercomTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Intercom Changes Trigger',
		name: 'intercomTrigger',
		icon: { light: 'file:../shared/icons/intercom.svg', dark: 'file:../shared/icons/intercom.dark.svg' },
		group: ['trigger'],
		// Both are the same; of a first version n8n evaluates an expression of its own at every request.
		version: [1, 2],
		defaultVersion: 2,
		subtitle: '={{ $parameter["topics"].length === 1 ? $parameter["topics"][0] : $parameter["topics"].length + " topics" + ($parameter["deliver"] === "ledger" ? ", into the ledger" : "") }}',
		description: 'Starts the workflow when a contact or company changes in Intercom',
		defaults: { name: 'Intercom Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: triggerCredentials,
		webhooks: [
			// Intercom asks with HEAD whether the address answers before it lets anyone save it.
			{ name: 'setup', httpMethod: 'HEAD', responseMode: 'onReceived', path: 'webhook' },
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', responseData: 'noData', path: 'webhook' },
		],
		properties: triggerFields,
	};

	webhookMethods = {
		default: {
			/** Topics are ticked in Intercom's Developer Hub, which no API can read: n8n never knows, so it always asks create. */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},

			async create(this: IHookFunctions): Promise<boolean> {
				await requireSecret(this);
				await learnWorkspace(this);
				if (deliversIntoLedger(this)) await prepareLedger(this);
				const url = addressThatAnswers(this.getNodeWebhookUrl('default') ?? '', this.getNode());
				this.logger.info(`Intercom Trigger is listening at ${url}. Address and topics are set in Intercom's Developer Hub.`);
				return true;
			},

			async delete(this: IHookFunctions): Promise<boolean> {
				forgetWorkspace(this);
				this.logger.info('Intercom Trigger stopped; Intercom keeps sending until the address is removed in its Developer Hub');
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
