import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { intercomCredentials } from './intercomCredential';

/** Only the lists in the panel use it: mapping is offline, with or without. */
export const optionalCredentials: INodeCredentialDescription[] = intercomCredentials.map((credential) => ({ ...credential, required: false }));

export const optionalAuthenticationField: INodeProperties = {
	displayName: 'Lists From Intercom',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Access Token', value: 'accessToken', description: 'Choose tags, segments and attributes from the workspace of an access token' },
		{ name: 'No', value: 'none', description: 'Type the names of tags, segments and attributes' },
		{ name: 'OAuth2', value: 'oAuth2', description: 'Choose tags, segments and attributes from the workspace of an OAuth2 connection' },
	],
	default: 'none',
	description: 'Whether this panel lists the tags, segments and attributes of your workspace. Only the panel uses the connection: the mapping itself works offline.',
};

/** The credential that belongs to a choice of the field; null for none. Pure. */
export function credentialTypeOf(authentication: unknown): 'intercomAppOAuth2Api' | 'intercomAppTokenApi' | null {
	if (authentication === 'oAuth2') return 'intercomAppOAuth2Api';
	return authentication === 'accessToken' ? 'intercomAppTokenApi' : null;
}
