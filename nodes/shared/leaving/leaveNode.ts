import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asSeen, isToolCall } from '../agentTool';
import { arranged, tells } from './arranged';
import { nameExecution } from './customData';
import { withTime } from './notBefore';
import { redIfWronglySetUp } from './setUp';
import { hintsOf } from './summary';

/**
 * The last step of every node that works on records: items with what a person looks for in front, a word in the output
 * pane, the execution named after contact and outcome, and a run by hand red where the set-up is wrong.
 * @param names of the outputs, in their order
 * @param ownOutcome whether the items say their outcome themselves
 * @throws NodeOperationError in a run by hand whose every item failed by the node's set-up
 */
export function leaveNode(context: IExecuteFunctions, outputs: INodeExecutionData[][], names: readonly string[], { ownOutcome = false } = {}): INodeExecutionData[][] {
	const zone = context.getTimezone();
	const leaving = outputs.map((items) => items.map((item) => ({ ...item, json: arranged(withTime(item.json, zone)) })));
	const left = leaving.map((items, output) => ({ output: names[output]?.toLowerCase() ?? '', items: items.map(({ json }) => json) }));
	if (!isToolCall(context)) {
		redIfWronglySetUp(context, left);
		const telling = left.map(({ output, items }) => ({ output, items: items.filter(tells) }));
		// What goes on and tells nothing counts as well: not everything failed.
		context.addExecutionHints(...hintsOf(telling.some(({ items }) => items.length > 0) ? left : []));
	}
	nameExecution(context, left);
	return asSeen(context, leaving, names, { ownOutcome });
}
