import { pool } from '../http/pool';
import type { Clock } from '../http/transport';
import type { Failure } from '../http/failure';
import { findContacts, type Finder } from '../xero/findContacts';
import type { ContactDirectory } from '../xero/contactDirectory';
import type { DirectoryShelf } from '../xero/directoryShelf';
import type { XeroClient } from '../xero/endpoints';
import { MAX_CALLS_IN_FLIGHT } from '../xero/limits';
import { foldName } from './contactName';
import { decide, type Claims, type Decision, type DecideOptions, type Pending } from './decide';
import { collapseSameRecord, compareSeniority } from './duplicates';
import type { KeyedLock } from './keyedLock';
import { whyNotAgain, type SyncMemory } from './memory';
import { neededKeys } from './neededKeys';
import type { Outcome } from './outcome';
import { failed, synced, updatedAtOf } from './outcomes';
import type { MappedRecord } from './record';
import {
	intoBatches,
	lookUpDelayMs,
	sendCreates,
	sendUpdates,
	type CreatePlan,
	type UpdatePlan,
	type Write,
	type WriteAnswer,
} from './writeBatch';

export interface UpsertOptions extends DecideOptions {
	/** Contacts in one write, 1 to 50. */
	batchSize: number;
	/** Compare with Xero even where nothing changed in Intercom. */
	compareAlways: boolean;
	/** Read and plan, write nothing. */
	preview: boolean;
}

export interface UpsertDeps {
	client: XeroClient;
	clock: Clock;
	shelf: DirectoryShelf;
	memory: SyncMemory;
	locks: KeyedLock;
}

/** Records planned together; more would hold their locks for longer than a live change should wait. */
const WINDOW = 1_000;

/** Decide, write, and decide again for those that were refused or lost; what is left then is a failure. */
const MAX_ROUNDS = 6;

/** What was read of Xero is asked for again after this long. */
const FRESH_MS = 60_000;

/** One run over all input records. */
interface Run {
	deps: UpsertDeps;
	options: UpsertOptions;
	directory: ContactDirectory;
	seniors: Map<string, string>;
	outcomes: Map<string, Outcome>;
	checkedAt: number;
	/** A failure that every later call would meet too: nothing more is sent. */
	stopped?: { failure: Failure; attempts: number };
}

/**
 * Creates or updates one Xero contact for each record.
 * @returns one outcome for each record, in their order; records with one Intercom id share theirs
 */
export async function upsertContacts(
	records: readonly MappedRecord[],
	deps: UpsertDeps,
	options: UpsertOptions,
): Promise<Outcome[]> {
	const written = collapseSameRecord(records);
	const unique = [...new Set(written)].map((position) => records[position]!).sort(compareSeniority);
	const shelfKey = `${deps.client.baseUrl} ${options.organisationId}`;
	const directory = deps.shelf.take(shelfKey);
	const run: Run = { deps, options, directory, seniors: seniorsOf(unique), outcomes: new Map(), checkedAt: 0 };
	for (let start = 0; start < unique.length; start += WINDOW) {
		const window = unique.slice(start, start + WINDOW);
		await deps.locks.run(lockKeys(window, options.organisationId), async () => await runWindow(run, window));
	}
	deps.shelf.keep(shelfKey, directory);
	return records.map((record) => outcomeOf(run, record));
}

/** The postcondition of the whole upsert: nothing leaves without an outcome. */
function outcomeOf(run: Run, record: MappedRecord): Outcome {
	const outcome = run.outcomes.get(record.intercomId);
	if (outcome) return outcome;
	return failed(record.intercomId, { ...NO_OUTCOME, message: `${NO_OUTCOME.message} ${record.intercomId}` }, 0);
}

const NO_OUTCOME: Failure = {
	class: 'defect',
	reason: 'noOutcome',
	message: 'The sync lost track of Intercom record',
	nextStep: 'Please report this; the record can be sent again.',
	retryable: true,
};

/** For each email the record that goes first; `unique` is in order of seniority. */
function seniorsOf(unique: readonly MappedRecord[]): Map<string, string> {
	const seniors = new Map<string, string>();
	for (const record of unique) {
		const email = record.match.email?.toLowerCase();
		if (email && !seniors.has(email)) seniors.set(email, record.intercomId);
	}
	return seniors;
}

/** Records that could meet in one Xero contact must not be decided side by side. */
function lockKeys(records: readonly MappedRecord[], organisationId: string): string[] {
	return records.flatMap(({ intercomId, previousIds, match }) =>
		[
			...[intercomId, ...previousIds].map((id) => `id ${id}`),
			match.email && `email ${match.email.toLowerCase()}`,
			match.contactId && `contact ${match.contactId.toLowerCase()}`,
			`name ${foldName(match.name)}`,
		]
			.filter((key) => key)
			.map((key) => `${organisationId} ${key}`),
	);
}

async function runWindow(run: Run, window: readonly MappedRecord[]): Promise<void> {
	let pending: Pending[] = [];
	for (const record of window) {
		const settled = run.options.compareAlways ? undefined : alreadyWritten(run, record);
		if (settled) run.outcomes.set(record.intercomId, settled);
		else pending.push({ record, lost: 0, requestIds: [] });
	}
	const claims: Claims = { seniors: run.seniors, contacts: new Map(), names: new Set() };
	for (let round = 1; round <= MAX_ROUNDS && pending.length > 0 && !run.stopped; round++) {
		pending = await runRound(run, pending, claims);
	}
	for (const { record, requestIds } of pending) {
		const { failure, attempts } = run.stopped ?? { failure: STILL_OPEN, attempts: MAX_ROUNDS };
		run.outcomes.set(record.intercomId, failed(record.intercomId, failure, attempts, requestIds));
	}
}

const STILL_OPEN: Failure = {
	class: 'uncertain',
	reason: 'xeroStillUncertain',
	message: 'Xero did not answer clearly whether the contact was written',
	nextStep: 'Nothing to do: it is looked up and tried again.',
	retryable: true,
};

/** An equal fingerprint costs no call: nothing that is mapped has changed since it was written. */
function alreadyWritten(run: Run, record: MappedRecord): Outcome | undefined {
	const { organisationId } = run.options;
	const recalled = run.deps.memory.recall(organisationId, record.intercomId, run.deps.clock.now());
	const why = recalled && whyNotAgain(record, recalled);
	if (recalled && why) {
		const { xeroContactId, xeroUpdatedAt } = recalled;
		return synced(record, { outcome: 'unchanged', reason: why, organisationId, xeroContactId, xeroUpdatedAt });
	}
	const last = record.lastSync;
	const xeroContactId = record.match.organisationId === organisationId ? record.match.contactId : undefined;
	if (last?.fingerprint !== record.fingerprint || !xeroContactId) return undefined;
	const { xeroUpdatedAt } = last;
	return synced(record, { outcome: 'unchanged', reason: 'sameFingerprint', organisationId, xeroContactId, xeroUpdatedAt });
}

/** Reads, decides and writes once; returns those to decide again. */
async function runRound(run: Run, pending: Pending[], claims: Claims): Promise<Pending[]> {
	if (!(await lookUp(run, pending))) return pending;
	const creates: Write<CreatePlan>[] = [];
	const updates: Write<UpdatePlan>[] = [];
	const decisions = new Map<string, { pending: Pending; decision: Decision }>();
	for (const one of pending) {
		const decision = decide(one, run.directory, claims, run.options);
		decisions.set(one.record.intercomId, { pending: one, decision });
		if (decision.kind === 'settled') settle(run, one, decision.outcome);
		else if (run.options.preview) run.outcomes.set(one.record.intercomId, previewed(run, one, decision));
		else if (decision.plan.kind === 'create') creates.push({ intercomId: one.record.intercomId, plan: decision.plan, attempt: one.lost });
		else updates.push({ intercomId: one.record.intercomId, plan: decision.plan, attempt: 0 });
	}
	const answers = [
		...(await writeAll(run, creates, sendCreates)),
		...(await writeAll(run, updates, sendUpdates)),
	];
	const again: Pending[] = [];
	for (const answer of answers) {
		const { pending: one, decision } = decisions.get(answer.intercomId)!;
		if (decision.kind === 'write' && !takeAnswer(run, one, decision, answer, claims)) again.push(one);
	}
	await beforeNextRound(run, again);
	return again;
}

/** @returns false when reading failed in a way that ends the run */
async function lookUp(run: Run, pending: Pending[]): Promise<boolean> {
	const { client, clock } = run.deps;
	const fresh = run.checkedAt > 0 && clock.now() - run.checkedAt < FRESH_MS;
	const finder: Finder = { client, directory: run.directory, asked: new Set(), fresh, requestIds: [] };
	const result = await findContacts(finder, () => neededKeys(pending, run.directory, run.options));
	for (const one of pending) one.requestIds.push(...finder.requestIds.slice(-1));
	if (!result.ok) {
		run.stopped = { failure: result.failure, attempts: result.attempts };
		return false;
	}
	if (!fresh) run.checkedAt = clock.now();
	return true;
}

async function writeAll<P extends CreatePlan | UpdatePlan>(
	run: Run,
	writes: readonly Write<P>[],
	send: (client: XeroClient, batch: readonly Write<P>[]) => Promise<WriteAnswer[]>,
): Promise<WriteAnswer[]> {
	const batches = intoBatches(writes, run.options.batchSize);
	const answers = await pool(batches, MAX_CALLS_IN_FLIGHT, async (batch) => {
		if (run.stopped) return batch.map((write) => notSent(write, run.stopped!));
		const batchAnswers = await send(run.deps.client, batch);
		const stopping = batchAnswers.find(({ written }) => written.kind === 'failed' && written.stop);
		if (stopping?.written.kind === 'failed') run.stopped = stopping.written;
		return batchAnswers;
	});
	return answers.flat();
}

function notSent(write: { intercomId: string }, stopped: { failure: Failure }): WriteAnswer {
	return {
		intercomId: write.intercomId,
		written: { kind: 'failed', failure: stopped.failure, attempts: 0, stop: true },
	};
}

/** @returns true when the record is settled, false when it has to be decided again */
function takeAnswer(
	run: Run,
	pending: Pending,
	{ plan }: Extract<Decision, { kind: 'write' }>,
	{ written, requestId }: WriteAnswer,
	claims: Claims,
): boolean {
	if (requestId) pending.requestIds.push(requestId);
	const { record } = pending;
	switch (written.kind) {
		case 'written': {
			run.directory.put(written.contact);
			claims.contacts.set(written.contact.ContactID.toLowerCase(), record.intercomId);
			const created = plan.kind === 'create';
			const outcome = synced(record, {
				outcome: created ? 'created' : 'updated',
				reason: created ? 'noCandidate' : 'fieldsDiffer',
				organisationId: run.options.organisationId,
				xeroContactId: written.contact.ContactID.toLowerCase(),
				xeroUpdatedAt: updatedAtOf(written.contact),
				changes: plan.changes,
				requestIds: pending.requestIds,
				notes: [...plan.notes, ...written.warnings],
			});
			settle(run, pending, outcome);
			return true;
		}
		case 'failed':
			run.outcomes.set(record.intercomId, failed(record.intercomId, written.failure, written.attempts, pending.requestIds));
			return true;
		case 'lost':
			pending.lost += 1;
			pending.lostPlan = plan;
			pending.sentName = plan.body.Name;
			release(claims, plan.body.Name);
			return false;
		case 'refused':
			pending.refused = { body: JSON.stringify(plan.body), messages: written.messages };
			pending.sentName = plan.body.Name;
			release(claims, plan.body.Name);
			return false;
	}
}

function release(claims: Claims, name: string | undefined): void {
	if (name !== undefined) claims.names.delete(foldName(name));
}

/** Refused and lost records are looked up anew; a lost one gives Xero a moment to finish what it may be doing. */
async function beforeNextRound(run: Run, again: readonly Pending[]): Promise<void> {
	if (again.length === 0) return;
	run.checkedAt = 0;
	const lost = Math.max(...again.map((one) => one.lost));
	if (lost > 0) await run.deps.clock.sleep(lookUpDelayMs(lost, run.deps.clock.random()), run.deps.client.context.signal);
}

function settle(run: Run, { record }: Pending, outcome: Outcome): void {
	run.outcomes.set(record.intercomId, outcome);
	if (outcome.outcome === 'review' || outcome.outcome === 'failed' || run.options.preview) return;
	run.deps.memory.remember(run.options.organisationId, record, {
		fingerprint: record.fingerprint,
		xeroContactId: outcome.xeroContactId,
		sourceUpdatedAt: record.source.updatedAt,
		xeroUpdatedAt: outcome.xeroUpdatedAt,
		hadReference: record.match.organisationId === run.options.organisationId && record.match.contactId !== undefined,
		at: run.deps.clock.now(),
	});
}

function previewed(run: Run, { record, requestIds }: Pending, { plan }: Extract<Decision, { kind: 'write' }>): Outcome {
	return synced(record, {
		outcome: plan.kind === 'create' ? 'created' : 'updated',
		reason: plan.kind === 'create' ? 'wouldCreate' : 'wouldUpdate',
		organisationId: run.options.organisationId,
		xeroContactId: plan.kind === 'create' ? '' : plan.contact.ContactID,
		xeroUpdatedAt: plan.kind === 'create' ? 0 : updatedAtOf(plan.contact),
		changes: plan.changes,
		requestIds,
		notes: plan.notes,
	});
}
