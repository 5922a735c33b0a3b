import { DEFAULT_BACKOFF } from '../http/backoff';
import type { Failure } from '../http/failure';
import { findContacts, type Finder } from '../xero/findContacts';
import { decide, type Claims, type Decision, type Pending } from './decide/decide';
import { isMassChange } from './decide/massChange';
import { neededKeys } from './identity/neededKeys';
import { foldName } from './record/contactName';
import type { Outcome } from './record/outcome';
import { failed, review } from './record/outcomes';
import type { MappedRecord } from './record/record';
import { alreadyWritten } from './write/alreadyWritten';
import type { ContactTurn } from './write/contactTurns';
import { settle, type Run } from './write/run';
import { sendWrites, type Planned } from './write/sendWrites';
import { askIntercom } from './write/askIntercom';
import { learnHolders, markHolders } from './write/holders';
import { previewOutcome, takeAnswer } from './write/takeAnswer';
import { lookUpDelayMs } from './write/writeBatch';

/** Decide, write, and decide again for those that were refused or lost; what is left then is a failure. */
const MAX_ROUNDS = 6;

/** Gives every record of the window its outcome, in rounds of reading, deciding and writing. */
export async function runWindow(run: Run, window: readonly MappedRecord[]): Promise<void> {
	let pending: Pending[] = [];
	for (const record of window) {
		const settled = alreadyWritten(run, record);
		if (settled) {
			run.outcomes.set(record.intercomId, settled);
			run.bound.add(record.intercomId);
		} else pending.push({ record, lost: 0, broken: 0, requestIds: [] });
	}
	const claims: Claims = { seniors: run.seniors, contacts: new Map(), names: new Set() };
	for (let round = 1; round <= MAX_ROUNDS && pending.length > 0 && !run.stopped; round++) {
		pending = await runRound(run, pending, claims);
	}
	for (const one of pending) run.outcomes.set(one.record.intercomId, leftOpen(run, one));
}

/** One round; returns those to decide again. */
async function runRound(run: Run, pending: Pending[], claims: Claims): Promise<Pending[]> {
	const turn = run.deps.turns.begin();
	const again = await readAndWrite(run, pending, claims, turn).finally(() => turn.end());
	if (run.stopped) return again;
	await turn.othersDone();
	await beforeNextRound(run, again);
	return again;
}

/** Reads, decides and writes once. */
async function readAndWrite(run: Run, pending: Pending[], claims: Claims, turn: ContactTurn): Promise<Pending[]> {
	if (!(await lookUp(run, pending))) return pending;
	const planned = withoutMassChange(run, decideAll(run, pending, claims));
	await markHolders(run, pending, planned);
	const again = [...withoutBusy(run, planned, claims, turn), ...behindTheirEmail(run, pending, planned)];
	const answers = await sendWrites(run, [...planned.values()]);
	for (const answer of answers) {
		const one = planned.get(answer.intercomId)!;
		if (!takeAnswer(run, one, answer, claims)) again.push(one.pending);
	}
	return again;
}

/** Takes out of `planned` what another execution is writing, and returns it: after that it may be another's contact. */
function withoutBusy({ options }: Run, planned: Map<string, Planned>, claims: Claims, turn: ContactTurn): Pending[] {
	const busy: Pending[] = [];
	for (const [intercomId, { pending, plan }] of planned) {
		if (plan.kind === 'create' || turn.take(`${options.organisationId} ${plan.body.ContactID.toLowerCase()}`)) continue;
		planned.delete(intercomId);
		if (plan.body.Name !== undefined) claims.names.delete(foldName(plan.body.Name));
		claims.contacts.delete(plan.body.ContactID);
		pending.busyWith = plan.body.ContactID;
		busy.push(pending);
	}
	return busy;
}

/** Those whose email another record of this round gives up with its write: decided again behind it. */
function behindTheirEmail(run: Run, pending: readonly Pending[], planned: ReadonlyMap<string, Planned>): Pending[] {
	const emails = new Set([...planned.values()].flatMap(({ plan }) => plan.changes.flatMap(({ field, before }) => (field === 'EmailAddress' && before !== '' ? [before.toLowerCase()] : []))));
	return pending.filter(({ record }) => {
		const waits = run.outcomes.get(record.intercomId)?.reason === 'emailMoves' && emails.has(record.match.email?.toLowerCase() ?? '');
		return waits && run.outcomes.delete(record.intercomId);
	});
}

/** Settles what needs no write. @returns what is to be written, by Intercom id */
function decideAll(run: Run, pending: readonly Pending[], claims: Claims): Map<string, Planned> {
	const planned = new Map<string, Planned>();
	for (const one of pending) {
		const decision = decide(one, run.directory, claims, run.options);
		noteBinding(run, one, decision);
		if (decision.kind === 'settled') settle(run, one, decision.outcome);
		else planned.set(one.record.intercomId, { pending: one, plan: decision.plan });
	}
	if (!run.options.preview) return planned;
	for (const [intercomId, one] of planned) run.outcomes.set(intercomId, previewOutcome(run, one));
	return new Map();
}

/** Counts what a mass change is measured by; a record decided twice counts once. */
function noteBinding(run: Run, { record: { intercomId } }: Pending, decision: Decision): void {
	const isUpdate = decision.kind === 'write' && decision.plan.kind === 'update';
	const isUnchanged = decision.kind === 'settled' && decision.outcome.outcome === 'unchanged';
	if (isUpdate || isUnchanged) run.bound.add(intercomId);
	if (isUpdate) run.updated.add(intercomId);
}

/** Once a run turns out to be a mass change, its updates wait for a person; new contacts are created all the same. */
function withoutMassChange(run: Run, planned: Map<string, Planned>): Map<string, Planned> {
	if (run.options.massChange === 'write' || !isMassChange(run.updated.size, run.bound.size)) return planned;
	const creates = new Map<string, Planned>();
	for (const [intercomId, one] of planned) {
		const { pending, plan } = one;
		if (plan.kind === 'create') creates.set(intercomId, one);
		else {
			const { changes, notes } = plan;
			settle(run, pending, review(pending.record, 'massChange', [plan.contact], { changes, notes, requestIds: pending.requestIds }));
		}
	}
	return creates;
}

/**
 * Asks what changed at each window and round: others may have written since.
 * @returns false when reading failed in a way that ends the run
 */
async function lookUp(run: Run, pending: Pending[]): Promise<boolean> {
	const finder: Finder = { client: run.deps.client, directory: run.directory, asked: new Set(), fresh: false, requestIds: [] };
	const result = await findContacts(finder, () => neededKeys(pending, run.directory, run.options));
	for (const one of pending) one.requestIds.push(...finder.requestIds.slice(-1));
	if (!result.ok) {
		run.stopped = { failure: result.failure, attempts: result.attempts };
		return false;
	}
	await askIntercom(run, pending);
	return await learnHolders(run, pending);
}

/** Refused and lost records are looked up anew; a lost one gives Xero a moment to finish what it may be doing. */
async function beforeNextRound(run: Run, again: readonly Pending[]): Promise<void> {
	if (again.length === 0) return;
	const lost = Math.max(...again.map((one) => one.lost));
	if (lost === 0) return;
	const { client, clock } = run.deps;
	const { signal, backoff = DEFAULT_BACKOFF } = client.context;
	await clock.sleep(lookUpDelayMs(lost, backoff, clock.random()), signal);
}

/** A record that the rounds did not settle; one whose write got lost stays uncertain whatever stopped the run. */
function leftOpen({ stopped }: Run, { record, lost, requestIds }: Pending): Outcome {
	const { failure, attempts } = stopped ?? { failure: STILL_OPEN, attempts: MAX_ROUNDS };
	const told = lost > 0 ? { ...STILL_OPEN, ...(failure.retryAt !== undefined && { retryAt: failure.retryAt }) } : failure;
	return failed(record.intercomId, told, attempts, requestIds);
}

const STILL_OPEN: Failure = {
	class: 'uncertain',
	reason: 'xeroStillUncertain',
	message: 'Xero did not answer clearly whether the contact was written',
	nextStep: 'Nothing to do: it is looked up and tried again.',
	retryable: true,
};
