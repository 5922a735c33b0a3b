import { DEFAULT_BACKOFF } from '../http/backoff';
import { LOOK_UP_LATER, type Failure } from '../http/failure';
import { decide, type Claims, type Pending } from './decide/decide';
import { noteBinding, withoutMassChange } from './write/stopMassChange';
import { foldName } from './record/contactName';
import type { Outcome } from './record/outcome';
import { failed } from './record/outcomes';
import type { MappedRecord } from './record/record';
import { readWindow } from './readWindow';
import type { ContactTurn } from './write/contactTurns';
import { unfilled } from './write/fullBatches';
import { settle, type Run } from './write/run';
import { sendWrites, type Planned } from './write/sendWrites';
import { askIntercom } from './write/askIntercom';
import { learnHolders, markHolders } from './write/holders';
import { foresee } from './write/foresee';
import { previewOutcome, takeAnswer } from './write/takeAnswer';
import { lookUpDelayMs } from './write/writeBatch';

/** Decide, write, and decide again for those that were refused or lost; what is left then is a failure. */
const MAX_ROUNDS = 6;

/**
 * Gives every record of the window its outcome, in rounds of reading, deciding and writing; but for those that would go in
 * a call that is not full, where others follow: they are in `run.carried` then, undecided.
 */
export async function runWindow(run: Run, window: readonly MappedRecord[]): Promise<void> {
	let pending: Pending[] = window.map((record) => ({ record, lost: 0, broken: 0, sent: 0, requestIds: [] }));
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
	run.looksAgain = again.length > 0;
	await turn.othersDone();
	await beforeNextRound(run, again);
	return again;
}

/** Reads, decides and writes once. */
async function readAndWrite(run: Run, pending: Pending[], claims: Claims, turn: ContactTurn): Promise<Pending[]> {
	const known = await readWindow(run, pending);
	if (!known) return pending;
	if (!(await learnHolders(run, known))) return pending;
	await askIntercom(run, known);
	const again: Pending[] = [];
	const planned = withoutMassChange(run, decideAll(run, known, claims, again));
	await markHolders(run, known, planned);
	again.push(...withoutBusy(run, planned, claims, turn), ...behindTheirEmail(run, known, planned));
	carryOver(run, planned, claims);
	const unsettled = await sendWrites(run, [...planned.values()], (answer) => {
		const one = planned.get(answer.intercomId)!;
		return takeAnswer(run, one, answer, claims) ? [] : [one.pending];
	});
	return [...again, ...unsettled.flat()];
}

/** Takes out of `planned` what another execution is writing, and returns it: after that it may be another's contact. */
function withoutBusy({ options }: Run, planned: Map<string, Planned>, claims: Claims, turn: ContactTurn): Pending[] {
	const busy: Pending[] = [];
	for (const [intercomId, { pending, plan }] of planned) {
		if (plan.kind === 'create' || turn.take(`${options.organisationId} ${plan.body.ContactID.toLowerCase()}`)) continue;
		takeBack(planned, intercomId, claims);
		pending.busyWith = plan.body.ContactID;
		busy.push(pending);
	}
	return busy;
}

/** Leaves to the next window what would go in a call that is not full; only where deciding it again costs no call. */
function carryOver(run: Run, planned: Map<string, Planned>, claims: Claims): void {
	if (run.isLastWindow || !run.directory.complete) return;
	// What was sent before has waited enough.
	const mayWait = ({ pending }: Planned) => pending.sent === 0 && pending.busyWith === undefined && !run.hasWaited.has(pending.record.intercomId);
	for (const { pending } of unfilled([...planned.values()], run.options.batchSize, mayWait)) {
		takeBack(planned, pending.record.intercomId, claims);
		run.carried.push(pending.record);
	}
}

/** As if it had not been decided. */
function takeBack(planned: Map<string, Planned>, intercomId: string, claims: Claims): void {
	const { plan } = planned.get(intercomId)!;
	planned.delete(intercomId);
	if (plan.body.Name !== undefined) claims.names.delete(foldName(plan.body.Name));
	if (plan.kind === 'update') claims.contacts.delete(plan.body.ContactID);
}

/** Those whose email another record of this round gives up with its write: decided again behind it. */
function behindTheirEmail(run: Run, pending: readonly Pending[], planned: ReadonlyMap<string, Planned>): Pending[] {
	const emails = new Set([...planned.values()].flatMap(({ plan }) => plan.changes.flatMap(({ field, before }) => (field === 'EmailAddress' && before !== '' ? [before.toLowerCase()] : []))));
	return pending.filter(({ record }) => {
		const waits = run.outcomes.get(record.intercomId)?.reason === 'emailMoves' && emails.has(record.match.email?.toLowerCase() ?? '');
		return waits && run.outcomes.delete(record.intercomId);
	});
}

/** Settles what needs no write; what Xero is to be asked about first goes to `again`. @returns what is to be written, by Intercom id */
function decideAll(run: Run, pending: readonly Pending[], claims: Claims, again: Pending[]): Map<string, Planned> {
	const planned = new Map<string, Planned>();
	for (const one of pending) {
		const decision = decide(one, run.directory, claims, run.options);
		noteBinding(run.measures.get(one.record.intercomId)!, run.options.organisationId, one, decision);
		if (decision.kind === 'settled') settle(run, one, decision.outcome);
		else if (decision.kind === 'ask') {
			one.doubt = { contactId: decision.contactId };
			again.push(one);
		} else planned.set(one.record.intercomId, { pending: one, plan: decision.plan });
	}
	if (!run.options.preview) return planned;
	for (const [intercomId, one] of planned) run.outcomes.set(intercomId, previewOutcome(run, one));
	if (run.options.rehearsal !== undefined) foresee(run, pending, planned);
	return new Map();
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
	nextStep: LOOK_UP_LATER,
	retryable: true,
};
