import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../../lib/http/isRecord';

export interface MapperOptions {
	defaultCountry: string;
	phoneSlot: 'DEFAULT' | 'MOBILE';
	unreadablePhone: 'reject' | 'leaveOut';
}

export const optionFields: INodeProperties[] = [
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Default Country',
				name: 'defaultCountry',
				type: 'string',
				default: 'AU',
				description: 'Two-letter code of the country of phone numbers that are written without one. With AU, tax numbers of 11 digits are checked as ABNs.',
			},
			{
				displayName: 'Phone Slot',
				name: 'phoneSlot',
				type: 'options',
				options: [
					{ name: 'Mobile', value: 'MOBILE' },
					{ name: 'Phone', value: 'DEFAULT' },
				],
				default: 'DEFAULT',
				description: 'Where the recommended mapping puts the phone in Xero',
			},
			{
				displayName: 'Unreadable Phone',
				name: 'unreadablePhone',
				type: 'options',
				options: [
					{ name: 'Leave Out', value: 'leaveOut', description: 'Map the contact without the phone and say so in its remarks' },
					{ name: 'Reject', value: 'reject', description: 'The contact leaves by Rejected until the phone is corrected' },
				],
				default: 'reject',
				description: 'What happens to a contact whose phone is not a phone number',
			},
		],
	},
];

/** The options for one item, with their defaults. */
export function readOptions(context: IExecuteFunctions, item: number): MapperOptions {
	const value: unknown = context.getNodeParameter('options', item, {});
	const options = isRecord(value) ? value : {};
	const country = typeof options.defaultCountry === 'string' ? options.defaultCountry.trim().toUpperCase() : '';
	return {
		defaultCountry: country === '' ? 'AU' : country,
		phoneSlot: options.phoneSlot === 'MOBILE' ? 'MOBILE' : 'DEFAULT',
		unreadablePhone: options.unreadablePhone === 'leaveOut' ? 'leaveOut' : 'reject',
	};
}
