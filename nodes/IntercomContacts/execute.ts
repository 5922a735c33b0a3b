import { type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import { WorkspaceCache } from '../../lib/intercom/workspace/workspaceCache';
import { credentialFailure } from '../shared/credentialFailure';
import { intercomConnection } from '../shared/intercomCredential';
import { sorted, type Carrying, type Exit } from './exit';
import type { Operation, Resource } from './operation';
import { allUnread, visitItems } from './visitItems';

/** Runs the chosen operation for all input items. */
export async function execute(context: IExecuteFunctions, resources: Record<string, Resource>): Promise<INodeExecutionData[][]> {
	const operation = chosenOperation(context, resources);
	const items = context.getInputData();
	const asked = operation.once ? items.slice(0, 1) : items;
	const outputs = sorted(await exitsOf(context, operation, asked), asked, carryingOf(context, operation));
	return operation.once ? joined(outputs, items.length) : outputs;
}

async function exitsOf(context: IExecuteFunctions, operation: Operation, items: INodeExecutionData[]): Promise<Exit[][]> {
	const connection = await intercomConnection(context).catch((error: unknown) => credentialFailure('Intercom', error));
	if ('reason' in connection) return allUnread(connection, operation, context, items);
	return await visitItems(operation, { context, connection, cache: new WorkspaceCache(connection.clock.now) }, items);
}

function carryingOf(context: IExecuteFunctions, { carrying }: Operation): Carrying | undefined {
	return typeof carrying === 'function' ? carrying(context.getNode().parameters) : carrying;
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
