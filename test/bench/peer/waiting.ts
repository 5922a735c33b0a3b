import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '../../../lib/ledger/rows/facts';
import { listExecutions } from '../../../sandbox/n8n/executions';
import type { N8nInstance } from '../../../sandbox/n8n/instance';
import type { N8nSession } from '../../../sandbox/n8n/session';
import type { LedgerFile } from '../../e2e/harness/ledgerFile';
import { START_PATH } from './workflows';

/** What a run is waited for at most. */
const LIMIT_MS = 3 * 60 * 60_000;
/** Without a running execution for this long a run is over. */
const QUIET_MS = 15_000;

/** When a run was over, epoch ms, and why it was not done then: null, it was. */
export interface Over {
	at: number;
	cutShort: 'memory' | 'time' | null;
}

export async function begin({ baseUrl }: N8nInstance): Promise<void> {
	const started = await fetch(`${baseUrl}/webhook/${START_PATH}`, { method: 'POST' });
	if (!started.ok) throw new Error(`The run was not started: ${started.status} ${await started.text()}`);
}

/** Waits until a job had done all its contacts. @throws where it does not */
export async function jobOver(n8n: N8nInstance, ledger: LedgerFile, jobId: string): Promise<Over> {
	const deadline = Date.now() + LIMIT_MS;
	for (;;) {
		const job = (await ledger.rows('fact').catch(() => [])).find(({ name }) => name === `job ${jobId}`)?.value as Job | undefined;
		if (job?.state === 'finished') return { at: job.finishedAt ?? Date.now(), cutShort: null };
		if (job?.state === 'stopped' || job?.state === 'paused') throw new Error(`The job ${jobId} is ${job.state}: ${JSON.stringify(job)}`);
		if (n8n.hasEnded) throw new Error(`n8n ended during the job ${jobId}: ${n8n.log.slice(-2_000)}`);
		if (Date.now() > deadline) throw new Error(`The job ${jobId} was not over after ${LIMIT_MS / 60_000} minutes`);
		await sleep(1_000);
	}
}

/** Waits for the end of the last execution, which may start others, with pauses between; or for that of n8n. */
export async function overAt(n8n: N8nInstance, session: N8nSession): Promise<Over> {
	const deadline = Date.now() + LIMIT_MS;
	let quietSince: number | null = null;
	for (;;) {
		if (n8n.hasEnded) return { at: Date.now(), cutShort: whyEnded(n8n) };
		if (Date.now() > deadline) return { at: Date.now(), cutShort: 'time' };
		// Those that run are in every answer, whatever their number; n8n that is short of memory may not answer.
		const executions = await listExecutions(session).catch(() => []);
		const isQuiet = executions.length > 0 && executions.every(({ stoppedAt, status }) => stoppedAt && status !== 'running' && status !== 'new' && status !== 'waiting');
		quietSince = isQuiet ? (quietSince ?? Date.now()) : null;
		if (quietSince !== null && Date.now() - quietSince > QUIET_MS) return { at: Math.max(...executions.map(({ stoppedAt }) => Date.parse(stoppedAt ?? ''))), cutShort: null };
		await sleep(500);
	}
}

/** @throws where it was anything but memory */
function whyEnded({ log }: N8nInstance): 'memory' {
	if (log.includes('heap out of memory')) return 'memory';
	throw new Error(`n8n ended: ${log.slice(-2_000)}`);
}
