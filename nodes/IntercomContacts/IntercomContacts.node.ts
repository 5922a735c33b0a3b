import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { leaveNode } from '../shared/leaving/leaveNode';
import { authenticationField, intercomCredentials } from '../shared/intercomCredential';
import { company } from './company';
import { contact } from './contact';
import { execute } from './execute';
import { OUTPUT_NAMES } from './exit';
import { namesOf, propertiesOf } from './operation';
import { subtitleOf } from '../shared/subtitle';
import { toAgents } from './toAgents';
import { workspace } from './workspace';

const SUBTITLE = subtitleOf({ ...namesOf(company), ...namesOf(contact), ...namesOf(workspace) }, '$parameter["resource"] + " " + $parameter["operation"]');

const resourceField: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [company.option, contact.option, workspace.option],
	default: 'contact',
};

export class IntercomContacts implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Intercom Contacts',
		name: 'intercomContacts',
		icon: { light: 'file:../shared/icons/intercom.svg', dark: 'file:../shared/icons/intercom.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: SUBTITLE,
		description: 'Reads contacts and companies from Intercom with everything around them, and stores their Xero reference',
		defaults: { name: 'Intercom Contacts' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: OUTPUT_NAMES,
		credentials: intercomCredentials,
		properties: [
			authenticationField,
			resourceField,
			...propertiesOf(company),
			...propertiesOf(contact),
			...propertiesOf(workspace),
			...toAgents,
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return leaveNode(this, await execute(this, { company, contact, workspace }), OUTPUT_NAMES);
	}
}
