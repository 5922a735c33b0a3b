import { isRecord } from '../../../lib/http/isRecord';
import type { AlertReceiver } from '../../../sandbox/alerts/receiver';
import type { Sandbox } from '../../../sandbox/sandbox';
import type { LedgerRow, LedgerTable } from '../../e2e/harness/ledgerFile';

/** What a load and its judge need of a sync, whether it runs in one process or in several. */
export interface Observed {
	sandbox: Sandbox;
	people: ReturnType<Sandbox['intercom']['people']>;
	alerts: AlertReceiver;
	rows(table: LedgerTable): Promise<LedgerRow[]>;
	/** What the workflow does every hour, now: it looks for what Intercom told nobody. */
	lookForMissed?(): Promise<void>;
}

export interface Figures {
	changes: number;
	/** Contacts of which Xero does not hold what Intercom said last. */
	lost: number;
	/** Numbers or emails that two active contacts share beyond those that did before, and fields that were written twice with one value. */
	twice: number;
	/** Of those that only a person can decide: on the review list. */
	reviewed: number;
	expectedReviews: number;
	/** Alerts that were told more than once, word for word. */
	alertsTwice: number;
	alerts: number;
	/** Alerts that a workflow stopped. */
	stops: string[];
	xeroCalls: number;
	callsPerChange: number;
	/** Most calls that Xero refused for one minute's limit. */
	overMinute: number;
	/** Calls that Xero refused because more than five were under way. */
	overConcurrency: number;
	tokenRefreshes: number;
	/** Tries of notifications that were not answered with 200, by what came instead. */
	notAnswered: Record<string, number>;
	/** Notifications that Intercom gave up; where there were any, the hourly reconciliation was started once. */
	untold: number;
	/** From the last change until all was right, s. */
	throughSeconds: number;
}

interface Seen {
	before: { journal: number; written: number; delivered: number; alerts: number };
	made: number;
	wrong: readonly string[];
	unclear: readonly string[];
	reviewed: readonly string[];
	throughMs: number;
	untold: number;
}

/** Judges by what the stand-ins hold and have seen. */
export function figuresOf({ sandbox, alerts }: Observed, { before, made, wrong, unclear, reviewed, throughMs, untold }: Seen): Figures {
	const calls = sandbox.journal.list({ vendor: 'xero', after: before.journal });
	const api = calls.filter(({ path }) => path.startsWith('/api.xro/'));
	const refused = api.filter(({ status }) => status === 429);
	const concurrent = refused.filter(({ limit }) => limit === 'concurrent').length;
	const told = alerts.received.slice(before.alerts).filter(({ refusal }) => refusal === null).flatMap(({ body }) => alertsIn(body));
	return {
		changes: made,
		lost: wrong.length,
		twice: contactsTwice(sandbox) + writtenTwice(sandbox, before.written),
		reviewed: reviewed.length,
		expectedReviews: unclear.length,
		alertsTwice: repeated(told).length,
		alerts: told.length,
		stops: told.filter((alert) => alert.startsWith('stop ')),
		xeroCalls: api.length,
		callsPerChange: Math.round((api.length / made) * 1_000) / 1_000,
		overMinute: mostInAMinute(refused.filter(({ limit }) => limit !== 'concurrent').map(({ time }) => time)),
		overConcurrency: concurrent,
		tokenRefreshes: calls.filter(({ operation, body }) => operation === 'xero.token' && isRecord(body) && body.grant_type === 'refresh_token').length,
		notAnswered: notAnswered(sandbox, before.delivered),
		untold,
		throughSeconds: Math.round(throughMs / 100) / 10,
	};
}

/** Active contacts beyond the first with a number, or beyond the first with an email among those that the sync made. */
export function contactsTwice(sandbox: Sandbox): number {
	const active = sandbox.xero.organisation().contacts.sorted().filter(({ status }) => status === 'ACTIVE');
	const synced = active.filter(({ text }) => /^[0-9a-f]{24}$/.test(text.ContactNumber ?? ''));
	const keys = synced.flatMap(({ text }) => [text.ContactNumber ?? '', (text.EmailAddress ?? '').toLowerCase()]).filter((key) => key !== '');
	return repeated(keys).length;
}

function notAnswered(sandbox: Sandbox, after: number): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { status, outcome } of sandbox.intercom.deliveries.log.slice(after)) {
		if (status === 200) continue;
		const what = outcome === 'dropped' ? 'dropped while Intercom paused' : String(status);
		counts[what] = (counts[what] ?? 0) + 1;
	}
	return counts;
}

/** Each change of a load sets a phone number once, so a second change of one to the same value was a second write. */
function writtenTwice(sandbox: Sandbox, after: number): number {
	const written = sandbox.xero.changes.slice(after).filter(({ by, field, created }) => by === 'api' && !created && field.startsWith('Phones'));
	return repeated(written.map(({ contactId, field, after: value }) => `${contactId} ${field} ${value}`)).length;
}

function alertsIn(body: unknown): string[] {
	const { alerts = [] } = body as { alerts?: Array<{ key: string; title: string; message: string }> };
	return alerts.map(({ key, title, message }) => `${key} ${title} ${message}`);
}

function repeated(keys: readonly string[]): string[] {
	return keys.filter((key, index) => keys.indexOf(key) !== index);
}

function mostInAMinute(times: readonly number[]): number {
	return Math.max(0, ...times.map((start) => times.filter((time) => time >= start && time < start + 60_000).length));
}
