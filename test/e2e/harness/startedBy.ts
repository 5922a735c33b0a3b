import { setTimeout as sleep } from 'node:timers/promises';
import type { Stage } from '../../../sandbox/demo/stage';
import { listExecutions, waitForExecutions, type ExecutionSummary } from '../../../sandbox/n8n/executions';

/** n8n creates an execution before it answers; the pause is for the doubt about that. */
const SETTLE_MS = 250;

/** The executions that an action started, oldest first, whatever state they are in. */
export async function startedBy({ session, workflow }: Stage, act: () => Promise<unknown>): Promise<ExecutionSummary[]> {
	const before = new Set((await listExecutions(session, workflow.id)).map(({ id }) => id));
	await act();
	await sleep(SETTLE_MS);
	return (await listExecutions(session, workflow.id)).filter(({ id }) => !before.has(id)).reverse();
}

/** The same, once all of them have ended. */
export async function endedBy(stage: Stage, act: () => Promise<unknown>): Promise<ExecutionSummary[]> {
	const { session, workflow } = stage;
	const before = await listExecutions(session, workflow.id);
	const known = new Set(before.map(({ id }) => id));
	const started = await startedBy(stage, act);
	const ended = await waitForExecutions(session, workflow.id, before.length + started.length);
	return ended.filter(({ id }) => !known.has(id)).reverse();
}
