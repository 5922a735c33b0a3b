import type { IExecuteFunctions, INodeExecutionData, INodePropertyOptions } from 'n8n-workflow';
import { upsertItems } from '../upsertItems';

export const description: INodePropertyOptions = {
	name: 'Create or Update Contacts',
	value: 'createOrUpdate',
	description: 'Find the Xero contact of each record, then create it or update what differs',
	action: 'Create or update contacts',
};

/** Takes all items together, in as few calls as Xero allows. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await upsertItems(this, { preview: false });
}
