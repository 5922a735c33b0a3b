import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { AccountOutcome } from '../../lib/sync/accounts/accountOutcomes';
import type { Outcome } from '../../lib/sync/record/outcome';
import type { CallsLeft } from '../../lib/ledger/events/callsLeft';
import { leftAlone } from '../../lib/sync/record/preview';
import { carriedLedger } from '../shared/carriedLedger';
import { flatOutcome } from '../shared/failureFacts';

/** What an operation of this node says of an item; nothing of one that was only previewed before. */
export type ItemOutcome = Outcome | AccountOutcome | 'previewed';

/** Position of each output. */
const SYNCED = 0;
const REVIEW = 1;
const FAILED = 2;
const OUTPUTS = ['synced', 'review', 'failed'] as const;

/** What an operation of this node is called in `left` of the items of a ledger. */
export type EmittingOperation = 'upsert' | 'preview' | 'archive' | 'account';

/**
 * Turns outcomes into items, each paired with its input, which is kept under `record`. No item has a top-level
 * `error` key: n8n would move it to another output. @param callsLeft what Xero said last, for items of a ledger
 */
export function emit(items: readonly INodeExecutionData[], outcomes: readonly ItemOutcome[], operation: EmittingOperation, callsLeft: CallsLeft | null = null): INodeExecutionData[][] {
	const outputs: INodeExecutionData[][] = [[], [], []];
	items.forEach((item, position) => {
		const outcome = outcomes[position]!;
		const output = outputOf(outcome);
		const json = outcome === 'previewed' ? leftAlone(item.json) : { ...flatOutcome(outcome), record: item.json };
		const ledger = carriedLedger(item.json, `${operation}.${OUTPUTS[output]!}`, callsLeft === null ? {} : { callsLeft });
		outputs[output]!.push({ json: { ...json, ...ledger } as IDataObject, pairedItem: { item: position } });
	});
	return outputs;
}

function outputOf(outcome: ItemOutcome): number {
	if (outcome === 'previewed') return SYNCED;
	if (outcome.outcome === 'review') return REVIEW;
	return outcome.outcome === 'failed' ? FAILED : SYNCED;
}
