import { omit } from 'es-toolkit';
import type { CarriedLedger } from '../events/carried';
import type { ClaimedRecord } from '../events/claimed';
import { alertMessage, type AlertMessage } from '../messages/alertMessage';
import { BY_NODE } from '../messages/alertWays';
import { forChannel, type ChannelBody } from '../messages/channelBody';
import type { AlertRow } from '../rows/alert';
import type { Binding } from '../rows/facts';
import { subjectWords } from '../rows/subject';
import type { LedgerSettings, PublishedSettings } from '../settings';

/** Which ledger items come from, and what the nodes behind the trigger need of its settings. */
export interface Origin extends Pick<LedgerSettings, 'billTo'>, Partial<Pick<LedgerSettings, 'bothWays'>>, Pick<Binding, 'organisationId' | 'workspaceId'> {
	/** Name of the ledger. */
	name: string;
}

interface RecordItem {
	contactId?: string;
	companyId?: string;
	kind: ClaimedRecord['subject']['kind'];
	topic: string;
	ledger: CarriedLedger;
}

/** A record to be read and synced; see docs/contracts.md. */
export interface DueItem extends RecordItem {
	why: ClaimedRecord['why'];
	/** Epoch seconds of Intercom; 0 where nobody said. */
	occurredAt: number;
	attempts: number;
}

/** A record that left Intercom, for the deletion policy. */
export interface GoneItem extends RecordItem {
	reason: NonNullable<ClaimedRecord['goneReason']>;
	policy: NonNullable<ClaimedRecord['policy']>;
	message: string;
}

/** A record whose contact in Xero changed, to be read there and brought to Intercom; or one that Intercom is to be told the balance of; without an id of Intercom, a contact of Xero that nobody is bound to. */
export interface ChangedInXeroItem extends Omit<RecordItem, 'topic'> {
	xeroContactId: string;
	why: ClaimedRecord['why'];
	attempts: number;
}

/** What is to be told, as one message with the body for its channel. */
export interface AlertItem extends AlertMessage {
	channel: PublishedSettings['alertChannel'];
	address: string;
	body: ChannelBody;
	/** By which way it is to be told: `address`, one of the nodes that were chosen, or `node`. */
	by: string;
	ledger: { name: string; alertToken: string };
}

/** A batch as the trigger emits it. Pure. */
export function batchItems(claimed: readonly ClaimedRecord[], origin: Origin): { due: DueItem[]; gone: GoneItem[]; changedInXero?: ChangedInXeroItem[] } {
	const changedInXero = claimed.filter(({ output }) => output === 'changedInXero').map((record) => changedInXeroItem(record, origin));
	return {
		due: claimed.filter(({ output }) => output === 'due').map((record) => dueItem(record, origin)),
		gone: claimed.filter(({ output }) => output === 'gone').map((record) => goneItem(record, origin)),
		...(changedInXero.length > 0 && { changedInXero }),
	};
}

function dueItem(record: ClaimedRecord, origin: Origin): DueItem {
	const { why, occurredAtSeconds, attempts } = record;
	return { ...recordItem(record, origin), why, occurredAt: occurredAtSeconds, attempts };
}

function changedInXeroItem(record: ClaimedRecord, origin: Origin): ChangedInXeroItem {
	const { xeroContactId = '', why, attempts } = record;
	return { xeroContactId, ...omit(recordItem(record, origin), ['topic']), why, attempts };
}

const LEFT: Readonly<Record<GoneItem['reason'], string>> = { archived: 'was archived in Intercom', deleted: 'was deleted in Intercom', vanished: 'is no longer in Intercom' };

function goneItem(record: ClaimedRecord, origin: Origin): GoneItem {
	const reason = record.goneReason ?? 'vanished';
	return { ...recordItem(record, origin), reason, policy: record.policy ?? 'leave', message: `${subjectWords(record.subject)} ${LEFT[reason]}.` };
}

function recordItem(record: ClaimedRecord, origin: Origin): RecordItem {
	const { subject: { kind, id }, topic, output } = record;
	return { ...(kind === 'contact' && { contactId: id }), ...(kind === 'company' && { companyId: id }), kind, topic, ledger: carriedFor(record, origin, `trigger.${output}`) };
}

/** What an item carries of the record that the ledger handed out. Pure. */
export function carriedFor(record: ClaimedRecord, { name, billTo, organisationId, workspaceId, bothWays = null }: Origin, left: CarriedLedger['left']): CarriedLedger {
	const { subject: { kind, id }, topic, token, leaseUntil, why, attempts, uncertain, findArchived, approved, jobId, lastSync, decision, policy, goneReason, compare, xeroChangedAt, hasLeft, balance, bothChangedDecision } = record;
	return { name, kind, id, token, leaseUntil, why, topic, attempts, uncertain, findArchived, approved, jobId, lastSync, decision, policy, goneReason, billTo, organisationId, workspaceId, left, ...(compare && { compare }), ...(bothWays !== null && { bothWays }), ...(xeroChangedAt !== undefined && { xeroChangedAt }), ...(hasLeft && { hasLeft }), ...(balance !== undefined && { balance }), ...(bothChangedDecision !== undefined && { bothChangedDecision }) };
}

/** Alerts of one claim as one item. Pure. */
export function alertItem(alerts: readonly AlertRow[], alertToken: string, name: string, settings: PublishedSettings, workflow: string, now: number): AlertItem {
	const message = alertMessage(alerts.map(({ key, text }) => ({ key, ...text })));
	return { ...message, ...forChannel(settings, message, { workflow, at: now }), by: alerts[0]?.telling?.left[0] ?? BY_NODE, ledger: { name, alertToken } };
}
