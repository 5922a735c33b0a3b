import { updateDisplayOptions, type INodeCredentialDescription, type INodeProperties } from 'n8n-workflow';
import { alertAddressField, alertChannelField } from '../shared/alertChannelFields';
import { credentialsSlot } from '../shared/credentialsSlot';
import { authenticationField, intercomCredentials } from '../shared/intercomCredential';
import { ledgerCredential, ledgerFields } from '../shared/ledgerFields';
import { organisationField } from '../shared/organisationField';
import { xeroCredential } from '../shared/xeroBase';
import { bothWaysFields } from './bothWaysFields';

/** The settings of the sync, and whose data it is, are chosen where the live changes are taken. */
const NOT_ON_PAGES = { hide: { triggerOn: ['pages'] } };

/** Said by what it is shown with: without that, n8n takes it for another kind of the credential for Intercom, and lists those alone. */
const xeroCredentialHere: INodeCredentialDescription = { ...xeroCredential, displayOptions: { show: { triggerOn: ['alerts', 'due', 'gone'] } } };

export const CREDENTIALS: INodeCredentialDescription[] = [
	...[...intercomCredentials, xeroCredentialHere].map((credential) => ({ ...credential, displayOptions: { ...credential.displayOptions, ...NOT_ON_PAGES } })),
	ledgerCredential(),
];

const SETTINGS: INodeProperties[] = [
	authenticationField,
	organisationField('The Xero organisation of this sync. May stay empty when the credential is connected to exactly one.'),
	{
		displayName: 'Bill To',
		name: 'billTo',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Company', value: 'company', description: 'Each company is a contact in Xero, with its people under it' },
			{ name: 'Person', value: 'person', description: 'Each contact is a contact in Xero' },
		],
		default: 'person',
		description: 'Whom Xero bills',
	},
	{
		displayName: 'When Deleted',
		name: 'whenDeleted',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Archive in Xero', value: 'archive', description: 'Which the API of Xero cannot undo; more than 20 within an hour wait for a person' },
			{ name: 'Leave in Xero', value: 'leave', description: 'Nothing happens in Xero' },
			{ name: 'Note in Xero', value: 'note', description: 'A history note on the Xero contact' },
			{ name: 'Tell a Person', value: 'tell', description: 'An alert; nothing happens in Xero' },
		],
		default: 'leave',
		description: 'What becomes of a Xero contact whose Intercom contact was deleted or archived',
	},
	...bothWaysFields,
	{ ...alertChannelField('What takes the alerts; the field body of an alert is what it takes by POST'), noDataExpression: true },
	alertAddressField('Address of the webhook that alerts are posted to. Leave empty to connect nodes of your own to Alerts.'),
	{
		displayName: 'Nodes That Tell',
		name: 'alertNodes',
		type: 'multiOptions',
		noDataExpression: true,
		options: [
			{ name: 'Email', value: 'email' },
			{ name: 'Slack', value: 'slack' },
			{ name: 'Another', value: 'other' },
		],
		default: [],
		displayOptions: { show: { alertAddress: [''] } },
		description: 'Where several nodes behind Alerts tell a person: each gets an item of its own, which says under by whom it is for, until that one took it. Leave empty where there is one node.',
	},
	{
		displayName: 'Batch Size',
		name: 'batchSize',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 500 },
		default: 50,
		description: 'Most records in one execution; one read and one write in Xero serve fifty',
	},
	{
		displayName: 'Reserve for Live Changes',
		name: 'reserve',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 5_000 },
		default: 100,
		description: 'Calls to Xero of a day that bulk work leaves to live changes; Xero allows 5,000',
	},
	{
		displayName: 'Workspace ID',
		name: 'workspaceId',
		type: 'string',
		default: '',
		placeholder: 'e.g. abc123de',
		description: 'Leave empty for the workspace that the Intercom credential belongs to, the same as in the Intercom Trigger',
	},
];

/** What most leave as it is. */
const FURTHER: INodeProperties[] = [
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Keep Audit Lines',
				name: 'auditKeepRows',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 20_000,
				description: 'Most lines in the audit log; the oldest go first',
			},
			{
				displayName: 'Keep Audit Log (Days)',
				name: 'auditKeepDays',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 90,
				description: 'How long the audit log keeps a line',
			},
			{
				displayName: 'Lease (Minutes)',
				name: 'leaseMinutes',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 1_440 },
				default: 15,
				description: 'How long an execution may take until what it took and did not settle is due again',
			},
			{
				displayName: 'Values in the Audit Log',
				name: 'auditValues',
				type: 'boolean',
				default: false,
				description: 'Whether the audit log keeps values before and after, not only the names of fields',
			},
		],
	},
];

/** Everything a person sets on the trigger: the settings of the sync. */
export const PARAMETERS: INodeProperties[] = [
	{
		displayName:
			'Connect Due and Gone to the nodes that sync, and the end of every way to Sync Ledger, Settle: what is never settled is due again when its execution or its lease ends. The settings here are those of the whole sync; publishing the workflow puts them into the ledger.',
		name: 'settleNotice',
		type: 'notice',
		default: '',
		displayOptions: NOT_ON_PAGES,
	},
	credentialsSlot,
	{
		displayName: 'Trigger On',
		name: 'triggerOn',
		type: 'multiOptions',
		required: true,
		noDataExpression: true,
		options: [
			{ name: 'Alerts', value: 'alerts', action: 'On an alert that a person has to hear', description: 'What a person has to hear, one message for all that is to be told at the moment' },
			{ name: 'Due', value: 'due', action: 'On contacts that are due to be synced', description: 'Records to read and sync: changed in Intercom, tried again, or added. Together with Gone.' },
			{ name: 'Gone', value: 'gone', action: 'On contacts that left Intercom', description: 'Records that left Intercom, for the deletion policy. Together with Due.' },
			{ name: 'Pages', value: 'pages', action: 'On the pages of a migration', description: 'One page after the other of a job that Start Job began, in a workflow of its own' },
		],
		default: ['due', 'gone', 'alerts'],
	},
	{
		displayName: 'Connect Pages to Intercom Contacts, Get Page, then to Sync Ledger, Take Page, and the end of every way to Sync Ledger, Settle. Jobs begin with Sync Ledger, Start Job.',
		name: 'pagesNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { triggerOn: ['pages'] } },
	},
	...updateDisplayOptions(NOT_ON_PAGES, SETTINGS),
	...ledgerFields,
	...updateDisplayOptions(NOT_ON_PAGES, FURTHER),
];
