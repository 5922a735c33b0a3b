import type { INodeProperties } from 'n8n-workflow';

/** What to press where, in sight: n8n shows the help of a field only under the mouse. */
export function stepsNotice(text: string): INodeProperties {
	return { displayName: text, name: 'steps', type: 'notice', default: '' };
}

/**
 * The same above the fields of a credential that extends n8n's `oAuth2Api`. Those come first, in n8n's order, and what the
 * credential adds comes below them; a property of the same name takes the place of the inherited one. `serverUrl` stands before
 * the Client ID, and n8n reads it only where it registers the client itself, which these credentials never ask for: as a notice
 * it holds '' as before. Where an n8n does not have it, the steps stand below the fields.
 * @see n8n-workflow 2.41, NodeHelpers.mergeNodeProperties; n8n-nodes-base, credentials/OAuth2Api (useDynamicClientRegistration)
 */
export function stepsAboveOAuth(text: string): INodeProperties {
	return { ...stepsNotice(text), name: 'serverUrl' };
}
