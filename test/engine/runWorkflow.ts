import './engineEnvironment';
import { WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type ExecutionError,
	type IConnections,
	type ICredentialType,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type ITaskData,
	type NodeExecutionHint,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { additionalDataFor, type NodeHooks } from './additionalData';
import { CredentialStore, type StoredCredentials } from './credentialStore';
import { loadCredentialTypes, loadNodeTypes, PACKAGE_PREFIX } from './nodeCatalogue';

export interface WorkflowRun {
	/** Workflow JSON as it is exported by n8n; types of our package or `n8n-nodes-base.manualTrigger`. */
	workflow: { nodes: INode[]; connections: IConnections; settings?: IDataObject; id?: string };
	/** What the start node is given, or a trigger emits by its first output; its name, default the first node. */
	items?: INodeExecutionData[];
	/** In place of `items`: what a trigger emits by each of its outputs. */
	outputs?: INodeExecutionData[][];
	startNode?: string;
	/** Decrypted data by credential type, as n8n stores it (`oauthTokenData` included). Refreshes are written into it. */
	credentials?: StoredCredentials;
	/** Nodes that only this test has, by full type name. */
	extraNodes?: Record<string, INodeType>;
	extraCredentials?: ICredentialType[];
	mode?: WorkflowExecuteMode;
	/** Stops the execution as the editor's Stop button does. */
	signal?: AbortSignal;
	staticData?: IDataObject;
	/** Called within each node, by its name, before it does anything: what it throws is that node's error. */
	within?: (node: string) => void;
	/** Told of each node, before and after it runs; a promise is waited for. */
	hooks?: NodeHooks;
}

export interface WorkflowResult {
	run: IRun;
	/** Data of the last run of every node that ran, by node name. */
	nodes: Record<string, ITaskData>;
	credentials: CredentialStore;
}

/** Runs workflow JSON through n8n's own engine: expressions, credentials, OAuth refresh, retries, error outputs. */
export async function runWorkflow(options: WorkflowRun): Promise<WorkflowResult> {
	const { nodes, connections, settings, id = 'engine-test' } = options.workflow;
	const mode = options.mode ?? 'manual';
	const workflow = new Workflow({
		id,
		nodes,
		connections,
		active: false,
		nodeTypes: breakable(await loadNodeTypes(options.extraNodes), options.within),
		settings: { executionOrder: 'v1', ...settings },
		staticData: options.staticData ?? {},
	});
	const store = new CredentialStore(await loadCredentialTypes(options.extraCredentials), options.credentials ?? {});
	const start = options.startNode === undefined ? nodes[0] : workflow.getNode(options.startNode);
	if (!start) throw new Error(`The workflow has no node ${options.startNode ?? 'at all'}`);
	const stack = [{ node: start, data: { main: options.outputs ?? [options.items ?? [{ json: {} }]] }, source: null }];
	const runData = createRunExecutionData({ executionData: { nodeExecutionStack: stack } });
	const execution = new WorkflowExecute(additionalDataFor(store, mode, options.hooks), mode, runData).processRunExecutionData(workflow);
	options.signal?.addEventListener('abort', () => execution.cancel(), { once: true });
	const run = await execution;
	return { run, nodes: lastRuns(run), credentials: store };
}

/** Nodes that do first what a test wants done within them. */
function breakable(types: INodeTypes, within?: (node: string) => void): INodeTypes {
	if (within === undefined) return types;
	return {
		...types,
		getByNameAndVersion: (name, version) => {
			const type = types.getByNameAndVersion(name, version);
			const { execute } = type;
			if (execute === undefined) return type;
			const broken: INodeType['execute'] = async function (response) {
				within(this.getNode().name);
				return await execute.call(this, response);
			};
			return Object.create(type, { execute: { value: broken } }) as INodeType;
		},
	};
}

export interface NodeRun extends Pick<WorkflowRun, 'credentials' | 'extraNodes' | 'extraCredentials' | 'signal' | 'mode'> {
	/** `xeroContactUpsert` (one of ours) or a full type name. */
	type: string;
	typeVersion?: number;
	parameters?: INodeParameters;
	items: INodeExecutionData[];
	onError?: INode['onError'];
	retry?: Pick<INode, 'retryOnFail' | 'maxTries' | 'waitBetweenTries'>;
}

export interface NodeResult {
	/** One array an output; an output that emitted nothing is empty. */
	outputs: INodeExecutionData[][];
	/** What the node threw, if it did. */
	error?: ExecutionError;
	hints: NodeExecutionHint[];
	credentials: CredentialStore;
	run: IRun;
}

/** Runs one node behind a manual trigger that emits `items`. */
export async function runNode(options: NodeRun): Promise<NodeResult> {
	const { type, typeVersion = 1, parameters = {}, items, onError, retry, ...rest } = options;
	const node: INode = {
		id: 'node',
		name: 'Node',
		type: type.includes('.') ? type : PACKAGE_PREFIX + type,
		typeVersion,
		position: [220, 0],
		parameters,
		credentials: Object.fromEntries(Object.keys(options.credentials ?? {}).map((name) => [name, { id: name, name }])),
		...(onError ? { onError } : {}),
		...retry,
	};
	const trigger: INode = { ...node, ...TRIGGER };
	const connections: IConnections = { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } };
	const result = await runWorkflow({ ...rest, items, workflow: { nodes: [trigger, node], connections } });
	const task = result.nodes.Node;
	const error = task?.error ?? result.run.data.resultData.error;
	return {
		outputs: (task?.data?.main ?? []).map((output) => output ?? []),
		...(error ? { error } : {}),
		hints: task?.hints ?? [],
		credentials: result.credentials,
		run: result.run,
	};
}

const TRIGGER = {
	id: 'start',
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	parameters: {},
	credentials: {},
	position: [0, 0] as [number, number],
	onError: undefined,
	retryOnFail: false,
};

function lastRuns(run: IRun): Record<string, ITaskData> {
	const last = Object.entries(run.data.resultData.runData).flatMap(([name, runs]) => {
		const task = runs.at(-1);
		return task ? [[name, task] as const] : [];
	});
	return Object.fromEntries(last);
}
