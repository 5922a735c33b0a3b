import type { Failure } from '../../http/failure';
import { pool } from '../../http/pool';
import type { XeroClient } from '../../xero/api/endpoints';
import { MAX_CALLS_IN_FLIGHT } from '../../xero/pace/limits';
import type { Pending, WritePlan } from '../decide/decide';
import { intoBatches } from './intoBatches';
import type { Run } from './run';
import { isInternalError, sendCreates, sendUpdates, type CreatePlan, type UpdatePlan, type Write, type WriteAnswer, type Written } from './writeBatch';

/** A record that is to be written, and how. */
export interface Planned {
	pending: Pending;
	plan: WritePlan;
}

/**
 * Sends all writes of a round, creates before updates, in as few calls as Xero allows.
 * @param take given each answer as soon as its call is done: an answer says more than is kept, so none waits for the others
 * @returns what `take` made of them, in the order of the calls
 */
export async function sendWrites<T>(run: Run, planned: readonly Planned[], take: (answer: WriteAnswer) => T): Promise<T[]> {
	const creates: Sized<CreatePlan>[] = [];
	const updates: Sized<UpdatePlan>[] = [];
	for (const { pending, plan } of planned) {
		const { intercomId } = pending.record;
		const atOnce = callSize(run.options.batchSize, pending.broken);
		if (plan.kind === 'create') creates.push({ intercomId, plan, attempt: pending.sent, atOnce });
		else updates.push({ intercomId, plan, attempt: 0, atOnce });
	}
	const health: Health = { passed: 0, internalErrors: 0 };
	const sendCreatesOfRun = async (client: XeroClient, batch: readonly Write<CreatePlan>[]) => await sendCreates(client, batch, run.id);
	return [...(await sendAll(run, health, creates, sendCreatesOfRun, take)), ...(await sendAll(run, health, updates, sendUpdates, take))];
}

/** A write, and how many may go in one call with it. */
type Sized<P extends WritePlan> = Write<P> & { atOnce: number };

/** A batch on which Xero breaks twice goes again in eighths, then one by one: one record may be to blame. */
function callSize(batchSize: number, broken: number): number {
	return Math.ceil(batchSize / 8 ** Math.max(0, broken - 1));
}

/** What the calls of a round say of Xero. */
interface Health {
	passed: number;
	internalErrors: number;
}

/** So many internal errors, and nothing that went through: it is not one record. */
const DOWN_AFTER = 3;

/** After a failure that every later call would meet too, nothing more is sent. */
async function sendAll<P extends CreatePlan | UpdatePlan, T>(
	run: Run,
	health: Health,
	writes: readonly Sized<P>[],
	send: (client: XeroClient, batch: readonly Write<P>[]) => Promise<WriteAnswer[]>,
	take: (answer: WriteAnswer) => T,
): Promise<T[]> {
	const sizes = [...new Set(writes.map(({ atOnce }) => atOnce))];
	const batches = sizes.flatMap((size) => intoBatches(writes.filter(({ atOnce }) => atOnce === size), size));
	const answers = await pool(batches, MAX_CALLS_IN_FLIGHT, async (batch) => {
		if (run.stopped) return batch.map(({ intercomId }) => take(notSent(intercomId, run.stopped!.failure)));
		const sent = await send(run.deps.client, batch);
		run.stopped ??= whatStops(sent, health);
		return sent.map(take);
	});
	return answers.flat();
}

function whatStops(sent: readonly WriteAnswer[], health: Health): Run['stopped'] {
	const unwritten = sent.flatMap(({ written }) => (written.kind === 'failed' || written.kind === 'lost' ? [written] : []));
	const internal = unwritten.find(({ failure }) => isInternalError(failure));
	if (internal) health.internalErrors += 1;
	else if (unwritten.length < sent.length) health.passed += 1;
	if (internal && health.passed === 0 && health.internalErrors >= DOWN_AFTER) return { failure: internal.failure, attempts: 1 };
	return unwritten.find((one): one is Extract<Written, { kind: 'failed' }> => one.kind === 'failed' && one.stop);
}

function notSent(intercomId: string, failure: Failure): WriteAnswer {
	return { intercomId, written: { kind: 'failed', failure, attempts: 0, stop: true } };
}
