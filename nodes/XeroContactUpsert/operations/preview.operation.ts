import type { IExecuteFunctions, INodeExecutionData, INodePropertyOptions } from 'n8n-workflow';
import { upsertItems } from '../upsertItems';

export const description: INodePropertyOptions = {
	name: 'Preview',
	value: 'preview',
	description: 'Read and decide in the same way, write nothing, and show what would change',
	action: 'Preview changes to contacts',
};

/** The same reading and planning as the real thing; only the writes are left out. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await upsertItems(this, { preview: true });
}
