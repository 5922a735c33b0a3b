import { setTimeout as sleep } from 'node:timers/promises';
import { listExecutions } from '../../sandbox/n8n/executions';
import { editWorkflow, importWorkflow, publishWorkflow, shippedWorkflow, type WorkflowFile } from '../../sandbox/n8n/workflows';
import { eventually, startContactSync, withParameters, type ContactSync } from '../e2e/harness/contactSync';
import { failingWorkflow } from '../e2e/harness/failingWorkflow';
import { aboutTheFault, play, type Scenario } from '../e2e/harness/faultInNode';
import { contactSyncScenarios, quickStartScenarios, setupScenarios } from '../e2e/harness/faultScenarios';

const LIMIT_MS = 90 * 60_000;
/** To repeat some nodes: FAULTS_IN='^Sweep' npx jest ... */
const ONLY = new RegExp(process.env.FAULTS_IN ?? '');
let sync: ContactSync;

/**
 * What no fault can be thrown in, or what only another fault makes run: starts, what a person runs by hand and looks at, the
 * way by which a stop is told, what sends (a channel that refuses is contactSyncOutage's), and where nothing more happens.
 */
const ONLY_AFTER_A_FAULT = [
	'Intercom Trigger', 'Sync Ledger Trigger', 'Every Hour', 'When n8n Starts', 'Every Night', 'Test by Hand', 'Add This Contact', 'Choose a Contact', 'When This Workflow Stops', 'Report the Stop',
	'Send the Stop Alert', 'Confirm the Stop', 'Note That It Failed', 'Send the Alert', 'Post to Slack', 'Send an Email', 'Write the Stop Message', 'Only With an Alert Address', 'End Without a Message',
	'Run Setup', 'Say What Is to Be Done', 'Setup Is Complete', 'When a Workflow Stops',
];

beforeAll(async () => {
	sync = await startContactSync({ channel: 'json' });
	const { session, workflow } = sync.stage;
	await session.request('POST', `/workflows/${workflow.id}/deactivate`, {});
}, LIMIT_MS);

afterAll(async () => await sync?.close(), LIMIT_MS);

test.each<[string, (sync: ContactSync) => Scenario[]]>([
	['contact-sync', contactSyncScenarios],
	['quick-start', quickStartScenarios],
])('a fault thrown in any node of %s, imported in the editor, gives exactly one alert', async (name, scenariosOf) => {
	const file = shippedWorkflow(name);
	const cheapest = await rehearse(name, scenariosOf(sync));
	const nodes = nodesOf(file).filter((node) => ONLY.test(node));
	expect(nodes.filter((node) => !cheapest.has(node))).toEqual([]);
	const told: Array<[string, number]> = [];
	for (const node of nodes) {
		const about = (await play(sync, file, cheapest.get(node)!, node)).alerts.filter(aboutTheFault);
		told.push([node, about.length]);
		if (about.length !== 1) console.log(`${node}: ${about.length} alerts about the fault`, about);
	}
	expect(told.filter(([, count]) => count !== 1)).toEqual([]);
}, LIMIT_MS);

test('a fault thrown in any node of setup makes its run fail, before the eyes of whoever started it', async () => {
	const file = shippedWorkflow('setup');
	const cheapest = await rehearse('setup', setupScenarios(sync));
	for (const node of nodesOf(file).filter((each) => cheapest.has(each))) expect([node, (await play(sync, file, cheapest.get(node)!, node)).failed]).toEqual([node, true]);
}, LIMIT_MS);

const nodesOf = (file: WorkflowFile) => file.nodes.filter(({ name, type }) => !type.endsWith('.stickyNote') && !ONLY_AFTER_A_FAULT.includes(name)).map(({ name }) => name);

/** Every scenario without a fault: no alert about one comes. @returns for each node the scenario that runs it soonest */
async function rehearse(name: string, scenarios: readonly Scenario[]): Promise<Map<string, Scenario>> {
	const file = shippedWorkflow(name);
	const found = new Map<string, { scenario: Scenario; ms: number }>();
	for (const scenario of scenarios) {
		const startedAt = Date.now();
		const { ran, alerts } = await play(sync, file, scenario);
		expect([scenario.name, ...alerts.filter(aboutTheFault)]).toEqual([scenario.name]);
		const ms = Date.now() - startedAt;
		for (const node of ran) if (ms < (found.get(node)?.ms ?? Infinity)) found.set(node, { scenario, ms });
	}
	return new Map([...found].map(([node, { scenario }]) => [node, scenario]));
}

test('a ledger that fails error-alerts is no reason not to tell', async () => {
	const { session, n8n } = sync.stage;
	const id = await importWorkflow(n8n, { ...shippedWorkflow('error-alerts'), id: undefined });
	const chosen = { ledgerOptions: { path: '/dev/null/no.sqlite' }, alertAddress: sync.alerts.url('json', 'withoutLedger') };
	await editWorkflow(session, id, { node: (node) => (node.name === 'Report the Stop' ? withParameters(node, chosen) : node) });
	await publishWorkflow(session, id);
	const failing = await importWorkflow(n8n, failingWorkflow(id, 3));
	await publishWorkflow(session, failing);
	await eventually(() => expect(sync.alerts.texts('withoutLedger').length).toBeGreaterThan(0));
	await session.request('POST', `/workflows/${failing}/deactivate`, {});
	await sleep(8_000);
	const failures = (await listExecutions(session, failing)).filter(({ status }) => status === 'error').length;
	expect(sync.alerts.texts('withoutLedger')).toHaveLength(failures);
}, LIMIT_MS);
