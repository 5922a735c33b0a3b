import type { Failure } from '../http/failure';
import { pool } from '../http/pool';
import type { XeroClient } from '../xero/endpoints';
import { MAX_CALLS_IN_FLIGHT } from '../xero/limits';
import type { Pending, WritePlan } from './decide';
import { intoBatches } from './intoBatches';
import type { Run } from './upsertRun';
import { sendCreates, sendUpdates, type CreatePlan, type UpdatePlan, type Write, type WriteAnswer } from './writeBatch';

/** A record that is to be written, and how. */
export interface Planned {
	pending: Pending;
	plan: WritePlan;
}

/** Sends all writes of a round, creates before updates, in as few calls as Xero allows. */
export async function sendWrites(run: Run, planned: readonly Planned[]): Promise<WriteAnswer[]> {
	const creates: Write<CreatePlan>[] = [];
	const updates: Write<UpdatePlan>[] = [];
	for (const { pending, plan } of planned) {
		const { intercomId } = pending.record;
		if (plan.kind === 'create') creates.push({ intercomId, plan, attempt: pending.lost });
		else updates.push({ intercomId, plan, attempt: 0 });
	}
	return [...(await sendAll(run, creates, sendCreates)), ...(await sendAll(run, updates, sendUpdates))];
}

/** After a failure that every later call would meet too, nothing more is sent. */
async function sendAll<P extends CreatePlan | UpdatePlan>(
	run: Run,
	writes: readonly Write<P>[],
	send: (client: XeroClient, batch: readonly Write<P>[]) => Promise<WriteAnswer[]>,
): Promise<WriteAnswer[]> {
	const batches = intoBatches(writes, run.options.batchSize);
	const answers = await pool(batches, MAX_CALLS_IN_FLIGHT, async (batch) => {
		if (run.stopped) return batch.map(({ intercomId }) => notSent(intercomId, run.stopped!.failure));
		const sent = await send(run.deps.client, batch);
		for (const { written } of sent) {
			if (written.kind === 'failed' && written.stop) run.stopped = written;
		}
		return sent;
	});
	return answers.flat();
}

function notSent(intercomId: string, failure: Failure): WriteAnswer {
	return { intercomId, written: { kind: 'failed', failure, attempts: 0, stop: true } };
}
