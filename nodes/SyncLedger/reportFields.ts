import type { INodeProperties } from 'n8n-workflow';
import { DAYS_KEPT } from '../../lib/ledger/decisions/retention';

/** What a report shows, and how it leaves. */
export const reportFields: INodeProperties[] = [
	{
		displayName: 'Format',
		name: 'format',
		type: 'options',
		options: [
			{ name: 'CSV', value: 'csv', description: 'One table of four columns: section, of, field, value' },
			{ name: 'HTML', value: 'html', description: 'A page for people, with charts; it needs nothing from elsewhere' },
			{ name: 'JSON', value: 'json', description: 'The same as data' },
		],
		default: 'html',
		description: 'How the report is written',
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{ name: 'As a File', value: 'file', description: 'As binary data in the field data, to attach to an email' },
			{ name: 'In the Item', value: 'item', description: 'As a text in the field text, to answer a webhook' },
		],
		default: 'item',
		description: 'Where the report leaves',
	},
	{
		displayName: 'Contact ID',
		name: 'contactId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 6961d4041c1e12de4c5499cc',
		description: "Intercom's own ID of a contact or company whose log the report shows, too. Leave empty for none.",
	},
	{
		displayName: 'Options',
		name: 'reportOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Days',
				name: 'days',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: DAYS_KEPT },
				default: 30,
				description: 'How many days the charts show, up to today',
			},
			{
				displayName: 'Forms to Decide',
				name: 'forms',
				type: 'boolean',
				default: false,
				displayOptions: { show: { '/format': ['html'], '/output': ['item'] } },
				description: 'Whether the page has forms that decide reviews, try again what was given up, and pause, resume or end a job. Only for a page behind authentication, whose address also takes its forms by POST and hands them to Decide.',
			},
			{
				displayName: 'Last Decision',
				name: 'said',
				type: 'string',
				default: '',
				placeholder: 'e.g. {{ $json.query.said }}',
				displayOptions: { show: { '/format': ['html'], '/output': ['item'] } },
				description: 'What Decide said of the last form (field said), so that the page tells it',
			},
		],
	},
];
