import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import type { JournalEntry, Vendor } from '../kernel/journal';
import { listExecutions, readExecution, type ExecutionSummary } from '../n8n/executions';
import type { Sandbox } from '../sandbox';
import type { Stage } from './stage';

/** What one change led to, until everything was quiet again. */
export interface Observation {
	/** `created`, `updated`, `unchanged`, `review`, `failed`, ... of every upsert that ran, oldest first. */
	outcomes: string[];
	/** Requests of the workflow, in order; sign-in and consent are not among them. */
	calls: JournalEntry[];
	/** Notifications that each vendor sent, or was told to lose. */
	notified: Record<Vendor, number>;
	/** From the first notification, or where none led to it from the change, to the last write in Xero, or in Intercom where nothing was written in Xero; undefined where nothing was written. */
	secondsToWrite?: number;
	/** Fields that the workflow changed in contacts of Xero that existed before, as `Name: a -> b`. */
	changed: Array<{ contactId: string; field: string; before: string; after: string }>;
	failedExecutions: string[];
}

const QUIET_MS = 1_000;
/** The longest is a minute in which the sync leaves a vendor alone; a busy machine takes its time beside. */
const LIMIT_MS = 240_000;

/** Makes a change, waits until its notifications, executions and echoes are through, and reports. */
export async function observe(stage: Stage, change: () => unknown): Promise<Observation> {
	const { sandbox, session, workflow } = stage;
	const mark = sandbox.journal.mark();
	const ledgerLength = sandbox.xero.changes.length;
	const sentBefore = sentBy(sandbox);
	const changedAt = sandbox.clock.now();
	const before = new Set((await listExecutions(session, workflow.id)).map(({ id }) => id));
	await change();
	await quiet(stage, sentBefore);
	const calls = sandbox.journal.list({ after: mark }).filter(isSpent);
	const written = sandbox.xero.changes.slice(ledgerLength).filter(({ by }) => by === 'api');
	const sent = { intercom: sandbox.intercom.deliveries.log.slice(sentBefore.intercom), xero: sandbox.xero.webhooks.log.slice(sentBefore.xero) };
	const firstSent = [...sent.intercom, ...sent.xero].map(({ sentAt }) => sentAt).sort((a, b) => a - b)[0];
	const lastWrite = written.at(-1)?.time ?? calls.findLast(({ operation }) => operation === 'intercom.updateContact')?.time;
	const executions = (await listExecutions(session, workflow.id)).filter(({ id }) => !before.has(id)).reverse();
	return {
		outcomes: await outcomesOf(stage, executions),
		calls,
		notified: { intercom: sent.intercom.length, xero: sent.xero.length },
		...(lastWrite !== undefined && { secondsToWrite: (lastWrite - beganAt(firstSent, changedAt, lastWrite)) / 1_000 }),
		changed: written.filter(({ created }) => !created),
		failedExecutions: executions.filter(({ status }) => status !== 'success').map(({ id, status }) => `${id}: ${status}`),
	};
}

/** How many of the calls went to one vendor. */
export function callsTo(vendor: Vendor, { calls }: Pick<Observation, 'calls'>): number {
	return calls.filter((call) => call.vendor === vendor).length;
}

/** News that came after the last write did not lead to it. */
function beganAt(firstSent: number | undefined, changedAt: number, lastWrite: number): number {
	return firstSent !== undefined && firstSent < lastWrite ? firstSent : changedAt;
}

function isSpent({ path }: { path: string }): boolean {
	return !path.includes('/connect/') && !path.startsWith('/oauth');
}

function sentBy({ intercom, xero }: Sandbox): Record<Vendor, number> {
	return { intercom: intercom.deliveries.log.length, xero: xero.webhooks.log.length };
}

/** Nothing sent, called or running for a while, and nothing to do for the workflow itself, after at least one notification. */
async function quiet(stage: Stage, before: Record<Vendor, number>): Promise<void> {
	const deadline = Date.now() + LIMIT_MS;
	let seen = '';
	let since = Date.now();
	while (Date.now() < deadline) {
		const state = await stateOf(stage);
		const { intercom, xero } = sentBy(stage.sandbox);
		const isBusy = state.isBusy || (intercom === before.intercom && xero === before.xero);
		if (isBusy || state.text !== seen) since = Date.now();
		else if (Date.now() - since > QUIET_MS) {
			if (await (stage.isAtRest?.() ?? true)) return;
			since = Date.now();
		}
		seen = state.text;
		await sleep(150);
	}
	throw new Error(`The change was not through after ${LIMIT_MS / 1_000} s`);
}

/** What a moment looks like from outside; busy where a notification is under way or to be sent again, or an execution runs. */
async function stateOf({ sandbox, session, workflow }: Stage): Promise<{ text: string; isBusy: boolean }> {
	const { deliveries } = sandbox.intercom;
	const { webhooks } = sandbox.xero;
	await Promise.all([deliveries.idle(), webhooks.idle()]);
	const executions = await listExecutions(session, workflow.id);
	const runs = executions.some(({ status }) => status === 'running' || status === 'new');
	const sent = sentBy(sandbox);
	const text = `${sent.intercom} ${sent.xero} ${sandbox.journal.mark()} ${executions.map(({ id, status }) => id + status).join()}`;
	return { text, isBusy: runs || deliveries.waiting > 0 || webhooks.pending.retries > 0 };
}

async function outcomesOf({ session, workflow }: Stage, executions: ExecutionSummary[]): Promise<string[]> {
	const names = workflow.nodes.filter(hasOutcome).map(({ name }) => name);
	const outcomes: string[] = [];
	for (const { id } of executions) {
		const { runData } = (await readExecution(session, id)).data.resultData;
		const items = names.flatMap((name) => runData[name] ?? []).flatMap((run) => run.data?.main ?? []).flatMap((output) => output ?? []);
		outcomes.push(...items.map(({ json }) => outcomeIn(json)));
	}
	return outcomes;
}

function hasOutcome({ type, parameters }: INode): boolean {
	return /\.(xero|intercom)ContactUpsert$/.test(type) && parameters.operation !== 'getContacts';
}

/** The outcome stands on the item or one level below it, where the input is kept beside it. */
function outcomeIn(json: object): string {
	const holders = [json, ...Object.values(json).filter((value) => typeof value === 'object' && value !== null)];
	const found = holders.map((holder) => (holder as { outcome?: unknown }).outcome).find((outcome) => typeof outcome === 'string');
	return found ?? 'none';
}
