import type { IExecuteFunctions, INodeExecutionData, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { isToolCall } from '../../shared/agentTool';
import { notForAgents, notForAgentsNotice } from '../../shared/notForAgents';
import { UPSERT_OPTIONS } from '../upsertOptions';

export const description: INodePropertyOptions = {
	name: 'Create or Update Contacts',
	value: 'createOrUpdate',
	description: 'Find the Xero contact of each record, then create it or update what differs',
	action: 'Create or update contacts in Xero',
};

const INSTEAD = 'Choose the operation Create or Update From Fields, or let the agent add the contact to the ledger (Sync Ledger, Add).';

export const properties: INodeProperties[] = [notForAgentsNotice('createOrUpdate', INSTEAD), UPSERT_OPTIONS];

/** Takes all items together, in as few calls as Xero allows. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { upsertItems } = await import('../../late');
	if (!isToolCall(this)) return await upsertItems(this, { preview: false });
	return await upsertItems(this, { preview: false }, () => ({ ok: false, intercomId: '', failure: notForAgents(INSTEAD) }));
}
