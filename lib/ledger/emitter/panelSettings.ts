import type { AlertChannel, LedgerSettings, PublishedSettings } from '../settings';
import type { Wanted } from './rhythm';

/** What the panel of the trigger holds, before anybody looked at it. */
export interface PanelValues {
	triggerOn: unknown;
	billTo: unknown;
	whenDeleted: unknown;
	alertChannel: unknown;
	alertAddress: unknown;
	batchSize: unknown;
	reserve: unknown;
	auditValues: unknown;
	auditKeepDays: unknown;
	auditKeepRows: unknown;
	leaseMinutes: unknown;
}

export type PanelSettings = { ok: true; settings: PublishedSettings; wanted: Wanted } | { ok: false; message: string };

const BILL_TO: ReadonlyArray<LedgerSettings['billTo']> = ['person', 'company'];
const WHEN_DELETED: ReadonlyArray<LedgerSettings['whenDeleted']> = ['leave', 'tell', 'note', 'archive'];
const CHANNELS: readonly AlertChannel[] = ['slack', 'teams', 'discord', 'json'];
const MINUTE_MS = 60_000;

/** Most records in one execution: it holds each with its profile in memory. */
const MOST_IN_A_BATCH = 500;
const DAY_MINUTES = 1_440;

/** A fault in the panel, in words for the person who publishes. */
class Wrong extends Error {}

/** Reads the settings of the sync as they stand in the panel; the first that cannot be is said in words. Pure. */
export function panelSettings(values: PanelValues): PanelSettings {
	try {
		return { ok: true, settings: settingsOf(values), wanted: wantedOf(values.triggerOn) };
	} catch (error) {
		if (error instanceof Wrong) return { ok: false, message: error.message };
		throw error;
	}
}

function settingsOf(values: PanelValues): PublishedSettings {
	const billTo = oneOf('Bill To', BILL_TO, values.billTo);
	const whenDeleted = oneOf('When Deleted', WHEN_DELETED, values.whenDeleted);
	if (billTo === 'company' && (whenDeleted === 'note' || whenDeleted === 'archive')) {
		throw new Wrong('Where companies are billed, a contact that left Intercom is none of the contacts in Xero, so nothing can be noted on it or archived. Choose Leave in Xero or Tell a Person under When Deleted.');
	}
	return {
		billTo, whenDeleted,
		batchSize: whole('Batch Size', values.batchSize, 1, MOST_IN_A_BATCH),
		reserve: whole('Reserve for Live Changes', values.reserve, 0, 5_000),
		leaseMs: whole('Lease', values.leaseMinutes, 1, DAY_MINUTES, 'minutes') * MINUTE_MS,
		auditValues: values.auditValues === true,
		auditKeepDays: whole('Keep Audit Log', values.auditKeepDays, 1, 3_650, 'days'),
		auditKeepRows: whole('Keep Audit Lines', values.auditKeepRows, 1, 10_000_000),
		alertChannel: oneOf('Alert Channel', CHANNELS, values.alertChannel),
		alertAddress: addressOf(values.alertAddress),
	};
}

/** Due and Gone are claimed together, by order of time: a batch whose removals nobody takes would never be settled. */
function wantedOf(triggerOn: unknown): Wanted {
	const chosen: unknown[] = Array.isArray(triggerOn) ? triggerOn : [];
	const [due, gone, alerts] = ['due', 'gone', 'alerts'].map((name) => chosen.includes(name));
	if (due !== gone) throw new Wrong('Due and Gone belong together: a record that left Intercom would otherwise hold up the others. Choose both under Trigger On, or Alerts alone.');
	if (!due && !alerts) throw new Wrong('Nothing is chosen under Trigger On. Choose Due and Gone, Alerts, or all three.');
	return { work: due === true, alerts: alerts === true };
}

function oneOf<Value extends string>(label: string, allowed: readonly Value[], value: unknown): Value {
	const found = allowed.find((one) => one === value);
	if (found === undefined) throw new Wrong(`"${String(value)}" is no choice of ${label}. It can be ${allowed.join(', ')}.`);
	return found;
}

function whole(label: string, value: unknown, least: number, most: number, unit = ''): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most) return number;
	throw new Wrong(`${label} must be a whole number from ${least} to ${most}${unit && ` ${unit}`}, and is "${String(value)}".`);
}

/** The address itself is not said: whoever reads it could post to it. */
function addressOf(value: unknown): string {
	const address = typeof value === 'string' ? value.trim() : '';
	if (address === '' || (/^https?:\/\/[^\s/]+/i.test(address) && URL.canParse(address))) return address;
	throw new Wrong('Alert Address is no address that can be posted to. Paste the whole address of the webhook, beginning with https://, or leave it empty and connect a node of your own to Alerts.');
}
