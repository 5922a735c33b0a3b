import { setTimeout as sleep } from 'node:timers/promises';
import type { IRunExecutionData } from 'n8n-workflow';
import { unflatten } from './flattened';
import type { N8nSession } from './session';

export interface ExecutionSummary {
	id: string;
	workflowId: string;
	status: 'success' | 'error' | 'running' | 'waiting' | 'new' | 'crashed' | 'canceled';
	mode: string;
	startedAt: string;
	stoppedAt?: string;
}

export interface Execution extends ExecutionSummary {
	data: IRunExecutionData;
}

/** The executions n8n still holds, newest first; successful ones only where the workflow stores them. */
export async function listExecutions(session: N8nSession, workflowId?: string): Promise<ExecutionSummary[]> {
	const filter = encodeURIComponent(JSON.stringify(workflowId === undefined ? {} : { workflowId }));
	const { results } = await session.request<{ results: ExecutionSummary[] }>('GET', `/executions?filter=${filter}&limit=100`);
	return results;
}

/** Every execution n8n still holds, those that run among them. */
export async function listAllExecutions(session: N8nSession): Promise<ExecutionSummary[]> {
	const all = new Map<string, ExecutionSummary>();
	for (let cursor = ''; ; ) {
		const { results, nextCursor } = await session.request<{ results: ExecutionSummary[]; nextCursor?: string | null }>('GET', `/executions?filter=${encodeURIComponent('{}')}&limit=100${cursor}`);
		for (const execution of results) all.set(execution.id, execution);
		if (!nextCursor || results.length === 0) return [...all.values()];
		cursor = `&cursor=${nextCursor}`;
	}
}

/** One execution with the data of every node. */
export async function readExecution(session: N8nSession, id: string): Promise<Execution> {
	const execution = await session.request<ExecutionSummary & { data: string }>('GET', `/executions/${id}`);
	return { ...execution, data: unflatten(execution.data) as IRunExecutionData };
}

const ENDS_WITHIN_MS = 120_000;
const SETTLED = ['success', 'error', 'crashed', 'canceled'];

/** Waits until an execution has ended. @throws where it did not end well */
export async function waitForSuccess(session: N8nSession, workflowId: string, executionId: string): Promise<void> {
	const its = ({ id }: ExecutionSummary) => id === executionId;
	const deadline = Date.now() + ENDS_WITHIN_MS;
	let found: ExecutionSummary | undefined;
	while (!SETTLED.includes((found = (await listExecutions(session, workflowId)).find(its))?.status ?? '')) {
		if (Date.now() > deadline) throw new Error(`The execution ${executionId} did not end within ${ENDS_WITHIN_MS} ms`);
		await sleep(100);
	}
	if (found?.status === 'success') return;
	const { error } = (await readExecution(session, executionId)).data.resultData;
	throw new Error(`The execution ${executionId} ended with ${found?.status}: ${error?.message ?? ''}`);
}

/** Waits until `count` executions of a workflow have ended. */
export async function waitForExecutions(
	session: N8nSession,
	workflowId: string,
	count: number,
	limitMs = ENDS_WITHIN_MS,
): Promise<ExecutionSummary[]> {
	const deadline = Date.now() + limitMs;
	for (;;) {
		const settled = (await listExecutions(session, workflowId)).filter(({ status }) => SETTLED.includes(status));
		if (settled.length >= count) return settled;
		if (Date.now() > deadline) throw new Error(`${settled.length} of ${count} executions ended within ${limitMs} ms`);
		await sleep(100);
	}
}
