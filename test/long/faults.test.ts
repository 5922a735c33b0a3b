import { setTimeout as sleep } from 'node:timers/promises';
import { listExecutions } from '../../sandbox/n8n/executions';
import { editWorkflow, importWorkflow, publishWorkflow, shippedWorkflow, type WorkflowFile } from '../../sandbox/n8n/workflows';
import { eventually, startContactSync, type ContactSync } from '../e2e/harness/contactSync';
import { failingWorkflow } from '../e2e/harness/failingWorkflow';
import { aboutTheFault, isDaily, play, withFault, type Scenario } from '../e2e/harness/faultInNode';
import { companySyncScenarios, contactSyncScenarios, quickStartScenarios, ready, setupScenarios } from '../e2e/harness/faultScenarios';

const LIMIT_MS = 90 * 60_000;
/** To repeat some nodes: FAULTS_IN='^Sweep' npx jest ... */
const ONLY = new RegExp(process.env.FAULTS_IN ?? '');
let sync: ContactSync;

/**
 * What no fault can be thrown in, or what only another fault makes run: starts, the ways by which a stop is told, what tells
 * of a refused table or channel, and where nothing more happens. Take Back the Claim needs two runs that tell of the same at
 * the same moment, which nobody can bring about.
 */
const ONLY_AFTER_A_FAULT = [
	'Intercom Trigger', 'Every Minute', 'Every Hour', 'Every Night', 'Test by Hand', 'Run by Hand', 'Called by the Sweep', 'Called by Contact Sync', 'Choose a Contact',
	'When This Workflow Stops', 'Describe the Stop', 'Tell Each Stop Once a Day', 'Shape the Stop for the Channel', 'Is There an Address for Stops?', 'Send the Stop',
	'Write of the Stop', 'Tell of the Stop', 'Describe the Table', 'Tell It Once a Day', 'A Table Refused While Searching', 'A Table Refused While Writing', 'Nobody to Tell',
	'Show That the Channel Refused', 'Say What Failed', 'Say That It Did Not Run', 'Stop and Say Why', 'Answer: Review', 'Post to Slack', 'Send an Email',
	'Run Setup', 'Take Back the Claim', 'When a Workflow Stops', 'Say It Plainly', 'Shape It Plainly', 'Send It Plainly',
];

beforeAll(async () => {
	sync = await startContactSync({ channel: 'json' });
	const { session, n8n, credentials, workflow } = sync.stage;
	await session.request('POST', `/workflows/${workflow.id}/deactivate`, {});
	const id = await importWorkflow(n8n, shippedWorkflow('company-sync'));
	await editWorkflow(session, id, { credentials, node: (node) => ready(sync, node, {}, {}) });
	await publishWorkflow(session, id);
}, LIMIT_MS);

afterAll(async () => await sync?.close(), LIMIT_MS);

test.each<[string, (sync: ContactSync) => Scenario[]]>([
	['contact-sync', contactSyncScenarios],
	['quick-start', quickStartScenarios],
	['company-sync', companySyncScenarios],
	['setup', setupScenarios],
])('a fault thrown in any node of %s, imported in the editor, gives exactly one alert', async (name, scenariosOf) => {
	const file = shippedWorkflow(name);
	const cheapest = await rehearse(name, scenariosOf(sync));
	const nodes = nodesOf(file).filter((node) => ONLY.test(node));
	expect(nodes.filter((node) => !cheapest.has(node))).toEqual([]);
	const told: Array<[string, number]> = [];
	for (const node of nodes) {
		const { alerts, nights } = await play(sync, file, cheapest.get(node)!, node);
		const about = alerts.filter(aboutTheFault);
		// Nights come every few seconds here: one alert each, where that is once a night.
		const count = about.length > 1 && about.length <= nights && about.every(isDaily) ? 1 : about.length;
		told.push([node, count]);
		if (count !== 1) console.log(`${node}: ${count} alerts about the fault`, alerts);
	}
	expect(told.filter(([, count]) => count !== 1)).toEqual([]);
}, LIMIT_MS);

const nodesOf = (file: WorkflowFile) => file.nodes.filter(({ name, type }) => !type.endsWith('.stickyNote') && !ONLY_AFTER_A_FAULT.includes(name)).map(({ name }) => name);

/** Every scenario without a fault: no alert about one comes. @returns for each node the scenario that runs it soonest */
async function rehearse(name: string, scenarios: readonly Scenario[]): Promise<Map<string, Scenario>> {
	const file = shippedWorkflow(name);
	await play(sync, file, scenarios[0]!); // makes the tables, so that afterwards only the scenario for it does
	const found = new Map<string, { scenario: Scenario; ms: number }>();
	for (const scenario of scenarios) {
		const startedAt = Date.now();
		const { ran, alerts } = await play(sync, file, scenario);
		expect([scenario.name, ...alerts.filter(aboutTheFault)]).toEqual([scenario.name]);
		const ms = scenario.isRare ? LIMIT_MS : Date.now() - startedAt;
		for (const node of ran) if (ms < (found.get(node)?.ms ?? Infinity)) found.set(node, { scenario, ms });
	}
	return new Map([...found].map(([node, { scenario }]) => [node, scenario]));
}

test('a fault thrown in any node of error-alerts, too, gives one alert for each execution that failed', async () => {
	const file = shippedWorkflow('error-alerts');
	for (const node of nodesOf(file)) expect([node, await alertsPerFailure(node)]).toEqual([node, 1]);
}, LIMIT_MS);

async function alertsPerFailure(faulty: string): Promise<number> {
	const { session, n8n } = sync.stage;
	const mailbox = faulty.replaceAll(/\W/g, '');
	const id = await importWorkflow(n8n, { ...withFault(shippedWorkflow('error-alerts'), faulty), id: undefined });
	await editWorkflow(session, id, { node: (node) => (node.name === 'Settings' ? ready(sync, node, {}, { alertUrl: sync.alerts.url('json', mailbox) }) : node) });
	await publishWorkflow(session, id);
	const failing = await importWorkflow(n8n, failingWorkflow(id, 3));
	await publishWorkflow(session, failing);
	await eventually(() => (sync.alerts.texts(mailbox).length > 0 ? true : Promise.reject(new Error(`nothing was told of a fault in ${faulty}`))));
	await session.request('POST', `/workflows/${failing}/deactivate`, {});
	await sleep(8_000);
	const failures = (await listExecutions(session, failing)).filter(({ status }) => status === 'error').length;
	return sync.alerts.texts(mailbox).length / failures;
}
