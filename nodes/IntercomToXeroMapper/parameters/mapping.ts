import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../../lib/http/isRecord';
import type { CustomValues } from '../../../lib/mapping/rules/custom';
import type { Preset } from '../../../lib/mapping/rules/recommended';

export const recommendedFields: INodeProperties[] = [
	{
		displayName: 'Mapping',
		name: 'mapping',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Custom',
				value: 'custom',
				description: 'Choose the Xero fields and the value of each',
			},
			{
				name: 'Recommended',
				value: 'recommended',
				description: 'Name, first and last name, email and phone, with names split and phones read',
			},
		],
		default: 'recommended',
		description: 'How the fields of Xero are filled. Other fields of the Xero contact stay as they are.',
	},
	{
		displayName: 'Preset',
		name: 'preset',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { mapping: ['recommended'] } },
		options: [
			{
				name: 'Literal',
				value: 'literal',
				description: 'First name to Name, last name to First Name, email to Email',
			},
			{
				name: 'Person',
				value: 'person',
				description: 'Whole name to Name, its parts to First Name and Last Name',
			},
		],
		default: 'person',
		description: 'Which of the ready mappings is used. A contact without a name gets that of its company, else its email.',
	},
];

export const customFields: INodeProperties[] = [
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'resourceMapper',
		noDataExpression: true,
		displayOptions: { show: { mapping: ['custom'] } },
		default: { mappingMode: 'defineBelow', value: null },
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: 'getXeroFields',
				mode: 'map',
				fieldWords: { singular: 'field', plural: 'fields' },
				valuesLabel: 'Values',
				addAllFields: true,
				multiKeyMatch: false,
				supportAutoMap: false,
				allowEmptyValues: true,
			},
		},
		description: 'The Xero fields to fill. A field that is removed or left blank is not touched in Xero.',
	},
];

/** Which mapping the user chose; anything unknown counts as the default. */
export function readMapping(context: IExecuteFunctions, item: number): { mode: 'recommended' | 'custom'; preset: Preset } {
	const mode = context.getNodeParameter('mapping', item) === 'custom' ? 'custom' : 'recommended';
	const preset = mode === 'recommended' && context.getNodeParameter('preset', item) === 'literal' ? 'literal' : 'person';
	return { mode, preset };
}

/**
 * The values of the custom mapping for one item. A box the user left blank is not mapped; an expression that gives
 * nothing is mapped and empty, so that a clear rule can act on it.
 */
export function customValues(context: IExecuteFunctions, item: number): CustomValues {
	const written: unknown = context.getNodeParameter('fields.value', item, {}, { rawExpressions: true });
	const filled = Object.entries(isRecord(written) ? written : {}).filter(([, box]) => box !== null && box !== undefined && box !== '');
	if (filled.length === 0) throw new NodeOperationError(context.getNode(), 'The custom mapping has no fields', { itemIndex: item });
	// Types are checked by the mapping, which names field and contact; n8n's own check would stop the run.
	const values: unknown = context.getNodeParameter('fields.value', item, {}, { skipValidation: true });
	const resolved = isRecord(values) ? values : {};
	return Object.fromEntries(filled.map(([id]) => [id, resolved[id] ?? null]));
}
