import { setTimeout as sleep } from 'node:timers/promises';
import type { JournalEntry, Vendor } from '../kernel/journal';
import { listExecutions, readExecution, type ExecutionSummary } from '../n8n/executions';
import type { Stage } from './stage';

/** What one change in Intercom led to, until everything was quiet again. */
export interface Observation {
	/** `created`, `updated`, `unchanged`, `review`, `failed`, ... of every upsert that ran, oldest first. */
	outcomes: string[];
	/** Requests of the workflow, in order; sign-in and consent are not among them. */
	calls: JournalEntry[];
	/** From the first notification to the last write in Xero; undefined where nothing was written. */
	secondsToWrite?: number;
	/** Fields that the workflow changed in contacts that existed before, as `Name: a -> b`. */
	changed: Array<{ contactId: string; field: string; before: string; after: string }>;
	failedExecutions: string[];
}

const QUIET_MS = 1_000;
const LIMIT_MS = 60_000;

/** Makes a change, waits until its notifications, executions and echoes are through, and reports. */
export async function observe(stage: Stage, change: () => void | Promise<void>): Promise<Observation> {
	const { sandbox, session, workflow } = stage;
	const mark = sandbox.journal.mark();
	const ledgerLength = sandbox.xero.changes.length;
	const deliveries = sandbox.intercom.deliveries.log.length;
	const before = new Set((await listExecutions(session, workflow.id)).map(({ id }) => id));
	await change();
	await quiet(stage, deliveries);
	const calls = sandbox.journal.list({ after: mark }).filter(isSpent);
	const written = sandbox.xero.changes.slice(ledgerLength).filter(({ by }) => by === 'api');
	const sentAt = sandbox.intercom.deliveries.log[deliveries]?.sentAt;
	const lastWrite = written.at(-1)?.time;
	const executions = (await listExecutions(session, workflow.id)).filter(({ id }) => !before.has(id)).reverse();
	return {
		outcomes: await outcomesOf(stage, executions),
		calls,
		...(sentAt !== undefined && lastWrite !== undefined ? { secondsToWrite: (lastWrite - sentAt) / 1_000 } : {}),
		changed: written.filter(({ created }) => !created),
		failedExecutions: executions.filter(({ status }) => status !== 'success').map(({ id, status }) => `${id}: ${status}`),
	};
}

/** How many of the calls went to one vendor. */
export function callsTo(vendor: Vendor, { calls }: Pick<Observation, 'calls'>): number {
	return calls.filter((call) => call.vendor === vendor).length;
}

function isSpent({ path }: { path: string }): boolean {
	return !path.includes('/connect/') && !path.startsWith('/oauth');
}

/** Nothing delivered, called or running for a while, after at least one delivery. */
async function quiet({ sandbox, session, workflow }: Stage, deliveriesBefore: number): Promise<void> {
	const deadline = Date.now() + LIMIT_MS;
	let seen = '';
	let since = Date.now();
	while (Date.now() < deadline) {
		const executions = await listExecutions(session, workflow.id);
		const delivered = sandbox.intercom.deliveries.log.length;
		const state = `${delivered} ${sandbox.journal.mark()} ${executions.map(({ id, status }) => id + status).join()}`;
		const busy = delivered === deliveriesBefore || executions.some(({ status }) => status === 'running' || status === 'new');
		if (busy || state !== seen) since = Date.now();
		else if (Date.now() - since > QUIET_MS) return;
		seen = state;
		await sleep(150);
	}
	throw new Error(`The change was not through after ${LIMIT_MS / 1_000} s`);
}

async function outcomesOf({ session, workflow }: Stage, executions: ExecutionSummary[]): Promise<string[]> {
	const names = workflow.nodes.filter(({ type }) => type.endsWith('.xeroContactUpsert')).map(({ name }) => name);
	const outcomes: string[] = [];
	for (const { id } of executions) {
		const { runData } = (await readExecution(session, id)).data.resultData;
		const items = names.flatMap((name) => runData[name] ?? []).flatMap((run) => run.data?.main ?? []).flatMap((output) => output ?? []);
		outcomes.push(...items.map(({ json }) => outcomeIn(json)));
	}
	return outcomes;
}

/** The outcome stands on the item or one level below it, where the input is kept beside it. */
function outcomeIn(json: object): string {
	const holders = [json, ...Object.values(json).filter((value) => typeof value === 'object' && value !== null)];
	const found = holders.map((holder) => (holder as { outcome?: unknown }).outcome).find((outcome) => typeof outcome === 'string');
	return found ?? 'none';
}
