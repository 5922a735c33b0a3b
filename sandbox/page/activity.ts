import type { DeliveryLogEntry } from '../intercom/delivery';
import type { JournalEntry } from '../kernel/journal';
import type { Sandbox } from '../sandbox';
import type { WebhookLogEntry } from '../xero/webhookRules';
import { aboutWhom, type Whom } from './aboutWhom';

const ACTIVITY_SHOWN = 150;

/** A request to a vendor, or a notification of one. */
interface ActivityRow {
	key: string;
	kind: 'intercom' | 'xero' | 'notification';
	/** Sandbox time, epoch ms. */
	at: number;
	whom: Whom;
	what: string;
	/** HTTP status; null: no answer yet, or none for ever. Words where none came. */
	status: number | string | null;
	ms: number | null;
	note: string;
}

/** Requests and notifications in one list, newest first. */
export function activity(sandbox: Sandbox): ActivityRow[] {
	const newest = <Entry, Row>(log: readonly Entry[], row: (entry: Entry, index: number) => Row) => log.slice(-ACTIVITY_SHOWN).map(row);
	const rows = [
		...newest(sandbox.journal.list(), (entry) => requestRow(entry, sandbox)),
		...newest(sandbox.intercom.deliveries.log, (entry, index) => deliveryRow(entry, index, sandbox)),
		...newest(sandbox.xero.webhooks.log, (entry, index) => webhookRow(entry, index, sandbox)),
	];
	return rows.sort((a, b) => b.at - a.at).slice(0, ACTIVITY_SHOWN);
}

function requestRow(entry: JournalEntry, sandbox: Sandbox): ActivityRow {
	const { id, vendor, time, method, path, query, body, status, durationMs, fault } = entry;
	return {
		key: `r${id}`,
		kind: vendor,
		at: time,
		whom: aboutWhom(sandbox, entry, () => `${path} ${JSON.stringify([query, body])}`),
		what: `${method} ${path}`,
		status,
		ms: durationMs,
		note: fault === undefined ? '' : 'broken on purpose',
	};
}

function deliveryRow(entry: DeliveryLogEntry, index: number, sandbox: Sandbox): ActivityRow {
	const { notificationId, attempt, sentAt, topic, status, ms, outcome, body } = entry;
	return {
		key: `d${notificationId ?? index}-${attempt}-${sentAt}`,
		kind: 'notification',
		at: sentAt,
		whom: aboutWhom(sandbox, entry, () => body),
		what: topic,
		status,
		ms,
		note: outcome === 'delivered' ? (attempt > 1 ? 'second attempt' : '') : outcome,
	};
}

function webhookRow(entry: WebhookLogEntry, index: number, sandbox: Sandbox): ActivityRow {
	const { events, attempt, sentAt, status, ms, objection, body } = entry;
	const [first] = events;
	return {
		key: `w${first?.sequence ?? index}-${attempt}-${sentAt}`,
		kind: 'notification',
		at: sentAt,
		whom: aboutWhom(sandbox, entry, () => body),
		what: events.length === 1 ? `CONTACT ${first?.news.eventType ?? ''}` : `${events.length} CONTACT events`,
		status,
		ms,
		note: objection ?? (attempt > 1 ? `attempt ${attempt}` : ''),
	};
}
