import type { IExecuteFunctions, INodeExecutionData, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { PREVIEW_ONLY, previewOnlyField } from '../../shared/previewOnly';

export const description: INodePropertyOptions = {
	name: 'Create or Update From Fields',
	value: 'fromFields',
	description: 'Create or update the Xero contact of one Intercom contact from its name, email and phone, without the mapper; also for an AI agent',
	action: 'Create or update a contact in Xero from fields',
};

const show = { operation: ['fromFields'] };

const text = (displayName: string, name: string, example: string, about: string, required = false): INodeProperties => ({
	displayName, name, type: 'string', default: '', placeholder: `e.g. ${example}`, required, description: about, displayOptions: { show },
});

/** Its further options are those of Create or Update Contacts. */
export const properties: INodeProperties[] = [
	text('Intercom ID', 'intercomId', '6961d4041c1e12de4c5499cc', 'ID of the contact in Intercom. The Xero contact gets it as its Contact Code, and is found by it next time.', true),
	text('Name', 'name', 'Jane van der Berg', 'The whole name; first and last name are split from it. Without one the email stands for it.'),
	text('Email', 'email', 'jane@example.com', 'Where invoices go, and a key by which the contact is found'),
	text('Phone', 'phone', '+61 2 9876 5432', 'With the country code, or as it is written in the default country'),
	{
		displayName: 'Fields Are Verified',
		name: 'verified',
		type: 'boolean',
		default: false,
		noDataExpression: true,
		description:
			'Whether you know that this email is the contact\'s own, as of an Intercom user who signs in. Off, they count as typed by a visitor: a Xero contact that somebody else may own is left to a person, and name and email of a contact that exists are never changed.',
		displayOptions: { show },
	},
	{
		displayName: 'Default Country',
		name: 'defaultCountry',
		type: 'string',
		default: 'AU',
		description: 'Two-letter code of the country of phone numbers that are written without one',
		displayOptions: { show },
	},
	previewOnlyField({ show }),
];

/** Maps the fields as the mapper maps a contact, then does as Create or Update Contacts. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { upsertItems, recordFromFields } = await import('../../late');
	const preview = this.getNodeParameter(PREVIEW_ONLY, 0, false) === true;
	return await upsertItems(this, { preview }, (_item, position) => recordFromFields(this, position));
}
