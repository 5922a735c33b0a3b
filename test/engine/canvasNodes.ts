import { NodeConnectionTypes, type IDataObject, type IExecuteFunctions, type INodeExecutionData, type INodeType } from 'n8n-workflow';

/** What the shipped workflows did besides calling the vendors. */
export interface Canvas {
	/** Operations that changed rows of a table, `Node: operation`. */
	rowsChanged: string[];
	/** Bodies of messages that went out to a person. */
	told: unknown[];
	/** Runs the workflow that a node calls. @returns what its last node gave */
	call(workflowId: string, items: INodeExecutionData[]): Promise<INodeExecutionData[]>;
	/** In place of what stands in the node Settings. */
	settings: IDataObject;
}

type Work = (context: IExecuteFunctions, items: INodeExecutionData[]) => INodeExecutionData[][] | Promise<INodeExecutionData[][]>;

/** n8n's own nodes as far as the shipped workflows use them, for the real engine: it evaluates their expressions. */
export function canvasNodes(canvas: Canvas): Record<string, INodeType> {
	const passes: Work = (_context, items) => [items];
	const nodes: Record<string, INodeType> = {
		set: node(['mode', 'jsonOutput', 'assignments', 'includeOtherFields'], 1, (context, items) => [items.map((item, index) => paired(index, assigned(context, item, index, canvas.settings)))]),
		if: node(['conditions'], 2, (context, items) => divided(items, 2, (index) => (holds(context, 'conditions', index) ? 0 : 1))),
		filter: node(['conditions'], 1, (context, items) => divided(items, 1, (index) => (holds(context, 'conditions', index) ? 0 : 1))),
		switch: node(['rules'], 6, (context, items) => {
			const count = (context.getNodeParameter('rules', 0) as { values: unknown[] }).values.length;
			return divided(items, count, (index) => rulesOf(context, index).findIndex(allHold));
		}),
		merge: node(['mode', 'fieldsToMatchString', 'numberInputs'], 1, merged, ['', '', '']),
		removeDuplicates: node(['operation', 'fieldsToCompare'], 1, (context, items) => [eachOnce(context, items)]),
		splitOut: node(['fieldToSplitOut'], 1, (context, items) => [items.flatMap((item, index) => (item.json[context.getNodeParameter('fieldToSplitOut', index) as string] as IDataObject[]).map((json) => paired(index, json)))]),
		aggregate: node(['destinationFieldName'], 1, (context, items) => [[paired(0, { [context.getNodeParameter('destinationFieldName', 0) as string]: items.map(({ json }) => json) })]]),
		dataTable: node(['resource', 'operation', 'tableName', 'dataTableId', 'filters', 'columns'], 1, (context, items) => [items.flatMap((item, index) => tableRows(context, item, index, canvas))]),
		executeWorkflow: node(['workflowId'], 1, async (context, items) => {
			const answer = await canvas.call(String(context.getNodeParameter('workflowId', 0, '', { extractValue: true })), items);
			return [answer.map(({ json }, index) => paired(Math.min(index, items.length - 1), json))];
		}),
		httpRequest: node(['jsonBody', 'url'], 1, (context, items) => {
			items.forEach((_, index) => canvas.told.push(context.getNodeParameter('jsonBody', index)));
			return [items];
		}),
		stopAndError: node(['errorMessage'], 1, (context) => {
			throw new Error(String(context.getNodeParameter('errorMessage', 0)));
		}),
	};
	for (const name of ['noOp', 'manualTrigger', 'scheduleTrigger', 'executeWorkflowTrigger', 'errorTrigger', 'stickyNote', 'slack', 'emailSend']) nodes[name] = node([], 1, passes);
	return Object.fromEntries(Object.entries(nodes).map(([name, type]) => [`n8n-nodes-base.${name}`, type]));
}

function node(parameters: readonly string[], outputs: number, work: Work, inputs: readonly string[] = ['']): INodeType {
	return {
		description: {
			displayName: 'Canvas node',
			name: 'canvasNode',
			group: ['transform'],
			version: 1,
			description: 'Stands in for one of n8n\'s own nodes',
			defaults: {},
			inputs: inputs.map(() => NodeConnectionTypes.Main),
			outputs: Array<'main'>(outputs).fill(NodeConnectionTypes.Main),
			properties: parameters.map((name) => ({ displayName: name, name, type: 'json', default: '' })),
		},
		async execute() {
			return await work(this, this.getInputData());
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

function assigned(context: IExecuteFunctions, { json }: INodeExecutionData, index: number, settings: IDataObject): IDataObject {
	if (context.getNodeParameter('mode', index) === 'raw') return JSON.parse(String(context.getNodeParameter('jsonOutput', index))) as IDataObject;
	const { assignments } = context.getNodeParameter('assignments', index) as unknown as { assignments: Assignment[] };
	const isSettings = context.getNode().name === 'Settings';
	const values = assignments.map(({ name, type, value }) => {
		const chosen = isSettings && name in settings ? settings[name] : (value ?? null);
		return [name, type === 'string' && chosen !== null ? String(chosen) : chosen] as const;
	});
	return { ...(context.getNodeParameter('includeOtherFields', index) === true && json), ...Object.fromEntries(values) } as IDataObject;
}

interface Conditions {
	conditions: Array<{ leftValue: unknown; operator: { operation: string } }>;
}

function holds(context: IExecuteFunctions, parameter: string, index: number): boolean {
	return allHold(context.getNodeParameter(parameter, index) as unknown as Conditions);
}

function rulesOf(context: IExecuteFunctions, index: number): Conditions[] {
	return (context.getNodeParameter('rules', index) as unknown as { values: Array<{ conditions: Conditions }> }).values.map(({ conditions }) => conditions);
}

function allHold({ conditions }: Conditions): boolean {
	return conditions.every(({ leftValue, operator }) => (operator.operation === 'notEmpty' ? leftValue !== '' : leftValue === true));
}

function divided(items: INodeExecutionData[], outputs: number, outputOf: (index: number) => number): INodeExecutionData[][] {
	const lists: INodeExecutionData[][] = Array.from({ length: outputs }, () => []);
	items.forEach(({ json }, index) => lists[outputOf(index)]?.push(paired(index, json)));
	return lists;
}

function eachOnce(context: IExecuteFunctions, items: INodeExecutionData[]): INodeExecutionData[] {
	if (context.getNodeParameter('operation', 0) !== 'removeDuplicateInputItems') return items;
	const fields = String(context.getNodeParameter('fieldsToCompare', 0)).split(',').map((name) => name.trim());
	const seen = new Set<string>();
	return items.flatMap(({ json }, index) => {
		const key = JSON.stringify(fields.map((name) => json[name]));
		return seen.has(key) ? [] : (seen.add(key), [paired(index, json)]);
	});
}

/** Appends, or gives each item of the first input what the second one has under the same key. */
function merged(context: IExecuteFunctions, first: INodeExecutionData[]): INodeExecutionData[][] {
	const input = (index: number) => context.getInputData(index) ?? [];
	if (context.getNodeParameter('mode', 0) === 'append') return [[0, 1, 2].flatMap((index) => input(index)).map(({ json }, index) => paired(index, json))];
	const path = String(context.getNodeParameter('fieldsToMatchString', 0)).split('.');
	const key = (json: IDataObject) => path.reduce<unknown>((value, name) => (value as IDataObject | undefined)?.[name], json);
	return [first.map(({ json }, index) => paired(index, { ...json, ...input(1).find((other) => key(other.json) === key(json))?.json }))];
}

/** Tables are there and empty. */
function tableRows(context: IExecuteFunctions, { json }: INodeExecutionData, index: number, { rowsChanged }: Canvas): INodeExecutionData[] {
	if (context.getNodeParameter('resource', index) === 'table') return [paired(index, { name: context.getNodeParameter('tableName', index) as string })];
	const operation = String(context.getNodeParameter('operation', index));
	if (operation === 'rowNotExists') return [paired(index, json)];
	if (operation === 'get' || operation === 'rowExists') return [];
	rowsChanged.push(`${context.getNode().name}: ${operation}`);
	return [paired(index, json)];
}
