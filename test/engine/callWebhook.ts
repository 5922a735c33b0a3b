import './engineEnvironment';
import { WebhookContext } from 'n8n-core';
import {
	Workflow,
	type ICredentialType,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type IWebhookData,
	type IWebhookDescription,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { additionalDataFor } from './additionalData';
import { CredentialStore, type StoredCredentials } from './credentialStore';
import { loadCredentialTypes, loadNodeTypes, PACKAGE_PREFIX } from './nodeCatalogue';

export interface WebhookCall {
	/** `intercomTrigger` (one of ours) or a full type name. */
	type: string;
	parameters?: INodeParameters;
	credentials?: StoredCredentials;
	method?: 'HEAD' | 'POST';
	/** Names in lower case, as Node hands them over. */
	headers?: Record<string, string>;
	/** The id under which n8n has the credentials; default: new ones in each call. */
	credentialId?: string;
	/** The exact bytes the vendor signed. */
	rawBody?: string | Buffer;
	/** `manual` is a test run in the editor, `webhook` (default) a published workflow. */
	mode?: WorkflowExecuteMode;
	/** Nodes that only this test has, by full type name. */
	extraNodes?: Record<string, INodeType>;
	/** Credential types of n8n itself. */
	extraCredentials?: ICredentialType[];
}

export interface WebhookAnswer {
	/** What the sender sees. */
	status: number;
	body: unknown;
	/** What the workflow is started with; absent: no execution. */
	items?: INodeExecutionData[];
}

/** Lets a trigger node answer one request through n8n's own webhook context, the way n8n's server calls it. */
export async function callWebhook(call: WebhookCall): Promise<WebhookAnswer> {
	const nodeTypes = await loadNodeTypes(call.extraNodes);
	const node = nodeFor(call);
	const workflow = new Workflow({ id: 'engine-test', nodes: [node], connections: {}, active: true, nodeTypes });
	const store = new CredentialStore(await loadCredentialTypes(call.extraCredentials), call.credentials ?? {});
	const nodeType = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const sent: { status?: number; body?: unknown } = {};
	const mode = call.mode ?? 'webhook';
	const additionalData = { ...additionalDataFor(store, mode), httpRequest: requestOf(call), httpResponse: recorder(sent) };
	const webhookDescription = entryFor(workflow, workflow.getNode(node.name)!, nodeType.description.webhooks ?? [], call.method ?? 'POST');
	const webhookData = { webhookDescription, node: node.name, workflowId: 'engine-test' } as unknown as IWebhookData;
	const context = new WebhookContext(workflow, node, additionalData as never, mode, webhookData, [], null);
	const answer = await nodeType.webhook?.call(context);
	if (!answer) throw new Error(`${node.type} has no webhook function`);
	if (answer.noWebhookResponse && sent.status === undefined) throw new Error('The node promised an answer and sent none: the sender hangs');
	const items = answer.workflowData?.[0];
	return {
		status: sent.status ?? 200,
		body: sent.body ?? answer.webhookResponse ?? (items ? { message: 'Workflow was started' } : undefined),
		...(items ? { items } : {}),
	};
}

let calls = 0;

function nodeFor({ type, parameters = {}, credentials = {}, credentialId = `credential ${(calls += 1)}` }: WebhookCall): INode {
	return {
		id: 'trigger',
		name: 'Trigger',
		type: type.includes('.') ? type : PACKAGE_PREFIX + type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: Object.fromEntries(Object.keys(credentials).map((name) => [name, { id: credentialId, name }])),
		webhookId: '6a1f2c1e-0000-4000-8000-000000000001',
	};
}

/** The method may be an expression, which n8n evaluates as it registers the webhooks of a workflow. */
function entryFor(workflow: Workflow, node: INode, entries: IWebhookDescription[], method: string): IWebhookDescription {
	const entry = entries.find(({ httpMethod }) => workflow.expression.getSimpleParameterValue(node, httpMethod, 'internal', {}) === method);
	if (!entry) throw new Error(`The node registers no ${method} webhook; n8n would answer 404`);
	return entry;
}

/** As n8n's body parser leaves it: bytes kept, JSON parsed. */
function requestOf({ method = 'POST', headers = {}, rawBody = '' }: WebhookCall) {
	const bytes = Buffer.from(rawBody as string);
	const body: unknown = bytes.length === 0 ? {} : JSON.parse(bytes.toString('utf8'));
	const all = { 'content-type': 'application/json', ...headers };
	return { method, headers: all, rawBody: bytes, body, query: {}, params: {}, readRawBody: async () => {} };
}

/** The part of an express response that a node may use. */
function recorder(sent: { status?: number; body?: unknown }) {
	const finish = (body?: unknown) => {
		sent.status ??= 200;
		sent.body = body;
		return response;
	};
	const response = {
		status: (code: number) => {
			sent.status = code;
			return response;
		},
		setHeader: () => response,
		json: finish,
		send: finish,
		end: finish,
	};
	return response;
}
