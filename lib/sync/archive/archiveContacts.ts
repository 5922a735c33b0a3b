import { DEFAULT_BACKOFF } from '../../http/backoff';
import { LOOK_UP_LATER, type Failure } from '../../http/failure';
import type { ContactView } from '../../xero/directory/contactDirectory';
import { findContacts, newFinder } from '../../xero/reading/findContacts';
import { newRunId } from '../../xero/api/idempotencyKey';
import type { SearchKeys } from '../../xero/reading/reading';
import type { Outcome } from '../record/outcome';
import { failed } from '../record/outcomes';
import { guarded, lostTrack } from '../record/unforeseen';
import { lookUpDelayMs } from '../write/writeBatch';
import { archiveReview } from './archiveOutcomes';
import { failArchive, settleArchive, type ArchiveDeps, type ArchiveOptions, type ArchiveRun, type PendingArchive, type PlannedArchive } from './archiveRun';
import { noteGone } from './noteGone';
import { archiveKeys, planArchive, type ArchiveRequest } from './planArchive';
import { ARCHIVED, sendArchives } from './sendArchives';

export type { ArchiveDeps, ArchiveOptions } from './archiveRun';

/** Above this many archives in one run a person approves first: somebody emptied a workspace, or chose the wrong one. */
export const MASS_ARCHIVES = 20;

/** Send, look what became of it, send once more. */
const MAX_ROUNDS = 3;

/**
 * Archives, or notes in its history, the Xero contact of each Intercom record that is gone.
 * @returns one outcome for each request, in their order; equal requests share theirs
 * @throws {NoAnswer} `cancelled` when the execution is stopped, and nothing else
 */
export async function archiveContacts(requests: readonly ArchiveRequest[], deps: ArchiveDeps, options: ArchiveOptions): Promise<Outcome[]> {
	const shelfKey = `${deps.client.baseUrl} ${options.organisationId}`;
	const run: ArchiveRun = { id: newRunId(deps.clock), deps, options, shelfKey, directory: deps.shelf.take(shelfKey, deps.clock.now()), outcomes: new Map() };
	const work = async () =>
		await guarded(
			async () => await runRounds(run, eachOnce(requests)),
			(failure) => (run.stopped = { failure, attempts: 0 }),
		);
	await deps.locks.run(lockKeys(requests, options.organisationId), work).finally(() => deps.shelf.keep(shelfKey, run.directory));
	return requests.map((request) => (options.preview ? { ...outcomeOf(run, request), preview: true } : outcomeOf(run, request)));
}

function eachOnce(requests: readonly ArchiveRequest[]): PendingArchive[] {
	const unique = new Map(requests.map((request) => [keyOf(request), request]));
	return [...unique].map(([key, request]) => ({ key, request, isSent: false, requestIds: [] }));
}

/** Nothing leaves without an outcome. */
function outcomeOf({ outcomes, stopped }: ArchiveRun, request: ArchiveRequest): Outcome {
	const { intercomId } = request;
	return outcomes.get(keyOf(request)) ?? failed(intercomId, stopped?.failure ?? lostTrack(intercomId), 0);
}

function keyOf({ intercomId, xeroContactId = '', action }: ArchiveRequest): string {
	return `${intercomId} ${xeroContactId} ${action}`.toLowerCase();
}

/** The keys under which the upsert works on the same contact: the two must not meet. */
function lockKeys(requests: readonly ArchiveRequest[], organisationId: string): string[] {
	return requests.flatMap(({ intercomId, xeroContactId }) => [
		`${organisationId} id ${intercomId}`,
		...(xeroContactId ? [`${organisationId} contact ${xeroContactId}`] : []),
	]);
}

async function runRounds(run: ArchiveRun, pending: PendingArchive[]): Promise<void> {
	let open = pending;
	for (let round = 1; round <= MAX_ROUNDS && open.length > 0 && !run.stopped; round++) {
		if (round > 1) await giveXeroAMoment(run, round);
		open = await runRound(run, open);
	}
	const { failure, attempts } = run.stopped ?? { failure: STILL_OPEN, attempts: MAX_ROUNDS };
	for (const one of open) failArchive(run, one, one.isSent ? { ...STILL_OPEN, retryAt: failure.retryAt } : failure, attempts);
}

/** Reads, decides and writes once. @returns those to look at again */
async function runRound(run: ArchiveRun, open: PendingArchive[]): Promise<PendingArchive[]> {
	if (!(await lookUp(run, open))) return open;
	const { archives, notes } = decideAll(run, open);
	const toSend = withoutMass(run, archives);
	if (run.options.preview) for (const { one, contact } of toSend) settleArchive(run, one, { outcome: 'preview', reason: 'wouldArchive', contact });
	const again = run.options.preview ? [] : await sendArchives(run, toSend);
	await noteGone(run, notes);
	return again;
}

/** Settles what needs no call. */
function decideAll(run: ArchiveRun, open: readonly PendingArchive[]): { archives: PlannedArchive[]; notes: PlannedArchive[] } {
	const archives: PlannedArchive[] = [];
	const notes: PlannedArchive[] = [];
	for (const one of open) {
		const plan = planArchive(one.request, run.directory);
		if (plan.kind === 'review') run.outcomes.set(one.key, archiveReview(one.request, plan.because, plan.candidates, one.requestIds));
		else if (plan.kind === 'unchanged') settleUnchanged(run, one, plan);
		else if (plan.kind === 'note') notes.push({ one, contact: plan.contact });
		else if (one.refusals) failArchive(run, one, refused(one), 1);
		else archives.push({ one, contact: plan.contact });
	}
	return { archives, notes };
}

/** A contact that was active before we sent the archive, and is archived now, was archived by it. */
function settleUnchanged(run: ArchiveRun, one: PendingArchive, plan: Extract<ReturnType<typeof planArchive>, { kind: 'unchanged' }>): void {
	const { contact, reason } = plan;
	const arrived = one.isSent && reason === 'alreadyArchived';
	const status = contact?.ContactStatus ?? '';
	const notes = status === 'GDPRREQUEST' ? ['The contact was anonymised in Xero.'] : [];
	settleArchive(run, one, { ...(arrived ? ARCHIVED : { outcome: 'unchanged', reason }), contact, notes });
}

function withoutMass(run: ArchiveRun, archives: PlannedArchive[]): PlannedArchive[] {
	if (run.options.massChange === 'write' || archives.length <= MASS_ARCHIVES) return archives;
	for (const { one, contact } of archives) run.outcomes.set(one.key, archiveReview(one.request, 'massChange', [contact], one.requestIds));
	return [];
}

/** @returns false when reading failed in a way that ends the run */
async function lookUp(run: ArchiveRun, open: readonly PendingArchive[]): Promise<boolean> {
	const finder = newFinder(run.deps.client, run.directory);
	const requests = open.map(({ request }) => request);
	const refused = open.flatMap(({ request, refusals }) => (refusals ? [request] : []));
	const result = await findContacts(finder, () => ({ ...archiveKeys(requests, run.directory), doubted: knownIds(refused, run.directory) }));
	for (const one of open) one.requestIds.push(...finder.requestIds.slice(-1));
	if (!result.ok) run.stopped = { failure: result.failure, attempts: result.attempts };
	return result.ok;
}

/** Whom Xero refused to archive is asked for itself: it may be archived without a time that shows it. */
function knownIds(requests: readonly ArchiveRequest[], view: ContactView): NonNullable<SearchKeys['doubted']> {
	const ids = requests.flatMap((request) => {
		const plan = planArchive(request, view);
		return 'contact' in plan && plan.contact ? [plan.contact.ContactID] : [];
	});
	return { ids, emails: [], numbers: [], names: [] };
}

async function giveXeroAMoment({ deps: { client, clock } }: ArchiveRun, round: number): Promise<void> {
	const { signal, backoff = DEFAULT_BACKOFF } = client.context;
	await clock.sleep(lookUpDelayMs(round - 1, backoff, clock.random()), signal);
}

function refused({ request, refusals = [] }: PendingArchive): Failure {
	return {
		class: 'validation',
		reason: 'xeroRefusedContact',
		message: `Xero refused to archive the contact of Intercom record ${request.intercomId}: ${refusals.join(' ') || 'no reason given'}`,
		nextStep: 'Archive the contact in Xero.',
		retryable: false,
	};
}

const STILL_OPEN: Failure = {
	class: 'uncertain',
	reason: 'xeroStillUncertain',
	message: 'Xero did not answer clearly whether the contact was archived',
	nextStep: LOOK_UP_LATER,
	retryable: true,
};
