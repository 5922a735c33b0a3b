import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../../lib/http/isRecord';

export interface MapperOptions {
	defaultCountry: string;
	phoneSlot: 'DEFAULT' | 'MOBILE';
	unreadablePhone: LeaveOutOrReject;
	invalidAbn: LeaveOutOrReject;
	unusableValue: LeaveOutOrReject;
}

export type LeaveOutOrReject = 'reject' | 'leaveOut';

/** What happens to a record with a value that is none; unless the user says otherwise, a side field keeps nobody out. */
export function leaveOutOrReject(displayName: string, name: string, what: string, description: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'options',
		options: [
			{ name: 'Leave Out', value: 'leaveOut', description: `Map the record without the ${what} and say so in its remarks` },
			{ name: 'Reject', value: 'reject', description: `The record leaves by Rejected until the ${what} is corrected` },
		],
		default: 'leaveOut',
		description,
	};
}

/** The choice as the panel has it; anything else is its default. */
export function readLeaveOutOrReject(value: unknown): LeaveOutOrReject {
	return value === 'reject' ? 'reject' : 'leaveOut';
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
			leaveOutOrReject('Invalid ABN', 'invalidAbn', 'number', 'What happens to a contact whose tax or company number has wrong digits'),
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
			leaveOutOrReject('Unreadable Phone', 'unreadablePhone', 'phone', 'What happens to a contact whose phone is not a phone number'),
			leaveOutOrReject('Unusable Value', 'unusableValue', 'value', 'What happens to a contact with a value that Xero refuses in an address, a currency, an account or a contact person'),
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
		unreadablePhone: readLeaveOutOrReject(options.unreadablePhone),
		invalidAbn: readLeaveOutOrReject(options.invalidAbn),
		unusableValue: readLeaveOutOrReject(options.unusableValue),
	};
}
