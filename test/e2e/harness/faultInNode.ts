import type { INode } from 'n8n-workflow';
import { listExecutions, readExecution } from '../../../sandbox/n8n/executions';
import { editWorkflow, publishWorkflow, webhookUrl, type StoredWorkflow, type WorkflowFile } from '../../../sandbox/n8n/workflows';
import { eventually, type ContactSync } from './contactSync';

/** Something that makes a workflow run; `node` adapts it first, as a user sets it up. */
export interface Scenario {
	name: string;
	/** Changes nodes of the shipped file (settings, schedules). @param alertUrl where this play's alerts are to go */
	node: (node: INode, alertUrl: string) => INode;
	act: (sync: ContactSync) => Promise<void> | void;
	/** The trigger to run by hand, as the button of the editor does; the workflow is not published. */
	byHand?: string;
	/** Taken only for nodes that no other scenario runs. */
	isRare?: boolean;
	/** Undoes what act did to the stand-ins. */
	after?: (sync: ContactSync) => void;
}

/** A scenario is over when nothing has run and no alert has come for so long. */
const CALM_MS = 1_800;
let plays = 0;

/**
 * Imports the workflow as the editor does (a new id, saved through the editor's own requests), starts it in an empty workspace and plays the scenario.
 * @returns names of the nodes that ran, the alerts that came, and how many nights there were
 */
export async function play(sync: ContactSync, file: WorkflowFile, scenario: Scenario, faulty?: string): Promise<{ ran: string[]; alerts: string[]; nights: number }> {
	const { sandbox } = sync.stage;
	const mailbox = `play${++plays}`;
	for (const held of [sandbox.intercom.workspace().contacts, sandbox.intercom.workspace().companies]) held.clear();
	const workflow = await imported(sync, faulty === undefined ? file : withFault(file, faulty), scenario, sync.alerts.url('json', mailbox));
	try {
		await start(sync, workflow, scenario);
		await scenario.act(sync);
		await calm(sync, workflow.id);
		await stop(sync, workflow.id);
		const runs = await nodesRun(sync, workflow.id);
		return { ran: [...new Set(runs.flat())], alerts: sync.alerts.texts(mailbox), nights: runs.filter((names) => names.includes('Every Night')).length };
	} finally {
		scenario.after?.(sync);
		sandbox.intercom.deliveries.clearTroubles();
		await stop(sync, workflow.id);
	}
}

/** No further night comes, and the last one is over: its alert and its run are counted both. */
async function stop({ stage: { session } }: ContactSync, id: string): Promise<void> {
	await session.request('POST', `/workflows/${id}/deactivate`, {});
	await eventually(async () => {
		const running = (await listExecutions(session, id)).filter(({ mode, status }) => mode !== 'integrated' && ['new', 'running'].includes(status));
		if (running.length > 0) throw new Error(`${running.length} executions still run`);
	});
}

async function imported({ stage }: ContactSync, file: WorkflowFile, scenario: Scenario, alertUrl: string): Promise<StoredWorkflow> {
	const { session, credentials } = stage;
	const { name, nodes, connections, settings } = file;
	const { id } = await session.request<StoredWorkflow>('POST', '/workflows', { name, nodes, connections, settings });
	return await editWorkflow(session, id, { credentials, node: (node) => scenario.node(node, alertUrl), settings: { saveDataSuccessExecution: 'all', saveManualExecutions: true } });
}

async function start({ stage: { session, sandbox, n8n } }: ContactSync, workflow: StoredWorkflow, { byHand }: Scenario): Promise<void> {
	if (byHand !== undefined) {
		await session.request('POST', `/workflows/${workflow.id}/run`, { workflowData: workflow, triggerToStartFrom: { name: byHand } });
		return;
	}
	const published = await publishWorkflow(session, workflow.id);
	if (published.nodes.every(({ name }) => name !== 'Intercom Trigger')) return;
	await sandbox.intercom.subscribeWebhook(webhookUrl(n8n, published, 'Intercom Trigger'));
}

/** The node throws: in its place, under its name, stands a request to a port where nobody listens. What a user typed into Settings or the message stays there. */
export function withFault(file: WorkflowFile, faulty: string): WorkflowFile {
	const nodes = file.nodes.map((node) => (node.name === faulty ? throwing(node) : node));
	const target = file.nodes.find(({ name }) => name === faulty)!;
	if (target.onError !== 'continueErrorOutput') return { ...file, nodes };
	// Its error output moves to the second place, where that of the request is.
	const main = file.connections[faulty]?.main ?? [];
	return { ...file, nodes, connections: { ...file.connections, [faulty]: { main: [main[0] ?? [], main[main.length - 1] ?? []] } } };
}

function throwing(node: INode): INode {
	const { id, name, position, onError, alwaysOutputData, parameters } = node;
	if (name === 'Settings' || name === 'Write the Message') {
		const { assignments } = parameters.assignments as { assignments: object[] };
		const fault = { id: 'fault', name: 'fault', type: 'string', value: "={{ $('There Is No Such Node').first().json.fault }}" };
		return { ...node, parameters: { ...parameters, assignments: { assignments: [...assignments, fault] } } } as INode;
	}
	const rest = { ...(onError && { onError }), ...(alwaysOutputData && { alwaysOutputData }) };
	return { id, name, position, ...rest, type: 'n8n-nodes-base.httpRequest', typeVersion: 4.5, parameters: { url: 'http://127.0.0.1:9/thrown', options: { timeout: 2000 } } };
}

async function calm(sync: ContactSync, id: string): Promise<void> {
	const { session, sandbox } = sync.stage;
	let since = Date.now();
	let seen = '';
	await eventually(async () => {
		// Called runs that stop stay "running" in n8n's list; scheduled ones come again and again, and are waited for only while they run.
		const executions = (await listExecutions(session, id)).filter(({ mode }) => mode !== 'integrated');
		const running = executions.filter(({ status }) => ['new', 'running'].includes(status)).length;
		const now = `${sandbox.intercom.deliveries.log.length} ${executions.filter(({ mode }) => mode !== 'trigger').length} ${sync.alerts.received.length}`;
		if (now !== seen || running > 0) since = Date.now();
		seen = now;
		if (Date.now() - since < CALM_MS) throw new Error(`${running} executions still run`);
	}, 60_000);
}

/** The nodes of each execution. */
async function nodesRun({ stage: { session } }: ContactSync, id: string): Promise<string[][]> {
	const runs: string[][] = [];
	for (const { id: execution } of await listExecutions(session, id)) {
		const { data } = await readExecution(session, execution);
		runs.push(Object.keys(data.resultData.runData));
	}
	return runs;
}

/** Told once a night: each night forgets what it told the night before. */
export function isDaily(alert: string): boolean {
	return /could not read Intercom|did not run/.test(alert);
}

/** What is told of a fault inside n8n, by whichever way it is told; alerts about contacts are not. */
export function aboutTheFault(alert: string): boolean {
	return /the contact sync stopped|the company sync stopped|the workflow itself stopped|Data Table refuses|did not run|could not read Intercom.*(refused the connection|ECONNREFUSED)|setup stopped|setup found something/is.test(alert);
}
