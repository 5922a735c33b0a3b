import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import { INTERCOM_APP } from '../../sandbox/demo/apps';
import { startStage, type Stage } from '../../sandbox/demo/stage';
import { listExecutions, readExecution, waitForExecutions } from '../../sandbox/n8n/executions';
import type { WorkflowFile } from '../../sandbox/n8n/workflows';
import { E2E_LIMIT_MS } from './harness/limits';
import { notificationOf, sendSigned } from './harness/signedNotification';

const WORKSPACE = 'abc123def';

jest.setTimeout(E2E_LIMIT_MS);

let stage: Stage;

const at = (x: number, y: number): INode['position'] => [x, y];
const noOp = (name: string, y: number): INode => ({ id: name, name, type: 'n8n-nodes-base.noOp', typeVersion: 1, position: at(240, y), parameters: {} });
const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];

/** Both triggers, and nothing that settles. */
const workflow: WorkflowFile = {
	id: 'ledgerTriggers', name: 'Ledger Triggers', settings: { executionOrder: 'v1' },
	nodes: [
		{ id: 'a', name: 'Intercom Trigger', type: 'n8n-nodes-intercom-xero.intercomTrigger', typeVersion: 1, position: at(0, 0), parameters: { deliver: 'ledger' } },
		{ id: 'b', name: 'Sync Ledger Trigger', type: 'n8n-nodes-intercom-xero.syncLedgerTrigger', typeVersion: 1, position: at(0, 200), parameters: { authentication: 'oAuth2' } },
		noOp('Due', 100), noOp('Gone', 200), noOp('Alerts', 300),
	],
	connections: { 'Sync Ledger Trigger': { main: [to('Due'), to('Gone'), to('Alerts')] } },
};

beforeAll(async () => {
	const organisation = (sandboxId: string) => ({ __rl: true, mode: 'id', value: sandboxId });
	stage = await startStage({
		connect: 'requests', workflow, sandbox: { intercom: { id: WORKSPACE, ...INTERCOM_APP } },
		node: (node, { sandbox }) => (node.name === 'Sync Ledger Trigger' ? { ...node, parameters: { ...node.parameters, organisation: organisation(sandbox.xero.organisation().id) } } : node),
	});
});
afterAll(async () => await stage?.close());

const tell = async (id: string, more: object = {}) => await sendSigned(stage.triggerUrl, notificationOf(WORKSPACE, 'contact.user.updated', { type: 'contact', role: 'user', id, ...more }), INTERCOM_APP.clientSecret);
const ids = ['6961d4041c1e12de4c5499a1', '6961d4041c1e12de4c5499a2', '6961d4041c1e12de4c5499a3'];

test('signed notifications are answered at once and become one execution with a batch; what came meanwhile waits for its settling', async () => {
	expect((await tell(ids[0]!)).status).toBe(200);
	await waitForExecutions(stage.session, stage.workflow.id, 1);
	for (const id of [...ids, ...ids, ...ids]) expect((await tell(id)).status).toBe(200);
	await sleep(3_000);
	const [execution, ...more] = await listExecutions(stage.session, stage.workflow.id);
	expect(more).toEqual([]);
	const { runData } = (await readExecution(stage.session, execution!.id)).data.resultData;
	expect(Object.keys(runData).sort()).toEqual(['Due', 'Sync Ledger Trigger']);
	expect(runData['Due']?.[0]?.data?.main?.[0]?.map(({ json }) => json)).toMatchObject([{ contactId: ids[0], kind: 'contact', why: 'notification', ledger: { name: 'default', workspaceId: WORKSPACE, left: 'trigger.due' } }]);
});

test('a forged notification gets 401', async () => {
	const body = notificationOf(WORKSPACE, 'contact.user.updated', { type: 'contact', id: ids[0] });
	expect((await sendSigned(stage.triggerUrl, body, 'another secret')).status).toBe(401);
});
