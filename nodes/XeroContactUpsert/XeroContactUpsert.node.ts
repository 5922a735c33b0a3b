import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { leaveNode } from '../shared/leaving/leaveNode';
import { CONNECT_REVIEW_AND_FAILED } from '../shared/outputHints';
import { searchOrganisations } from '../shared/searchOrganisations';
import { upsertCredentials } from './intercomAccess';
import { OPERATIONS } from './operations';
import { PARAMETERS, SUBTITLE } from './parameters';

const OUTPUT_NAMES = ['Synced', 'Review', 'Failed'];

export class XeroContactUpsert implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Xero Contact Upsert',
		name: 'xeroContactUpsert',
		icon: { light: 'file:xeroContactUpsert.svg', dark: 'file:xeroContactUpsert.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: SUBTITLE,
		description: 'Create or update Xero contacts without ever overwriting a stranger',
		defaults: { name: 'Xero Contact Upsert' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: OUTPUT_NAMES,
		credentials: upsertCredentials,
		hints: [CONNECT_REVIEW_AND_FAILED],
		properties: PARAMETERS,
	};

	methods = { listSearch: { searchOrganisations } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const name = this.getNodeParameter('operation', 0);
		const operation = OPERATIONS[name];
		if (!operation) throw new NodeOperationError(this.getNode(), `The operation "${name}" is not known`);
		return leaveNode(this, await operation.execute.call(this), operation.outputNames ?? OUTPUT_NAMES, { ownOutcome: true });
	}
}
