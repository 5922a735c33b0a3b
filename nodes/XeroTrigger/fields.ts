import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { credentialsSlot } from '../shared/credentialsSlot';
import { deliveryLedgerFields, ledgerCredential } from '../shared/ledgerFields';
import { organisationField } from '../shared/organisationField';
import { xeroCredential } from '../shared/xeroBase';

const BY_WEBHOOK = { show: { listenBy: ['webhook'] } };
const BY_POLL = { show: { listenBy: ['poll'] } };

/** When the fields of the ledger are shown. */
const INTO_LEDGER = { deliver: ['ledger'] };

export const triggerCredentials: INodeCredentialDescription[] = [xeroCredential, ledgerCredential(INTO_LEDGER)];

export const triggerFields: INodeProperties[] = [
	{
		displayName:
			"In Xero's developer portal open your app, Webhooks: tick Contacts, enter the Production URL of this node as delivery URL and save. Paste the Webhooks key that Xero then shows into the Xero credential (Webhook Signing Key), publish this workflow, and press Send 'Intent to receive'. An app has one delivery URL, so exactly one workflow may hold this trigger for an app.",
		name: 'webhookNotice',
		type: 'notice',
		default: '',
		displayOptions: BY_WEBHOOK,
	},
	{
		displayName:
			"Needs no public address and no signing key. Archived and merged contacts come, too. Xero's list does not say whether a contact is new: created and updated ones look the same.",
		name: 'pollNotice',
		type: 'notice',
		default: '',
		displayOptions: BY_POLL,
	},
	credentialsSlot,
	{
		displayName: 'Listen By',
		name: 'listenBy',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Poll', value: 'poll', description: 'Asks Xero every few minutes what changed: one call each time, for an n8n without a public address' },
			{ name: 'Webhook', value: 'webhook', description: 'Xero tells of a change within seconds and without a call; needs a public https address' },
		],
		default: 'webhook',
		description: 'How the workflow hears of a change in Xero',
	},
	{
		displayName: 'Trigger On',
		name: 'triggerOn',
		type: 'multiOptions',
		required: true,
		noDataExpression: true,
		options: [
			{ name: 'Contact Created', value: 'CREATE', action: 'On contact created', description: 'A contact is new in Xero' },
			{ name: 'Contact Updated', value: 'UPDATE', action: 'On contact updated', description: 'A contact was changed, archived or merged into another in Xero' },
		],
		default: ['CREATE', 'UPDATE'],
		displayOptions: BY_WEBHOOK,
		description: 'Other events, such as those of invoices, are answered and ignored',
	},
	{
		displayName: 'Poll Every (Minutes)',
		name: 'pollMinutes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1_440 },
		default: 5,
		displayOptions: BY_POLL,
		description: 'Time between two polls. Every 5 minutes are 288 calls a day of the 5,000 that Xero allows (1,000 for an app on Starter).',
	},
	organisationField(
		'The Xero organisation whose changes count; those of others are answered and ignored. Left empty: with a ledger that of the ledger; by poll the only one that the credential is connected to; else all organisations, each item saying which.',
	),
	{
		displayName: 'Deliver',
		name: 'deliver',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'An Execution Each', value: 'execution', description: 'Each notification or poll that tells of a change starts the workflow, with an item for each contact' },
			{
				name: 'Into a Ledger',
				value: 'ledger',
				description: 'Each change is on disk before Xero is answered, and starts nothing; the Sync Ledger Trigger starts the workflow with what is due, many at once',
			},
		],
		default: 'execution',
		description: 'What becomes of a change',
	},
	...deliveryLedgerFields,
];
