import { IntercomAppOAuth2Api } from '../../../credentials/IntercomAppOAuth2Api.credentials';
import { IntercomAppTokenApi } from '../../../credentials/IntercomAppTokenApi.credentials';
import type { Drawing } from './drawing';
import { labelOf, OF_N8N, permissions, REDIRECT_URL, topics, triggerOn } from './names';

const [token, oAuth] = [new IntercomAppTokenApi(), new IntercomAppOAuth2Api()];
const HUB = "Intercom's Developer Hub";

/** @see https://developers.intercom.com/docs/build-an-integration/learn-more/authentication, with setting-up-oauth */
export const intercomApp: Drawing = {
	file: 'intercom-app.svg',
	page: 'docs/getting-started.md',
	title: 'An app in Intercom, and its token and secret in n8n',
	vendor: {
		name: HUB,
		pages: [
			{ path: ['Settings', 'Integrations', 'Developer Hub'], fields: [{ kind: 'button', label: 'New app', step: 1 }] },
			{
				path: ['Configure', 'Authentication'],
				fields: [
					{ kind: 'ticks', label: 'Permissions', values: permissions.always, open: permissions.sometimes, step: 2, note: 'Open box: only for both ways with Mark.' },
					{ kind: 'box', label: 'Access token', values: ['made by Intercom'], step: 3, id: 'token' },
					{ kind: 'tick', label: 'Use OAuth', note: 'Only with OAuth2, like Redirect URLs.' },
					{ kind: 'box', label: 'Redirect URLs', values: [REDIRECT_URL], isCode: true, id: 'redirect' },
				],
			},
			{
				path: ['Configure', 'Basic information'],
				fields: [
					{ kind: 'box', label: 'Client secret', values: ['made by Intercom'], step: 4, id: 'secret' },
					{ kind: 'box', label: 'Client ID', values: ['made by Intercom'], id: 'client', note: 'Only with OAuth2.' },
				],
			},
		],
	},
	n8n: {
		name: 'n8n',
		pages: [
			{
				path: [token.displayName],
				fields: [
					{ kind: 'box', label: labelOf(token.properties, 'accessToken'), values: ['paste'], id: 'tokenHere' },
					{ kind: 'box', label: labelOf(token.properties, 'clientSecret'), values: ['paste'], id: 'secretHere' },
					{ kind: 'box', label: labelOf(token.properties, 'region'), values: ['as the address of the workspace begins'], step: 5 },
				],
			},
			{
				path: [oAuth.displayName],
				fields: [
					{ kind: 'box', label: OF_N8N.redirectUrl, values: [REDIRECT_URL], isCode: true, id: 'redirectHere', note: 'Instead, for workspaces of others.' },
					{ kind: 'box', label: labelOf(oAuth.properties, 'clientSecret'), values: ['paste'], id: 'oAuthSecret' },
					{ kind: 'box', label: labelOf(oAuth.properties, 'clientId'), values: ['paste'], id: 'oAuthClient' },
					{ kind: 'button', label: OF_N8N.connect },
				],
			},
		],
	},
	arrows: [['token', 'tokenHere'], ['secret', 'secretHere'], ['redirectHere', 'redirect'], ['secret', 'oAuthSecret'], ['client', 'oAuthClient']],
};

/** @see https://developers.intercom.com/docs/webhooks/setting-up-webhooks */
export const intercomWebhooks: Drawing = {
	file: 'intercom-webhooks.svg',
	page: 'docs/getting-started.md',
	title: 'Where Intercom sends its notifications',
	vendor: {
		name: HUB,
		pages: [
			{
				path: ['Configure', 'Webhooks'],
				fields: [
					{ kind: 'box', label: 'Endpoint URL', values: ['https://n8n.example.com/webhook/...'], isCode: true, step: 3, id: 'endpoint', note: 'One for each app.' },
					{ kind: 'ticks', label: 'Webhook topics', values: topics(), isCode: true, step: 4, id: 'topics' },
				],
			},
		],
	},
	n8n: {
		name: 'n8n',
		pages: [
			{ path: ['the workflow'], fields: [{ kind: 'button', label: OF_N8N.publish, step: 1 }] },
			{
				path: ['Intercom Trigger'],
				fields: [
					{ kind: 'box', label: `${OF_N8N.webhookUrls}, ${OF_N8N.productionUrl}`, values: ['https://n8n.example.com/webhook/...'], isCode: true, step: 2, id: 'production' },
					{ kind: 'box', label: triggerOn, values: [`${topics().length} topics in the quick start`], id: 'chosen', note: `All of them; ${topics('contact-sync').length} in Contact Sync.` },
				],
			},
		],
	},
	arrows: [['production', 'endpoint'], ['chosen', 'topics']],
};
