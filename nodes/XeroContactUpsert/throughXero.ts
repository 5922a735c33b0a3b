import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Failure } from '../../lib/http/failure';
import type { CallsLeft } from '../../lib/ledger/events/callsLeft';
import { failed } from '../../lib/sync/record/outcomes';
import { isPreviewed } from '../../lib/sync/record/preview';
import { isToolCall } from '../shared/agentTool';
import { inOneTurn, type Pacing, type XeroConnection } from '../shared/xeroConnection';
import { connectXero } from './connectXero';
import { emit, type EmittingOperation, type ItemOutcome } from './emit';

/** An item as an operation wants it, or why it cannot be sent. `intercomId` names it either way; `shown` stands for the input in what leaves. */
export type ReadItem<R> = { ok: true; intercomId: string; request: R; shown?: IDataObject } | { ok: false; intercomId: string; failure: Failure };

/** How an operation runs: which one it is, at which pace, and whether it only looks. */
export type Running = Pacing & { operation: EmittingOperation; preview?: boolean };

/**
 * Sends all items through an operation together and gives each its one outcome. Items that cannot be read leave by
 * Failed, those that were only previewed are handed on as they came; the others go on. Without any that can, nothing is
 * asked of Xero.
 */
export async function throughXero<R>(
	context: IExecuteFunctions,
	running: Running,
	read: (item: INodeExecutionData, position: number) => ReadItem<R>,
	work: (requests: R[], connection: XeroConnection) => Promise<ItemOutcome[]>,
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const outcomes = new Array<ItemOutcome>(items.length);
	const shown: INodeExecutionData[] = [...items];
	const good: { position: number; intercomId: string; request: R }[] = [];
	const inMode = (outcome: ReturnType<typeof failed>) => (running.preview ? { ...outcome, preview: true as const } : outcome);
	items.forEach((item, position) => {
		if (!isToolCall(context) && isPreviewed(item.json)) return void (outcomes[position] = 'previewed');
		const one = read(item, position);
		if (one.ok && one.shown) shown[position] = { ...item, json: one.shown };
		if (one.ok) good.push({ position, intercomId: one.intercomId, request: one.request });
		else outcomes[position] = inMode(failed(one.intercomId, one.failure, 0));
	});
	let callsLeft: CallsLeft | null = null;
	if (good.length > 0) {
		const connection = await connectXero(context, running);
		const unsent = (failure: Failure) => good.map(({ intercomId }) => inMode(failed(intercomId, failure, 0)));
		const settled = 'client' in connection ? await inItsTurn(connection, running, async () => await work(good.map(({ request }) => request), connection), unsent) : unsent(connection);
		good.forEach(({ position }, order) => (outcomes[position] = settled[order]!));
		if ('client' in connection) callsLeft = connection.callsLeft();
	}
	return emit(shown, outcomes, running.operation, callsLeft);
}

/** The upsert takes a turn for each of its runs, and waits for others between them without one; whatever else there is takes one for all. */
async function inItsTurn<T>(connection: XeroConnection, { operation, maxWaitMs }: Running, work: () => Promise<T>, otherwise: (failure: Failure) => T): Promise<T> {
	return operation === 'upsert' || operation === 'preview' ? await work() : await inOneTurn(connection, maxWaitMs, work, otherwise);
}

/** What an id field holds, for the outcome of an item that cannot be read. */
export function idText(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
