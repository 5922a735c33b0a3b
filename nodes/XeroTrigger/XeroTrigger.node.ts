import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { searchOrganisations } from '../shared/searchOrganisations';
import { triggerCredentials, triggerFields } from './fields';
import { listensByPoll } from './parameters';
import { showNewest, startPolling } from './poll';
import { publishWebhook } from './publish';
import { receive } from './receive';

export class XeroTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Xero Changes Trigger',
		name: 'xeroTrigger',
		icon: { light: 'file:../shared/icons/xero.svg', dark: 'file:../shared/icons/xero.dark.svg' },
		group: ['trigger'],
		// Both are the same; of a first version n8n evaluates an expression of its own at every request.
		version: [1, 2],
		defaultVersion: 2,
		subtitle: '={{ ($parameter["listenBy"] === "poll" ? "By poll" : "By webhook") + ($parameter["deliver"] === "ledger" ? ", into the ledger" : "") }}',
		description: 'Starts the workflow when a contact changes in Xero',
		defaults: { name: 'Xero Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: triggerCredentials,
		webhooks: [
			{
				name: 'default',
				// Without a method n8n registers nothing: who polls has no address.
				httpMethod: '={{ $parameter["listenBy"] === "poll" ? "" : "POST" }}',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: 'webhook',
				ndvHideUrl: '={{ $parameter["listenBy"] === "poll" }}',
				ndvHideMethod: '={{ $parameter["listenBy"] === "poll" }}',
			},
		],
		properties: triggerFields,
	};

	methods = { listSearch: { searchOrganisations } };

	webhookMethods = {
		default: {
			/** Webhooks are set up in Xero's developer portal, which no API can read: n8n never knows, so it always asks create. */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},

			async create(this: IHookFunctions): Promise<boolean> {
				await publishWebhook(this);
				return true;
			},

			async delete(this: IHookFunctions): Promise<boolean> {
				this.logger.info("Xero Trigger stopped; Xero keeps sending, and switches its webhook off after a day without an answer, unless it is removed in Xero's developer portal");
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return listensByPoll(this) ? await startPolling(this) : {};
	}

	/** What a webhook or a poll brought goes on as it is. A test run of a poll comes without anything, and looks what it would bring. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getMode() === 'manual' && listensByPoll(this) ? await showNewest(this) : this.getInputData()];
	}
}
