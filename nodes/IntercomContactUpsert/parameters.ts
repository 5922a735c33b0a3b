import type { INodeProperties } from 'n8n-workflow';
import { operationField } from '../shared/operationField';
import { authenticationField } from '../shared/intercomCredential';
import { notForAgentsNotice } from '../shared/notForAgents';
import { INSTEAD_OF_UPDATE } from './instead';
import { OPERATIONS } from './operations';

/** What only counts where an item comes from no ledger. */
const WITHOUT_LEDGER: INodeProperties[] = [
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'multiOptions',
		options: [
			{ name: 'Email', value: 'email', description: 'An Intercom user may sign in with it' },
			{ name: 'Name', value: 'name' },
			{ name: 'Phone', value: 'phone' },
		],
		default: ['name', 'phone'],
		description: 'Which fields may be written. Items of a ledger follow what is chosen in the Sync Ledger Trigger instead.',
	},
	{
		displayName: 'When Both Sides Differ',
		name: 'withoutBase',
		type: 'options',
		options: [
			{ name: 'Fill What Is Empty', value: 'fillEmpty', description: 'Write only what Intercom has no value for' },
			{ name: 'Xero Wins', value: 'xeroWins', description: 'Write whatever differs' },
		],
		default: 'fillEmpty',
		description: 'Without a ledger nobody knows which side was changed last. Items of a ledger are merged by what both sides agreed on.',
	},
	{
		displayName: 'When Archived in Xero',
		name: 'whenArchived',
		type: 'options',
		options: [
			{ name: 'Leave', value: 'leave', description: 'Nothing is written' },
			{ name: 'Mark', value: 'mark', description: 'Set the attribute xero_contact_status and the tag "Archived in Xero"' },
			{ name: 'Review', value: 'review', description: 'The item leaves by Review' },
		],
		default: 'leave',
		description: 'What becomes of the Intercom contact of a Xero contact that is archived or was anonymised. Items of a ledger follow what is chosen in the Sync Ledger Trigger instead.',
	},
];

export const PARAMETERS: INodeProperties[] = [
	{
		displayName: 'Connect the Mapped output of the Xero to Intercom Mapper. Only users that are found are changed, never leads. A user is created only from items of a ledger, and only for those chosen in the Sync Ledger Trigger (Create in Intercom).',
		name: 'inputNotice',
		type: 'notice',
		default: '',
	},
	authenticationField,
	operationField(Object.values(OPERATIONS).map(({ description }) => description), 'update'),
	notForAgentsNotice('update', INSTEAD_OF_UPDATE),
	{
		displayName: 'Intercom ID',
		name: 'intercomId',
		type: 'string',
		default: '={{ $json.contactId ?? $json.companyId ?? "" }}',
		placeholder: 'e.g. 6961d4041c1e12de4c5499cc',
		description: 'ID of the Intercom contact or company where it is known. Left empty it is found by the Xero reference on it, by ContactNumber, or by the email of exactly one user.',
	},
	{
		displayName: 'Without a Ledger',
		name: 'withoutLedger',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: WITHOUT_LEDGER,
	},
];
