import type { INode, INodeParameters } from 'n8n-workflow';
import { prepared } from '../../../sandbox/demo/stage';
import { INTERCOM_DEFAULTS } from '../../../sandbox/intercom/world';
import type { Sandbox } from '../../../sandbox/sandbox';
import type { StoredCredentials } from '../../engine/credentialStore';

const SCOPES = ['offline_access', 'accounting.contacts', 'accounting.settings.read'];

/** Credentials for both stand-ins as n8n has them after the consent: an access token for Intercom, OAuth2 for Xero. */
export function credentialsFor(sandbox: Sandbox): StoredCredentials {
	const { clientId, clientSecret } = sandbox.xero.options.apps[0]!;
	const { accessToken, clientSecret: secret } = INTERCOM_DEFAULTS;
	return {
		intercomAppTokenApi: { accessToken, region: 'us', clientSecret: secret, simulatorUrl: sandbox.intercomUrl },
		xeroAccountingOAuth2Api: { clientId, clientSecret, simulatorUrl: sandbox.xeroUrl, oauthTokenData: consentFor(sandbox) },
	};
}

/** A person connects the Xero credential to the first organisation. @returns the tokens that n8n keeps of it */
export function consentFor({ xero }: Sandbox): Record<string, string | number> {
	return { ...xero.authority.issueFor(xero.options.apps[0]!.clientId, SCOPES, [xero.organisation().id]) };
}

/** Nodes of a shipped workflow as their user has set them up. @param changed parameters chosen in the panels, besides whose data it is */
export function setUp(nodes: readonly INode[], sandbox: Sandbox, credentials: StoredCredentials, changed: (node: INode) => INodeParameters): INode[] {
	const chosen = Object.fromEntries(Object.keys(credentials).map((type) => [type, { id: type, name: type }]));
	return nodes.map((node): INode => {
		const { parameters } = prepared(node, sandbox);
		return { ...node, parameters: { ...parameters, ...('authentication' in parameters && { authentication: 'accessToken' }), ...changed(node) }, credentials: chosen };
	});
}
