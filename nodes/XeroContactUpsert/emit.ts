import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { AccountOutcome } from '../../lib/sync/accounts/accountOutcomes';
import type { Outcome } from '../../lib/sync/record/outcome';

/** What an operation of this node says of an item. */
export type ItemOutcome = Outcome | AccountOutcome;

/** Position of each output. */
const SYNCED = 0;
const REVIEW = 1;
const FAILED = 2;

/**
 * Turns outcomes into items, each paired with its input, which is kept under `record`. No item has a top-level
 * `error` key: n8n would move it to another output.
 */
export function emit(items: readonly INodeExecutionData[], outcomes: readonly ItemOutcome[]): INodeExecutionData[][] {
	const outputs: INodeExecutionData[][] = [[], [], []];
	items.forEach((item, position) => {
		const outcome = outcomes[position]!;
		const json = { ...flat(outcome), record: item.json };
		outputs[outputOf(outcome)]!.push({ json, pairedItem: { item: position } });
	});
	return outputs;
}

function outputOf(outcome: ItemOutcome): number {
	if (outcome.outcome === 'review') return REVIEW;
	return outcome.outcome === 'failed' ? FAILED : SYNCED;
}

/** A failure's facts stand beside the outcome's, where a workflow can reach them without digging. */
function flat(outcome: ItemOutcome): IDataObject {
	if (outcome.outcome !== 'failed') return { ...outcome } as unknown as IDataObject;
	const { failure, ...rest } = outcome;
	const { retryAt, ...facts } = failure;
	return {
		...rest,
		...facts,
		...(retryAt === undefined ? {} : { retryAt: new Date(retryAt).toISOString() }),
	} as unknown as IDataObject;
}
