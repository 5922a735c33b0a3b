import { NodeHelpers, type ICredentialType, type INodeProperties } from 'n8n-workflow';
import { IntercomAppOAuth2Api } from '../../../credentials/IntercomAppOAuth2Api.credentials';
import { IntercomAppTokenApi } from '../../../credentials/IntercomAppTokenApi.credentials';
import { XeroAccountingOAuth2Api } from '../../../credentials/XeroAccountingOAuth2Api.credentials';

/**
 * What a credential inherits from n8n's OAuth2 API, in its order; the defaults are what n8n keeps where nothing is entered.
 * @see n8n-nodes-base 2.41.3, credentials/OAuth2Api
 */
const INHERITED: INodeProperties[] = [
	['useDynamicClientRegistration', 'hidden', false], ['grantType', 'options', 'authorizationCode'], ['serverUrl', 'string', ''], ['authUrl', 'string', ''], ['accessTokenUrl', 'string', ''], ['clientId', 'string', ''],
	['clientCredentialType', 'hidden', 'clientSecret'], ['clientSecret', 'string', ''], ['privateKey', 'hidden', ''], ['certificate', 'hidden', ''], ['scope', 'string', ''], ['authQueryParameters', 'string', ''], ['authentication', 'options', 'header'],
].map(([name, type, value]) => ({ displayName: String(name), name: String(name), type: type as INodeProperties['type'], default: value! }));

/** The fields of the form from top to bottom, as n8n's editor and server put them together. */
function form({ extends: parents, properties }: ICredentialType, inherited = INHERITED): INodeProperties[] {
	const merged: INodeProperties[] = [];
	if (parents !== undefined) NodeHelpers.mergeNodeProperties(merged, inherited);
	NodeHelpers.mergeNodeProperties(merged, properties);
	return merged.filter(({ type }) => type !== 'hidden');
}

const OAUTH = [new IntercomAppOAuth2Api(), new XeroAccountingOAuth2Api()];

test.each([...OAUTH, new IntercomAppTokenApi()].map((credential) => [credential.name, credential] as const))('%s: the steps stand above every field, once', (_, credential) => {
	const fields = form(credential);
	expect(fields[0]?.type).toBe('notice');
	expect(fields.filter(({ type }) => type === 'notice')).toHaveLength(1);
});

test.each(OAUTH.map((credential) => [credential.name, credential] as const))('%s: what carries the steps holds nothing that n8n would take for the address of a server', (_, credential) => {
	const [steps] = form(credential);
	expect([steps?.name, steps?.default, steps?.required]).toEqual(['serverUrl', '', undefined]);
	expect(credential.properties.some(({ name }) => name === 'useDynamicClientRegistration')).toBe(false);
	const without = form(credential, INHERITED.filter(({ name }) => name !== 'serverUrl'));
	expect(without.filter(({ type }) => type === 'notice')).toHaveLength(1);
});
