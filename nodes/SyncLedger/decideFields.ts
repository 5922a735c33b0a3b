import type { INodeProperties } from 'n8n-workflow';
import { byField, idField, anyKindField } from './subjectFields';

const FIELDS = { takenFrom: ['fields'] };
const RECORD = { ...FIELDS, decision: ['bind', 'create', 'never', 'tryAgain', 'keepIntercom', 'takeXero'] };
const STOP = { ...FIELDS, decision: ['letPass', 'sendAway'] };

/** What a person decides, and about what. */
export const decideFields: INodeProperties[] = [
	{
		displayName: 'Taken From',
		name: 'takenFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'A Form of the Status Page', value: 'page', description: 'What the page of Report sent by POST; what did not come from the page decides nothing' },
			{ name: 'These Fields', value: 'fields', description: 'What is set here' },
		],
		default: 'fields',
		description: 'Where the decision comes from',
	},
	{
		displayName: 'Form',
		name: 'form',
		type: 'json',
		required: true,
		default: '={{ $json.body }}',
		displayOptions: { show: { takenFrom: ['page'] } },
		description: 'The fields of the form: token, kind, ID and decision',
	},
	{
		displayName: 'Decision',
		name: 'decision',
		type: 'options',
		options: [
			{ name: 'Bind to a Xero Contact', value: 'bind', description: 'A record is this Xero contact, whatever email and name say' },
			{ name: 'Create a New Contact', value: 'create', description: 'A record is nobody whom Xero has; a taken name gets a suffix. A contact of Xero that waits becomes a user in Intercom.' },
			{ name: 'Keep Intercom', value: 'keepIntercom', description: 'Where both sides changed a field of a record, the value in Intercom goes to Xero; for this once' },
			{ name: 'Let a Stop Pass', value: 'letPass', description: 'All that a stop holds goes on' },
			{ name: 'Never Sync', value: 'never', description: 'A record is left alone, whatever changes' },
			{ name: 'Send a Stop Away', value: 'sendAway', description: 'Nothing of what a stop holds is done' },
			{ name: 'Take Xero', value: 'takeXero', description: 'Where both sides changed a field of a record, the value in Xero goes to Intercom; for this once' },
			{ name: 'Try Again', value: 'tryAgain', description: 'A record is tried now; what a stop held of it may pass' },
		],
		default: 'tryAgain',
		displayOptions: { show: FIELDS },
		description: 'Bind, Create and Never Sync stand until another decision; all are in the audit log',
	},
	{ ...anyKindField, displayOptions: { show: RECORD } },
	{ ...idField('={{ $json.id ?? $json.contactId ?? $json.companyId }}'), displayOptions: { show: RECORD } },
	{
		displayName: 'Xero Contact ID',
		name: 'xeroContactId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 45e4708e-d862-4111-ab3a-dd8cd03913e1',
		displayOptions: { show: { ...FIELDS, decision: ['bind'] } },
		description: 'The contact it is, by its ID or its address in Xero. One of the candidates of the review, or any other active contact.',
	},
	{
		displayName: 'Stop',
		name: 'stop',
		type: 'options',
		options: [
			{ name: 'Many Archivings', value: 'archive', description: 'More than 20 contacts would be archived within an hour' },
			{ name: 'Many Changes of a Job', value: 'job', description: 'A job would change unusually many contacts' },
			{ name: 'Many Changes of a Run', value: 'change', description: 'One run of Xero Contact Upsert would change unusually many contacts' },
		],
		default: 'archive',
		displayOptions: { show: STOP },
		description: 'What holds the records',
	},
	{
		displayName: 'Job',
		name: 'stoppedJob',
		type: 'string',
		required: true,
		default: '={{ $json.jobId }}',
		displayOptions: { show: { ...STOP, stop: ['job'] } },
		description: 'Name of the job, as List shows it',
	},
	byField,
];
