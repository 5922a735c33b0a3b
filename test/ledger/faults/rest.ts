import type { Stage } from './stage';
import { elapse } from './time';

const SECOND_MS = 1_000;
const QUIET_MS = 5 * 60_000;
/** What is due and not taken (a pause, a burst that gathers) is looked at again after so long. */
const LOOK_AGAIN_MS = 5 * SECOND_MS;
const MOST_ROUNDS = 400;

/**
 * Time goes by until nothing is left that heals by itself, or until something holds.
 * @param before epoch ms: what comes later than that is left
 * @throws where it does not come to rest
 */
export async function rest(stage: Stage, until: () => boolean = () => false, before = Infinity): Promise<void> {
	for (let round = 0; round < MOST_ROUNDS; round++) {
		await stage.quiet();
		await turn(stage, `${stage.live}: Sync Ledger Trigger`, stage.emitter);
		if (stage.choices.workflow === 'historical-migration') await turn(stage, 'historical-migration: Next Page', stage.pages);
		await stage.quiet();
		await stage.sandbox.xero.webhooks.sendDue();
		await stage.quiet();
		stage.look();
		if (until()) return;
		const next = await nextAt(stage);
		if (next === null || next.at >= before) return;
		// Retries of Intercom go by the real clock, much faster.
		await new Promise((resolve) => setTimeout(resolve, next.real ? 5 : 0));
		elapse(next.at > Date.now() ? Math.max(SECOND_MS, next.at - Date.now()) : LOOK_AGAIN_MS);
	}
	const [work, alerts] = [await stage.rows('work'), await stage.rows('alert')];
	throw new Error(`It does not come to rest: ${JSON.stringify({ work, alerts })}`);
}

async function turn(stage: Stage, trigger: string, emitter: Pick<Stage['emitter'], 'turn'>): Promise<void> {
	await stage.hooks.before(trigger);
	await emitter.turn();
	await stage.hooks.after(trigger);
}

/** When something is to be done next; null: nothing ever. */
async function nextAt(stage: Stage): Promise<{ at: number; real: boolean } | null> {
	const now = Date.now();
	const rows = await stage.rows('work');
	const work = rows.flatMap((row) => (row.state === 'waiting' ? [row.dueAt] : row.state === 'running' ? [row.leaseUntil ?? now] : []));
	const alerts = (await stage.rows('alert')).flatMap((row) => (row.state === 'due' ? [row.dueAt] : row.state === 'claimed' ? [row.leaseUntil ?? now] : []));
	// A job that has read all goes on when its work is due, which may be tomorrow.
	const jobs = (await stage.rows('job')).flatMap(({ jobId, job }) => (job.state === 'running' && !(job.allAdded && rows.some((row) => row.jobId === jobId)) ? [Math.max(now, job.reading?.notBefore ?? 0)] : []));
	const services = await healing(stage);
	const { pending } = stage.sandbox.xero.webhooks;
	const posts = [...(pending.retries > 0 ? [now + 15 * 60_000] : [])];
	const waits = stage.sandbox.intercom.deliveries.waiting > 0;
	const times = [...work, ...alerts, ...jobs, ...services, ...posts, ...(waits ? [now] : [])];
	return times.length === 0 ? null : { at: Math.min(...times), real: waits };
}

/** A service that works again is told when nothing failed for some minutes. */
async function healing(stage: Stage): Promise<number[]> {
	const { answer } = await stage.store.look({ name: 'look', need: { facts: ['service intercom', 'service xero'] }, decide: (found) => ({ answer: ['service intercom', 'service xero'].map((name) => found.fact(name as 'service xero')?.value), changes: [] }) });
	return answer.flatMap((health) => (health?.state === 'recovering' ? [Math.max(health.since, health.lastFailureAt) + QUIET_MS + SECOND_MS] : []));
}
