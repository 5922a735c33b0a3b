import { NodeConnectionTypes, NodeOperationError, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { leaveNode } from '../shared/leaving/leaveNode';
import { intercomCredentials } from '../shared/intercomCredential';
import { CONNECT_REVIEW_AND_FAILED } from '../shared/outputHints';
import { toolDescriptions } from '../shared/toolDescription';
import { OUTPUT_NAMES } from './emit';
import { OPERATIONS } from './operations';
import { PARAMETERS } from './parameters';

const toAgents = toolDescriptions([
	{ show: { operation: ['update'] }, text: 'Answers that an agent cannot hand over a mapped record, and how a change of Xero is brought to Intercom instead. It writes nothing.' },
	{ show: { operation: ['preview'] }, text: 'Shows what bringing a change of Xero to the Intercom contact or company would change. It takes the record that the workflow gave to the agent; you cannot give it another. It writes nothing.' },
]);

export class IntercomContactUpsert implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Intercom Contact Upsert',
		name: 'intercomContactUpsert',
		icon: { light: 'file:../shared/icons/intercom.svg', dark: 'file:../shared/icons/intercom.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] === "preview" ? "Preview" : "Update Contacts" }}',
		description: 'Bring what was changed in Xero to the Intercom contact, and never over a change that was made in Intercom',
		defaults: { name: 'Intercom Contact Upsert' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: OUTPUT_NAMES,
		credentials: intercomCredentials,
		hints: [CONNECT_REVIEW_AND_FAILED],
		properties: [...PARAMETERS, ...toAgents],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const name = this.getNodeParameter('operation', 0);
		const operation = OPERATIONS[name];
		if (!operation) throw new NodeOperationError(this.getNode(), `The operation "${name}" is not known`);
		return leaveNode(this, await operation.execute.call(this), OUTPUT_NAMES, { ownOutcome: true });
	}
}
