import { NodeConnectionTypes, type IDataObject, type IExecuteFunctions, type INodeExecutionData, type INodeType } from 'n8n-workflow';

/** What quick-start did besides calling the vendors. */
export interface Canvas {
	/** Bodies of messages that went out to a person. */
	told: unknown[];
}

type Work = (context: IExecuteFunctions, items: INodeExecutionData[]) => INodeExecutionData[][];

/** n8n's own nodes as far as quick-start uses them, for the real engine: it evaluates their expressions. */
export function canvasNodes(canvas: Canvas): Record<string, INodeType> {
	const passes: Work = (_context, items) => [items];
	const nodes: Record<string, INodeType> = {
		set: node(['assignments'], 1, (context, items) => [items.map((_, index) => paired(index, assigned(context, index)))]),
		if: node(['conditions'], 2, (context, items) => divided(items, 2, (index) => (holds(context, index) ? 0 : 1))),
		filter: node(['conditions'], 1, (context, items) => divided(items, 1, (index) => (holds(context, index) ? 0 : 1))),
		httpRequest: node(['jsonBody', 'url'], 1, (context, items) => {
			items.forEach((_, index) => canvas.told.push(context.getNodeParameter('jsonBody', index)));
			return [items];
		}),
	};
	for (const name of ['noOp', 'manualTrigger', 'errorTrigger', 'stickyNote']) nodes[name] = node([], 1, passes);
	return Object.fromEntries(Object.entries(nodes).map(([name, type]) => [`n8n-nodes-base.${name}`, type]));
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

function divided(items: INodeExecutionData[], outputs: number, outputOf: (index: number) => number): INodeExecutionData[][] {
	const lists: INodeExecutionData[][] = Array.from({ length: outputs }, () => []);
	items.forEach(({ json }, index) => lists[outputOf(index)]?.push(paired(index, json)));
	return lists;
}
