import { readFileSync } from 'node:fs';
import type { IConnections, INode, INodeParameters } from 'n8n-workflow';
import type { CredentialReference } from '../../../sandbox/n8n/credentials';
import { shippedWorkflow, type WorkflowFile } from '../../../sandbox/n8n/workflows';

/** Where both workflows are started: by a call of this address of n8n. */
export const START_PATH = 'bench-start';

export interface PeerPlaces {
	intercomUrl: string;
	organisationId: string;
	/** The built-in Xero node's own, and the header that opens Intercom. */
	credentials: { xeroOAuth2Api: CredentialReference; httpHeaderAuth: CredentialReference };
}

const start = node('Start', 'n8n-nodes-base.webhook', 2.1, { httpMethod: 'POST', path: START_PATH, responseMode: 'onReceived' }, { webhookId: START_PATH });

/**
 * What a user builds of n8n's built-in nodes: all contacts of Intercom page by page, then one after the other looked for in Xero by
 * email, and updated or created. A careful one: what fails does not stop the rest.
 */
export function peerWorkflow({ intercomUrl, organisationId, credentials }: PeerPlaces): WorkflowFile {
	const page = `${intercomUrl}/contacts?per_page=150`;
	const next = `={{ $response.body?.pages?.next ? '${page}&starting_after=' + encodeURIComponent($response.body.pages.next.starting_after) : $request.url }}`;
	const pagination = { paginationMode: 'responseContainsNextURL', nextURL: next, paginationCompleteWhen: 'other', completeExpression: '={{ !$response.body.pages.next }}', limitPagesFetched: false, requestInterval: 0 };
	const xero = (name: string, parameters: INodeParameters, more: Partial<INode> = {}) =>
		node(name, 'n8n-nodes-base.xero', 1, { resource: 'contact', organizationId: organisationId, ...parameters }, { credentials: picked({ xeroOAuth2Api: credentials.xeroOAuth2Api }), ...more });
	const contact = "$('Each Contact').item.json";
	const phones = { phonesValues: [{ phoneType: 'DEFAULT', phoneNumber: `={{ ${contact}.phone }}`, phoneAreaCode: '', phoneCountryCode: '' }] };
	const nodes = [
		start,
		node('All Contacts', 'n8n-nodes-base.httpRequest', 4.2, {
			url: page, authentication: 'genericCredentialType', genericAuthType: 'httpHeaderAuth', sendHeaders: true,
			headerParameters: { parameters: [{ name: 'Intercom-Version', value: '2.16' }, { name: 'Accept', value: 'application/json' }] },
			options: { pagination: { pagination } },
		}, { credentials: picked({ httpHeaderAuth: credentials.httpHeaderAuth }) }),
		node('Split Out', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'data' }),
		node('Each Contact', 'n8n-nodes-base.splitInBatches', 3, { batchSize: 1, options: {} }),
		xero('Find by Email', { operation: 'getAll', returnAll: false, limit: 1, options: { where: `=EmailAddress=="{{ ${contact}.email }}"` } }, { alwaysOutputData: true, onError: 'continueRegularOutput' }),
		node('In Xero?', 'n8n-nodes-base.if', 2.2, {
			conditions: { options: { caseSensitive: true, typeValidation: 'loose', version: 2 }, combinator: 'and', conditions: [{ id: 'found', leftValue: '={{ $json.ContactID }}', rightValue: '', operator: { type: 'string', operation: 'notEmpty', singleValue: true } }] },
			options: {},
		}),
		xero('Update', { operation: 'update', contactId: '={{ $json.ContactID }}', updateFields: { name: `={{ ${contact}.name }}`, phonesUi: phones } }, { onError: 'continueRegularOutput' }),
		xero('Create', { operation: 'create', name: `={{ ${contact}.name }}`, additionalFields: { emailAddress: `={{ ${contact}.email }}`, phonesUi: phones } }, { onError: 'continueRegularOutput' }),
	];
	const connections = joined({ Start: [['All Contacts']], 'All Contacts': [['Split Out']], 'Split Out': [['Each Contact']], 'Each Contact': [[], ['Find by Email']], 'Find by Email': [['In Xero?']], 'In Xero?': [['Update'], ['Create']], Update: [['Each Contact']], Create: [['Each Contact']] });
	return { name: 'Peer of built-in nodes', nodes: placed(nodes), connections, settings: { executionOrder: 'v1' } };
}

/**
 * A workflow of ours, such as workflows/historical-migration.json: the node by which a person starts it becomes the address that
 * starts the run.
 */
export function workflowFile(file: string): WorkflowFile {
	const workflow = JSON.parse(readFileSync(file, 'utf8')) as WorkflowFile;
	const isStart = ({ type }: INode) => type === 'n8n-nodes-base.manualTrigger' || type === 'n8n-nodes-base.formTrigger' || type === 'n8n-nodes-base.scheduleTrigger';
	const replaced = workflow.nodes.find(isStart);
	if (replaced === undefined) throw new Error(`${file} has no manual, form or schedule trigger that the bench could start it by.`);
	const nodes = workflow.nodes.map((each) => (each === replaced ? { ...start, id: each.id, name: each.name, position: each.position } : each));
	return { ...workflow, nodes };
}

/** contact-sync, which a ledger is bound by; it looks for nothing by itself meanwhile. */
export function quietContactSync(): WorkflowFile {
	const workflow = shippedWorkflow('contact-sync');
	const looksByItself = ({ type, name }: INode) => type === 'n8n-nodes-base.scheduleTrigger' || name === 'When n8n Starts';
	return { ...workflow, nodes: workflow.nodes.map((each) => (looksByItself(each) ? { ...each, disabled: true } : each)) };
}

/** As a person sets the panel of Start Job: a dry run, and then what it foresaw. */
export function withJob(job: 'dryRun' | 'migration'): (each: INode) => INode {
	const wish = job === 'dryRun' ? { jobName: 'dryRun', jobMode: 'dryRun' } : { jobName: 'migration', jobMode: 'migration', foreseenBy: 'dryRun' };
	return (each) => (each.parameters.operation === 'startJob' ? { ...each, parameters: { ...each.parameters, ...wish } } : each);
}

function node(name: string, type: string, typeVersion: number, parameters: INodeParameters, more: Partial<INode> = {}): INode {
	return { id: name.toLowerCase().replace(/\W+/g, '-'), name, type, typeVersion, position: [0, 0], parameters, ...more };
}

function placed(nodes: INode[]): INode[] {
	return nodes.map((each, index) => ({ ...each, position: [index * 220, 0] }));
}

function picked(credentials: Record<string, CredentialReference>): INode['credentials'] {
	return Object.fromEntries(Object.entries(credentials).map(([type, { id, name }]) => [type, { id, name }]));
}

function joined(ways: Record<string, string[][]>): IConnections {
	return Object.fromEntries(Object.entries(ways).map(([from, outputs]) => [from, { main: outputs.map((names) => names.map((to) => ({ node: to, type: 'main' as const, index: 0 }))) }]));
}
