import { isRecord } from '../../http/isRecord';
import { kindOfTopic, topicNamed, type NotificationKind } from './topics';
import { epochSeconds, idOf, listOf, textOf } from '../api/wireValue';

/** A notification in one shape, whatever API version the app is set to. Plain JSON, leaves the trigger as an item. */
export interface IntercomNotification {
	/** In one spelling, see {@link topicNamed}. */
	topic: string;
	/** Intercom's id, the same on its one retry; made from topic, record and time where Intercom sends none. */
	notificationId: string;
	/** Epoch seconds. */
	occurredAt: number;
	workspaceId: string;
	kind: NotificationKind;
	contactId?: string;
	companyId?: string;
	/** Contacts that were merged into this one, as far as the notification says. */
	previousIds: string[];
	/** `data.item` as it came; incomplete by nature, so read the record afresh before using it. */
	payload: Record<string, unknown>;
}

export type NotificationRead =
	| { ok: true; notification: IntercomNotification }
	| { ok: false; reason: 'notANotification' | 'unknownTopic' | 'noRecordId' };

/**
 * Reads the envelope of a notification of versions 2.6 to 2.17.
 * @param body the parsed body, its signature already verified
 * @returns a reason instead of a notification for what cannot be acted upon. Pure, never throws.
 * @see https://developers.intercom.com/docs/references/webhooks/webhook-models
 */
export function readNotification(body: unknown): NotificationRead {
	if (!isRecord(body) || body.type !== 'notification_event') return { ok: false, reason: 'notANotification' };
	const spelling = textOf(body.topic);
	const item = isRecord(body.data) && isRecord(body.data.item) ? body.data.item : null;
	if (spelling === null || item === null) return { ok: false, reason: 'notANotification' };
	const topic = topicNamed(spelling);
	const kind = kindOfTopic(topic);
	if (kind === undefined) return { ok: false, reason: 'unknownTopic' };
	const ids = idsOf(kind, item);
	if (kind !== 'ping' && ids.contactId === undefined && ids.companyId === undefined) {
		return { ok: false, reason: 'noRecordId' };
	}
	const occurredAt = epochSeconds(body.created_at) ?? epochSeconds(body.first_sent_at) ?? 0;
	const notificationId = idOf(body.id) ?? [topic, ids.contactId ?? ids.companyId ?? 'none', occurredAt].join(':');
	const workspaceId = idOf(body.app_id) ?? '';
	const previousIds = kind === 'contact' ? mergedFrom(item) : [];
	return { ok: true, notification: { topic, notificationId, occurredAt, workspaceId, kind, ...ids, previousIds, payload: item } };
}

type RecordIds = Pick<IntercomNotification, 'contactId' | 'companyId'>;

function idsOf(kind: NotificationKind, item: Record<string, unknown>): RecordIds {
	if (kind === 'contact') return known({ contactId: idOf(nested(item, 'contact').id) });
	if (kind === 'conversation') return known({ contactId: contactOfConversation(nested(item, 'conversation')) });
	if (kind === 'ping') return {};
	// Attached and detached notifications hold both records and no type; the others are the company itself.
	const contactId = isRecord(item.contact) ? idOf(item.contact.id) : null;
	return known({ companyId: idOf(nested(item, 'company').id), contactId });
}

function known(ids: { contactId?: string | null; companyId?: string | null }): RecordIds {
	return {
		...(ids.contactId ? { contactId: ids.contactId } : {}),
		...(ids.companyId ? { companyId: ids.companyId } : {}),
	};
}

/** Tag, subscription and attachment notifications wrap the record under its name; the others are the record. */
function nested(item: Record<string, unknown>, name: string): Record<string, unknown> {
	const inner = item[name];
	return isRecord(inner) ? inner : item;
}

/** The first contact of a conversation; conversations of 2.6 and before name only their author. */
function contactOfConversation(conversation: Record<string, unknown>): string | null {
	const contacts = isRecord(conversation.contacts) ? conversation.contacts.contacts : conversation.contacts;
	const first = listOf(contacts).find(isRecord);
	if (first) return idOf(first.id);
	const author = isRecord(conversation.source) ? conversation.source.author : undefined;
	return isRecord(author) && ['user', 'lead', 'contact'].includes(String(author.type)) ? idOf(author.id) : null;
}

function mergedFrom(item: Record<string, unknown>): string[] {
	const sources = Array.isArray(item.merged_from) ? item.merged_from : [item.merged_from];
	return sources.filter(isRecord).flatMap(({ id }) => idOf(id) ?? []);
}
