import { type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import { WorkspaceCache } from '../../lib/intercom/workspaceCache';
import { intercomConnection } from '../shared/intercomCredential';
import { sorted } from './exit';
import type { Operation, Resource } from './operation';
import { visitItems } from './visitItems';

/** Runs the chosen operation for all input items. */
export async function execute(context: IExecuteFunctions, resources: Record<string, Resource>): Promise<INodeExecutionData[][]> {
	const operation = chosenOperation(context, resources);
	const connection = await intercomConnection(context);
	const session = { context, connection, cache: new WorkspaceCache(connection.clock.now) };
	const items = context.getInputData();
	if (!operation.once) return sorted(await visitItems(operation, session, items));
	return joined(sorted(await visitItems(operation, session, items.slice(0, 1))), items.length);
}

function chosenOperation(context: IExecuteFunctions, resources: Record<string, Resource>): Operation {
	const { resource, operation } = context.getNode().parameters;
	const about = resources[String(resource ?? 'contact')];
	const chosen = about?.operations[String(operation ?? about.default)];
	if (chosen) return chosen;
	throw new NodeOperationError(context.getNode(), `The operation "${String(operation)}" does not exist`, {
		description: 'Open the node and choose an operation.',
	});
}

/** What was done once counts for every input item. */
function joined(outputs: INodeExecutionData[][], inputCount: number): INodeExecutionData[][] {
	const pairedItem = Array.from({ length: inputCount }, (_, item) => ({ item }));
	return outputs.map((output) => output.map((item) => ({ ...item, pairedItem })));
}
