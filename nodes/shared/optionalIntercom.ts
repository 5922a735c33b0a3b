import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

/** Only the lists in the panel use it: mapping is offline, with or without. */
export const optionalCredentials: INodeCredentialDescription[] = [
	{ name: 'intercomAppOAuth2Api', required: false, displayOptions: { show: { authentication: ['oAuth2'] } } },
	{ name: 'intercomAppTokenApi', required: false, displayOptions: { show: { authentication: ['accessToken'] } } },
];

export const optionalAuthenticationField: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Access Token', value: 'accessToken', description: 'Offer the custom attributes of the workspace of an access token' },
		{ name: 'None', value: 'none', description: 'Type the names of custom attributes' },
		{ name: 'OAuth2', value: 'oAuth2', description: 'Offer the custom attributes of the workspace of an OAuth2 connection' },
	],
	default: 'none',
	description: 'Only for the lists of custom attributes in this panel. The mapping itself works offline and never uses it.',
};

/** The credential that belongs to a choice of the field; null for none. Pure. */
export function credentialTypeOf(authentication: unknown): 'intercomAppOAuth2Api' | 'intercomAppTokenApi' | null {
	if (authentication === 'oAuth2') return 'intercomAppOAuth2Api';
	return authentication === 'accessToken' ? 'intercomAppTokenApi' : null;
}
