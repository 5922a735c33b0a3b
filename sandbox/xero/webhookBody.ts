import { createHmac } from 'node:crypto';
import type { ContactNews } from './organisation';

/** One event as it stands in a body, beside its number. */
export interface WebhookEvent {
	sequence: number;
	news: ContactNews;
	/** Epoch ms. */
	eventDate: number;
}

/**
 * The body as sent. Xero writes a blank after the colons of the outer fields: a receiver that parses it and writes it again
 * before it checks the signature gets other bytes and must fail.
 */
export function webhookBody(events: readonly WebhookEvent[], entropy: string): string {
	const sequences = events.map(({ sequence }) => sequence);
	const list = JSON.stringify(events.map(eventView));
	return `{"events":${list},"firstEventSequence": ${Math.min(...sequences, sequences.length === 0 ? 0 : Infinity)},"lastEventSequence": ${Math.max(...sequences, 0)}, "entropy": "${entropy}"}`;
}

function eventView({ news, eventDate }: WebhookEvent): Record<string, unknown> {
	return {
		resourceUrl: `https://api.xero.com/api.xro/2.0/Contacts/${news.contactId}`,
		resourceId: news.contactId,
		tenantId: news.organisationId,
		tenantType: 'ORGANISATION',
		eventCategory: 'CONTACT',
		eventType: news.eventType,
		// Without a zone, as in Xero's own example.
		eventDateUtc: new Date(eventDate).toISOString().slice(0, -1),
	};
}

/** Value of x-xero-signature. @see https://developer.xero.com/documentation/guides/webhooks/configuring-your-server */
export function webhookSignature(body: string, signingKey: string): string {
	return createHmac('sha256', signingKey).update(body, 'utf8').digest('base64');
}
