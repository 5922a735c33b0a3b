import { request } from 'node:http';
import { signature, vendorJson } from '../../../sandbox/intercom/notifications';
import { post } from '../../../sandbox/kernel/post';

/** Longer than any promise of these tests; Intercom itself waits five seconds. */
const PATIENCE_MS = 10_000;

/** A notification body as Intercom writes it: `\/` for slashes, `\u00eb` for everything outside ASCII. */
export function notificationOf(workspaceId: string, topic: string, item: object): string {
	return vendorJson({
		type: 'notification_event',
		app_id: workspaceId,
		data: { type: 'notification_event_data', item },
		id: `notif_${Math.random().toString(36).slice(2)}`,
		topic,
		created_at: Math.floor(Date.now() / 1_000),
	});
}

export interface Answer {
	status: number | 'timeout' | 'network';
	ms: number;
}

/** Sends the bytes of a body under any signature header; `undefined` sends none. */
export async function send(url: string, body: string, hubSignature: string | undefined, type = 'application/json'): Promise<Answer> {
	const headers = { 'content-type': type, ...(hubSignature === undefined ? {} : { 'x-hub-signature': hubSignature }) };
	return await post('POST', url, body, headers, PATIENCE_MS);
}

/** Sends a body with the signature that belongs to it. */
export async function sendSigned(url: string, body: string, clientSecret: string): Promise<Answer> {
	return await send(url, body, signature(body, clientSecret));
}

/** The status of a HEAD request, as the Developer Hub makes it. */
export async function head(url: string): Promise<number | undefined> {
	return await new Promise((resolve, reject) => {
		request(url, { method: 'HEAD', agent: false }, (response) => resolve(response.resume().statusCode)).on('error', reject).end();
	});
}
