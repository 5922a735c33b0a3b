import type { INode, INodeParameters } from 'n8n-workflow';
import type { Stage } from '../../../../sandbox/demo/stage';
import { createCredential, type CredentialReference } from '../../../../sandbox/n8n/credentials';
import { importWorkflow, publishWorkflow, type WorkflowFile } from '../../../../sandbox/n8n/workflows';
import type { ChatApi } from './chatApi';
import { MODEL } from './chatRefusal';

/** One of our nodes as a tool of the agent. */
export interface ToolNode {
	/** As it is called on the canvas. */
	name: string;
	/** Of our node, without its package. */
	type: string;
	parameters: INodeParameters;
	/** Types of the credentials that are chosen in it. */
	credentials?: readonly string[];
}

const AT = { position: [0, 0] as [number, number] };

/** A field with the editor's button *Let the model define this parameter* pressed, as the editor then writes it. */
export function fromModel(field: string, type: 'string' | 'number' | 'boolean' = 'string', about = ''): string {
	return `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${field}', \`${about}\`, '${type}') }}`;
}

/** Publishes n8n's AI Agent with these tools behind a webhook. @returns the webhook's address, which takes `{prompt}` */
export async function publishAgent({ n8n, session, credentials }: Stage, chat: ChatApi, tools: readonly ToolNode[]): Promise<string> {
	const openAi = await createCredential(session, { type: 'openAiApi', name: 'Chat (stand-in)', data: { apiKey: chat.key, url: chat.url } });
	const id = await importWorkflow(n8n, agentWorkflow(tools, [...credentials, openAi]));
	await publishWorkflow(session, id);
	return `${n8n.baseUrl}/webhook/agent`;
}

function agentWorkflow(tools: readonly ToolNode[], credentials: readonly CredentialReference[]): WorkflowFile {
	const chosen = (types: readonly string[]) => Object.fromEntries(credentials.filter(({ type }) => types.includes(type)).map(({ type, id, name }) => [type, { id, name }]));
	const nodes: INode[] = [
		{ ...AT, id: 'asked', name: 'Asked', type: 'n8n-nodes-base.webhook', typeVersion: 2.1, webhookId: 'agent', parameters: { httpMethod: 'POST', path: 'agent', responseMode: 'lastNode', options: {} } },
		{ ...AT, id: 'agent', name: 'AI Agent', type: '@n8n/n8n-nodes-langchain.agent', typeVersion: 3.1, parameters: { promptType: 'define', text: '={{ $json.body.prompt }}', options: {} } },
		{ ...AT, id: 'model', name: 'Chat Model', type: '@n8n/n8n-nodes-langchain.lmChatOpenAi', typeVersion: 1.3, parameters: { model: { __rl: true, mode: 'id', value: MODEL }, responsesApiEnabled: false, options: { maxRetries: 0 } }, credentials: chosen(['openAiApi']) },
		...tools.map(({ name, type, parameters, credentials: types = [] }, place) => ({ ...AT, id: `tool${place}`, name, type: `n8n-nodes-intercom-xero.${type}Tool`, typeVersion: 1, parameters, credentials: chosen(types) })),
	];
	const to = (type: 'main' | 'ai_languageModel' | 'ai_tool') => ({ [type]: [[{ node: 'AI Agent', type, index: 0 }]] });
	return {
		name: 'Agent', nodes, settings: { executionOrder: 'v1' },
		connections: { Asked: to('main'), 'Chat Model': to('ai_languageModel'), ...Object.fromEntries(tools.map(({ name }) => [name, to('ai_tool')])) },
	};
}
