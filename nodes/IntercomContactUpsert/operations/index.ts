import type { IExecuteFunctions, INodeExecutionData, INodePropertyOptions } from 'n8n-workflow';

/** One operation: its entry in the list, and what it does with all items of an execution. */
export interface BackOperation {
	description: INodePropertyOptions;
	execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]>;
}

/** By the value of the operation parameter. */
export const OPERATIONS: Readonly<Record<string, BackOperation>> = {
	update: {
		description: {
			name: 'Update Contacts', value: 'update', action: 'Update contacts with what changed in Xero',
			description: 'Merge what Xero holds with what Intercom holds, and write what was changed in Xero alone',
		},
		async execute() {
			const { bringItems } = await import('../../late');
			return await bringItems(this, { preview: false });
		},
	},
	preview: {
		description: { name: 'Preview', value: 'preview', action: 'Preview the update of contacts', description: 'Read and plan the same, and write nothing' },
		async execute() {
			const { bringItems } = await import('../../late');
			return await bringItems(this, { preview: true });
		},
	},
};
