import { setTimeout as sleep } from 'node:timers/promises';
import { INTERCOM_APP } from '../../../sandbox/demo/apps';
import type { Stage } from '../../../sandbox/demo/stage';
import { listExecutions } from '../../../sandbox/n8n/executions';
import { sendSigned } from './signedNotification';

export const BUSY_EXECUTIONS = 10;
export const MEASURED = 10;
/** Between two measured notifications, so that none waits for the start of the execution before it. */
const PAUSE_MS = 200;

/** One notification, which is taken. @returns ms until the answer */
export async function sendOne({ triggerUrl }: Stage, body: string): Promise<number> {
	const { status, ms } = await sendSigned(triggerUrl, body, INTERCOM_APP.clientSecret);
	expect(status).toBe(200);
	return ms;
}

/** Sends one after the other while the others run. @returns the longest answer in ms */
export async function measuredRound(stage: Stage, body: () => string): Promise<number> {
	const times: number[] = [];
	while (times.length < MEASURED) {
		await sleep(PAUSE_MS);
		times.push(await sendOne(stage, body()));
	}
	const busy = await running(stage);
	times.sort((a, b) => a - b);
	process.stdout.write(`  ${busy} executions running: p50 ${times[MEASURED / 2]} ms, longest ${times.at(-1)} ms\n`);
	expect(busy).toBeGreaterThanOrEqual(BUSY_EXECUTIONS);
	return times.at(-1) ?? Number.POSITIVE_INFINITY;
}

async function running({ session, workflow }: Stage): Promise<number> {
	const executions = await listExecutions(session, workflow.id);
	return executions.filter(({ status }) => status === 'running').length;
}

export async function untilRunning(stage: Stage, count: number): Promise<void> {
	const deadline = Date.now() + 7_000;
	while ((await running(stage)) < count) {
		if (Date.now() > deadline) throw new Error(`${await running(stage)} of ${count} executions are running`);
		await sleep(50);
	}
}
