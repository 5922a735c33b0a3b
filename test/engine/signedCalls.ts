import { createHmac } from 'node:crypto';
import { callWebhook } from './callWebhook';

export const SECRET = 'client-secret';
export const TOKEN_CREDENTIAL = { accessToken: 'tok', region: 'us', clientSecret: SECRET };
export const sign = (body: string, secret = SECRET, algorithm = 'sha1') => `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;

export const notification = (topic: string, item: object, fields: object = {}) =>
	JSON.stringify({ type: 'notification_event', app_id: 'ws1', data: { item }, id: 'notif_1', topic, created_at: 1_768_018_948, ...fields });
export const updated = notification('contact.user.updated', { type: 'contact', id: 'c1' });
export const ping = notification('ping', { type: 'ping', message: 'something something interzen' }, { id: null });

export const call = (rawBody: string, overrides: Partial<Parameters<typeof callWebhook>[0]> = {}) =>
	callWebhook({
		type: 'intercomTrigger',
		parameters: { workspaceId: 'ws1' },
		credentials: { intercomAppTokenApi: TOKEN_CREDENTIAL },
		headers: { 'x-hub-signature': sign(rawBody) },
		rawBody,
		...overrides,
	});
