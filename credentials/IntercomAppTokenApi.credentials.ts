import type { Icon, IAuthenticate, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { intercomRegionField, previousClientSecretField } from './shared/intercomFields';
import { stepsNotice } from './shared/stepsNotice';
import { simulatorField } from './shared/simulatorField';
import { vendorUrl } from './shared/vendorUrl';

/** @see https://developers.intercom.com/docs/build-an-integration/learn-more/authentication */
export class IntercomAppTokenApi implements ICredentialType {
	name = 'intercomAppTokenApi';

	displayName = 'Intercom App Token API';

	icon: Icon = { light: 'file:../nodes/shared/icons/intercom.svg', dark: 'file:../nodes/shared/icons/intercom.dark.svg' };

	documentationUrl = 'https://github.com/intercom-xero/n8n-nodes-intercom-xero/blob/main/docs/getting-started.md#4-connect-intercom';

	properties: INodeProperties[] = [
		stepsNotice("In Intercom's Developer Hub open your app (or make one), then Configure:<ul><li>Authentication: copy the Access Token</li><li>Basic information: copy the Client Secret, without which Intercom's notifications are refused</li><li>Region is where your workspace is: app.intercom.com is the United States, app.eu.intercom.com Europe, app.au.intercom.com Australia</li></ul>"),
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: "From your app in Intercom's Developer Hub: Configure, Authentication, Access token",
		},
		intercomRegionField,
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				"From your app in Intercom's Developer Hub: Configure, Basic information, Client secret. Intercom signs its notifications with it; the Intercom Trigger needs it.",
		},
		previousClientSecretField,
		simulatorField,
	];

	/** By a function: n8n would evaluate an expression for each call. */
	authenticate: IAuthenticate = async ({ accessToken }, options) =>
		await Promise.resolve({ ...options, headers: { ...options.headers, Authorization: `Bearer ${String(accessToken)}` } });

	test: ICredentialTestRequest = {
		request: {
			baseURL: vendorUrl(
				'$credentials',
				'',
				'"https://api." + ({ eu: "eu.", au: "au." }[$credentials["region"]] || "") + "intercom.io"',
			),
			url: '/me',
			headers: { Accept: 'application/json', 'Intercom-Version': '2.16' },
		},
	};
}
