import type { Failure } from '../../http/failure';
import type { ContactView } from '../../xero/directory/contactDirectory';
import { seniorTo } from '../identity/duplicates';
import { identify } from '../identity/identify';
import { identifyAhead } from '../identity/identifyAhead';
import type { Bound, Identity, IdentifyOptions } from '../identity/identity';
import { planCreate, planUpdate, type Plan, type PlanOptions } from '../plan/plan';
import { foldName } from '../record/contactName';
import type { Outcome } from '../record/outcome';
import { failed, review, synced, updatedAtOf } from '../record/outcomes';
import { mustReadAgain, readAgain } from '../record/readAgain';
import type { MappedRecord } from '../record/record';
import { sourceOrder } from '../record/sourceOrder';
import type { ConflictPolicy } from './conflict';
import { duplicate, isBoundByOwnKey, question } from './questions';
import { isRefusedForGood, withoutRefused, type LeftOut } from './refusedFields';
import { settleUpdate } from './settleUpdate';
import { whatToTell } from './tell';
import { emailMoves, refusedForGood } from './unwritten';

export interface DecideOptions extends IdentifyOptions, PlanOptions {
	/** Who wins a field that was changed in Xero since the last sync. */
	conflict: ConflictPolicy;
	/** What will become of a record, not what it waits for. */
	foresees?: boolean;
}

/** One record on its way through a run. */
export interface Pending {
	record: MappedRecord;
	/** Writes sent so far whose answer was lost, and the last of them. */
	lost: number;
	/** How many of them Xero broke on, see isInternalError. */
	broken: number;
	lostPlan?: WritePlan;
	/** What Xero refused last time, to tell "decided anew" from "refused again". */
	refused?: { body: string; messages: string[] };
	/** Optional fields that Xero refused. */
	leftOut?: LeftOut;
	/** Name sent in the last write. */
	sentName?: string;
	/** Whether it set the ContactNumber. */
	sentNumber?: boolean;
	/** The ContactID that another execution was writing when this one wanted to. */
	busyWith?: string;
	/** Set once Xero itself is to be asked why it refuses, see Wanted. */
	doubt?: { contactId?: string };
	/** Writes sent so far, whatever became of them. */
	sent: number;
	requestIds: string[];
}

/** What the run knows besides the contacts read: who goes first, and what is already spoken for. */
export interface Claims {
	/** Email (lower case) to the Intercom id that comes first among those sharing it. */
	seniors: ReadonlyMap<string, string>;
	/** ContactIDs another record of this run is bound to. */
	contacts: Map<string, string>;
	/** Names this run is about to write, folded. */
	names: Set<string>;
}

export type Decision =
	| { kind: 'settled'; outcome: Outcome }
	| { kind: 'write'; plan: WritePlan }
	/** Xero refused this very write, and nothing that was read says why: ask Xero itself first. */
	| { kind: 'ask'; contactId?: string };

export type WritePlan = Extract<Plan, { kind: 'create' | 'update' }>;

/** Decides one record: settled without a write, or a write. Takes its name and contact out of `claims`. */
export function decide(pending: Pending, view: ContactView, claims: Claims, options: DecideOptions): Decision {
	const { record } = pending;
	pending.leftOut ??= {};
	const identity = options.foresees ? identifyAhead(record, view, options) : identify(record, view, options);
	const rival = rivalOf(record, identity, claims);
	if (rival !== undefined) return settle(duplicate(pending, identity, rival));
	if (identity.kind === 'review') return settle(question(pending, identity, view, options.heldBy));
	if (identity.kind === 'wait') return settle(emailMoves(record, identity.contact, pending.requestIds));
	const isTaken = (name: string, exceptContactId?: string) =>
		claims.names.has(foldName(name)) || view.byName(name).some((holder) => holder.ContactID !== exceptContactId);
	if (identity.kind === 'create') {
		return carry(pending, planCreate(record, identity.notes, options, isTaken, view), options, claims);
	}
	claims.contacts.set(identity.contact.ContactID, record.intercomId);
	const bound = { ...pending, record: withItsLastSync(record, identity.contact.ContactID) };
	return withTell(carry(bound, planUpdate(bound.record, identity, view, isTaken, options), options, claims), bound.record, identity, view);
}

/** Adds what a person should hear of. */
function withTell(decision: Decision, record: MappedRecord, identity: Bound, view: ContactView): Decision {
	if (decision.kind === 'write') {
		const { plan } = decision;
		const tell = whatToTell(record, identity, plan.changes, view);
		return tell.length > 0 && plan.kind === 'update' ? { kind: 'write', plan: { ...plan, tell } } : decision;
	}
	if (decision.kind === 'ask') return decision;
	const { outcome } = decision;
	const tell = whatToTell(record, identity, [], view);
	return tell.length > 0 && outcome.outcome === 'unchanged' ? settle({ ...outcome, tell }) : decision;
}

/** What was synced last to another contact (the person changed company) says nothing about this one. */
function withItsLastSync(record: MappedRecord, contactId: string): MappedRecord {
	const { lastSync, ...others } = record;
	return lastSync?.xeroContactId === undefined || lastSync.xeroContactId === contactId ? record : others;
}

/**
 * The Intercom record that goes before this one: same email and senior, or already bound to the same contact.
 */
function rivalOf(record: MappedRecord, identity: Identity, claims: Claims): string | undefined {
	if (identity.kind === 'review') return undefined;
	const senior = isBoundByOwnKey(identity) || record.decision ? undefined : seniorTo(record, claims.seniors);
	if (senior !== undefined) return senior;
	const holder = identity.kind === 'bind' ? claims.contacts.get(identity.contact.ContactID) : undefined;
	return holder === record.intercomId ? undefined : holder;
}

function carry(pending: Pending, plan: Plan, options: DecideOptions, claims: Claims): Decision {
	const { record } = pending;
	if (plan.kind === 'nameTaken') return settle(nameTaken(pending, plan, options));
	if (plan.kind === 'create') return toWrite(pending, plan, options, claims);
	const order = orderToLastSync(record);
	const isOld = order === 'older' || order === 'unclear';
	if (isOld && plan.kind === 'unchanged') return settle(unchanged(pending, plan, options));
	if (order === 'older') return settle(unchanged(pending, { ...plan, kind: 'unchanged', reason: 'olderThanLastWritten' }, options));
	if (order === 'unclear' && mustReadAgain(record, options)) return settle(readAgain(record, pending.requestIds));
	const settled = settleUpdate(plan, record, options.conflict);
	if (settled.kind === 'asked') return settle(review(record, settled.because, [plan.contact], { ...settled.facts, requestIds: pending.requestIds }));
	return settled.kind === 'unchanged' ? settle(unchanged(pending, settled, options)) : toWrite(pending, settled, options, claims);
}

/** How the record stands to what its last sync wrote, in this execution, another one or an earlier run. */
function orderToLastSync(record: MappedRecord): ReturnType<typeof sourceOrder> {
	const { lastSync, staff } = record;
	if (lastSync === undefined) return 'newer';
	const { fingerprint, sourceUpdatedAt, staffUpdatedAt, xeroUpdatedAt } = lastSync;
	return sourceOrder(record, { fingerprint, sourceUpdatedAt, at: xeroUpdatedAt, ...(staff && { staff: { ...staff, updatedAt: staffUpdatedAt } }) });
}

/** A write that Xero refused is sent again only as another one: first Xero itself is asked why, then what it may be about is left out. */
function toWrite(pending: Pending, planned: WritePlan, options: DecideOptions, claims: Claims): Decision {
	const { refused, doubt, leftOut = {} } = pending;
	const allowed = withoutRefused(planned, leftOut);
	if (allowed.kind !== 'unchanged' && refused?.body === JSON.stringify(allowed.body)) {
		if (!doubt) return { kind: 'ask', contactId: allowed.body.ContactID };
		if (isRefusedForGood(allowed.body, refused, leftOut)) return settle(refusedForGood(pending.record, refused.messages, pending.requestIds));
	}
	const plan = withoutRefused(planned, leftOut);
	if (plan.kind === 'unchanged') return settle(unchanged(pending, plan, options));
	if (plan.body.Name !== undefined) claims.names.add(foldName(plan.body.Name));
	return { kind: 'write', plan };
}

/** Nothing left to write; after a lost answer that means the lost write did arrive. */
function unchanged(pending: Pending, plan: Extract<Plan, { kind: 'unchanged' }>, options: DecideOptions): Outcome {
	const { lostPlan } = pending;
	const arrived = plan.reason === 'nothingChanged' ? lostPlan : undefined;
	return synced(pending.record, {
		outcome: arrived === undefined ? 'unchanged' : arrived.kind === 'create' ? 'created' : 'updated',
		reason: arrived === undefined ? plan.reason : 'writtenAnswerLost',
		organisationId: options.organisationId,
		xeroContactId: plan.contact.ContactID,
		xeroUpdatedAt: updatedAtOf(plan.contact),
		contact: plan.contact,
		changes: arrived?.changes,
		requestIds: pending.requestIds,
		notes: plan.notes,
		...(plan.kept && { kept: plan.kept }),
	});
}

function nameTaken(pending: Pending, plan: Extract<Plan, { kind: 'nameTaken' }>, options: DecideOptions): Outcome {
	if (options.nameTaken !== 'fail') {
		const cause = options.nameTaken === 'suffix' ? ('nameAndSuffixesTaken' as const) : ('nameTaken' as const);
		return review(pending.record, 'nameTaken', plan.holders, { cause, notes: plan.notes, requestIds: pending.requestIds });
	}
	const failure: Failure = {
		class: 'conflict',
		reason: 'xeroNameTaken',
		message: `Another active Xero contact is already called "${plan.name}"`,
		nextStep: 'Change one of the names, or let the node add a suffix (option "When the Name Is Taken").',
		retryable: false,
		field: 'Name',
	};
	return failed(pending.record.intercomId, failure, 1, pending.requestIds);
}

function settle(outcome: Outcome): Decision {
	return { kind: 'settled', outcome };
}
