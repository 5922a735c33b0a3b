import type { IExecuteFunctions, INodeExecutionData, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { UPSERT_OPTIONS } from '../upsertOptions';

export const description: INodePropertyOptions = {
	name: 'Create or Update Contacts',
	value: 'createOrUpdate',
	description: 'Find the Xero contact of each record, then create it or update what differs',
	action: 'Create or update contacts in Xero',
};

export const properties: INodeProperties[] = [UPSERT_OPTIONS];

/** Takes all items together, in as few calls as Xero allows. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { upsertItems } = await import('../../late');
	return await upsertItems(this, { preview: false });
}
