import type { BothWays } from './bothWays';

/** The choices of the settings below. */
export const BILL_TO = ['person', 'company'] as const;
export const WHEN_DELETED = ['leave', 'tell', 'note', 'archive'] as const;
export const ALERT_CHANNELS = ['slack', 'teams', 'discord', 'json'] as const;
export const ALERT_NODES = ['slack', 'email', 'other'] as const;

/** What a person chose in the panel of the trigger. Comes into decisions as an argument. */
export interface LedgerSettings {
	/** Whom Xero bills: each contact, or its company with the contacts under it. */
	billTo: (typeof BILL_TO)[number];
	/** What becomes of a Xero contact whose Intercom contact left. Where companies are billed, nothing is noted or archived. */
	whenDeleted: (typeof WHEN_DELETED)[number];
	/** Records in one execution. */
	batchSize: number;
	/** How long an execution may take until what it took is due again, ms. */
	leaseMs: number;
	/** Xero calls of a day that bulk work leaves to live changes. */
	reserve: number;
	/** Whether the audit log keeps values before and after, not only the names of fields. */
	auditValues: boolean;
	auditKeepDays: number;
	auditKeepRows: number;
	/** Where the days of the report begin and end: an IANA name, such as `Australia/Sydney`; the time zone of the workflow. */
	timeZone: string;
	/** How changes in Xero reach Intercom; null: they do not. */
	bothWays: BothWays | null;
	/** Whether what only Xero knows of a contact (what it owes, its currency, its status) goes to Intercom by night; only with both ways. */
	whatXeroKnows: boolean;
}

/** What an alert is posted to; each takes a body of its own. */
export type AlertChannel = (typeof ALERT_CHANNELS)[number];

/**
 * The settings as they were published, with where alerts go. The ledger keeps them, because notifications, Settle and the
 * sweep may run in another process or workflow than the trigger.
 */
export interface PublishedSettings extends LedgerSettings {
	alertChannel: AlertChannel;
	/** Whoever knows the address can post: it stands in no log. '' where none is set. */
	alertAddress: string;
	/** Without an address: the nodes of the workflow that tell a person, each told until it took the alert; []: one node, or a row of them. */
	alertNodes: readonly (typeof ALERT_NODES)[number][];
}

/** As shipped. A batch of fifty is one read and one write in Xero; fifty records have taken a minute at most. */
export const DEFAULT_SETTINGS: LedgerSettings = {
	billTo: 'person', whenDeleted: 'leave', batchSize: 50, leaseMs: 15 * 60_000, reserve: 100, auditValues: false, auditKeepDays: 90, auditKeepRows: 20_000, timeZone: 'UTC',
	bothWays: null, whatXeroKnows: false,
};

/** Until a trigger is published. */
export const DEFAULT_PUBLISHED: PublishedSettings = { ...DEFAULT_SETTINGS, alertChannel: 'json', alertAddress: '', alertNodes: [] };
