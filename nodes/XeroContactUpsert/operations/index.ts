import type { IExecuteFunctions, INodeExecutionData, INodePropertyOptions } from 'n8n-workflow';
import * as createOrUpdate from './createOrUpdate.operation';
import * as preview from './preview.operation';

interface Operation {
	description: INodePropertyOptions;
	execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]>;
}

/** One operation a file; the node only looks it up here. */
export const OPERATIONS: Readonly<Record<string, Operation>> = { createOrUpdate, preview };
