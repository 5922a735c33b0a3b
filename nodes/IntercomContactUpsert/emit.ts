import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { leftAlone } from '../../lib/sync/record/preview';
import type { BackOutcome, ToldOutcome } from '../../lib/sync/back/backOutcome';
import { carriedLedger } from '../shared/carriedLedger';
import { flatOutcome } from '../shared/failureFacts';

export const OUTPUT_NAMES = ['Synced', 'Review', 'Failed'];
const LEFT = ['intercom.synced', 'intercom.review', 'intercom.failed'] as const;

/** What this node says of an item; nothing of one that was only previewed before. */
export type ItemOutcome = BackOutcome | ToldOutcome | 'previewed';

/** Turns outcomes into items, each paired with its input; what was mapped is kept under `back`. */
export function emit(items: readonly INodeExecutionData[], outcomes: readonly ItemOutcome[]): INodeExecutionData[][] {
	const outputs: INodeExecutionData[][] = [[], [], []];
	items.forEach(({ json: input }, position) => {
		const outcome = outcomes[position]!;
		const output = outputOf(outcome);
		const json = outcome === 'previewed' ? leftAlone(input) : { ...flatOutcome(outcome), ...('preview' in outcome && outcome.outcome === 'updated' && { outcome: 'preview' }), ...(input.back !== undefined && { back: input.back }) };
		outputs[output]!.push({ json: { ...json, ...carriedLedger(input, LEFT[output]!) } as IDataObject, pairedItem: { item: position } });
	});
	return outputs;
}

function outputOf(outcome: ItemOutcome): 0 | 1 | 2 {
	if (outcome === 'previewed') return 0;
	if (outcome.outcome === 'review') return 1;
	return outcome.outcome === 'failed' ? 2 : 0;
}
