import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { intercomRegionField, previousClientSecretField } from './shared/intercomFields';
import { oAuthClientFields } from './shared/oAuthClient';
import { stepsAboveOAuth } from './shared/stepsNotice';
import { simulatorField } from './shared/simulatorField';
import { vendorUrl } from './shared/vendorUrl';

const REGIONAL_PART = '{ eu: "eu.", au: "au." }[$self["region"]] || ""';

/** @see https://developers.intercom.com/docs/build-an-integration/learn-more/authentication/setting-up-oauth */
export class IntercomAppOAuth2Api implements ICredentialType {
	name = 'intercomAppOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Intercom App OAuth2 API';

	icon: Icon = { light: 'file:../nodes/shared/icons/intercom.svg', dark: 'file:../nodes/shared/icons/intercom.dark.svg' };

	documentationUrl = 'https://github.com/intercom-xero/n8n-nodes-intercom-xero/blob/main/docs/getting-started.md#4-connect-intercom';

	properties: INodeProperties[] = [
		stepsAboveOAuth("In Intercom's Developer Hub open your app, then Configure:<ul><li>Authentication: switch OAuth on and enter the redirect URL shown here</li><li>Basic information: copy Client ID and Client Secret</li><li>Region is where the workspace is: app.intercom.com is the United States, app.eu.intercom.com Europe, app.au.intercom.com Australia</li></ul>"),
		intercomRegionField,
		previousClientSecretField,
		...oAuthClientFields("In Intercom's Developer Hub: your app, Configure, Basic information"),
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			required: true,
			default: vendorUrl('$self', '/oauth', `"https://app." + (${REGIONAL_PART}) + "intercom.com/oauth"`),
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			required: true,
			default: vendorUrl(
				'$self',
				'/auth/eagle/token',
				`"https://api." + (${REGIONAL_PART}) + "intercom.io/auth/eagle/token"`,
			),
		},
		// Intercom has no scope parameter: what an app may do is ticked in its Developer Hub.
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: '' },
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		// The token request wants code, client_id and client_secret in its body.
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
		simulatorField,
	];
}
