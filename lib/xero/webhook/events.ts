import { isRecord } from '../../http/isRecord';
import { textOf } from '../../http/textOf';
import { inUtc } from '../../time/utc';
import { isContactId } from '../contact/contactId';

/** What happened to a contact; to archive it or to merge it into another is an UPDATE. */
export const CONTACT_EVENTS = ['CREATE', 'UPDATE'] as const;

export type ContactEventType = (typeof CONTACT_EVENTS)[number];

/** That a contact changed in Xero; what changed, or what it is now, an event does not say. */
export interface ContactEvent {
	/** Tenant id, in lower case. */
	organisationId: string;
	/** In lower case. */
	xeroContactId: string;
	eventType: ContactEventType;
	/** Epoch ms. */
	occurredAt: number;
}

export type EventsRead =
	/** `events` is empty in Xero's intent to receive, and where all it tells of are others. */
	| { ok: true; events: ContactEvent[]; others: number }
	| { ok: false; reason: 'noEvents' };

/**
 * Reads the body of a webhook of Xero. Events of other categories (invoices, subscriptions), of other types and of unreadable
 * ids are counted as `others`. Events without a readable time count as of now: a change must not get lost over that. They
 * stay in the order sent, which Xero does not promise to be that of the changes. Pure, never throws.
 * @param body parsed, its signature already verified
 * @param now epoch ms
 * @see https://developer.xero.com/documentation/guides/webhooks/overview
 */
export function readEvents(body: unknown, now: number): EventsRead {
	if (!isRecord(body) || !Array.isArray(body.events)) return { ok: false, reason: 'noEvents' };
	const events = body.events.flatMap((event: unknown) => eventFrom(event, now) ?? []);
	return { ok: true, events, others: body.events.length - events.length };
}

function eventFrom(event: unknown, now: number): ContactEvent | null {
	if (!isRecord(event) || event.eventCategory !== 'CONTACT') return null;
	const eventType = CONTACT_EVENTS.find((type) => type === event.eventType);
	const organisationId = textOf(event.tenantId).toLowerCase();
	const xeroContactId = textOf(event.resourceId).toLowerCase();
	if (eventType === undefined || !isContactId(organisationId) || !isContactId(xeroContactId)) return null;
	// Written without a zone: `2024-06-21T01:15:39.902`.
	const occurredAt = Date.parse(inUtc(textOf(event.eventDateUtc)));
	return { organisationId, xeroContactId, eventType, occurredAt: Number.isNaN(occurredAt) ? now : occurredAt };
}

/**
 * One event for each contact of each organisation, in the order in which the contacts first come: the newest, which tells
 * all that the others do. Of one that was created and changed within a body, the creation is told, with the newest time.
 * Pure.
 */
export function newestOfEach(events: readonly ContactEvent[]): ContactEvent[] {
	const newest = new Map<string, ContactEvent>();
	for (const event of events) {
		const key = `${event.organisationId} ${event.xeroContactId}`;
		const before = newest.get(key) ?? event;
		newest.set(key, {
			...event,
			eventType: before.eventType === 'CREATE' ? 'CREATE' : event.eventType,
			occurredAt: Math.max(before.occurredAt, event.occurredAt),
		});
	}
	return [...newest.values()];
}
