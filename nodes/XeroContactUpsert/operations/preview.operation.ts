import type { IExecuteFunctions, INodeExecutionData, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

export const description: INodePropertyOptions = {
	name: 'Preview',
	value: 'preview',
	description: 'Read and decide in the same way, write nothing, and show what would change',
	action: 'Preview changes to contacts in Xero',
};

/** Its options are those of Create or Update Contacts. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Preview changes nothing in Xero. Each item shows what would be created or changed, and what would wait for a person. It is marked with preview, and the writing nodes of this package leave such items alone.',
		name: 'previewNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['preview'] } },
	},
];

/** The same reading and planning as the real thing; only the writes are left out. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { upsertItems } = await import('../../late');
	return await upsertItems(this, { preview: true });
}
