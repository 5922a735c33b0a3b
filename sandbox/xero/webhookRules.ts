import type { PostResult } from '../kernel/post';
import type { WebhookEvent } from './webhookBody';

/** One body on its way. */
export interface Parcel {
	events: readonly WebhookEvent[];
	/** The same bytes in every attempt. */
	body: string;
	attempt: number;
	/** Sandbox time, epoch ms. */
	firstSentAt: number;
	nextAt: number;
}

/** One attempt, as the delivery log keeps it. */
export interface WebhookLogEntry extends PostResult {
	url: string;
	events: readonly WebhookEvent[];
	/** The exact bytes. */
	body: string;
	attempt: number;
	/** Sandbox time, epoch ms. */
	sentAt: number;
	/** Why the answer was not taken; null: delivered. */
	objection: string | null;
}

const MINUTE_MS = 60_000;
const RETRY_EVERY_MS = 15 * MINUTE_MS;
const GIVEN_UP_AFTER_MS = 24 * 60 * MINUTE_MS;
const KEPT_MS = 31 * 24 * 60 * MINUTE_MS;

/** Real ms between two looks whether a retry is due. */
export const RETRY_LOOK_MS = 50;

/**
 * What becomes of a body that was not taken: again at once, then every quarter of an hour; after a day the webhook is
 * switched off. @see https://developer.xero.com/documentation/guides/webhooks/overview
 */
export function afterRefusal(parcel: Parcel, now: number): Parcel | 'disable' {
	const nextAt = parcel.attempt === 1 ? now : now + RETRY_EVERY_MS;
	return nextAt - parcel.firstSentAt > GIVEN_UP_AFTER_MS ? 'disable' : { ...parcel, attempt: parcel.attempt + 1, nextAt };
}

/** Whether an event that could not be delivered is still there to be replayed. */
export function isKept(eventDate: number, now: number): boolean {
	return now - eventDate <= KEPT_MS;
}
