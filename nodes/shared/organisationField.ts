import type { INodeProperties } from 'n8n-workflow';

/** Choice of the Xero organisation; the node names `searchOrganisations` among its list searches. */
export function organisationField(description: string): INodeProperties {
	return {
		displayName: 'Organisation',
		name: 'organisation',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description,
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
}
