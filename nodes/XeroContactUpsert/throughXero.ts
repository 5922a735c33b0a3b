import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Failure } from '../../lib/http/failure';
import { failed } from '../../lib/sync/record/outcomes';
import { connectXero, type XeroConnection } from './connectXero';
import { emit, type ItemOutcome } from './emit';
import type { Pacing } from './settings';

/** An item as an operation wants it, or why it cannot be sent. `intercomId` names it either way. */
export type ReadItem<R> = { ok: true; intercomId: string; request: R } | { ok: false; intercomId: string; failure: Failure };

/**
 * Sends all items through an operation together and gives each its one outcome. Items that cannot be read leave by
 * Failed; the others go on. Without any that can, nothing is asked of Xero.
 */
export async function throughXero<R>(
	context: IExecuteFunctions,
	pacing: Pacing,
	read: (item: INodeExecutionData, position: number) => ReadItem<R>,
	work: (requests: R[], connection: XeroConnection) => Promise<ItemOutcome[]>,
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const outcomes = new Array<ItemOutcome>(items.length);
	const good: { position: number; intercomId: string; request: R }[] = [];
	items.forEach((item, position) => {
		const one = read(item, position);
		if (one.ok) good.push({ position, intercomId: one.intercomId, request: one.request });
		else outcomes[position] = failed(one.intercomId, one.failure, 0);
	});
	if (good.length > 0) {
		const connection = await connectXero(context, pacing);
		const settled = 'client' in connection ? await work(good.map(({ request }) => request), connection) : good.map(({ intercomId }) => failed(intercomId, connection, 0));
		good.forEach(({ position }, order) => (outcomes[position] = settled[order]!));
	}
	return emit(items, outcomes);
}

/** What an id field holds, for the outcome of an item that cannot be read. */
export function idText(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
