import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import { newContact } from '../../sandbox/intercom/contacts';
import type { WorkflowFile } from '../../sandbox/n8n/workflows';
import { PACKAGE_PREFIX } from './nodeCatalogue';
import { runNode, runWorkflow } from './runWorkflow';
import { openXero, type XeroSandbox } from './xeroSandbox';

/**
 * A workflow in n8n is its owner's copy: an update of the package changes its nodes and not its canvas. The quick start of each
 * release, its nodes of this package in n8n's engine between both stand-ins.
 */
const FOLDER = join(__dirname, 'released');
const releases = readdirSync(FOLDER);

let xero: XeroSandbox;

beforeEach(async () => {
	xero = await openXero();
});
afterEach(async () => await xero.sandbox.stop());

test.each(releases)('%s syncs a contact with the nodes of today, and again with its next change', async (file) => {
	const released = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as WorkflowFile;
	const { sandbox, organisationId } = xero;
	const credentials = {
		...xero.credentials,
		intercomAppTokenApi: { accessToken: 'sandbox-intercom-token', region: 'us', clientSecret: 'x', simulatorUrl: sandbox.intercomUrl },
	};
	const prepared = await runNode({ type: 'intercomContacts', parameters: { resource: 'workspace', operation: 'prepare' }, items: [{ json: {} }], credentials });
	expect(prepared.outputs[2]).toEqual([]);
	const desk = sandbox.intercom.desk('person');
	const { id } = desk.workspace.put(newContact(desk, { name: 'Ava Nguyen', email: 'ava@harbour.example', phone: '+61298765432' }));
	const run = async () => await runWorkflow({ workflow: ours(released, organisationId, Object.keys(credentials)), startNode: 'Read the Contact', mode: 'trigger', items: [{ json: { contactId: id } }], credentials });

	const first = await run();
	expect(first.nodes['Create or Update in Xero']?.data?.main?.[0]?.[0]?.json).toMatchObject({ outcome: 'created', intercomId: id });
	expect(first.nodes['Store the Xero Reference']?.data?.main?.[0]?.[0]?.json).toMatchObject({ referenceWritten: true });

	// Intercom's times are whole seconds: two changes within one cannot be told apart, and the second would rightly wait.
	await sleep(1_100);
	sandbox.intercom.people().updateContact(id, { phone: '+61298765433' });
	const second = await run();
	expect(second.nodes['Create or Update in Xero']?.data?.main?.[0]?.[0]?.json).toMatchObject({ outcome: 'updated', changes: [{ field: 'Phones.DEFAULT' }] });
	expect(second.nodes['Store the Xero Reference']?.data?.main?.[0]?.[0]?.json).toMatchObject({ referenceWritten: false });
});

/** Its nodes of this package and the lines between them, credentials and organisation chosen as its note says. */
function ours(released: WorkflowFile, organisationId: string, types: readonly string[]): Pick<WorkflowFile, 'nodes' | 'connections'> {
	const nodes = released.nodes.filter(({ type }) => type.startsWith(PACKAGE_PREFIX)).map((node): INode => ({
		...node,
		credentials: Object.fromEntries(types.map((name) => [name, { id: name, name }])),
		parameters: { ...node.parameters, ...('organisation' in node.parameters && { organisation: { __rl: true, mode: 'id', value: organisationId } }) },
	}));
	const isKept = (name: string) => nodes.some((node) => node.name === name);
	const kept = Object.entries(released.connections).filter(([name]) => isKept(name));
	const connections = kept.map(([name, { main = [] }]) => [name, { main: main.map((lines) => (lines ?? []).filter(({ node }) => isKept(node))) }]);
	return { nodes, connections: Object.fromEntries(connections) };
}
