import type { INodeProperties } from 'n8n-workflow';
import { intercomAccessField } from './intercomAccess';
import { OPERATIONS } from './operations';

/** By plain comparison: sorting by locale would load the language data at every start of n8n. */
const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: Object.values(OPERATIONS)
		.map(({ description }) => description)
		.sort(byName),
	default: 'createOrUpdate',
};

const organisation: INodeProperties = {
	displayName: 'Organisation',
	name: 'organisation',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description:
		'The Xero organisation that is written to. May stay empty when the credential is connected to exactly one.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select an organisation...',
			typeOptions: { searchListMethod: 'searchOrganisations', searchable: true },
		},
		{
			// No pattern here: n8n gives it 250 ms by the wall clock, and on a busy machine fails the whole execution.
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 45e4708e-d862-4111-ab3a-dd8cd03913e1',
		},
	],
};

/** Everything a person sets on the node: what all operations share, then what each brings. */
export const PARAMETERS: INodeProperties[] = [
	operation,
	organisation,
	...Object.values(OPERATIONS).flatMap(({ properties }) => properties),
	// Last: the node works without it.
	intercomAccessField,
];

/** The name of the chosen operation, under the node on the canvas. */
export const SUBTITLE = `={{ (${JSON.stringify(namesByOperation())})[$parameter["operation"]] }}`;

function namesByOperation(): Record<string, string> {
	return Object.fromEntries(Object.entries(OPERATIONS).map(([value, { description }]) => [value, description.name]));
}
