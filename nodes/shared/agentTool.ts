import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/**
 * Whether an AI agent (or an MCP client) called the node as its tool. n8n then runs the node under the name of its tool
 * variant, `xeroContactUpsertTool`: an agent's call that the engine runs says so in nothing else; `isToolExecution` tells of
 * those calls only that the agent runs by itself.
 */
export function isToolCall(context: Pick<IExecuteFunctions, 'getNode' | 'isToolExecution'>): boolean {
	return context.getNode().type.endsWith('Tool') || context.isToolExecution();
}

/**
 * What a node emits, as its caller can see it: a workflow by the outputs; an agent, which is shown the first one alone, all
 * of it by that one, each item with `outcome` (its own, else the name of its output) and `reason`.
 * @param names of the outputs, in their order
 * @param ownOutcome whether the items say their outcome themselves
 */
export function asSeen(context: IExecuteFunctions, outputs: INodeExecutionData[][], names: readonly string[], { ownOutcome = false } = {}): INodeExecutionData[][] {
	if (!isToolCall(context)) return outputs;
	const told = outputs.flatMap((items, output) =>
		items.map((item) => ({ ...item, json: withOutcome(item.json, names[output]?.toLowerCase() ?? '', ownOutcome) })),
	);
	return [told];
}

function withOutcome(json: IDataObject, name: string, ownOutcome: boolean): IDataObject {
	const outcome = ownOutcome ? (json.outcome ?? name) : name;
	return { ...json, outcome, reason: json.reason ?? '' };
}
