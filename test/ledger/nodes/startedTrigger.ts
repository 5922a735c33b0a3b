import '../../engine/engineEnvironment';
import { TriggerContext } from 'n8n-core';
import { Workflow, type ICredentialType, type INode, type INodeExecutionData, type INodeParameters, type ITriggerFunctions, type WorkflowActivateMode } from 'n8n-workflow';
import { additionalDataFor } from '../../engine/additionalData';
import { CredentialStore, type StoredCredentials } from '../../engine/credentialStore';
import { loadCredentialTypes, loadNodeTypes } from '../../engine/nodeCatalogue';

/** The fields of n8n's own credential for PostgreSQL that a ledger reads. */
export const postgresType: ICredentialType = {
	name: 'postgres',
	displayName: 'Postgres',
	properties: ['host', 'database', 'user', 'password', 'port', 'ssl'].map((name) => ({ displayName: name, name, type: 'string', default: '' })),
};

export interface TriggerStart {
	parameters: INodeParameters;
	credentials: StoredCredentials;
	activation?: WorkflowActivateMode;
}

type DonePromise = Parameters<ITriggerFunctions['emit']>[2];

/** A Sync Ledger Trigger as n8n holds it while a workflow is published. */
export interface StartedTrigger {
	/** Each execution it started: the items of its three outputs. */
	executions: INodeExecutionData[][][];
	/** The promise of n8n for each, that tells when it ended; undefined: the trigger did not ask. */
	done: DonePromise[];
	/** Faults that n8n would show as failed executions. */
	faults: Error[];
	close(): Promise<void>;
}

/** Publishes a workflow with the trigger in n8n's own trigger context. @throws what the editor would show */
export async function startTrigger({ parameters, credentials, activation = 'activate' }: TriggerStart): Promise<StartedTrigger> {
	const nodeTypes = await loadNodeTypes();
	const node: INode = {
		id: 'trigger', name: 'Sync Ledger Trigger', type: 'n8n-nodes-intercom-xero.syncLedgerTrigger', typeVersion: 1, position: [0, 0], parameters,
		credentials: Object.fromEntries(Object.keys(credentials).map((name) => [name, { id: name, name }])),
	};
	const workflow = new Workflow({ id: 'w1', name: 'contact-sync', nodes: [node], connections: {}, active: true, nodeTypes });
	const store = new CredentialStore(await loadCredentialTypes([postgresType]), credentials);
	const executions: INodeExecutionData[][][] = [];
	const done: DonePromise[] = [];
	const faults: Error[] = [];
	const fault = (error: Error) => void faults.push(error);
	const context = new TriggerContext(workflow, workflow.getNode(node.name)!, additionalDataFor(store, 'trigger'), 'trigger', activation, (items, _response, promise) => void [executions.push(items), done.push(promise)], fault, fault);
	const response = await nodeTypes.getByNameAndVersion(node.type, 1).trigger!.call(context);
	return { executions, done, faults, close: async () => await response!.closeFunction!() };
}

/** Waits until it holds, looking often. @throws after `limitMs` */
export async function until(holds: () => boolean | Promise<boolean>, limitMs = 15_000): Promise<void> {
	for (const end = Date.now() + limitMs; !(await holds()); ) {
		if (Date.now() > end) throw new Error(`It did not come about within ${limitMs} ms`);
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}
