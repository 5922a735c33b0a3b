import type { INode } from 'n8n-workflow';
import { listExecutions, readExecution } from '../../../sandbox/n8n/executions';
import { editWorkflow, publishWorkflow, webhookUrl, type StoredWorkflow, type WorkflowFile } from '../../../sandbox/n8n/workflows';
import { eventually, withParameters, type ContactSync } from './contactSync';
import { LedgerFile } from './ledgerFile';

/** Something that makes a workflow run; `node` adapts it first, as a user sets it up. */
export interface Scenario {
	name: string;
	/** Changes nodes of the shipped file (settings, schedules). @param alertUrl where this play's alerts are to go */
	node: (node: INode, alertUrl: string) => INode;
	act: (ledger: LedgerFile) => Promise<void> | void;
	/** The trigger to run by hand, as the button of the editor does; the workflow is not published. */
	byHand?: string;
}

/** A scenario is over when nothing has run and no alert has come for so long. */
const CALM_MS = 1_800;
let plays = 0;

/**
 * Imports the workflow as the editor does (a new id, saved through the editor's own requests), gives it a ledger of its own,
 * starts it in an empty workspace and plays the scenario.
 * @returns names of the nodes that ran, the alerts that came, and whether an execution failed
 */
export async function play(sync: ContactSync, file: WorkflowFile, scenario: Scenario, faulty?: string): Promise<{ ran: string[]; alerts: string[]; failed: boolean }> {
	const { sandbox, n8n, session } = sync.stage;
	const mailbox = `play${++plays}`;
	const ledger = LedgerFile.of(n8n.folder, mailbox);
	for (const held of [sandbox.intercom.workspace().contacts, sandbox.intercom.workspace().companies]) held.clear();
	const workflow = await imported(sync, file, scenario, mailbox, faulty);
	try {
		await start(sync, workflow, scenario);
		await scenario.act(ledger);
		await calm(sync, workflow.id);
		await stop(sync, workflow.id);
		const runs = await nodesRun(sync, workflow.id);
		const failed = (await listExecutions(session, workflow.id)).some(({ status }) => status === 'error');
		return { ran: [...new Set(runs.flat())], alerts: sync.alerts.texts(mailbox), failed };
	} finally {
		ledger.close();
		sandbox.intercom.deliveries.clearTroubles();
		await stop(sync, workflow.id);
	}
}

/** What still runs is counted, too. */
async function stop({ stage: { session } }: ContactSync, id: string): Promise<void> {
	await session.request('POST', `/workflows/${id}/deactivate`, {});
	await eventually(async () => {
		const running = (await listExecutions(session, id)).filter(({ status }) => ['new', 'running'].includes(status));
		if (running.length > 0) throw new Error(`${running.length} executions still run`);
	});
}

async function imported({ stage, alerts }: ContactSync, file: WorkflowFile, scenario: Scenario, mailbox: string, faulty?: string): Promise<StoredWorkflow> {
	const { session, credentials } = stage;
	const setUp: WorkflowFile = { ...file, nodes: file.nodes.map((node) => withLedger(scenario.node(node, alerts.url('json', mailbox)), mailbox)) };
	const { name, nodes, connections, settings } = faulty === undefined ? setUp : withFault(setUp, faulty);
	const { id } = await session.request<StoredWorkflow>('POST', '/workflows', { name, nodes, connections, settings });
	return await editWorkflow(session, id, { credentials, settings: { saveDataSuccessExecution: 'all', saveManualExecutions: true } });
}

/** The same name in every node that works on a ledger. */
export function withLedger(node: INode, ledger: string): INode {
	return 'ledger' in node.parameters ? withParameters(node, { ledger }) : node;
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

/** The node throws: in its place, under its name, stands a request to a port where nobody listens. The way of stops reads its address there: what a user typed into the message stays. */
function withFault(file: WorkflowFile, faulty: string): WorkflowFile {
	const address = file.nodes.find(({ name }) => name === 'Write the Message')?.parameters.alertAddress;
	const kept = (node: INode) => (faulty === 'Write the Message' && node.name === 'Write the Stop Message' ? { ...node, parameters: { ...node.parameters, alertAddress: address } } : node);
	const nodes = file.nodes.map((node) => (node.name === faulty ? throwing(node) : kept(node)));
	const target = file.nodes.find(({ name }) => name === faulty)!;
	if (target.onError !== 'continueErrorOutput') return { ...file, nodes };
	// Its error output moves to the second place, where that of the request is.
	const main = file.connections[faulty]?.main ?? [];
	return { ...file, nodes, connections: { ...file.connections, [faulty]: { main: [main[0] ?? [], main[main.length - 1] ?? []] } } };
}

function throwing(node: INode): INode {
	const { id, name, position, onError, alwaysOutputData } = node;
	const rest = { ...(onError && { onError }), ...(alwaysOutputData && { alwaysOutputData }) };
	return { id, name, position, ...rest, type: 'n8n-nodes-base.httpRequest', typeVersion: 4.5, parameters: { url: 'http://127.0.0.1:9/thrown', options: { timeout: 2000 } } };
}

async function calm(sync: ContactSync, id: string): Promise<void> {
	const { session, sandbox } = sync.stage;
	let since = Date.now();
	let seen = '';
	await eventually(async () => {
		// Scheduled ones come again and again, and are waited for only while they run.
		const executions = await listExecutions(session, id);
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

/** What is told of a fault inside n8n; alerts about contacts are not. */
export function aboutTheFault(alert: string): boolean {
	return /Workflow .* stopped|the workflow itself stopped/i.test(alert);
}
