import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../../lib/http/isRecord';
import type { AttributeField } from '../../../lib/mapping/values/attributeFields';
import { formFields } from '../../../lib/mapping/rules/formFields';
import { attributeLocator, attributeName } from '../../shared/attributeLocator';

const FIELDS = formFields().filter(({ target }) => target.kind !== 'persons');

export const customAttributeFields: INodeProperties[] = [
	{
		displayName: 'Custom Attributes',
		name: 'customAttributes',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Attribute',
		default: {},
		description:
			'Custom attributes of the contact that fill further fields, on top of the mapping above. Where one has a value it wins. Give all parts of an address: Xero gets an address whole.',
		options: [
			{
				displayName: 'Attribute',
				name: 'field',
				values: [
					attributeLocator('Intercom Attribute', 'searchContactAttributes', 'vat_number', 'Name of the custom attribute of the contact'),
					{
						displayName: 'Xero Field',
						name: 'xeroField',
						type: 'options',
						options: FIELDS.map(({ id, label }) => ({ name: label, value: id })).sort((a, b) => (a.name < b.name ? -1 : 1)),
						default: 'AccountNumber',
					},
					{
						displayName: 'Read As',
						name: 'reading',
						type: 'options',
						options: [
							{ name: 'Automatic', value: 'auto', description: 'Numbers in attributes whose names end in _at, _on or date are dates' },
							{ name: 'Date', value: 'date', description: 'As 2026-11-23' },
							{ name: 'Text', value: 'text', description: 'As Intercom has it' },
						],
						default: 'auto',
						description: 'Intercom keeps dates as numbers of seconds; this says what a number means',
					},
				],
			},
		],
	},
];

/** The attributes for one item; rows without a name are left out. */
export function readCustomAttributes(context: IExecuteFunctions, item: number): AttributeField[] {
	const value: unknown = context.getNodeParameter('customAttributes.field', item, []);
	const rows = Array.isArray(value) ? value.filter(isRecord) : [];
	const fields = rows.map(({ attribute, xeroField, reading }): AttributeField => ({
		attribute: attributeName(attribute),
		field: String(xeroField),
		reading: reading === 'date' || reading === 'text' ? reading : 'auto',
	}));
	return fields.filter(({ attribute }) => attribute !== '');
}
