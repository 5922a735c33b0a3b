import { DEFAULT_BACKOFF } from '../../http/backoff';
import type { Failure } from '../../http/failure';
import type { XeroAccount } from '../../xero/api/account';
import { createAccount, getAccounts, updateAccount } from '../../xero/api/accountEndpoints';
import type { XeroClient, XeroResult } from '../../xero/api/endpoints';
import { idempotencyKey, newRunId } from '../../xero/api/idempotencyKey';
import { failed } from '../record/outcomes';
import { guarded, lostTrack } from '../record/unforeseen';
import type { UpsertDeps } from '../write/run';
import { lookUpDelayMs } from '../write/writeBatch';
import { ACCOUNT_NOT_SENT, ACCOUNT_STILL_OPEN, accountRefused, accountReview, type AccountOutcome } from './accountOutcomes';
import { planAccount, type AccountPlan, type AccountRequest } from './planAccount';

/** Send, look what became of it, send once more. */
const MAX_TRIES = 3;

type WritePlan = Extract<AccountPlan, { kind: 'create' | 'update' }>;

interface AccountRun {
	/** See newRunId. */
	id: string;
	client: XeroClient;
	deps: Pick<UpsertDeps, 'clock' | 'locks'>;
	/** Look and decide, write nothing. */
	preview: boolean;
	/** The chart as it is known; undefined: to be read. */
	accounts?: XeroAccount[];
	/** A failure that every later call would meet too: nothing more is sent. */
	stopped?: { failure: Failure; attempts: number };
}

/** What one company's tries came to so far. */
interface Tries {
	requestIds: string[];
	/** The write whose answer got lost. */
	lost?: WritePlan;
	/** What Xero refused, to tell "decided anew" from "refused again". */
	refused?: { body: string; failure: Failure };
}

/**
 * Creates or updates one entry of the chart of accounts for each company, one after the other: Xero takes one a call,
 * and each has to see the codes of those before it. The chart is read once.
 * @returns one outcome for each request, in their order
 * @throws {NoAnswer} `cancelled` when the execution is stopped, and nothing else
 */
export async function upsertAccounts(requests: readonly AccountRequest[], deps: Pick<UpsertDeps, 'client' | 'clock' | 'locks'>, { preview = false } = {}): Promise<AccountOutcome[]> {
	const run: AccountRun = { id: newRunId(deps.clock), client: deps.client, deps, preview };
	const outcomes: AccountOutcome[] = [];
	await deps.locks.run([`${deps.client.organisationId} accounts`], async () => {
		await guarded(
			async () => {
				for (const request of requests) outcomes.push(await settleOne(run, request));
			},
			(failure) => (run.stopped = { failure, attempts: 0 }),
		);
	});
	const settled = requests.map(({ companyId }, position) => outcomes[position] ?? failed(companyId, run.stopped?.failure ?? lostTrack(companyId), 0));
	return preview ? settled.map((outcome) => ({ ...outcome, preview: true })) : settled;
}

async function settleOne(run: AccountRun, request: AccountRequest): Promise<AccountOutcome> {
	const tries: Tries = { requestIds: [] };
	for (let attempt = 1; attempt <= MAX_TRIES && !run.stopped; attempt++) {
		if (attempt > 1) await giveXeroAMoment(run, attempt - 1);
		const outcome = await tryOnce(run, request, tries, attempt);
		if (outcome) return outcome;
	}
	const { failure, attempts } = run.stopped ?? { failure: ACCOUNT_STILL_OPEN, attempts: MAX_TRIES };
	// Whatever hinders Xero would hinder the rest too.
	run.stopped ??= { failure: ACCOUNT_NOT_SENT, attempts: 0 };
	const told = tries.lost ? { ...ACCOUNT_STILL_OPEN, ...(failure.retryAt !== undefined && { retryAt: failure.retryAt }) } : failure;
	return failed(request.companyId, told, attempts, tries.requestIds);
}

/** @returns undefined when it has to be decided again, from a chart that is read anew */
async function tryOnce(run: AccountRun, request: AccountRequest, tries: Tries, attempt: number): Promise<AccountOutcome | undefined> {
	const accounts = run.accounts ?? (await read(run, tries));
	if (!accounts) return undefined;
	const plan = planAccount(request, accounts);
	if (plan.kind === 'review') return accountReview(request, plan.because, plan.accounts, tries.requestIds);
	if (plan.kind === 'unchanged') return unchanged(run, request, plan, tries);
	if (tries.refused?.body === JSON.stringify(plan.body)) return failed(request.companyId, accountRefused(request, tries.refused.failure), 1, tries.requestIds);
	if (run.preview) return foreseen(run, request, plan, tries);
	return await writeOnce(run, request, plan, tries, attempt);
}

async function writeOnce(run: AccountRun, request: AccountRequest, plan: WritePlan, tries: Tries, attempt: number): Promise<AccountOutcome | undefined> {
	const result = await write(run, plan, attempt);
	if (result.ok && result.requestId) tries.requestIds.push(result.requestId);
	if (result.ok && result.value) return written(run, request, plan, result.value, tries);
	run.accounts = undefined;
	if (result.ok || isLost(result.failure)) tries.lost = plan;
	else if (result.failure.class === 'validation') tries.refused = { body: JSON.stringify(plan.body), failure: result.failure };
	else if (result.failure.class !== 'gone') run.stopped = result;
	return undefined;
}

/** The write may have arrived, or its answer says nothing. */
function isLost({ class: kind }: Failure): boolean {
	return kind === 'uncertain' || kind === 'transient';
}

async function read(run: AccountRun, tries: Tries): Promise<XeroAccount[] | undefined> {
	const result = await getAccounts(run.client);
	if (!result.ok) {
		run.stopped = result;
		return undefined;
	}
	if (result.requestId) tries.requestIds.push(result.requestId);
	return (run.accounts = result.value);
}

async function write({ client, id }: AccountRun, plan: WritePlan, attempt: number): Promise<XeroResult<XeroAccount | undefined>> {
	if (plan.kind === 'update') return await updateAccount(client, plan.account.AccountID, plan.body);
	return await createAccount(client, plan.body, idempotencyKey({ organisationId: client.organisationId, run: id, attempt }, plan.body));
}

function written(run: AccountRun, request: AccountRequest, plan: WritePlan, account: XeroAccount, { requestIds }: Tries): AccountOutcome {
	run.accounts = [...(run.accounts ?? []).filter(({ AccountID }) => AccountID !== account.AccountID), account];
	return {
		...settled(run, request, account, requestIds),
		outcome: plan.kind === 'create' ? 'created' : 'updated',
		reason: plan.kind === 'create' ? 'noAccount' : 'fieldsDiffer',
		changes: plan.changes,
		notes: plan.kind === 'update' ? plan.notes : [],
	};
}

/** As if it had been written, so that the companies behind it meet its code and its name. */
function foreseen(run: AccountRun, request: AccountRequest, plan: WritePlan, { requestIds }: Tries): AccountOutcome {
	const present: XeroAccount = plan.kind === 'update' ? plan.account : { AccountID: '' };
	run.accounts = [...(run.accounts ?? []).filter((account) => account !== present), { ...present, ...plan.body }];
	const what = plan.kind === 'create' ? 'would become a new account in Xero' : `would change its account in Xero: ${plan.changes.map(({ field }) => field).join(', ')}`;
	return {
		...settled(run, request, present, requestIds),
		outcome: 'preview', reason: plan.kind === 'create' ? 'wouldCreate' : 'wouldUpdate', message: `${request.name} (code ${request.code}) ${what}. Nothing was written.`,
		changes: plan.changes, notes: plan.kind === 'update' ? plan.notes : [],
	};
}

/** Nothing left to write; after a lost answer that means the lost write did arrive. */
function unchanged(run: AccountRun, request: AccountRequest, plan: Extract<AccountPlan, { kind: 'unchanged' }>, { lost, requestIds }: Tries): AccountOutcome {
	return {
		...settled(run, request, plan.account, requestIds),
		outcome: lost === undefined ? 'unchanged' : lost.kind === 'create' ? 'created' : 'updated',
		reason: lost === undefined ? 'nothingChanged' : 'writtenAnswerLost',
		changes: lost?.changes ?? [],
		notes: plan.notes,
	};
}

function settled({ client: { organisationId } }: AccountRun, { companyId }: AccountRequest, { AccountID }: XeroAccount, requestIds: string[]) {
	return { intercomId: companyId, xeroAccountId: AccountID, organisationId, requestIds };
}

async function giveXeroAMoment({ client, deps: { clock } }: AccountRun, attempt: number): Promise<void> {
	const { signal, backoff = DEFAULT_BACKOFF } = client.context;
	await clock.sleep(lookUpDelayMs(attempt, backoff, clock.random()), signal);
}
