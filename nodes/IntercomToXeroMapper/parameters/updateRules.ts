import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../../lib/http/isRecord';
import { isMappedField, mappedFields, XERO_FIELDS } from '../../../lib/mapping/rules/fieldTable';
import type { FieldRule, MappedField, UpdateRule } from '../../../lib/sync/record/record';

const RULES: readonly UpdateRule[] = ['always', 'ifEmpty', 'onCreate'];

export const updateRuleFields: INodeProperties[] = [
	{
		displayName: 'Update Rules',
		name: 'updateRules',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Rule',
		default: {},
		description:
			'How a field may change a Xero contact that exists. Without a rule a field is updated whenever it differs; tax, company and account number, currency, accounts and tax types only if empty in Xero.',
		options: [
			{
				displayName: 'Rule',
				name: 'rule',
				values: [
					{
						displayName: 'Field',
						name: 'field',
						type: 'options',
						options: mappedFields()
							.map((field) => ({ name: XERO_FIELDS[field].label, value: field, description: XERO_FIELDS[field].description }))
							.sort((a, b) => (a.name < b.name ? -1 : 1)),
						default: 'Name',
					},
					{
						displayName: 'Update',
						name: 'update',
						type: 'options',
						options: [
							{ name: 'Always', value: 'always', description: 'Intercom is right, whatever Xero holds' },
							{ name: 'On Create Only', value: 'onCreate', description: 'The field is filled with a new contact and then left alone' },
							{ name: 'Only if Empty in Xero', value: 'ifEmpty', description: 'What Xero holds is kept' },
						],
						default: 'always',
					},
					{
						displayName: 'Clear When Empty in Intercom',
						name: 'clear',
						type: 'boolean',
						default: false,
						description: 'Whether a value that is empty in Intercom empties the field in Xero',
					},
				],
			},
		],
	},
];

/** The user's rules by field; of two for one field the last one counts. */
export function readUpdateRules(context: IExecuteFunctions, item: number): Partial<Record<MappedField, FieldRule>> {
	const value: unknown = context.getNodeParameter('updateRules.rule', item, []);
	const rules = Array.isArray(value) ? value.filter(isRecord) : [];
	return Object.fromEntries(
		rules.flatMap(({ field, update, clear }) => {
			const rule = RULES.find((known) => known === update) ?? 'always';
			return isMappedField(field) ? [[field, { update: rule, clear: clear === true }]] : [];
		}),
	);
}
