import { editWorkflow, importWorkflow, publishWorkflow, shippedWorkflow } from '../../sandbox/n8n/workflows';
import { startContactSync, type ContactSync } from '../e2e/harness/contactSync';
import { aboutTheFault, play, type Scenario } from '../e2e/harness/faultInNode';
import { contactSyncScenarios, ready } from '../e2e/harness/faultScenarios';

const LIMIT_MS = 60 * 60_000;
let sync: ContactSync;

/**
 * What no fault can be thrown in, or what only another fault makes run: starts, the way by which a stop is told, what tells
 * of a refused table or channel, and where nothing more happens.
 */
const ONLY_AFTER_A_FAULT = [
	'Intercom Trigger', 'Every Minute', 'Every Hour', 'Every Night', 'Test by Hand', 'Called by the Sweep', 'Choose a Contact', 'When This Workflow Stops',
	'Describe the Stop', 'Tell Each Stop Once a Day', 'Shape the Stop for the Channel', 'Is There an Address for Stops?', 'Send the Stop',
	'Describe the Table', 'Tell It Once a Day', 'A Table Refused While Searching', 'A Table Refused While Writing', 'Nobody to Tell', 'Forget That It Was Told',
	'Show That the Channel Refused', 'Say What Failed', 'Say That It Did Not Run', 'Post to Slack', 'Send an Email',
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

test('a fault thrown in any node of contact-sync, imported in the editor, gives exactly one alert', async () => {
	const file = shippedWorkflow('contact-sync');
	const cheapest = new Map<string, { scenario: Scenario; ms: number }>();
	const scenarios = contactSyncScenarios(sync);
	await play(sync, file, scenarios[0]!); // makes the tables, so that afterwards only the scenario for it does
	for (const scenario of scenarios) {
		const startedAt = Date.now();
		const { ran, alerts } = await play(sync, file, scenario);
		expect([scenario.name, ...alerts.filter(aboutTheFault)]).toEqual([scenario.name]);
		const ms = Date.now() - startedAt;
		for (const node of ran) if (ms < (cheapest.get(node)?.ms ?? Infinity)) cheapest.set(node, { scenario, ms });
	}
	const nodes = file.nodes.filter(({ name, type }) => !type.endsWith('.stickyNote') && !ONLY_AFTER_A_FAULT.includes(name)).map(({ name }) => name);
	expect(nodes.filter((name) => !cheapest.has(name))).toEqual([]);
	const told: Record<string, number> = {};
	for (const name of nodes) {
		const { alerts } = await play(sync, file, cheapest.get(name)!.scenario, name);
		told[name] = alerts.filter(aboutTheFault).length;
		if (told[name] !== 1) console.log(`${name}: ${told[name]} alerts about the fault`, alerts);
	}
	expect(Object.entries(told).filter(([, count]) => count !== 1)).toEqual([]);
}, LIMIT_MS);
