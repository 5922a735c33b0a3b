import type { IExecuteFunctions, INodeExecutionData, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import * as account from './account.operation';
import * as archive from './archive.operation';
import * as createOrUpdate from './createOrUpdate.operation';
import * as fromFields from './fromFields.operation';
import * as getContacts from './getContacts.operation';
import * as preview from './preview.operation';

interface Operation {
	description: INodePropertyOptions;
	/** What a person sets for this operation; each says by displayOptions when it is shown. */
	properties: INodeProperties[];
	/** What its outputs are called towards an agent; absent: as on the node. */
	outputNames?: readonly string[];
	execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]>;
}

/** One operation a file; the node only looks it up here. The notice of Preview stands above the options it shares. */
export const OPERATIONS: Readonly<Record<string, Operation>> = { preview, fromFields, createOrUpdate, archive, account, getContacts };
