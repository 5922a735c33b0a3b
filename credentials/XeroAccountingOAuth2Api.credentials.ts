import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { oAuthClientFields } from './shared/oAuthClient';
import { stepsAboveOAuth } from './shared/stepsNotice';
import { simulatorField } from './shared/simulatorField';
import { vendorUrl } from './shared/vendorUrl';

/** @see https://developer.xero.com/documentation/guides/oauth2/auth-flow */
export class XeroAccountingOAuth2Api implements ICredentialType {
	name = 'xeroAccountingOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Xero Accounting OAuth2 API';

	icon: Icon = { light: 'file:../nodes/shared/icons/xero.svg', dark: 'file:../nodes/shared/icons/xero.dark.svg' };

	documentationUrl = 'https://github.com/intercom-xero/n8n-nodes-intercom-xero/blob/main/docs/getting-started.md#5-connect-xero';

	properties: INodeProperties[] = [
		stepsAboveOAuth("In Xero's developer portal make a web app:<ul><li>Configuration: enter the redirect URL shown here, copy Client ID, generate and copy a Client Secret</li><li>Connect this credential, and choose the organisations that n8n may use</li><li>Webhook Signing Key is only for the Xero Trigger</li></ul>"),
		...oAuthClientFields("In Xero's developer portal: your app, Configuration"),
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			required: true,
			default: vendorUrl('$self', '/identity/connect/authorize', '"https://login.xero.com/identity/connect/authorize"'),
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			required: true,
			default: vendorUrl('$self', '/connect/token', '"https://identity.xero.com/connect/token"'),
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'string',
			default: 'offline_access accounting.contacts accounting.settings.read',
			description:
				'What n8n may do in Xero. Keep offline_access, without which the connection ends after 30 minutes. Save and press Switch account after a change.',
		},
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		// Xero wants client id and secret as a Basic header.
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'header' },
		{
			displayName: 'Webhook Signing Key (Xero Trigger Only)',
			name: 'webhookSigningKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				"Only for the Xero Trigger. From your app in Xero's developer portal: Webhooks, Webhooks key, which Xero shows once the app has a delivery URL. Xero signs its notifications with it.",
		},
		{
			displayName: 'Previous Webhook Signing Key (While You Replace It)',
			name: 'previousWebhookSigningKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only while you replace the webhooks key in Xero: notifications signed with the old key are accepted as well. Empty it afterwards.',
		},
		simulatorField,
	];
}
