import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../../lib/http/isRecord';
import type { Assignment } from '../../../lib/mapping/back/assignments';
import { readableFields } from '../../../lib/mapping/back/readableFields';
import { attributeLocator, attributeName } from '../../shared/attributeLocator';

/** By plain comparison: sorting by locale would load the language data at every start of n8n. */
const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

export const mappingFields: INodeProperties[] = [
	{
		displayName: 'Mapping',
		name: 'mapping',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Custom', value: 'custom', description: 'The recommended fields, and custom attributes filled from any field of Xero' },
			{ name: 'Recommended', value: 'recommended', description: 'Name, phone and email of a person; name, website and ABN of an organisation' },
		],
		default: 'recommended',
		description: 'Which fields of Intercom are filled. Whether a value is written there, Intercom Contact Upsert decides: it compares both sides with what they last agreed on.',
	},
	{
		displayName:
			'A person becomes a contact: First Name and Last Name → name (the Name where both are empty), Phone, else Mobile → phone, Email → email. An organisation becomes a company: Name → name, Website → website, Tax Number → the attribute abn.',
		name: 'recommendedNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Attributes',
		name: 'attributes',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Attribute',
		default: {},
		displayOptions: { show: { mapping: ['custom'] } },
		description: 'Custom attributes of Intercom, each with the field of Xero that fills it. They must exist in Intercom.',
		options: [
			{
				displayName: 'Attribute',
				name: 'assignment',
				values: [
					attributeLocator('Intercom Attribute', 'searchAllAttributes', 'xero_account_number', 'Name of the custom attribute. To choose it from a list, set Lists From Intercom.'),
					{
						displayName: 'Xero Field',
						name: 'xeroField',
						type: 'options',
						options: readableFields().map(({ id, label }) => ({ name: label, value: id })).sort(byName),
						default: 'AccountNumber',
					},
					{
						displayName: 'Write As',
						name: 'as',
						type: 'options',
						options: [
							{ name: 'Number', value: 'number', description: 'For an attribute of the type number' },
							{ name: 'Text', value: 'text', description: 'Up to 255 characters' },
						],
						default: 'text',
					},
				],
			},
		],
	},
];

/** The assignments for one item; rows without an attribute are left out, and the recommended mapping has none. */
export function readAssignments(context: IExecuteFunctions, item: number): Assignment[] {
	if (context.getNodeParameter('mapping', item) !== 'custom') return [];
	const value: unknown = context.getNodeParameter('attributes.assignment', item, []);
	const rows = Array.isArray(value) ? value.filter(isRecord) : [];
	const assignments = rows.map(({ attribute, xeroField, as }): Assignment => ({ attribute: attributeName(attribute), field: String(xeroField), as: as === 'number' ? 'number' : 'text' }));
	return assignments.filter(({ attribute }) => attribute !== '');
}
