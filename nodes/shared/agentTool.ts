import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { previewWords } from './leaving/summary';

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
 * of it by that one, each item with `outcome` (its own, else the name of its output), `reason` and `message` in front. What the
 * agent was started with stays with it: a webhook's headers are nothing for a model. Where nothing is found it is told so: of no
 * items n8n makes an empty text.
 * @param names of the outputs, in their order
 * @param ownOutcome whether the items say their outcome themselves
 */
export function asSeen(context: IExecuteFunctions, outputs: INodeExecutionData[][], names: readonly string[], { ownOutcome = false } = {}): INodeExecutionData[][] {
	if (!isToolCall(context)) return outputs;
	const given = new Set<unknown>(context.getInputData().map(({ json }) => json));
	const told = outputs.flatMap((items, output) =>
		items.map((item) => ({ ...item, json: withOutcome(without(given, item.json), names[output]?.toLowerCase() ?? '', ownOutcome) })),
	);
	return [told.length > 0 ? told : [{ json: { outcome: 'nothing', reason: '', message: 'Nothing was found.' }, pairedItem: { item: 0 } }]];
}

function without(given: ReadonlySet<unknown>, json: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(json).filter(([, value]) => !given.has(value)));
}

function withOutcome(json: IDataObject, name: string, ownOutcome: boolean): IDataObject {
	const outcome = String(ownOutcome ? (json.outcome ?? name) : name);
	const told = { outcome, reason: json.reason ?? '', message: json.message || wordsOf(json, outcome) };
	return { ...told, ...json, ...told };
}

/** Of what went well, which has no message of its own. */
function wordsOf(json: IDataObject, outcome: string): string {
	return json.preview === true ? previewWords([json]) : `${outcome.charAt(0).toUpperCase()}${outcome.slice(1)}.`;
}
