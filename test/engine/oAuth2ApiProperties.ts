import type { INodeProperties } from 'n8n-workflow';

const text = (name: string, value: string | boolean = '', type: INodeProperties['type'] = 'string'): INodeProperties => ({
	displayName: name,
	name,
	type,
	default: value,
});

/**
 * The fields that n8n's own `oAuth2Api` credential brings to every type that extends it (n8n-nodes-base 2.41,
 * credentials/OAuth2Api.credentials): their names and defaults, which is all the engine reads.
 */
export const oAuth2ApiProperties: INodeProperties[] = [
	text('grantType', 'authorizationCode', 'hidden'),
	text('authUrl'),
	text('accessTokenUrl'),
	text('clientId'),
	text('clientSecret'),
	text('scope'),
	text('authQueryParameters'),
	text('authentication', 'header'),
	text('ignoreSSLIssues', false, 'boolean'),
];
