import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import { INTERCOM_APP } from '../../sandbox/demo/apps';
import { startStage, type Stage } from '../../sandbox/demo/stage';
import { listExecutions, readExecution } from '../../sandbox/n8n/executions';
import type { WorkflowFile } from '../../sandbox/n8n/workflows';
import { eventually } from './harness/contactSync';
import { E2E_LIMIT_MS } from './harness/limits';
import { notificationOf, sendSigned } from './harness/signedNotification';

const WORKSPACE = 'abc123def';

jest.setTimeout(E2E_LIMIT_MS);

let stage: Stage;

const at = (x: number, y: number): INode['position'] => [x, y];
const noOp = (name: string, y: number): INode => ({ id: name, name, type: 'n8n-nodes-base.noOp', typeVersion: 1, position: at(240, y), parameters: {} });
const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
const ids = ['6961d4041c1e12de4c5499a1', '6961d4041c1e12de4c5499a2', '6961d4041c1e12de4c5499a3'];

const isFirstTry: INode = {
	id: 'if', name: 'First Try?', type: 'n8n-nodes-base.if', typeVersion: 2.3, position: at(480, 100),
	parameters: {
		conditions: {
			options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 }, combinator: 'and',
			conditions: [{ id: 'c', leftValue: `={{ $json.contactId === '${ids[0]!}' && !$json.ledger.uncertain }}`, rightValue: '', operator: { type: 'boolean', operation: 'true', singleValue: true } }],
		},
		options: {},
	},
};
const stop: INode = { id: 'stop', name: 'Stop', type: 'n8n-nodes-base.stopAndError', typeVersion: 1, position: at(720, 0), parameters: { errorMessage: 'A node of the canvas fails' } };
const wait: INode = { id: 'wait', name: 'Wait', type: 'n8n-nodes-base.wait', typeVersion: 1.1, position: at(720, 200), webhookId: 'wait', parameters: { resume: 'timeInterval', amount: 1, unit: 'hours' } };

/** Both triggers, and nothing that settles: the first try of the first contact stops with an error, what comes after rests for an hour. */
const workflow: WorkflowFile = {
	id: 'ledgerTriggers', name: 'Ledger Triggers', settings: { executionOrder: 'v1' },
	nodes: [
		{ id: 'a', name: 'Intercom Trigger', type: 'n8n-nodes-intercom-xero.intercomTrigger', typeVersion: 1, position: at(0, 0), parameters: { deliver: 'ledger' } },
		{ id: 'b', name: 'Sync Ledger Trigger', type: 'n8n-nodes-intercom-xero.syncLedgerTrigger', typeVersion: 1, position: at(0, 200), parameters: { authentication: 'oAuth2' } },
		noOp('Due', 100), noOp('Gone', 200), noOp('Alerts', 300), isFirstTry, stop, wait,
	],
	connections: { 'Sync Ledger Trigger': { main: [to('Due'), to('Gone'), to('Alerts')] }, Due: { main: [to('First Try?')] }, 'First Try?': { main: [to('Stop'), to('Wait')] } },
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
/** What left the trigger by Due in an execution. */
async function dueIn(execution: string) {
	const { runData } = (await readExecution(stage.session, execution)).data.resultData;
	return { nodes: Object.keys(runData).sort(), items: runData.Due?.[0]?.data?.main?.[0]?.map(({ json }) => json) };
}

test('a signed notification is answered at once and becomes an execution; where that fails before anything is settled, the next batch follows within seconds, uncertain', async () => {
	const startedAt = Date.now();
	expect((await tell(ids[0]!)).status).toBe(200);
	await eventually(async () => expect((await listExecutions(stage.session, stage.workflow.id)).map(({ status }) => status)).toEqual(['waiting', 'error']), 20_000);
	expect(Date.now() - startedAt).toBeLessThan(15_000);
	const [second, first] = await listExecutions(stage.session, stage.workflow.id);
	const failed = await dueIn(first!.id);
	expect(failed.nodes).toEqual(['Due', 'First Try?', 'Stop', 'Sync Ledger Trigger']);
	expect(failed.items).toMatchObject([{ contactId: ids[0], kind: 'contact', why: 'notification', ledger: { name: 'default', workspaceId: WORKSPACE, left: 'trigger.due', uncertain: false } }]);
	expect((await dueIn(second!.id)).items).toMatchObject([{ contactId: ids[0], ledger: { uncertain: true } }]);
});

test('an execution that rests in a Wait node has not ended: what comes meanwhile waits for its settling', async () => {
	for (const id of [...ids, ...ids, ...ids]) expect((await tell(id)).status).toBe(200);
	await sleep(5_000);
	expect((await listExecutions(stage.session, stage.workflow.id)).map(({ status }) => status)).toEqual(['waiting', 'error']);
});

test('a forged notification gets 401', async () => {
	const body = notificationOf(WORKSPACE, 'contact.user.updated', { type: 'contact', id: ids[0] });
	expect((await sendSigned(stage.triggerUrl, body, 'another secret')).status).toBe(401);
});
