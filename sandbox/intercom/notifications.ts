import { createHmac, randomUUID } from 'node:crypto';
import type { Topic } from './topics';

/** One notification before it is sent; each attempt gets its own envelope around the same item. */
export interface Notification {
	/** null for ping: not every notification has an id. */
	id: string | null;
	workspaceId: string;
	topic: Topic;
	/** The topic as the body writes it, where that is another way. */
	spelling?: string;
	item: unknown;
	/** Epoch ms. */
	createdAt: number;
}

export interface Attempt {
	number: number;
	/** Epoch ms of the first attempt. */
	firstSentAt: number;
}

export function newNotification(workspaceId: string, topic: Topic, item: unknown, now: number, spelling?: string): Notification {
	const id = topic === 'ping' ? null : `notif_${randomUUID()}`;
	return { id, workspaceId, topic, spelling, item, createdAt: now };
}

export const PING_ITEM = { type: 'ping', message: 'something something interzen' };

/** The body as sent: keys in the captured order, times in epoch seconds. */
export function notificationBody(notification: Notification, attempt: Attempt): string {
	const ping = notification.topic === 'ping';
	return vendorJson({
		type: 'notification_event',
		app_id: notification.workspaceId,
		data: { type: 'notification_event_data', item: notification.item },
		links: {},
		id: notification.id,
		topic: notification.spelling ?? notification.topic,
		delivery_status: ping ? null : attempt.number > 1 ? 'retry' : 'pending',
		delivery_attempts: attempt.number,
		delivered_at: 0,
		first_sent_at: Math.floor(attempt.firstSentAt / 1000),
		created_at: Math.floor(notification.createdAt / 1000),
		self: null,
	});
}

/**
 * JSON with `\/` for slashes and `\u00eb` for everything outside ASCII: a receiver that parses and serialises again
 * before it checks the signature gets other bytes and must fail.
 */
export function vendorJson(value: unknown): string {
	return JSON.stringify(value)
		.replace(/\//g, '\\/')
		.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Value of X-Hub-Signature. @see https://developers.intercom.com/docs/references/webhooks/webhook-models */
export function signature(body: string, clientSecret: string): string {
	return `sha1=${createHmac('sha1', clientSecret).update(body, 'utf8').digest('hex')}`;
}
