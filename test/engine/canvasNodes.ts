import { NodeConnectionTypes, NodeOperationError, type IDataObject, type IExecuteFunctions, type INodeExecutionData, type INodeType } from 'n8n-workflow';

/** What a workflow did besides calling the vendors. */
export interface Canvas {
	/** What went out to a person: the body of a request, the text of a message or a mail. */
	told: unknown[];
	/** The channel to that person takes nothing. @throws then */
	channel?: () => void;
	/** What was answered to whoever called a webhook. */
	answered?: unknown[];
}

type Work = (context: IExecuteFunctions, items: INodeExecutionData[]) => INodeExecutionData[][];

/** n8n's own nodes as far as the shipped workflows use them, for the real engine: it evaluates their expressions. */
export function canvasNodes(canvas: Canvas): Record<string, INodeType> {
	const passes: Work = (_context, items) => [items];
	const nodes: Record<string, INodeType> = {
		set: node(['assignments'], 1, (context, items) => [items.map((_, index) => paired(index, assigned(context, index)))]),
		if: node(['conditions'], 2, (context, items) => divided(items, 2, (index) => (holds(context, index) ? 0 : 1))),
		filter: node(['conditions'], 1, (context, items) => divided(items, 1, (index) => (holds(context, index) ? 0 : 1))),
		switch: node(['output'], 3, (context, items) => divided(items, 3, (index) => outputOf(context, index))),
		httpRequest: node(['jsonBody', 'url'], 1, tells(canvas, ['jsonBody'])),
		slack: node(['text'], 1, tells(canvas, ['text'])),
		emailSend: node(['subject', 'text'], 1, tells(canvas, ['subject', 'text'])),
		respondToWebhook: node(['responseBody', 'options'], 1, (context, items) => {
			items.forEach((_, index) => canvas.answered?.push(context.getNodeParameter('responseBody', index, ''), context.getNodeParameter('options', index)));
			return [items];
		}),
		stopAndError: node(['errorMessage'], 0, (context) => {
			throw new NodeOperationError(context.getNode(), String(context.getNodeParameter('errorMessage', 0)));
		}),
	};
	for (const name of ['noOp', 'manualTrigger', 'errorTrigger', 'stickyNote', 'scheduleTrigger', 'n8nTrigger', 'webhook']) nodes[name] = node([], 1, passes);
	return Object.fromEntries(Object.entries(nodes).map(([name, type]) => [`n8n-nodes-base.${name}`, type]));
}

/** As the real ones it hands on the answer of the channel, and none of what came in; or why there was none, where its setting says so. */
function tells({ told, channel = () => undefined }: Canvas, parameters: readonly string[]): Work {
	return (context, items) => [
		items.map((_, index) => {
			const words = parameters.map((name) => context.getNodeParameter(name, index));
			try {
				channel();
			} catch (error) {
				if (!context.continueOnFail()) throw error;
				return paired(index, { error: (error as Error).message });
			}
			told.push(words.length === 1 ? words[0] : words.join('\n'));
			return paired(index, {});
		}),
	];
}

function node(parameters: readonly string[], outputs: number, work: Work): INodeType {
	return {
		description: {
			displayName: 'Canvas node',
			name: 'canvasNode',
			group: ['transform'],
			version: 1,
			description: 'Stands in for one of n8n\'s own nodes',
			defaults: {},
			inputs: [NodeConnectionTypes.Main],
			outputs: Array<'main'>(outputs).fill(NodeConnectionTypes.Main),
			properties: parameters.map((name) => ({ displayName: name, name, type: 'json', default: '' })),
		},
		async execute() {
			return await Promise.resolve(work(this, this.getInputData()));
		},
	};
}

function paired(item: number, json: IDataObject): INodeExecutionData {
	return { json, pairedItem: { item } };
}

interface Assignment {
	name: string;
	type: string;
	value: unknown;
}

function assigned(context: IExecuteFunctions, index: number): IDataObject {
	const { assignments } = context.getNodeParameter('assignments', index) as unknown as { assignments: Assignment[] };
	return Object.fromEntries(assignments.map(({ name, type, value }) => [name, type === 'string' && value !== null ? String(value) : value])) as IDataObject;
}

interface Conditions {
	conditions: Array<{ leftValue: unknown; operator: { operation: string } }>;
}

function holds(context: IExecuteFunctions, index: number): boolean {
	const { conditions } = context.getNodeParameter('conditions', index) as unknown as Conditions;
	return conditions.every(({ leftValue, operator }) => (operator.operation === 'notEmpty' ? leftValue !== '' : leftValue === true));
}

/** As the real one, which knows no output that it does not have. */
function outputOf(context: IExecuteFunctions, index: number): number {
	const output = Number(context.getNodeParameter('output', index));
	if ([0, 1, 2].includes(output)) return output;
	throw new NodeOperationError(context.getNode(), `The output ${output} is not allowed.`);
}

function divided(items: INodeExecutionData[], outputs: number, outputOf: (index: number) => number): INodeExecutionData[][] {
	const lists: INodeExecutionData[][] = Array.from({ length: outputs }, () => []);
	items.forEach(({ json }, index) => lists[outputOf(index)]?.push(paired(index, json)));
	return lists;
}
