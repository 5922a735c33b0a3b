import { mapValues } from 'es-toolkit';
import { CREATED_IN_INTERCOM, DEFAULT_BOTH_WAYS, FLOWING_FIELDS, WHEN_ARCHIVED_IN_XERO, WHEN_BOTH_CHANGED, type BothWays, type Creation } from '../bothWays';
import { textOf } from '../../http/textOf';
import { ALERT_CHANNELS, ALERT_NODES, BILL_TO, DEFAULT_SETTINGS, WHEN_DELETED, type PublishedSettings } from '../settings';
import { isTimeZone } from '../decisions/calendar';
import type { Wanted } from './rhythm';

/** What the panel of the trigger holds, and the time zone of its workflow, before anybody looked at it; an option that was not added is undefined. */
export interface PanelValues {
	triggerOn: unknown;
	billTo: unknown;
	whenDeleted: unknown;
	alertChannel: unknown;
	alertAddress: unknown;
	/** Counts only without an address. */
	alertNodes?: unknown;
	batchSize: unknown;
	reserve: unknown;
	auditValues: unknown;
	auditKeepDays: unknown;
	auditKeepRows: unknown;
	leaseMinutes: unknown;
	/** The switch; what follows counts only where it is on. */
	bothWays?: unknown;
	backFields?: unknown;
	/** What was chosen for each field; absent where it was not shown. */
	whenBothChanged?: Readonly<Partial<Record<BothWays['fields'][number], unknown>>>;
	whenArchivedInXero?: unknown;
	whatXeroKnows?: unknown;
	createInIntercom?: unknown;
	/** ContactGroupIDs. */
	createGroups?: unknown;
	/** Of the workflow, as n8n says it. */
	timeZone: unknown;
}

export type PanelSettings = { ok: true; settings: PublishedSettings; wanted: Wanted } | { ok: false; message: string };

const MINUTE_MS = 60_000;

/** Most records in one execution: it holds each with its profile in memory. */
const MOST_IN_A_BATCH = 500;
const DAY_MINUTES = 1_440;
/** What Xero allows an organisation, see lib/xero/limits.ts. */
const CALLS_OF_A_DAY = 5_000;

/** Notes a fault of the panel, in words for the person who publishes; what it hands back is never used. */
type Say = <Value>(message: string, instead: Value) => Value;

/** Reads the settings of the sync as they stand in the panel; the first that cannot be is said in words. Pure. */
export function panelSettings(values: PanelValues): PanelSettings {
	const wrong: string[] = [];
	const say: Say = (message, instead) => {
		wrong.push(message);
		return instead;
	};
	const settings = settingsOf(values, say);
	const wanted = wantedOf(values.triggerOn, say);
	return wrong[0] === undefined ? { ok: true, settings, wanted: settings.bothWays === null || !wanted.work ? wanted : { ...wanted, changedInXero: true } } : { ok: false, message: wrong[0] };
}

function settingsOf(values: PanelValues, say: Say): PublishedSettings {
	const billTo = oneOf('Bill To', BILL_TO, values.billTo, say);
	const whenDeleted = oneOf('When Deleted', WHEN_DELETED, values.whenDeleted, say);
	if (billTo === 'company' && (whenDeleted === 'note' || whenDeleted === 'archive')) {
		say('Where companies are billed, a contact that left Intercom is none of the contacts in Xero, so nothing can be noted on it or archived. Choose Leave in Xero or Tell a Person under When Deleted.', whenDeleted);
	}
	const { batchSize, reserve, leaseMinutes = DEFAULT_SETTINGS.leaseMs / MINUTE_MS, auditKeepDays = DEFAULT_SETTINGS.auditKeepDays, auditKeepRows = DEFAULT_SETTINGS.auditKeepRows } = values;
	return {
		billTo, whenDeleted,
		batchSize: whole({ label: 'Batch Size', value: batchSize, least: 1, most: MOST_IN_A_BATCH }, say),
		reserve: whole({ label: 'Reserve for Live Changes', value: reserve, least: 0, most: CALLS_OF_A_DAY }, say),
		leaseMs: whole({ label: 'Lease (Minutes)', value: leaseMinutes, least: 1, most: DAY_MINUTES }, say) * MINUTE_MS,
		auditValues: values.auditValues === true,
		auditKeepDays: whole({ label: 'Keep Audit Log (Days)', value: auditKeepDays, least: 1, most: 3_650 }, say),
		auditKeepRows: whole({ label: 'Keep Audit Lines', value: auditKeepRows, least: 1, most: 10_000_000 }, say),
		timeZone: isTimeZone(values.timeZone) ? values.timeZone : DEFAULT_SETTINGS.timeZone,
		bothWays: values.bothWays === true ? bothWaysOf(values, say) : null,
		whatXeroKnows: values.bothWays === true && values.whatXeroKnows === true,
		alertChannel: oneOf('Alert Channel', ALERT_CHANNELS, values.alertChannel, say),
		alertAddress: addressOf(values.alertAddress, say),
		alertNodes: listOf(values.alertNodes).map((node) => oneOf('Nodes That Tell', ALERT_NODES, node, say)),
	};
}

function bothWaysOf({ backFields, whenBothChanged = {}, whenArchivedInXero, billTo, createInIntercom, createGroups }: PanelValues, say: Say): BothWays {
	const chosen = listOf(backFields);
	const fields = FLOWING_FIELDS.filter((field) => chosen.includes(field));
	if (fields.length === 0 || fields.length < chosen.length) say('Both Ways is on, and Fields That Flow Back has no field, or one that cannot flow. Choose Name, Phone, Email or several of them, or switch Both Ways off.', fields);
	const when = mapValues(DEFAULT_BOTH_WAYS.whenBothChanged, (shipped, field) => oneOf('When Both Sides Changed', WHEN_BOTH_CHANGED, whenBothChanged[field] ?? shipped, say));
	const creation = creationOf(oneOf('Create in Intercom', CREATED_IN_INTERCOM, createInIntercom ?? 'nobody', say), createGroups, say);
	if (creation !== null && billTo === 'company') say('Where companies are billed, the contacts in Xero are companies, and no user is created in Intercom from one. Choose Nobody under Create in Intercom, or Person under Bill To.', creation);
	return { fields, whenBothChanged: when, whenArchived: oneOf('When Archived in Xero', WHEN_ARCHIVED_IN_XERO, whenArchivedInXero ?? DEFAULT_BOTH_WAYS.whenArchived, say), ...(creation !== null && { creation }) };
}

function creationOf(chosen: (typeof CREATED_IN_INTERCOM)[number], groups: unknown, say: Say): Creation | null {
	if (chosen === 'nobody') return null;
	if (chosen === 'customers') return { of: 'customers' };
	const groupIds = listOf(groups).filter((id): id is string => typeof id === 'string' && id !== '');
	return groupIds.length > 0 ? { of: 'groups', groupIds } : say('Contacts of chosen groups are to become users in Intercom, and no group is chosen. Choose one under Contact Groups, or Nobody under Create in Intercom.', null);
}

/** Due and Gone are claimed together, by order of time: a batch whose removals nobody takes would never be settled. */
function wantedOf(triggerOn: unknown, say: Say): Wanted {
	const chosen = listOf(triggerOn);
	const wanted = { work: chosen.includes('due'), alerts: chosen.includes('alerts') };
	if (wanted.work !== chosen.includes('gone')) return say('Due and Gone belong together: a record that left Intercom would otherwise hold up the others. Choose both under Trigger On, or Alerts alone.', wanted);
	return wanted.work || wanted.alerts ? wanted : say('Nothing is chosen under Trigger On. Choose Due and Gone, Alerts, or all three.', wanted);
}

function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

function oneOf<Value extends string>(label: string, allowed: readonly [Value, ...Value[]], value: unknown, say: Say): Value {
	return allowed.find((one) => one === value) ?? say(`"${String(value)}" is no choice of ${label}. It can be ${allowed.join(', ')}.`, allowed[0]);
}

function whole({ label, value, least, most }: { label: string; value: unknown; least: number; most: number }, say: Say): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most) return number;
	return say(`${label} must be a whole number from ${least} to ${most}, and is "${String(value)}".`, least);
}

/** The address itself is not said: whoever reads it could post to it. */
function addressOf(value: unknown, say: Say): string {
	const address = textOf(value);
	if (address === '' || (/^https?:\/\/[^\s/]+/i.test(address) && URL.canParse(address))) return address;
	return say('Alert Address is no address that can be posted to. Paste the whole address of the webhook, beginning with https://, or leave it empty and connect a node of your own to Alerts.', '');
}
