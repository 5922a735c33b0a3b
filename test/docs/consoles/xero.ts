import { XeroAccountingOAuth2Api } from '../../../credentials/XeroAccountingOAuth2Api.credentials';
import type { Drawing } from './drawing';
import { labelOf, OF_N8N, REDIRECT_URL, scopes } from './names';

const credential = new XeroAccountingOAuth2Api();
const PORTAL = "Xero's developer portal";

/** @see https://developer.xero.com/documentation/guides/oauth2/auth-flow */
export const xeroApp: Drawing = {
	file: 'xero-app.svg',
	page: 'docs/getting-started.md',
	title: 'An app in Xero, and its id and secret in n8n',
	vendor: {
		name: PORTAL,
		pages: [
			{
				path: ['developer.xero.com/app/manage', 'New app'],
				fields: [
					{ kind: 'box', label: 'App name', values: ['whatever you like'], step: 1 },
					{ kind: 'box', label: 'Integration type', values: ['Web app'] },
					{ kind: 'box', label: 'Company or application URL', values: ['the address of your website'] },
					{ kind: 'box', label: 'Redirect URI', values: [REDIRECT_URL], isCode: true, step: 2, id: 'redirect' },
				],
			},
			{
				path: ['the app', 'Configuration'],
				fields: [
					{ kind: 'box', label: 'Client ID', values: ['made by Xero'], step: 3, id: 'client' },
					{ kind: 'button', label: 'Generate a secret', step: 4 },
					{ kind: 'box', label: 'Client secret', values: ['made by Xero'], id: 'secret', note: 'Copy it at once: it is not shown again.' },
				],
			},
		],
	},
	n8n: {
		name: 'n8n',
		pages: [
			{
				path: [credential.displayName],
				fields: [
					{ kind: 'box', label: OF_N8N.redirectUrl, values: [REDIRECT_URL], isCode: true, id: 'redirectHere' },
					{ kind: 'box', label: labelOf(credential.properties, 'clientId'), values: ['paste'], id: 'clientHere' },
					{ kind: 'box', label: labelOf(credential.properties, 'clientSecret'), values: ['paste'], id: 'secretHere' },
					{ kind: 'box', label: labelOf(credential.properties, 'scope'), values: scopes(), isCode: true, note: 'Stands there already: leave it.' },
					{ kind: 'button', label: OF_N8N.connect, step: 5, note: 'then sign in, choose the organisation, allow access' },
				],
			},
		],
	},
	arrows: [['redirectHere', 'redirect'], ['client', 'clientHere'], ['secret', 'secretHere']],
};

/** @see https://developer.xero.com/documentation/webhooks/configuring-your-server */
export const xeroWebhooks: Drawing = {
	file: 'xero-webhooks.svg',
	page: 'docs/xero-trigger.md',
	title: 'Where Xero sends its notifications, and what they are signed with',
	vendor: {
		name: PORTAL,
		pages: [
			{
				path: ['developer.xero.com/app/manage', 'the app', 'Webhooks'],
				fields: [
					{ kind: 'tick', label: 'Contacts', step: 2 },
					{ kind: 'box', label: 'Delivery URL', values: ['https://n8n.example.com/webhook/...'], isCode: true, id: 'delivery' },
					{ kind: 'button', label: 'Save', step: 3 },
					{ kind: 'box', label: 'Webhooks key', values: ['made by Xero'], step: 4, id: 'key', note: 'There once it is saved.' },
					{ kind: 'button', label: "Send 'Intent to receive'", step: 6, note: 'says OK after a moment' },
				],
			},
		],
	},
	n8n: {
		name: 'n8n',
		pages: [
			{ path: ['Xero Trigger'], fields: [{ kind: 'box', label: `${OF_N8N.webhookUrls}, ${OF_N8N.productionUrl}`, values: ['https://n8n.example.com/webhook/...'], isCode: true, step: 1, id: 'production' }] },
			{ path: [credential.displayName], fields: [{ kind: 'box', label: labelOf(credential.properties, 'webhookSigningKey'), values: ['paste, and save'], id: 'keyHere' }] },
			{ path: ['the workflow'], fields: [{ kind: 'button', label: OF_N8N.publish, step: 5 }] },
		],
	},
	arrows: [['production', 'delivery'], ['key', 'keyHere']],
};
