import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INode, IConnections } from 'n8n-workflow';
import type { CredentialReference } from './credentials';
import type { N8nInstance } from './instance';
import { RequestRefused, type N8nSession } from './session';
import { PROJECT_ROOT } from './runtimePaths';

export interface StoredWorkflow {
	id: string;
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: object;
	versionId: string;
}

export type WorkflowFile = Pick<StoredWorkflow, 'name' | 'nodes' | 'connections' | 'settings'> & { id?: string };

/** A workflow of `workflows/`, such as `quick-start`. */
export function shippedWorkflow(name: string): WorkflowFile {
	return JSON.parse(readFileSync(join(PROJECT_ROOT, 'workflows', `${name}.json`), 'utf8')) as WorkflowFile;
}

/** Imports by n8n's command line (works while n8n runs, too). @returns the workflow's id */
export async function importWorkflow(n8n: N8nInstance, workflow: WorkflowFile): Promise<string> {
	const [id = ''] = await importWorkflows(n8n, [workflow]);
	return id;
}

/** The same for several at once: each call of the command line starts half an n8n. @returns their ids, in their order */
export async function importWorkflows(n8n: N8nInstance, workflows: readonly WorkflowFile[]): Promise<string[]> {
	const identified = workflows.map((workflow) => ({ ...workflow, id: workflow.id ?? randomUUID().replaceAll('-', '').slice(0, 16) }));
	const ids = identified.map(({ id }) => id);
	const file = join(n8n.folder, `import-${ids[0]}.json`);
	writeFileSync(file, JSON.stringify(identified));
	try {
		await n8n.cli(['import:workflow', `--input=${file}`]);
	} finally {
		rmSync(file, { force: true });
	}
	return ids;
}

/** Picks a credential in every node that can use its type, and changes nodes where the caller asks to; as the editor saves. */
export async function editWorkflow(
	session: N8nSession,
	id: string,
	edit: { credentials?: readonly CredentialReference[]; node?: (node: INode) => INode; settings?: object },
): Promise<StoredWorkflow> {
	const accepted = credentialTypesByNode();
	const workflow = await session.request<StoredWorkflow>('GET', `/workflows/${id}`);
	const nodes = workflow.nodes.map((node) => {
		const types = accepted.get(node.type) ?? [];
		const chosen = (edit.credentials ?? []).filter(({ type }) => types.includes(type));
		const credentials = Object.fromEntries(chosen.map(({ type, id: credentialId, name }) => [type, { id: credentialId, name }]));
		const filled = { ...node, ...(chosen.length > 0 ? { credentials: { ...node.credentials, ...credentials } } : {}) };
		return edit.node ? edit.node(filled) : filled;
	});
	const { name, connections, versionId } = workflow;
	const settings = { ...workflow.settings, ...edit.settings };
	return await session.request('PATCH', `/workflows/${id}`, { name, nodes, connections, settings, versionId });
}

/** The credential types each of our nodes accepts, from the built package. */
function credentialTypesByNode(): Map<string, string[]> {
	const prefix = (JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')) as { name: string }).name;
	const types = JSON.parse(readFileSync(join(PROJECT_ROOT, 'dist/types/nodes.json'), 'utf8')) as Array<{
		name: string;
		credentials?: Array<{ name: string }>;
	}>;
	return new Map(types.map(({ name, credentials = [] }) => [`${prefix}.${name}`, credentials.map((entry) => entry.name)]));
}

/** Presses *Execute workflow* from one of its triggers. @returns the execution's id */
export async function runByHand(session: N8nSession, id: string, trigger: string): Promise<string> {
	const workflowData = await session.request('GET', `/workflows/${id}`);
	const { executionId } = await session.request<{ executionId: string }>('POST', `/workflows/${id}/run`, { workflowData, triggerToStartFrom: { name: trigger } });
	return executionId;
}

interface PublicationStatus {
	status: 'in_progress' | 'published' | 'partial' | 'failed' | 'not_published';
	triggers: Array<{ nodeId: string; errorMessage: string | null }>;
}

const PUBLISH_LIMIT_MS = 90_000;

/** Presses Publish and waits until n8n has registered the triggers: webhooks are live afterwards. */
export async function publishWorkflow(session: N8nSession, id: string): Promise<StoredWorkflow> {
	const { versionId } = await session.request<StoredWorkflow>('GET', `/workflows/${id}`);
	const workflow = await session.request<StoredWorkflow>('POST', `/workflows/${id}/activate`, { versionId });
	const deadline = Date.now() + PUBLISH_LIMIT_MS;
	for (;;) {
		const { status, triggers } = await publicationStatus(session, id);
		if (status === 'published') return workflow;
		if (status === 'failed' || status === 'partial' || Date.now() > deadline) {
			throw new Error(`n8n could not publish ${workflow.name} (${status}): ${triggers.map((each) => each.errorMessage).join('; ')}`);
		}
		await sleep(100);
	}
}

async function publicationStatus(session: N8nSession, id: string): Promise<PublicationStatus> {
	try {
		return await session.request<PublicationStatus>('GET', `/workflows/${id}/publication-status`);
	} catch (error) {
		if (!(error instanceof RequestRefused && error.status === 404)) throw error;
		// An n8n that publishes without its publication service answers the activation once the triggers are registered.
		return { status: 'published', triggers: [] };
	}
}

/** The production address of a webhook node, as its panel shows it. @param path of the node type's webhook */
export function webhookUrl(n8n: N8nInstance, workflow: StoredWorkflow, nodeName: string, path = 'webhook'): string {
	const node = workflow.nodes.find(({ name }) => name === nodeName);
	if (!node) throw new Error(`The workflow ${workflow.name} has no node ${nodeName}`);
	const place = node.webhookId ?? `${workflow.id}/${encodeURIComponent(nodeName.toLowerCase())}`;
	return `${n8n.baseUrl}/webhook/${place}/${path}`;
}
