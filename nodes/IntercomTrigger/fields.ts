import type { INodeCredentialDescription, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { TOPICS } from '../../lib/intercom/notifications/topics';
import { credentialsSlot } from '../shared/credentialsSlot';
import { authenticationField, intercomCredentials } from '../shared/intercomCredential';
import { deliveryLedgerFields, ledgerCredential } from '../shared/ledgerFields';

/** The editor lists each option with an `action` under the node's triggers and lets people drag it from there. */
const topicOptions: INodePropertyOptions[] = TOPICS.map(({ topic, label }) => ({
	name: label,
	value: topic,
	action: `On ${label.toLowerCase()}`,
	description: `Topic ${topic}`,
}));

/** When the credential of the ledger is wanted. */
const INTO_LEDGER = { deliver: ['ledger'] };

export const triggerCredentials: INodeCredentialDescription[] = [...intercomCredentials, ledgerCredential(INTO_LEDGER)];

export const triggerFields: INodeProperties[] = [
	{
		displayName:
			"In Intercom's Developer Hub open your app, Configure, Webhooks: enter the Production URL of this node as endpoint URL and subscribe to the topics chosen below. An Intercom app has one endpoint URL, so exactly one workflow may hold this trigger for an app; let it listen for contacts and companies alike.",
		name: 'endpointNotice',
		type: 'notice',
		default: '',
	},
	authenticationField,
	credentialsSlot,
	{
		displayName: 'Deliver',
		name: 'deliver',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'An Execution Each', value: 'execution', description: 'Each notification starts the workflow' },
			{
				name: 'Into a Ledger',
				value: 'ledger',
				description: 'Each notification is on disk before Intercom is answered, and starts nothing; the Sync Ledger Trigger starts the workflow with what is due, many at once',
			},
		],
		default: 'execution',
		description: 'What becomes of a notification',
	},
	{
		displayName: 'Trigger On',
		name: 'topics',
		type: 'multiOptions',
		required: true,
		noDataExpression: true,
		options: topicOptions,
		default: [
			'contact.archived',
			'contact.deleted',
			'contact.email.updated',
			'contact.lead.signed_up',
			'contact.merged',
			'contact.user.created',
			'contact.user.updated',
		],
		description: 'Notifications about other topics are answered and ignored. Each topic has to be subscribed in Intercom too.',
	},
	{
		displayName: 'Workspace ID',
		name: 'workspaceId',
		type: 'string',
		default: '',
		placeholder: 'e.g. abc123de',
		description:
			'Leave empty to accept notifications of the workspace that the credential belongs to. Notifications of any other workspace are answered and ignored.',
	},
	...deliveryLedgerFields,
];
