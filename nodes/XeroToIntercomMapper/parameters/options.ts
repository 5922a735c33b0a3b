import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../../lib/http/isRecord';
import type { BackSettings } from '../../../lib/mapping/back/backRecord';

export const optionFields: INodeProperties[] = [
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'ABN Attribute',
				name: 'abnAttribute',
				type: 'string',
				default: 'abn',
				description: 'Custom attribute of companies that gets the Tax Number. Leave empty for none.',
			},
			{
				displayName: 'Becomes',
				name: 'kind',
				type: 'options',
				options: [
					{ name: 'As the Ledger Has It', value: 'ledger', description: 'Without a ledger a contact' },
					{ name: 'Company', value: 'company', description: 'The Xero contacts are organisations' },
					{ name: 'Contact', value: 'contact', description: 'The Xero contacts are people' },
				],
				default: 'ledger',
				description: 'Which kind of Intercom record the Xero contacts are',
			},
			{
				displayName: 'Default Country',
				name: 'defaultCountry',
				type: 'string',
				default: 'AU',
				description: 'Two-letter code of the country of phone numbers that are written without one. Set it as in Intercom to Xero Mapper.',
			},
			{
				displayName: 'Phone Slot',
				name: 'phoneSlot',
				type: 'options',
				options: [
					{ name: 'Automatic', value: 'auto', description: 'The one that the ledger remembers, else Phone, and Mobile where that is empty' },
					{ name: 'Direct Dial', value: 'DDI' },
					{ name: 'Mobile', value: 'MOBILE' },
					{ name: 'Phone', value: 'DEFAULT' },
				],
				default: 'auto',
				description: 'From which of the phones in Xero the phone of Intercom comes. With a custom mapping to Xero, choose the one that it fills from the phone.',
			},
			{
				displayName: 'Preset',
				name: 'preset',
				type: 'options',
				options: [
					{ name: 'Literal', value: 'literal', description: 'Name holds the first name, First Name the last name' },
					{ name: 'Person', value: 'person', description: 'First Name and Last Name' },
				],
				default: 'person',
				description: 'How names went to Xero: the Preset of Intercom to Xero Mapper',
			},
			{
				displayName: 'Unusable Value',
				name: 'unusableValue',
				type: 'options',
				options: [
					{ name: 'Leave Out', value: 'leaveOut', description: 'Map the contact without the value and say so in its remarks' },
					{ name: 'Reject', value: 'reject', description: 'The contact leaves by Rejected until the value is corrected' },
				],
				default: 'leaveOut',
				description: 'What happens to a contact with a value that Intercom would refuse, such as a text of more than 255 characters',
			},
		],
	},
];

/** The options for one item; anything unreadable counts as its default. */
export function readOptions(context: IExecuteFunctions, item: number): Omit<BackSettings, 'assignments'> {
	const value: unknown = context.getNodeParameter('options', item, {});
	const { defaultCountry, kind, preset, phoneSlot, abnAttribute = 'abn', unusableValue } = isRecord(value) ? value : {};
	const country = typeof defaultCountry === 'string' ? defaultCountry.trim().toUpperCase() : '';
	return {
		country: country === '' ? 'AU' : country,
		kind: kind === 'company' || kind === 'contact' ? kind : 'ledger',
		names: preset === 'literal' ? 'literal' : 'person',
		phoneSlot: phoneSlot === 'DEFAULT' || phoneSlot === 'MOBILE' || phoneSlot === 'DDI' ? phoneSlot : 'auto',
		abnAttribute: typeof abnAttribute === 'string' ? abnAttribute.trim() : '',
		unusableValue: unusableValue === 'reject' ? 'reject' : 'leaveOut',
	};
}
