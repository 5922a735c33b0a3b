import type { INodeProperties } from 'n8n-workflow';

/**
 * Client ID and secret of an OAuth app, in the place where n8n's own form has them, with where they stand in sight below.
 * @param where in the vendor's pages
 */
export function oAuthClientFields(where: string): INodeProperties[] {
	return [
		{ displayName: 'Client ID', name: 'clientId', type: 'string', required: true, default: '', hint: where },
		{ displayName: 'Client Secret', name: 'clientSecret', type: 'string', typeOptions: { password: true }, required: true, default: '', hint: where },
	];
}
