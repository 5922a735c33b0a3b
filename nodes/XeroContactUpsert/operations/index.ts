import type { IExecuteFunctions, INodeExecutionData, INodePropertyOptions } from 'n8n-workflow';
import * as preview from './preview.operation';
import * as upsert from './upsert.operation';

interface Operation {
	description: INodePropertyOptions;
	execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]>;
}

/** One operation a file; the node only looks it up here. */
export const OPERATIONS: Readonly<Record<string, Operation>> = { preview, upsert };
